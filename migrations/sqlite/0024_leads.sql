-- Who leads a team: whoever started it, until they hand it over or fall silent.
ALTER TABLE teams ADD COLUMN lead_id INTEGER REFERENCES members (id);
UPDATE teams SET lead_id = starter_id;

-- Who leads a team: whoever started it, until they hand it over or fall silent.
-- When the team went on after its idea had been hidden: silence counts from then.
ALTER TABLE teams ADD COLUMN lead_id BIGINT REFERENCES members (id);
UPDATE teams SET lead_id = starter_id;
ALTER TABLE teams ADD COLUMN went_on_at BIGINT;

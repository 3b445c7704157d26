-- How a team that does not launch ends, in whose words; whether its time was
-- made longer (once), and whether its people were told that it runs out.
ALTER TABLE teams ADD COLUMN extended_at BIGINT;
ALTER TABLE teams ADD COLUMN reminded_at BIGINT;
ALTER TABLE teams ADD COLUMN ending TEXT CHECK (ending IN ('expired', 'crowd', 'closed'));
ALTER TABLE teams ADD COLUMN ended_reason TEXT NOT NULL DEFAULT '';
UPDATE teams
SET ending = 'expired'
WHERE stage = 'stopped' AND launched_at IS NULL;

-- What became of a pledge knows two more ends, kept and broken; somebody of the
-- team may ask whether its person is still there.
ALTER TABLE pledges DROP CONSTRAINT pledges_state_check;
ALTER TABLE pledges ADD CONSTRAINT pledges_state_check
    CHECK (state IN ('held', 'left', 'released', 'handed_back', 'kept', 'broken'));
ALTER TABLE pledges ADD COLUMN nudged_at BIGINT;
CREATE INDEX pledges_nudged ON pledges (nudged_at) WHERE state = 'held' AND nudged_at IS NOT NULL;
CREATE INDEX pledges_until ON pledges (until_day) WHERE state = 'held';

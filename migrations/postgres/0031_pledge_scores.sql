-- When a pledge counts as made for its idea's warmth, where that is not when it
-- was made: after a long silence a clock is not believed at once.
ALTER TABLE pledges ADD COLUMN scored_at BIGINT;

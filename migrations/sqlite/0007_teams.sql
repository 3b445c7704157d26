CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idea_id INTEGER NOT NULL REFERENCES ideas (id),
    starter_id INTEGER NOT NULL REFERENCES members (id),
    purpose TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('gathering', 'launched', 'delivered', 'stopped')),
    charter INTEGER NOT NULL DEFAULT 1,
    weeks INTEGER NOT NULL,
    milestone TEXT NOT NULL,
    milestone_due INTEGER NOT NULL,
    decides TEXT NOT NULL CHECK (decides IN ('consent', 'lead')),
    stops_when TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deadline_at INTEGER NOT NULL,
    launched_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX teams_idea ON teams (idea_id, id);
CREATE INDEX teams_stage ON teams (stage, id DESC);

CREATE TABLE seats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    position INTEGER NOT NULL,
    skill TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 40),
    places INTEGER NOT NULL CHECK (places BETWEEN 1 AND 10),
    need TEXT NOT NULL CHECK (need IN ('required', 'welcome'))
) STRICT;
CREATE INDEX seats_team ON seats (team_id, position);

CREATE TABLE pledges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 40),
    until_day INTEGER NOT NULL,
    charter INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'left', 'released', 'handed_back')),
    reason TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX pledges_one_seat ON pledges (team_id, member_id) WHERE state = 'held';
CREATE INDEX pledges_seat ON pledges (seat_id, state);
CREATE INDEX pledges_member ON pledges (member_id, state, ended_at);

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    charter INTEGER NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX blocks_team ON blocks (team_id, withdrawn_at);

CREATE TABLE block_set_asides (
    block_id INTEGER NOT NULL REFERENCES blocks (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (block_id, member_id)
) STRICT;

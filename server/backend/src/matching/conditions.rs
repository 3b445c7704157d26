//! Conditions that more than one search asks: who worked with whom, and which
//! teams take people.

/// When two pledges of one team, `own` and `other`, are those of people who
/// worked together in it: both promises stood or were kept, and there was a time
/// after the launch of the team `t` at which both seats were held. A condition to
/// put behind `AND`; of three spans of which each two meet, all meet.
macro_rules! together {
    () => {
        "other.member_id <> own.member_id
    AND own.state IN ('held', 'kept') AND other.state IN ('held', 'kept')
    AND t.launched_at IS NOT NULL
    AND (own.ended_at IS NULL
        OR (own.ended_at >= other.created_at AND own.ended_at >= t.launched_at))
    AND (other.ended_at IS NULL
        OR (other.ended_at >= own.created_at AND other.ended_at >= t.launched_at))"
    };
}

/// Whether the team `t` on the idea `i` takes people at the moment of this bind: it
/// is at work, or gathers in time for an idea that teams may still build
/// ([`domain::stage::Stage::takes_teams`]).
macro_rules! takes_people {
    ($now:literal) => {
        concat!(
            "(t.stage = 'launched'
        OR (t.stage = 'gathering' AND t.deadline_at >= ",
            $now,
            " AND i.stage NOT IN ('withdrawn', 'merged', 'delivered')))
    AND i.hidden_at IS NULL"
        )
    };
}

pub(crate) use {takes_people, together};

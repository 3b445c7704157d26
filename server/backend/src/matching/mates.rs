//! Who worked with whom.

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

pub(crate) use together;

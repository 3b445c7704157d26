//! Endorsements: whoever worked with somebody says that they have a skill. Each
//! is kept under the word that was declared and counted under the one that stands
//! for it, so that words which mean the same are one skill and can be parted again.

use std::collections::HashMap;

use domain::accounts::{Actor, EndorsedSkill, MemberId, NAMED, PersonRef, Skill, Viewer};
use domain::boards::Visibility;
use domain::limits::Act;
use domain::notifications::NoticeKind;
use domain::{Denied, Noun, Outcome, Timestamp, policy};

use super::sql::person;
use crate::db::{Db, Fault, Lock, Tx, all, first, run};
use crate::events::{self, Event};
use crate::matching::together;
use crate::notifications::{Notice, notify};
use crate::{Context, limits};

/// A skill of somebody, and who does what about it.
struct Word {
    actor: Actor,
    member: MemberId,
    /// As it is compared.
    skill: String,
    now: Timestamp,
}

impl Word {
    fn new(ctx: &Context, actor: &Actor, member: MemberId, skill: &str) -> Self {
        Self {
            actor: actor.clone(),
            member,
            skill: skill.to_owned(),
            now: ctx.now(),
        }
    }
}

/// Endorses a skill.
pub(super) async fn endorse(
    ctx: &Context,
    actor: &Actor,
    member: MemberId,
    skill: &str,
) -> Outcome<()> {
    let word = Word::new(ctx, actor, member, skill);
    let counted = (Act::Endorse, actor);
    limits::write(ctx, counted, Lock::Nothing, word, |tx, word| {
        Box::pin(give(tx, word))
    })
    .await?;
    ctx.changes.visible();
    Ok(())
}

/// Takes an endorsement back.
pub(super) async fn unendorse(
    ctx: &Context,
    actor: &Actor,
    member: MemberId,
    skill: &str,
) -> Outcome<()> {
    let word = Word::new(ctx, actor, member, skill);
    let counted = (Act::Endorse, actor);
    limits::write(ctx, counted, Lock::Nothing, word, |tx, word| {
        Box::pin(take_back(tx, word))
    })
    .await?;
    ctx.changes.visible();
    Ok(())
}

const KNOWN: &str = "
    SELECT id
    FROM members
    WHERE id = $1";

/// Fails unless there is somebody with this number.
async fn known(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Fault> {
    first!(tx tx, (MemberId,), KNOWN, member)?.ok_or(Noun::Person)?;
    Ok(())
}

// A team on which both worked together and which the first one still sees, with
// its idea; if there is one, a team that the second one sees too.
const TOGETHER: &str = concat!(
    "
    SELECT t.id, t.idea_id
    FROM pledges own
    JOIN teams t ON t.id = own.team_id
    JOIN pledges other ON other.team_id = own.team_id
    JOIN members m ON m.id = other.member_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE own.member_id = $1 AND other.member_id = $2
    AND i.hidden_at IS NULL
    AND (b.visibility = 'public' OR $3)
    AND ",
    together!(),
    "
    ORDER BY CASE WHEN b.visibility = 'public' OR m.kind = 'employee' THEN 0 ELSE 1 END,
        t.launched_at DESC, t.id DESC
    LIMIT 1"
);

/// Whether this member sees what is inside the organisation.
fn inside(actor: &Actor) -> bool {
    policy::sees(&Viewer::Member(actor.clone()), Visibility::Employees)
}

// The word that a declared skill is counted under, and how its owner writes it.
const DECLARED: &str = "
    SELECT COALESCE(k.same_as, k.folded), s.name
    FROM member_skills s
    JOIN skills k ON k.folded = s.folded
    WHERE s.member_id = $1 AND s.folded = $2";
// What this person ever said about the skill, under whichever of its words.
const SAID: &str = "
    SELECT e.taken_back_at
    FROM endorsements e
    JOIN skills k ON k.folded = e.folded
    WHERE e.member_id = $1 AND e.by_id = $2 AND COALESCE(k.same_as, k.folded) = $3";
const GIVE: &str = "
    INSERT INTO endorsements (member_id, folded, by_id, created_at)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (member_id, folded, by_id) DO UPDATE
    SET created_at = excluded.created_at, taken_back_at = NULL";

/// Writes an endorsement. Its owner hears of it once, however often it is taken
/// back and given again.
async fn give(tx: &mut Tx<'_>, word: &Word) -> Result<(), Fault> {
    let Word {
        actor,
        member,
        skill,
        now,
    } = word;
    known(tx, *member).await?;
    let shared = first!(tx tx, (i64, i64), TOGETHER, actor.id, *member, inside(actor))?;
    policy::endorse(actor, *member, shared.is_some())?;
    let (team, idea) = shared.ok_or(Denied::NotTeammates)?;
    let declared = first!(tx tx, (String, String), DECLARED, *member, skill.as_str())?;
    let (root, name) = declared.ok_or(Noun::Skill)?;
    let said = all!(tx tx, (Option<i64>,), SAID, *member, actor.id, root)?;
    if said.iter().any(|(taken_back,)| taken_back.is_none()) {
        return Ok(());
    }
    run!(tx, GIVE, *member, skill.as_str(), actor.id, now.0)?;
    record(tx, "skill.endorsed", word).await?;
    if !said.is_empty() {
        return Ok(());
    }
    let notice = Notice {
        kind: NoticeKind::SkillEndorsed,
        by: Some(actor.id),
        idea,
        team: Some(team),
        comment: None,
        seat: Some(name),
        measure: None,
    };
    notify(tx, &[*member], &notice, *now).await
}

const TAKE_BACK: &str = "
    UPDATE endorsements
    SET taken_back_at = $4
    WHERE member_id = $1 AND by_id = $2 AND taken_back_at IS NULL
    AND folded IN (
        SELECT k.folded
        FROM skills w
        JOIN skills k ON COALESCE(k.same_as, k.folded) = COALESCE(w.same_as, w.folded)
        WHERE w.folded = $3)";

/// Takes back what the actor said about a skill, under whichever of its words;
/// nothing where they said nothing.
async fn take_back(tx: &mut Tx<'_>, word: &Word) -> Result<(), Fault> {
    known(tx, word.member).await?;
    let (skill, now) = (word.skill.as_str(), word.now.0);
    let taken = run!(tx, TAKE_BACK, word.member, word.actor.id, skill, now)?;
    if taken > 0 {
        record(tx, "skill.unendorsed", word).await?;
    }
    Ok(())
}

async fn record(tx: &mut Tx<'_>, kind: &'static str, word: &Word) -> Result<(), Fault> {
    let event = Event {
        kind,
        actor: Some(word.actor.id),
        member: Some(word.member),
        detail: word.skill.clone(),
        ..Event::default()
    };
    events::record(tx, word.now, event).await
}

// Only of what they declare now: what was dropped comes back with its skill.
const ENDORSED: &str = "
    SELECT COALESCE(k.same_as, k.folded), COUNT(DISTINCT e.by_id)
    FROM endorsements e
    JOIN skills k ON k.folded = e.folded
    JOIN members b ON b.id = e.by_id
    WHERE e.member_id = $1 AND e.taken_back_at IS NULL AND b.suspended_at IS NULL
    AND COALESCE(k.same_as, k.folded) IN (
        SELECT COALESCE(d.same_as, d.folded)
        FROM member_skills s
        JOIN skills d ON d.folded = s.folded
        WHERE s.member_id = $1)
    GROUP BY COALESCE(k.same_as, k.folded)";

/// How many people endorsed which skills of these members: by member and by the
/// word that the skill is counted under ([`crate::skills::Synonyms::root`]). Each
/// person counts once; who is suspended does not count. What nobody endorsed is
/// not in it, nor what is no longer declared. One statement a member, so for the
/// few who are shown, not for all.
pub(crate) async fn endorsed(
    db: &Db,
    members: &[MemberId],
) -> Result<HashMap<(MemberId, String), i64>, Fault> {
    let mut endorsed = HashMap::new();
    for member in members {
        for (skill, people) in all!(db db, (String, i64), ENDORSED, *member)? {
            endorsed.insert((*member, skill), people);
        }
    }
    Ok(endorsed)
}

/// A declared skill as the database gives it.
#[derive(sqlx::FromRow)]
struct SkillRow {
    name: String,
    level: i64,
    folded: String,
    root: String,
}

const SKILLS: &str = "
    SELECT s.name, s.level, s.folded, COALESCE(k.same_as, s.folded) AS root
    FROM member_skills s
    LEFT JOIN skills k ON k.folded = s.folded
    WHERE s.member_id = $1
    ORDER BY s.position";

/// An endorsement as the database gives it.
#[derive(sqlx::FromRow)]
struct GivenRow {
    root: String,
    by_id: MemberId,
    display_name: String,
    handle: String,
    kind: String,
}

const GIVEN: &str = "
    SELECT COALESCE(k.same_as, k.folded) AS root, e.by_id, b.display_name, b.handle, b.kind
    FROM endorsements e
    JOIN skills k ON k.folded = e.folded
    JOIN members b ON b.id = e.by_id
    WHERE e.member_id = $1 AND e.taken_back_at IS NULL AND b.suspended_at IS NULL
    ORDER BY e.created_at DESC, e.by_id DESC";

/// Who endorsed a skill, each once.
type Endorsers = Vec<(MemberId, PersonRef)>;

/// Who endorsed a member, by the word that the skill is counted under, the newest
/// first.
async fn endorsers(db: &Db, member: MemberId) -> Result<HashMap<String, Endorsers>, Fault> {
    let mut endorsers: HashMap<String, Endorsers> = HashMap::new();
    for row in all!(db db, GivenRow, GIVEN, member)? {
        let people = endorsers.entry(row.root).or_default();
        if people.iter().all(|(known, _)| *known != row.by_id) {
            let by = person(row.display_name, row.handle, &row.kind)?;
            people.push((row.by_id, by));
        }
    }
    Ok(endorsers)
}

/// What a member declares with who endorsed it, and whether this viewer may do so.
pub(super) async fn shown(
    db: &Db,
    viewer: &Viewer,
    member: MemberId,
) -> Result<(Vec<EndorsedSkill>, bool), Fault> {
    let declared = all!(db db, SkillRow, SKILLS, member)?;
    let counted = endorsed(db, &[member]).await?;
    let endorsers = endorsers(db, member).await?;
    let own = viewer.id() == member;
    let named = if own { usize::MAX } else { NAMED };
    let skill = |row: SkillRow| {
        let people = endorsers.get(&row.root).map_or(&[][..], Vec::as_slice);
        EndorsedSkill {
            skill: Skill {
                name: row.name,
                level: u32::try_from(row.level).unwrap_or(1),
            },
            folded: row.folded,
            people: counted
                .get(&(member, row.root))
                .copied()
                .unwrap_or_default(),
            named: people
                .iter()
                .take(named)
                .map(|(_, by)| by.clone())
                .collect(),
            mine: people.iter().any(|(by, _)| *by == viewer.id()),
        }
    };
    let skills = declared.into_iter().map(skill).collect();
    Ok((skills, may_endorse(db, viewer, member).await?))
}

async fn may_endorse(db: &Db, viewer: &Viewer, member: MemberId) -> Result<bool, Fault> {
    let Some(actor) = viewer.actor() else {
        return Ok(false);
    };
    let shared = first!(db db, (i64, i64), TOGETHER, actor.id, member, inside(actor))?;
    Ok(policy::endorse(actor, member, shared.is_some()).is_ok())
}

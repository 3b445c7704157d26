//! Seats offered to somebody who may be found, and what they answer.

use domain::accounts::{Actor, Kind, MemberId, PersonRef};
use domain::ideas::IdeaRef;
use domain::matching::SeatOffer;
use domain::notifications::NoticeKind;
use domain::teams::{TeamId, usual_end};
use domain::{Conflict, Noun, Outcome, Timestamp, limits, policy};

use super::act::{Act, write};
use super::seats::{Promise, Wish, take, takes_seats};
use super::sql::{self, Team};
use crate::Context;
use crate::db::{Db, Fault, Tx, all, first, run};
use crate::ideas::word;
use crate::matching::takes_people;
use crate::notifications::forget_offer;

/// Offers a seat of this team to whoever has this handle.
pub(crate) async fn offer(
    ctx: &Context,
    actor: &Actor,
    team: TeamId,
    (seat, handle): (i64, &str),
) -> Outcome<()> {
    let command = (seat, handle.to_owned());
    let counted = (actor, limits::Act::Offer);
    write(ctx, counted, team, command, |tx, act, (seat, handle)| {
        Box::pin(make(tx, act, *seat, handle))
    })
    .await
}

// Open to be found, able to take part, not on the team; no other offer of the
// team is said no to.
const TO_BE_FOUND: &str = "
    SELECT m.id, m.kind
    FROM members m
    JOIN preferences f ON f.member_id = m.id
    WHERE m.handle = $1 AND f.open_since IS NOT NULL AND m.suspended_at IS NULL
    AND NOT EXISTS (SELECT 1
                    FROM pledges p
                    WHERE p.team_id = $2 AND p.member_id = m.id AND p.state = 'held')
    AND NOT EXISTS (SELECT 1
                    FROM seat_offers o
                    WHERE o.team_id = $2 AND o.member_id = m.id AND o.state = 'declined')";
const FREE: &str = "
    SELECT s.skill
    FROM seats s
    WHERE s.id = $1 AND s.team_id = $2
    AND s.places > (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held')";
// An offer of the same seat stands as it is; one of another seat gives way to a
// new one, so that nobody accepts a seat that they were not shown.
const GIVE_WAY: &str = "
    DELETE FROM seat_offers
    WHERE team_id = $1 AND member_id = $2 AND state = 'open' AND seat_id <> $3";
const OFFER: &str = "
    INSERT INTO seat_offers (team_id, seat_id, member_id, by_id, state, created_at)
    VALUES ($1, $2, $3, $4, 'open', $5)
    ON CONFLICT (team_id, member_id) WHERE state = 'open' DO NOTHING
    RETURNING id";

async fn make(tx: &mut Tx<'_>, act: &Act, seat: i64, handle: &str) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let seated = sql::held_by(tx, team.id, act.actor.id).await?.is_some();
    policy::shape_team(&act.actor, team.lead_id, seated)?;
    takes_seats(&team, act.now)?;
    let found = first!(tx tx, (MemberId, String), TO_BE_FOUND, handle, team.id)?;
    let (member, kind) = found.ok_or(Conflict::NotToBeFound)?;
    if !sees(&team, word(Kind::parse(&kind))?)? {
        return Err(Conflict::NotToBeFound.into());
    }
    let free = first!(tx tx, (String,), FREE, seat, team.id)?;
    let (skill,) = free.ok_or(Conflict::SeatTaken)?;
    let by = act.actor.id;
    if run!(tx, GIVE_WAY, team.id, member, seat)? > 0 {
        forget_offer(tx, member, team.id).await?;
    }
    let made = first!(tx tx, (i64,), OFFER, team.id, seat, member, by, act.now.0)?;
    let Some((number,)) = made else {
        return Ok(());
    };
    act.record(tx, &team, "seat.offered", number, "").await?;
    act.tell(tx, &team, NoticeKind::SeatOffered, &[member], Some(skill))
        .await
}

/// Takes an offer to whoever has this handle back.
pub(crate) async fn take_back(
    ctx: &Context,
    actor: &Actor,
    team: TeamId,
    handle: &str,
) -> Outcome<()> {
    let counted = (actor, limits::Act::Offer);
    write(ctx, counted, team, handle.to_owned(), |tx, act, handle| {
        Box::pin(unmake(tx, act, handle))
    })
    .await
}

const UNMAKE: &str = "
    DELETE FROM seat_offers
    WHERE team_id = $1 AND state = 'open'
    AND member_id = (SELECT m.id FROM members m WHERE m.handle = $2)
    RETURNING id, member_id";

async fn unmake(tx: &mut Tx<'_>, act: &Act, handle: &str) -> Result<(), Fault> {
    let team = act.team_to_leave(tx).await?;
    let seated = sql::held_by(tx, team.id, act.actor.id).await?.is_some();
    policy::shape_team(&act.actor, team.lead_id, seated)?;
    let unmade = first!(tx tx, (i64, MemberId), UNMAKE, team.id, handle)?;
    let (number, member) = unmade.ok_or(Noun::Offer)?;
    act.record(tx, &team, "offer.taken_back", number, "")
        .await?;
    forget_offer(tx, member, team.id).await
}

/// Whether somebody of this kind sees what the team builds.
fn sees(team: &Team, kind: Kind) -> Result<bool, Fault> {
    let open = team.visibility()? == domain::boards::Visibility::Public;
    Ok(open || kind == Kind::Employee)
}

/// An offer that waits, as the database gives it.
#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    team_id: i64,
    idea_id: i64,
    slug: String,
    title: String,
    skill: String,
    hours: i64,
    weeks: i64,
    charter: i64,
    begins: i64,
    display_name: String,
    handle: String,
    kind: String,
    created_at: i64,
}

const OFFERS: &str = concat!(
    "
    SELECT o.id, o.team_id, t.idea_id, i.slug, i.title, s.skill, s.hours, t.weeks, t.charter,
        COALESCE(t.launched_at, t.deadline_at) AS begins,
        m.display_name, m.handle, m.kind, o.created_at
    FROM seat_offers o
    JOIN seats s ON s.id = o.seat_id
    JOIN teams t ON t.id = o.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = o.by_id
    WHERE o.member_id = $1 AND o.state = 'open'
    AND ",
    takes_people!("$3"),
    "
    AND (b.visibility = 'public' OR $2)
    AND s.places > (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held')
    ORDER BY o.created_at DESC, o.id DESC
    LIMIT 10"
);

/// The offers that wait for this member and still stand.
pub(crate) async fn waiting(
    db: &Db,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<SeatOffer>, Fault> {
    let inside = actor.kind == Kind::Employee;
    let rows = all!(db db, Row, OFFERS, actor.id, inside, now.0)?;
    rows.into_iter().map(|row| row.shown(now)).collect()
}

impl Row {
    fn shown(self, now: Timestamp) -> Result<SeatOffer, Fault> {
        let begins = Timestamp(self.begins).date();
        Ok(SeatOffer {
            id: self.id,
            team: self.team_id,
            idea: IdeaRef {
                number: self.idea_id,
                slug: self.slug,
                title: self.title,
            },
            skill: self.skill,
            hours: self.hours,
            until: usual_end(begins, self.weeks, now.date()),
            charter: self.charter,
            by: PersonRef {
                name: self.display_name,
                handle: self.handle,
                kind: word(Kind::parse(&self.kind))?,
            },
            at: Timestamp(self.created_at),
        })
    }
}

const OPEN: &str = "
    SELECT team_id
    FROM seat_offers
    WHERE id = $1 AND member_id = $2 AND state = 'open'";

/// The team of an offer that waits for this member.
async fn team(db: &Db, actor: &Actor, offer: i64) -> Result<TeamId, Fault> {
    let open = first!(db db, (TeamId,), OPEN, offer, actor.id)?;
    Ok(open.ok_or(Noun::Offer)?.0)
}

/// Takes the seat that is offered, on the terms that were shown.
pub(crate) async fn accept(
    ctx: &Context,
    actor: &Actor,
    (offer, charter): (i64, i64),
) -> Outcome<TeamId> {
    let team = team(&ctx.db, actor, offer).await?;
    let counted = (actor, limits::Act::Seat);
    let command = (offer, charter);
    write(ctx, counted, team, command, |tx, act, command| {
        Box::pin(sit(tx, act, *command))
    })
    .await?;
    Ok(team)
}

const OFFERED: &str = "
    SELECT o.seat_id, s.hours
    FROM seat_offers o
    JOIN seats s ON s.id = o.seat_id
    WHERE o.id = $1 AND o.member_id = $2 AND o.state = 'open'";

async fn sit(tx: &mut Tx<'_>, act: &Act, (offer, charter): (i64, i64)) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let offered = first!(tx tx, (i64, i64), OFFERED, offer, act.actor.id)?;
    let (seat, hours) = offered.ok_or(Noun::Offer)?;
    let begins = team.launched_at.map_or(team.deadline(), Timestamp).date();
    let until = usual_end(begins, team.weeks, act.now.date());
    let wish = Wish {
        seat,
        charter,
        pledge: Promise::typed(&hours.to_string(), &until.to_string()),
    };
    take(tx, act, &wish).await
}

/// Declines an offer; whoever made it is told.
pub(crate) async fn decline(ctx: &Context, actor: &Actor, offer: i64) -> Outcome<()> {
    let team = team(&ctx.db, actor, offer).await?;
    let counted = (actor, limits::Act::Seat);
    write(ctx, counted, team, offer, |tx, act, offer| {
        Box::pin(refuse(tx, act, *offer))
    })
    .await
}

const DECLINE: &str = "
    UPDATE seat_offers
    SET state = 'declined', answered_at = $3
    WHERE id = $1 AND member_id = $2 AND state = 'open'
    RETURNING seat_id, by_id";
const SKILL: &str = "SELECT skill FROM seats WHERE id = $1";

async fn refuse(tx: &mut Tx<'_>, act: &Act, offer: i64) -> Result<(), Fault> {
    let team = act.team_to_leave(tx).await?;
    let declined = first!(tx tx, (i64, MemberId), DECLINE, offer, act.actor.id, act.now.0)?;
    let (seat, by) = declined.ok_or(Noun::Offer)?;
    let skill = first!(tx tx, (String,), SKILL, seat)?.map(|(skill,)| skill);
    act.record(tx, &team, "seat.declined", offer, "").await?;
    act.tell(tx, &team, NoticeKind::OfferDeclined, &[by], skill)
        .await
}

const TAKEN: &str = "
    UPDATE seat_offers
    SET state = 'taken', answered_at = $3
    WHERE team_id = $1 AND member_id = $2 AND state = 'open'";

/// Whoever takes a seat has answered what the team offered them.
pub(super) async fn taken(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    run!(tx, TAKEN, act.team, act.actor.id, act.now.0)?;
    Ok(())
}

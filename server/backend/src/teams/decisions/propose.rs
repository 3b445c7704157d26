//! What people do about decisions.

use domain::decisions::{DecisionState, MAX_OPEN, NewProposal, Verdict, Words};
use domain::notifications::NoticeKind;
use domain::teams::{Decides, Reason};
use domain::{Conflict, FieldError, FieldErrors, policy};

use super::sql::{self, Decision};
use super::sweep::agree;
use crate::db::{Fault, Tx};
use crate::teams::act::Act;
use crate::teams::sql::{Team, crew};
use crate::teams::work::workshop;

pub(super) async fn propose(tx: &mut Tx<'_>, act: &Act, new: &NewProposal) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    if sql::open(tx, team.id).await? >= MAX_OPEN {
        return Err(FieldErrors::one("title", FieldError::TooMany(MAX_OPEN)).into());
    }
    let rule = team.agreed()?.decides;
    let due = act.now.plus_days(i64::from(new.days));
    let what = (new.title.as_str(), new.details.as_str());
    let who = (team.id, act.actor.id, rule);
    let number = sql::add(tx, who, what, (act.now, due)).await?;
    act.record(tx, &team, "decision.proposed", number, &new.title)
        .await?;
    tell_others(tx, act, &team, NoticeKind::DecisionProposed).await
}

/// Tells the team but whoever does it.
async fn tell_others(
    tx: &mut Tx<'_>,
    act: &Act,
    team: &Team,
    kind: NoticeKind,
) -> Result<(), Fault> {
    let mut to = crew(tx, team).await?;
    to.retain(|member| *member != act.actor.id);
    act.tell(tx, team, kind, &to, None).await
}

/// A proposal that waits, for somebody of the team.
async fn open(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(Team, Decision), Fault> {
    let team = workshop(tx, act).await?;
    let decision = sql::one_of(tx, team.id, number).await?;
    if decision.state()? != DecisionState::Open {
        return Err(Conflict::Decided.into());
    }
    Ok((team, decision))
}

/// The same, if its words are those that were read.
async fn read(tx: &mut Tx<'_>, act: &Act, words: Words) -> Result<(Team, Decision), Fault> {
    let (team, decision) = open(tx, act, words.decision).await?;
    if words.at.is_some_and(|at| at.0 != decision.created_at) {
        return Err(Conflict::OtherWords.into());
    }
    Ok((team, decision))
}

pub(super) async fn object(
    tx: &mut Tx<'_>,
    act: &Act,
    (words, reason): &(Words, Reason),
) -> Result<(), Fault> {
    let (team, decision) = read(tx, act, *words).await?;
    if decision.member_id == act.actor.id {
        return Err(Conflict::OwnProposal.into());
    }
    let (me, why) = (act.actor.id, reason.0.as_str());
    if !sql::object(tx, decision.id, (me, why), act.now).await? {
        // Once more by the same button, or in words that would be lost.
        let said = sql::against(tx, team.id, decision.id).await?;
        let mine = said.iter().find(|one| one.member_id == me && one.stands());
        return if mine.is_some_and(|one| one.reason == why) {
            Ok(())
        } else {
            Err(Conflict::ObjectionStands.into())
        };
    }
    act.record(tx, &team, "decision.objected", decision.id, &reason.0)
        .await?;
    let to = [decision.member_id];
    act.tell(tx, &team, NoticeKind::DecisionObjected, &to, None)
        .await
}

pub(super) async fn take_back(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let (team, decision) = open(tx, act, number).await?;
    if !sql::take_back(tx, decision.id, act.actor.id, act.now).await? {
        return Ok(());
    }
    act.record(tx, &team, "decision.cleared", decision.id, "")
        .await?;
    agree(tx, &team, &decision, act.now).await.map(|_| ())
}

pub(super) async fn reword(
    tx: &mut Tx<'_>,
    act: &Act,
    (number, new): &(i64, NewProposal),
) -> Result<(), Fault> {
    let (team, decision) = open(tx, act, *number).await?;
    policy::change_proposal(&act.actor, decision.member_id)?;
    let due = act.now.plus_days(i64::from(new.days));
    let what = (new.title.as_str(), new.details.as_str());
    sql::change(tx, decision.id, what, (act.now, due)).await?;
    act.record(tx, &team, "decision.reworded", decision.id, &new.title)
        .await?;
    tell_others(tx, act, &team, NoticeKind::DecisionProposed).await
}

pub(super) async fn withdraw(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let (team, decision) = open(tx, act, number).await?;
    let by = (decision.member_id, decision.still);
    policy::withdraw_proposal(&act.actor, by, team.lead_id)?;
    let by = (Some(act.actor.id), act.now);
    sql::settle(tx, decision.id, (DecisionState::Withdrawn, ""), by).await?;
    act.record(tx, &team, "decision.withdrawn", decision.id, "")
        .await
}

pub(super) async fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    (words, verdict): &(Words, Verdict),
) -> Result<(), Fault> {
    let (team, decision) = read(tx, act, *words).await?;
    policy::run_team(&act.actor, team.lead_id)?;
    if decision.rule()? != Decides::Lead {
        return Err(Conflict::ByConsent.into());
    }
    let state = if verdict.yes {
        DecisionState::Yes
    } else {
        DecisionState::No
    };
    let by = (Some(act.actor.id), act.now);
    sql::settle(tx, decision.id, (state, &verdict.reason.0), by).await?;
    act.record(tx, &team, "decision.made", decision.id, state.as_str())
        .await?;
    tell_others(tx, act, &team, NoticeKind::DecisionMade).await
}

//! What is shown of a team's decisions.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::decisions::{DecisionState, DecisionView, DecisionsView, ObjectionView, Part};
use domain::teams::{Decides, TeamStage};

use super::sql::{self, Decision, Objection};
use crate::db::{Fault, Tx};
use crate::teams::sql as teams;
use crate::teams::view::Look;

pub(super) async fn view(tx: &mut Tx<'_>, look: &Look) -> Result<Option<DecisionsView>, Fault> {
    let team = teams::seen(tx, &look.viewer, look.team).await?;
    if team.launched_at.is_none() {
        return Ok(None);
    }
    let me = look.viewer.id();
    let seated = teams::held_by(tx, team.id, me).await?.is_some();
    let leads = team.lead_id == me;
    let works = team.stage()? == TeamStage::Launched && !team.resting();
    let sees = Sees {
        me,
        ours: works && (seated || leads),
        leads,
        now: look.now,
    };
    let objections = sql::objections(tx, team.id).await?;
    let decisions = sql::of(tx, team.id).await?;
    let mut decisions: Vec<DecisionView> = decisions
        .into_iter()
        .map(|one| sees.decision(one, &objections))
        .collect::<Result<_, Fault>>()?;
    decisions.sort_by_key(|one| one.state != DecisionState::Open);
    Ok(Some(DecisionsView {
        team: team.id,
        idea: team.idea(),
        rule: team.agreed()?.decides,
        ours: sees.ours,
        decisions,
        today: look.now.date(),
    }))
}

/// Who looks, and when.
struct Sees {
    me: MemberId,
    /// Whether they work there.
    ours: bool,
    leads: bool,
    now: Timestamp,
}

impl Sees {
    fn decision(&self, one: Decision, all: &[Objection]) -> Result<DecisionView, Fault> {
        let (rule, state) = (one.rule()?, one.state()?);
        let open = state == DecisionState::Open;
        let against = all.iter().filter(|said| said.decision_id == one.id);
        let objecting = against
            .clone()
            .any(|said| said.member_id == self.me && said.stands());
        let objections = against.map(|said| {
            Ok(ObjectionView {
                person: said.person.named()?,
                reason: said.reason.clone(),
                at: Timestamp(said.created_at),
                stands: open && said.stands(),
            })
        });
        let part = match one.member_id == self.me {
            _ if !self.ours || !open => Part::Reads,
            true => Part::Proposed,
            false if objecting => Part::Objects,
            false => Part::MayObject,
        };
        Ok(DecisionView {
            objections: objections.collect::<Result<_, Fault>>()?,
            by: one.person.named()?,
            id: one.id,
            title: one.title,
            details: one.details,
            at: Timestamp(one.created_at),
            due: Timestamp(one.due_at),
            rule,
            state,
            verdict: one.verdict,
            decided: one.decided_at.map(Timestamp),
            overdue: open && one.due_at <= self.now.0,
            part,
            may_decide: self.ours && open && self.leads && rule == Decides::Lead,
            may_withdraw: part == Part::Proposed || (self.ours && open && self.leads && !one.still),
        })
    }
}

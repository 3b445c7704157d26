//! The contract of decisions, on both engines.

use domain::accounts::{Actor, Viewer};
use domain::decisions::{
    DecisionState, DecisionView, Decisions, MAX_OPEN, NewProposal, Part, Verdict, Words,
};
use domain::moderation::{Cause, Moderation as _};
use domain::teams::{Decides, Reason, Teams as _};
use domain::time::DAY;
use domain::work::{Finish, StopForm, Work as _};
use domain::{Conflict, Denied, FieldError, FieldErrors, Noun};

use super::DecisionsService;
use crate::db::run;
use crate::moderation::ModerationService;
use crate::teams::tests::{Story, launched};
use crate::teams::work::WorkService;
use crate::testing::{House, contract};

fn decisions(house: &House) -> DecisionsService {
    DecisionsService::new(house.ctx.clone())
}

fn proposal(title: &str) -> NewProposal {
    NewProposal {
        title: title.into(),
        details: String::new(),
        days: 3,
    }
}

fn why() -> Reason {
    Reason("The oak is not dry before June.".into())
}

/// The words that somebody has before their eyes.
fn read(shown: &DecisionView) -> Words {
    Words {
        decision: shown.id,
        at: Some(shown.at),
    }
}

/// Ben proposes oak; the newest decision as he sees it.
async fn proposed(house: &House, s: &Story) -> DecisionView {
    let new = proposal("We build it of oak");
    decisions(house)
        .propose(&s.ben, s.team.number, new)
        .await
        .expect("proposed");
    seen(house, &s.ben, s).await
}

async fn seen(house: &House, actor: &Actor, s: &Story) -> DecisionView {
    let viewer = Viewer::Member(actor.clone());
    let view = decisions(house)
        .view(&viewer, s.team.number)
        .await
        .expect("a view");
    view.expect("it launched").decisions.remove(0)
}

async fn state(house: &House, s: &Story) -> DecisionState {
    house.teams().sweep().await.expect("swept");
    seen(house, &s.ben, s).await.state
}

/// The team's charter says that its lead decides.
async fn lead_decides(house: &House, team: i64) {
    const LEAD: &str = "UPDATE teams SET decides = 'lead' WHERE id = $1";
    house
        .write(team, |tx, team| {
            Box::pin(async move {
                run!(tx, LEAD, *team)?;
                Ok(())
            })
        })
        .await;
}

contract! {
    async fn what_nobody_objects_to_is_agreed_when_its_day_is_over(house: House) {
        let s = launched(&house).await;
        let made = proposed(&house, &s).await;
        assert_eq!((made.rule, made.state), (Decides::Consent, DecisionState::Open));
        assert_eq!(made.part, Part::Proposed);
        assert_eq!(seen(&house, &s.cleo, &s).await.part, Part::MayObject);
        assert!(house.told(&s.cleo).await.contains(&"decision_proposed".to_owned()));
        house.clock.pass(3 * DAY - 1);
        assert_eq!(state(&house, &s).await, DecisionState::Open);
        house.clock.pass(1);
        assert_eq!(state(&house, &s).await, DecisionState::Agreed);
        assert!(house.told(&s.ben).await.contains(&"decision_agreed".to_owned()));
        let late = decisions(&house).object(&s.cleo, s.team.number, read(&made), why()).await;
        assert_eq!(late.map(|_| ()), Err(Conflict::Decided.into()));
    }

    async fn an_objection_holds_it_until_it_is_taken_back(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let all = decisions(&house);
        for _ in 0..2 {
            all.object(&s.cleo, team, read(&made), why()).await.expect("objected");
        }
        let held = seen(&house, &s.cleo, &s).await;
        assert_eq!(held.objections.len(), 1, "once at a time");
        assert!(held.part == Part::Objects && held.objections[0].stands);
        let own = all.object(&s.ben, team, read(&made), why()).await;
        assert_eq!(own.map(|_| ()), Err(Conflict::OwnProposal.into()));
        house.clock.pass(4 * DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Open);
        assert!(seen(&house, &s.ben, &s).await.overdue);
        all.take_back(&s.cleo, team, made.id).await.expect("taken back");
        assert_eq!(seen(&house, &s.ben, &s).await.state, DecisionState::Agreed, "at once");
    }

    async fn other_words_answer_objections_and_begin_anew(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let all = decisions(&house);
        all.object(&s.cleo, team, read(&made), why()).await.expect("objected");
        let not_his = all.reword(&s.cleo, team, made.id, proposal("We build it of ash")).await;
        assert_eq!(not_his.map(|_| ()), Err(Denied::NotYours.into()));
        house.clock.pass(2 * DAY);
        all.reword(&s.ben, team, made.id, proposal("We build it of ash")).await.expect("reworded");
        let now = seen(&house, &s.cleo, &s).await;
        assert_eq!(now.title, "We build it of ash");
        assert!(!now.objections[0].stands && now.part == Part::MayObject, "asked again");
        house.clock.pass(2 * DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Open, "its days began anew");
        house.clock.pass(DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Agreed);
    }

    async fn whoever_left_objects_no_more(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        decisions(&house).object(&s.cleo, team, read(&made), why()).await.expect("objected");
        house.teams().hand_back(&s.cleo, team, why()).await.expect("handed back");
        house.clock.pass(4 * DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Agreed);
    }

    async fn whoever_is_suspended_objects_no_more(house: House) {
        let s = launched(&house).await;
        let made = proposed(&house, &s).await;
        decisions(&house).object(&s.cleo, s.team.number, read(&made), why()).await.expect("objected");
        house.clock.pass(4 * DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Open);
        let (care, admin) = (ModerationService::new(house.ctx.clone()), house.admin("Root").await);
        let cause = Cause::parse("heated", "It turns in circles.").expect("a cause");
        care.suspend(&admin, &s.cleo.handle, cause, None).await.expect("suspended");
        assert_eq!(state(&house, &s).await, DecisionState::Agreed);
    }

    async fn the_lead_withdraws_what_somebody_left_behind(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let all = decisions(&house);
        all.object(&s.cleo, team, read(&made), why()).await.expect("objected");
        assert!(!seen(&house, &s.ada, &s).await.may_withdraw, "ben can do that himself");
        let early = all.withdraw(&s.ada, team, made.id).await;
        assert_eq!(early.map(|_| ()), Err(Denied::NotYours.into()));
        house.teams().hand_back(&s.ben, team, why()).await.expect("handed back");
        assert!(seen(&house, &s.ada, &s).await.may_withdraw);
        assert!(!seen(&house, &s.cleo, &s).await.may_withdraw);
        all.withdraw(&s.ada, team, made.id).await.expect("withdrawn");
        assert_eq!(seen(&house, &s.cleo, &s).await.state, DecisionState::Withdrawn);
    }

    async fn nobody_answers_words_they_have_not_read(house: House) {
        let s = launched(&house).await;
        let team = s.team.number;
        lead_decides(&house, team).await;
        let made = proposed(&house, &s).await;
        let all = decisions(&house);
        house.clock.pass(1);
        all.reword(&s.ben, team, made.id, proposal("We build it of ash")).await.expect("reworded");
        let verdict = Verdict { yes: true, reason: why() };
        let late = all.decide(&s.ada, team, read(&made), verdict.clone()).await;
        assert_eq!(late.map(|_| ()), Err(Conflict::OtherWords.into()));
        let late = all.object(&s.cleo, team, read(&made), why()).await;
        assert_eq!(late.map(|_| ()), Err(Conflict::OtherWords.into()));
        let now = seen(&house, &s.ada, &s).await;
        all.decide(&s.ada, team, read(&now), verdict).await.expect("decided");
    }

    async fn a_second_objection_is_not_lost_without_a_word(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let all = decisions(&house);
        all.object(&s.cleo, team, read(&made), why()).await.expect("objected");
        all.object(&s.cleo, team, read(&made), why()).await.expect("the same once more");
        let other = Reason::parse("Oak moves with the weather, all summer.").expect("a reason");
        let more = all.object(&s.cleo, team, read(&made), other).await;
        assert_eq!(more.map(|_| ()), Err(Conflict::ObjectionStands.into()));
        assert_eq!(seen(&house, &s.ada, &s).await.objections.len(), 1);
    }

    async fn what_is_open_when_the_team_ends_lapses(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let form = StopForm {
            tried: "We posted forty orders by hand for two weeks.".into(),
            found: "The post costs more than the part, three times of four.".into(),
            tell: "Purchasing".into(),
        };
        let work = WorkService::new(house.ctx.clone());
        work.finish(&s.ada, team, Finish::stop(&form).expect("a form")).await.expect("stopped");
        let now = seen(&house, &s.ada, &s).await;
        assert_eq!((now.id, now.state), (made.id, DecisionState::Lapsed));
    }

    async fn so_many_may_be_open_at_once(house: House) {
        let s = launched(&house).await;
        let (all, team) = (decisions(&house), s.team.number);
        for _ in 0..MAX_OPEN {
            proposed(&house, &s).await;
        }
        let more = all.propose(&s.cleo, team, proposal("We build it of ash")).await;
        assert_eq!(more.map(|_| ()), Err(FieldErrors::one("title", FieldError::TooMany(12)).into()));
        let one = seen(&house, &s.ben, &s).await;
        all.withdraw(&s.ben, team, one.id).await.expect("withdrawn");
        all.propose(&s.cleo, team, proposal("We build it of ash")).await.expect("room again");
    }

    async fn where_the_lead_decides_nobody_else_does(house: House) {
        let s = launched(&house).await;
        let team = s.team.number;
        lead_decides(&house, team).await;
        let made = proposed(&house, &s).await;
        let all = decisions(&house);
        all.object(&s.cleo, team, read(&made), why()).await.expect("a concern");
        house.clock.pass(4 * DAY);
        assert_eq!(state(&house, &s).await, DecisionState::Open, "silence decides nothing");
        let verdict = Verdict { yes: true, reason: why() };
        let ben = all.decide(&s.ben, team, read(&made), verdict.clone()).await;
        assert_eq!(ben.map(|_| ()), Err(Denied::NotYours.into()));
        assert!(seen(&house, &s.ada, &s).await.may_decide);
        all.decide(&s.ada, team, read(&made), verdict.clone()).await.expect("decided");
        let decided = seen(&house, &s.ben, &s).await;
        assert_eq!((decided.state, decided.verdict), (DecisionState::Yes, why().0));
        let again = all.decide(&s.ada, team, read(&made), verdict).await;
        assert_eq!(again.map(|_| ()), Err(Conflict::Decided.into()));
    }

    async fn by_consent_the_lead_decides_nothing_alone(house: House) {
        let s = launched(&house).await;
        let made = proposed(&house, &s).await;
        let verdict = Verdict { yes: true, reason: why() };
        let alone = decisions(&house).decide(&s.ada, s.team.number, read(&made), verdict).await;
        assert_eq!(alone.map(|_| ()), Err(Conflict::ByConsent.into()));
    }

    async fn strangers_read_and_do_nothing(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        let all = decisions(&house);
        let refused = all.propose(&s.ines, team, proposal("We build it of ash")).await;
        assert_eq!(refused.map(|_| ()), Err(Denied::NotYours.into()));
        let refused = all.object(&s.ines, team, read(&made), why()).await;
        assert_eq!(refused.map(|_| ()), Err(Denied::NotYours.into()));
        let nowhere = all.withdraw(&s.ben, team, 999).await;
        assert_eq!(nowhere.map(|_| ()), Err(Noun::Decision.into()));
        let shown = seen(&house, &s.ines, &s).await;
        assert_eq!(shown.part, Part::Reads);
        all.withdraw(&s.ben, team, made.id).await.expect("withdrawn");
        assert_eq!(seen(&house, &s.ines, &s).await.state, DecisionState::Withdrawn);
    }

    async fn an_objection_in_the_last_moment_counts_or_comes_too_late(house: House) {
        let s = launched(&house).await;
        let (team, made) = (s.team.number, proposed(&house, &s).await);
        house.clock.pass(3 * DAY);
        let (all, teams) = (decisions(&house), house.teams());
        let (objected, swept) = tokio::join!(
            all.object(&s.cleo, team, read(&made), why()),
            teams.sweep()
        );
        swept.expect("swept");
        let now = seen(&house, &s.ben, &s).await;
        let expected = if objected.is_ok() { DecisionState::Open } else { DecisionState::Agreed };
        assert_eq!(now.state, expected);
        assert_eq!(now.objections.len(), usize::from(objected.is_ok()));
    }
}

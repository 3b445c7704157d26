//! Teams for stories, started and joined by the use cases themselves.

use domain::accounts::{Actor, Viewer};
use domain::ideas::IdeaRef;
use domain::teams::{
    CharterForm, NewSeat, Reason, SeatForm, TeamForm, TeamId, TeamStage, TeamView, Teams,
};
use domain::{Date, Outcome, Timestamp};

use super::House;
use crate::db::{all, one};
use crate::teams::TeamsService;

/// A form that passes: one required place of each skill, with its hours.
pub(crate) fn team_form(seats: &[(&str, u32)]) -> TeamForm {
    let seat = |(skill, hours): &(&str, u32)| SeatForm {
        skill: (*skill).into(),
        level: "2".into(),
        hours: hours.to_string(),
        count: "1".into(),
        need: "required".into(),
    };
    TeamForm {
        charter: charter_form(),
        seats: seats.iter().map(seat).collect(),
    }
}

/// What every team of a story agrees on.
pub(crate) fn charter_form() -> CharterForm {
    CharterForm {
        purpose: "Send spare parts by post within a day".into(),
        weeks: "6".into(),
        milestone: "A form that takes one order".into(),
        milestone_due: "2026-05-20".into(),
        decides: "consent".into(),
        stops_when: "Nobody orders within four weeks".into(),
    }
}

/// A welcome seat of one place and one hour.
pub(crate) fn welcome_seat(skill: &str) -> NewSeat {
    let form = SeatForm {
        skill: skill.into(),
        level: "1".into(),
        hours: "1".into(),
        count: "1".into(),
        need: "welcome".into(),
    };
    NewSeat::parse(&form, "").expect("a seat that passes")
}

/// A reason that passes.
pub(crate) fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason that passes")
}

impl House {
    /// The use cases of teams.
    pub(crate) fn teams(&self) -> TeamsService {
        TeamsService::new(self.ctx.clone())
    }

    /// A gathering team with one required place of each skill.
    pub(crate) async fn team(
        &self,
        starter: &Actor,
        idea: &IdeaRef,
        seats: &[(&str, u32)],
    ) -> TeamView {
        let (teams, form) = (self.teams(), team_form(seats));
        let team = teams.start(starter, idea.number, &form).await;
        team.expect("the team is started")
    }

    /// A team's page as this member sees it. Whatever the story: a team that
    /// still gathers has a checklist that says so.
    pub(crate) async fn team_seen_by(&self, actor: &Actor, team: TeamId) -> TeamView {
        let viewer = Viewer::Member(actor.clone());
        let view = self.teams().view(&viewer, team).await.expect("the team");
        let gathering = view.stage == TeamStage::Gathering;
        assert!(
            !gathering || !view.checklist.launches(),
            "{:?}",
            view.checklist
        );
        view
    }

    /// Takes the seat with this skill, accepting the charter as it stands.
    pub(crate) async fn sit(&self, actor: &Actor, team: TeamId, skill: &str) -> Outcome<TeamView> {
        let view = self.team_seen_by(actor, team).await;
        let seat = view.seats.iter().find(|seat| seat.skill == skill);
        let seat = seat.expect("a seat with this skill");
        self.sit_for(actor, &view, seat.id, seat.hours).await
    }

    /// Takes this seat for that many hours a week.
    pub(crate) async fn sit_for(
        &self,
        actor: &Actor,
        view: &TeamView,
        seat: i64,
        hours: i64,
    ) -> Outcome<TeamView> {
        let (hours, until) = (hours.to_string(), self.until());
        let teams = self.teams();
        teams
            .take_seat(actor, view.number, seat, view.charter, &hours, &until)
            .await
    }

    /// A day six weeks ahead.
    pub(crate) fn until(&self) -> String {
        let today: Date = self.ctx.clock.now().date();
        today.plus_days(42).to_string()
    }

    /// Words of the notices a member was given, oldest first.
    pub(crate) async fn told(&self, actor: &Actor) -> Vec<String> {
        let sql = "SELECT kind FROM notices WHERE member_id = $1 ORDER BY id";
        let told = all!(db & self.ctx.db, (String,), sql, actor.id).expect("notices");
        told.into_iter().map(|(kind,)| kind).collect()
    }

    /// How often something happened to a team.
    pub(crate) async fn happened(&self, team: TeamId, event: &str) -> i64 {
        let sql = "SELECT COUNT(*) FROM events WHERE team_id = $1 AND kind = $2";
        one!(db & self.ctx.db, i64, sql, team, event).expect("a count")
    }

    /// The stored stage of an idea.
    pub(crate) async fn idea_stage(&self, idea: &IdeaRef) -> String {
        let sql = "SELECT stage FROM ideas WHERE id = $1";
        one!(db & self.ctx.db, String, sql, idea.number).expect("an idea")
    }

    /// The present moment of the story.
    pub(crate) fn now(&self) -> Timestamp {
        self.ctx.now()
    }
}

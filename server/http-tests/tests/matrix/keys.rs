//! Numbers, names and secrets that one cell uses up.

use http_tests::{location, program};
use reqwest::StatusCode;

use super::cast::{self, Who};
use super::fields;
use super::outcome::{self, Outcome};
use super::things::{Maker, On, PLACES, Things};

/// Somebody who forgot their password, and is signed in elsewhere.
const FORGETFUL: &str = "ines.halloran@post.example";

/// What one cell uses up.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    pub(super) invitation: i64,
    pub(super) secret: String,
    pub(super) reset: String,
    pub(super) session: i64,
    /// A team that launched.
    pub(super) launched: Option<i64>,
    /// A pledge there, of none of the cast.
    pub(super) pledge: Option<i64>,
    /// A milestone of that team, not reached.
    pub(super) milestone: i64,
    /// A task of it that nobody does.
    pub(super) task: i64,
    /// What the seated propose to the team.
    pub(super) decision: i64,
    /// A file that the team keeps.
    pub(super) file: i64,
    /// A link that the team keeps.
    pub(super) link: i64,
    /// The split of that milestone, and the short name of somebody it is of.
    pub(super) split: i64,
    pub(super) mate: String,
    /// A seat that is offered to whoever answers, and the team that offers one.
    pub(super) offer: i64,
    pub(super) offering: Option<i64>,
    /// Number of somebody whom the seated worked with, and a skill of theirs.
    pub(super) member: i64,
    pub(super) skill: String,
    /// Short name of a member to whom something is done.
    pub(super) person: String,
    /// Slug of a board or a department to which something is done.
    pub(super) place: String,
}

impl Maker<'_> {
    /// What only some routes need, made now: each works once.
    pub(super) async fn keys(&mut self, path: &str, who: Who, on: On) -> Keys {
        let mut keys = Keys::default();
        match path {
            "/api/invitations/accept" => keys.secret = self.invitation().await,
            "/api/invitations/withdraw" => {
                self.invitation().await;
                keys.invitation = self.newest("SELECT MAX(id) FROM invitations").await;
            }
            "/api/accounts/endorse" | "/api/accounts/unendorse" => {
                self.teammate(&mut keys, who).await;
                if path.ends_with("unendorse") && who == Who::Seated {
                    self.endorse(&keys).await;
                }
            }
            "/api/accounts/endorse#own" => {
                let own = self.cast.member(who).map(|member| member.email.clone());
                keys.member = self.number(own.as_deref().unwrap_or(FORGETFUL)).await;
            }
            "/api/accounts/reset" | "/reset" => keys.reset = self.reset_key(),
            "/api/members/change"
            | "/api/members/make-reset-link"
            | "/api/members/end-sessions"
            | "/api/moderation/suspend" => keys.person = self.somebody("customer", "member").await,
            "/api/moderation/suspend#steward" => {
                keys.person = self.somebody("employee", "steward").await;
            }
            "/api/moderation/lift" => {
                keys.person = self.somebody("customer", "member").await;
                self.cast.suspend(&keys.person).await;
            }
            "/api/boards/save" | "/api/boards/step" | "/api/boards/close" => {
                keys.place = self
                    .added("/api/boards/add", "SELECT slug FROM boards")
                    .await;
            }
            "/api/departments/rename" | "/api/departments/step" | "/api/departments/retire" => {
                let slugs = "SELECT slug FROM departments";
                keys.place = self.added("/api/departments/add", slugs).await;
            }
            "/api/accounts/end-session" => {
                let owner = match who {
                    Who::Visitor | Who::Suspended => FORGETFUL.to_owned(),
                    _ => self.of(who).email,
                };
                self.house.member(&owner).await;
                keys.session = self.newest("SELECT MAX(id) FROM sessions").await;
            }
            "/api/accounts/end-session#theirs" => {
                self.house.member(FORGETFUL).await;
                keys.session = self.newest("SELECT MAX(id) FROM sessions").await;
            }
            "/teams/{number}/{slug}/files/{file}" => {
                let team = self.launched(on).await;
                keys.launched = Some(team);
                keys.file = self.attached(team).await;
            }
            "/api/matching/offer" => keys.person = self.findable().await,
            "/api/matching/take-back" if matches!(on, On::Public | On::Employees) => {
                keys.person = self.findable().await;
                keys.offering = Some(self.offer(on, &keys).await);
            }
            "/api/matching/accept" | "/api/matching/decline"
                if matches!(on, On::Public | On::Employees) =>
            {
                keys.offer = self.offered(who, on).await;
            }
            "/api/teams/hand-back" if matches!(on, On::Public | On::Employees) => {
                keys.launched = Some(self.launched(on).await);
            }
            "/api/teams/nudge" | "/api/teams/answer-nudge"
                if matches!(on, On::Public | On::Employees) =>
            {
                let team = self.launched(on).await;
                let last = self.newest("SELECT MAX(id) FROM pledges").await;
                keys.launched = Some(team);
                keys.pledge = Some(last);
                if path == "/api/teams/answer-nudge" {
                    let places = i64::try_from(PLACES).expect("a small number");
                    self.nudge(team, last + 1 - places).await;
                }
            }
            decision
                if decision.starts_with("/api/decisions/")
                    && matches!(on, On::Public | On::Employees) =>
            {
                keys.launched = Some(self.launched(on).await);
                if decision != "/api/decisions/propose" {
                    self.proposed(&keys).await;
                    keys.decision = self.newest("SELECT MAX(id) FROM decisions").await;
                }
            }
            "/api/work/deliver" | "/api/ledger/cast" | "/api/ledger/dispute"
                if matches!(on, On::Public | On::Employees) =>
            {
                keys.launched = Some(self.launched(on).await);
                keys.milestone = self.newest("SELECT MAX(id) FROM milestones").await;
                self.make("/api/work/reach-milestone", &keys).await;
                keys.split = self.newest("SELECT MAX(id) FROM splits").await;
                keys.mate.clone_from(&self.cast.crowd[1].handle);
                if path == "/api/ledger/dispute" {
                    self.count(&keys).await;
                }
            }
            work if work.starts_with("/api/work/") && matches!(on, On::Public | On::Employees) => {
                let team = self.launched(on).await;
                keys.launched = Some(team);
                keys.milestone = self.newest("SELECT MAX(id) FROM milestones").await;
                keys.mate.clone_from(&self.cast.crowd[1].handle);
                match work.rsplit('/').next().unwrap_or_default() {
                    "change-task" | "move-task" | "remove-task" => {
                        self.make("/api/work/add-task", &keys).await;
                        keys.task = self.newest("SELECT MAX(id) FROM tasks").await;
                    }
                    "remove-file" => keys.file = self.attached(team).await,
                    "remove-link" => {
                        self.make("/api/work/add-link", &keys).await;
                        keys.link = self.newest("SELECT MAX(id) FROM team_links").await;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        keys
    }

    /// The seated propose something to that team.
    async fn proposed(&self, keys: &Keys) {
        let path = "/api/decisions/propose";
        let form = fields::of(path, &Things::default(), keys, 0);
        let seated = self.of(Who::Seated).person;
        let proposed = outcome::done(&seated, path, &form).await;
        assert_eq!(proposed, Outcome::Ok, "{path}");
    }

    /// A file that the starter of this team puts beside its work.
    async fn attached(&mut self, team: i64) -> i64 {
        let author = self.of(Who::Author).person;
        let form = [("team".to_owned(), team.to_string())];
        let attached = outcome::attached(&author, self.house, &form).await;
        assert_eq!(attached, Outcome::Ok, "a file");
        self.newest("SELECT MAX(id) FROM team_files").await
    }

    /// Short name of somebody who wants to be found for seats.
    async fn findable(&mut self) -> String {
        let member = self.cast.crowd[PLACES].clone();
        prefer(&member).await;
        member.handle
    }

    /// The newest offer: to this member of a seat on a team of its own, if they
    /// may be offered one.
    async fn offered(&mut self, who: Who, on: On) -> i64 {
        if !matches!(who, Who::Visitor | Who::Suspended) {
            let member = self.of(who);
            prefer(&member).await;
            let keys = Keys {
                person: member.handle,
                ..Keys::default()
            };
            self.offer(on, &keys).await;
        }
        self.newest("SELECT COALESCE(MAX(id), 0) FROM seat_offers")
            .await
    }

    /// A team of its own offers a seat to the person of these keys; the team.
    async fn offer(&mut self, on: On, keys: &Keys) -> i64 {
        let things = self.things(on).await;
        let path = "/api/matching/offer";
        let form = fields::of(path, &things, keys, 0);
        outcome::done(&self.of(Who::Author).person, path, &form).await;
        things.team
    }

    /// Somebody of the crowd with a skill of theirs; the seated has worked with
    /// them, and nobody else of the cast.
    async fn teammate(&mut self, keys: &mut Keys, who: Who) {
        const SKILL: &str = "
            SELECT s.folded
            FROM member_skills s
            JOIN members m ON m.id = s.member_id
            WHERE m.email = $1
            ORDER BY s.position";
        if who == Who::Seated {
            self.launched(On::Public).await;
        }
        let email = self.cast.crowd[1].email.clone();
        keys.member = self.number(&email).await;
        keys.skill = self.ledger.text_of(SKILL, &email).await;
    }

    /// The seated endorse that skill, so that it can be taken back.
    async fn endorse(&self, keys: &Keys) {
        let path = "/api/accounts/endorse";
        let form = fields::of(path, &Things::default(), keys, 0);
        let seated = self.of(Who::Seated).person;
        let endorsed = outcome::done(&seated, path, &form).await;
        assert_eq!(endorsed, Outcome::Ok, "{path}");
    }

    /// Number of the member with this address.
    async fn number(&mut self, email: &str) -> i64 {
        let sql = "SELECT CAST(id AS TEXT) FROM members WHERE email = $1";
        let number = self.ledger.text_of(sql, email).await;
        number.parse().expect("a number")
    }

    /// Everybody of a split casts their ballot, so that it is counted.
    async fn count(&self, keys: &Keys) {
        let form = |mate: &str| {
            let keys = Keys {
                mate: mate.to_owned(),
                ..keys.clone()
            };
            fields::of("/api/ledger/cast", &Things::default(), &keys, 0)
        };
        let seated = self.of(Who::Seated);
        for member in &self.cast.crowd[1..PLACES] {
            let form = form(&seated.handle);
            let cast = outcome::done(&member.person, "/api/ledger/cast", &form).await;
            assert_eq!(cast, Outcome::Ok, "a ballot");
        }
        let form = form(&keys.mate);
        let last = outcome::done(&seated.person, "/api/ledger/cast", &form).await;
        assert_eq!(last, Outcome::Ok, "the last ballot");
    }

    /// Something that the starter of a team adds to its work.
    async fn make(&self, path: &str, keys: &Keys) {
        let form = fields::of(path, &Things::default(), keys, 0);
        let author = self.of(Who::Author).person;
        assert_eq!(
            outcome::done(&author, path, &form).await,
            Outcome::Ok,
            "{path}"
        );
    }

    /// Short name of somebody new of this kind and role.
    async fn somebody(&mut self, kind: &str, role: &str) -> String {
        let next = self.newest("SELECT MAX(id) FROM members").await + 1;
        let email = format!("somebody{next}@cast.example");
        cast::create(self.house, &email, "Somebody Else", kind, role);
        let sql = "SELECT handle FROM members WHERE email = $1";
        self.ledger.text_of(sql, &email).await
    }

    /// Slug of a board or department that an admin adds.
    async fn added(&mut self, path: &str, slugs: &'static str) -> String {
        let turn = usize::try_from(self.newest("SELECT MAX(id) FROM events").await);
        let things = Things::default();
        let form = fields::of(path, &things, &Keys::default(), turn.expect("a number"));
        let before = self.ledger.texts(slugs, 0).await;
        let admin = self.of(Who::Admin).person;
        assert_eq!(
            outcome::done(&admin, path, &form).await,
            Outcome::Ok,
            "{path}"
        );
        let after = self.ledger.texts(slugs, 0).await;
        let added = after.into_iter().find(|slug| !before.contains(slug));
        added.expect("one more than before")
    }

    /// The secret of an invitation link that works.
    async fn invitation(&mut self) -> String {
        let admin = self.of(Who::Admin).person;
        let page = "/admin/invitations";
        let answer = admin
            .post(page, "/api/invitations/create", &[("note", "Nora")])
            .await;
        let shown = admin.page(&location(&answer), StatusCode::OK).await;
        let link = shown
            .split("/sign-up?invitation=")
            .nth(1)
            .expect("the link");
        link.split('"').next().expect("its end").to_owned()
    }

    /// The key of a link that sets a new password.
    fn reset_key(&self) -> String {
        let printed = program(&self.house.data())
            .args(["user", "reset-link", FORGETFUL])
            .output()
            .expect("the program runs");
        let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
        let key = printed.split("/reset?key=").nth(1).expect("a link");
        key.trim().to_owned()
    }
}

/// The member says that they may be found.
async fn prefer(member: &cast::Member) {
    let path = "/api/matching/prefer";
    let form = fields::of(path, &Things::default(), &Keys::default(), 0);
    outcome::done(&member.person, path, &form).await;
}

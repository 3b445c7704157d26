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
    /// A link that the team keeps.
    pub(super) link: i64,
    /// The split of that milestone, and the short name of somebody it is of.
    pub(super) split: i64,
    pub(super) mate: String,
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

//! What the cache of pages relies on, on both engines.

use domain::accounts::Viewer;
use domain::admin::BoardPlan;
use domain::boards::Visibility;
use domain::ideas::Ideas;
use domain::launch::LaunchRule;
use domain::time::SECOND;
use domain::votes::Choice;

use super::{Changes, Shown, Trail, Version};
use crate::context::Context;
use crate::ideas::IdeasService;
use crate::testing::{House, contract};

impl House {
    async fn version(&self, changes: &Changes, shown: Shown) -> Version {
        let looked = changes.look(&self.ctx.db, self.ctx.clock.now()).await;
        looked.expect("the trail is read");
        changes.version(shown)
    }
}

/// The boards that a visitor of these services reads of.
async fn named(services: &domain::Services) -> Vec<String> {
    let site = services.boards.site(&Viewer::Visitor).await;
    let boards = site.expect("a site").boards.into_iter();
    boards.map(|board| board.name).collect()
}

contract! {
    async fn a_vote_changes_its_idea_and_the_lists_within_half_a_second(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let (one, other) = (house.idea(&ines).await, house.idea(&ines).await);
        let pages = [Shown::Everything, Shown::Idea(one.number), Shown::Idea(other.number)];
        let ada = house.employee("Ada", "service").await;
        let changes = &house.ctx.changes;
        let mut before = Vec::new();
        for page in pages {
            before.push(house.version(changes, page).await);
        }

        house.vote(&ada, &one, Choice::Support).await;
        let soon = house.version(changes, Shown::Everything).await;
        assert_eq!(soon, before[0], "the trail is not read for every page");
        house.clock.pass(SECOND / 2);
        let mut after = Vec::new();
        for page in pages {
            after.push(house.version(changes, page).await);
        }
        assert_ne!(after[0], before[0]);
        assert_ne!(after[1], before[1]);
        assert_eq!(after[2], before[2]);
    }

    async fn another_node_sees_it_too(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let elsewhere = Changes::default();
        let before = house.version(&elsewhere, Shown::Idea(idea.number)).await;
        IdeasService::new(house.ctx.clone()).withdraw(&ines, idea.number).await.expect("withdrawn");
        house.clock.pass(SECOND / 2);
        let after = house.version(&elsewhere, Shown::Idea(idea.number)).await;
        assert_ne!(after, before);
    }

    async fn a_board_for_employees_is_named_nowhere_within_half_a_second(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        // Another server on the same database, which showed the board just now.
        let other = Context {
            db: house.opened_again().await,
            changes: Changes::default(),
            ..house.ctx.clone()
        };
        let (here, there) = (crate::services(&house.ctx), crate::services(&other));
        assert_eq!(named(&there).await, ["Ideas"]);
        let plan = BoardPlan {
            name: "Ideas".into(),
            purpose: "What should we build next, and why?".into(),
            visibility: Visibility::Employees,
            rule: LaunchRule::default(),
        };
        here.admin.boards.save(&ada, "ideas", plan).await.expect("for employees");
        assert_eq!(named(&here).await, [""; 0], "at once where it was done");
        house.clock.pass(SECOND / 2);
        assert_eq!(named(&there).await, [""; 0]);
    }

    async fn a_privileged_act_elsewhere_is_one_that_must_be_seen_at_once(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let elsewhere = Changes::default();
        house.version(&elsewhere, Shown::Everything).await;
        let before = elsewhere.views();
        house.clock.pass(SECOND / 2);
        house.version(&elsewhere, Shown::Everything).await;
        assert_eq!(elsewhere.views(), before, "nothing happened");
        let admin = crate::services(&house.ctx).admin;
        admin.departments.rename(&ada, "service", "Repairs".into()).await.expect("renamed");
        house.clock.pass(SECOND / 2);
        house.version(&elsewhere, Shown::Everything).await;
        assert_eq!(elsewhere.views(), before + 1);
        house.clock.pass(SECOND / 2);
        house.version(&elsewhere, Shown::Everything).await;
        assert_eq!(elsewhere.views(), before + 1, "each act counts once");
    }

    async fn what_is_withdrawn_is_seen_without_reading(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let changes = house.ctx.changes.clone();
        let before = changes.version(Shown::Everything);
        IdeasService::new(house.ctx.clone()).withdraw(&ines, idea.number).await.expect("withdrawn");
        assert_ne!(changes.version(Shown::Everything), before);
    }
}

fn row(id: i64, idea: Option<i64>) -> super::Row {
    (id, "vote.cast".to_owned(), idea, 0)
}

#[test]
fn a_number_that_commits_late_is_counted_once() {
    let mut trail = Trail::default();
    trail.take(&[row(10, Some(1))]);
    trail.read_at = Some(domain::Timestamp(0));
    trail.take(&[row(12, Some(2)), row(10, Some(1))]);
    let turn = trail.turn;
    trail.take(&[row(12, Some(2)), row(11, Some(3)), row(10, Some(1))]);
    assert_eq!(trail.turn, turn + 1);
    assert_eq!(trail.ideas.get(&3), Some(&trail.turn));
}

#[test]
fn more_events_than_are_read_change_everything() {
    let mut trail = Trail::default();
    trail.take(&[row(1, Some(1))]);
    trail.read_at = Some(domain::Timestamp(0));
    let before = trail.everything;
    let rows: Vec<_> = (2..)
        .take(super::READ)
        .collect::<Vec<i64>>()
        .into_iter()
        .rev()
        .map(|id| row(id, Some(id)))
        .collect();
    trail.take(&rows);
    assert!(trail.everything > before);
    assert!(trail.known.len() <= 130, "old numbers are forgotten");
}

#[test]
fn signing_in_changes_no_page() {
    let mut trail = Trail::default();
    trail.take(&[row(1, Some(7))]);
    trail.read_at = Some(domain::Timestamp(0));
    let turn = trail.turn;
    let private = |id, kind: &str| (id, kind.to_owned(), None, 0);
    trail.take(&[private(3, "session.ended"), private(2, "session.began")]);
    assert_eq!(trail.turn, turn);
    trail.take(&[private(4, "profile.saved")]);
    assert_eq!(trail.everything, turn + 1);
}

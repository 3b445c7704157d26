//! The contract of teams, on both engines.

mod charter;
mod launch;
mod lists;
mod promises;
mod races;
mod seats;
mod shape;
mod time;
mod ways;

use domain::accounts::Actor;
use domain::ideas::IdeaRef;
use domain::teams::{TeamStage, TeamView};

use crate::db::{Lock, run};
use crate::testing::House;

/// A customer's idea with supporters (its author among them), and a team that
/// Ada of Service started on it.
pub(crate) struct Story {
    pub(crate) ines: Actor,
    pub(crate) ada: Actor,
    pub(crate) ben: Actor,
    pub(crate) cleo: Actor,
    pub(crate) idea: IdeaRef,
    pub(crate) team: TeamView,
}

/// The story's beginning: a team with the seats `Packaging` (3 hours) and `Web
/// forms` (4 hours); Ben and Cleo are customers who want to help.
pub(crate) async fn story(house: &House, supporters: usize) -> Story {
    house.organisation().await;
    let ines = house.customer("Ines").await;
    let ada = house.employee("Ada", "service").await;
    let ben = house.customer("Ben").await;
    let cleo = house.customer("Cleo").await;
    let idea = house.idea(&ines).await;
    house.supporters(&idea, supporters - 1).await;
    let team = house
        .team(&ada, &idea, &[("Packaging", 3), ("Web forms", 4)])
        .await;
    Story {
        ines,
        ada,
        ben,
        cleo,
        idea,
        team,
    }
}

/// A team at work: Ben packs, Cleo makes forms, for six weeks.
pub(crate) async fn launched(house: &House) -> Story {
    let s = story(house, 10).await;
    for (who, skill) in [(&s.ben, "Packaging"), (&s.cleo, "Web forms")] {
        house.sit(who, s.team.number, skill).await.expect("a seat");
    }
    let view = house.team_seen_by(&s.ada, s.team.number).await;
    assert_eq!(view.stage, TeamStage::Launched);
    s
}

const MOVE: &str = "
    UPDATE members
    SET department_id = (SELECT id FROM departments WHERE slug = $2)
    WHERE id = $1";

/// An employee changes to the department with this slug.
async fn move_to(house: &House, actor: &Actor, department: &str) {
    let command = (actor.id, department.to_owned(), house.now());
    let lock = Lock::IdeasOfMember(actor.id);
    let moved = house
        .ctx
        .db
        .write(lock, command, |tx, (member, slug, now)| {
            Box::pin(async move {
                crate::actors::alone(tx, *member).await?;
                run!(tx, MOVE, *member, slug)?;
                super::reconsider_member(tx, *member, *now).await
            })
        });
    moved.await.expect("the department is changed");
}

//! What telling one's preferences promises, on both engines.

mod offers;
mod people;
mod seats;

use domain::accounts::Actor;
use domain::matching::{Matching, Preferences, PreferencesForm};
use domain::{FieldError, FieldErrors};

use domain::skills::Skills as _;
use domain::teams::{Need, NewSeat, Teams as _};

use super::MatchingService;
use crate::db::run;
use crate::skills::{SkillsService, note};
use crate::testing::{House, contract};

fn matching(house: &House) -> MatchingService {
    MatchingService::new(house.ctx.clone())
}

/// The member has these skills, with their levels.
async fn skilled(house: &House, actor: &Actor, skills: &[(&'static str, i64)]) {
    const ADD: &str = "
        INSERT INTO member_skills (member_id, position, name, level, folded)
        VALUES ($1, $2, $3, $4, $5)";
    let command = (actor.id, skills.to_vec(), house.now());
    house
        .write(command, |tx, (member, skills, now)| {
            Box::pin(async move {
                for (position, (name, level)) in (0_i64..).zip(skills) {
                    let folded = note(tx, name, *now).await?;
                    run!(tx, ADD, *member, position, *name, *level, folded)?;
                }
                Ok(())
            })
        })
        .await;
}

/// The member says yes, with four hours a week and no topics.
async fn open(house: &House, actor: &Actor) {
    let told = Preferences {
        open: true,
        hours: 4,
        ..Preferences::default()
    };
    matching(house).prefer(actor, told).await.expect("kept");
}

/// Somebody who may be found, with this skill at level 2.
async fn found(house: &House, actor: &Actor, skill: &'static str) {
    skilled(house, actor, &[(skill, 2)]).await;
    open(house, actor).await;
}

async fn unite(house: &House, admin: &Actor, skill: &str, with: &str) {
    let skills = SkillsService::new(house.ctx.clone());
    skills.unite(admin, skill, with).await.expect("united");
}

/// A seat for somebody who wants to learn.
fn apprentice(skill: &str) -> NewSeat {
    NewSeat {
        skill: skill.into(),
        level: 2,
        hours: 2,
        count: 1,
        need: Need::Apprentice,
    }
}

fn told() -> Preferences {
    let form = PreferencesForm {
        open: "yes".into(),
        hours: "4".into(),
        time_zone: "europe/lisbon".into(),
        topics: "repair, spare parts".into(),
        wants: "Finishing, Photography".into(),
    };
    Preferences::parse(&form).expect("a form that passes")
}

async fn own(house: &House, actor: &Actor) -> Preferences {
    matching(house).preferences(actor).await.expect("their own")
}

async fn open_since(house: &House) -> Option<i64> {
    const SINCE: &str = "SELECT open_since FROM preferences";
    let db = &house.ctx.db;
    crate::db::one!(db db, Option<i64>, SINCE).expect("a row")
}

contract! {
    async fn nobody_is_open_before_they_say_so(house: House) {
        house.organisation().await;
        let bo = house.employee("Bo", "service").await;
        assert_eq!(own(&house, &bo).await, Preferences::default());
    }

    async fn preferences_are_kept_as_told_and_replace_the_earlier_ones(house: House) {
        house.organisation().await;
        let (bo, ines) = (house.employee("Bo", "service").await, house.customer("Ines").await);
        matching(&house).prefer(&bo, told()).await.expect("kept");
        let kept = Preferences { time_zone: "Europe/Lisbon".into(), ..told() };
        assert_eq!(own(&house, &bo).await, kept, "the zone is spelt as its list spells it");
        assert_eq!(own(&house, &ines).await, Preferences::default(), "nobody else's changed");
        let fewer = Preferences { topics: vec!["oak".into()], wants: Vec::new(), ..kept };
        matching(&house).prefer(&bo, fewer.clone()).await.expect("kept again");
        assert_eq!(own(&house, &bo).await, fewer);
    }

    async fn being_open_lasts_from_the_first_yes_to_the_next_no(house: House) {
        house.organisation().await;
        let bo = house.employee("Bo", "service").await;
        let first = house.ctx.now().0;
        matching(&house).prefer(&bo, told()).await.expect("kept");
        house.clock.pass(1_000_000);
        matching(&house).prefer(&bo, told()).await.expect("kept");
        assert_eq!(open_since(&house).await, Some(first));
        let closed = Preferences { open: false, ..told() };
        matching(&house).prefer(&bo, closed).await.expect("kept");
        assert_eq!(open_since(&house).await, None);
    }

    async fn a_zone_that_does_not_exist_is_refused_at_its_field(house: House) {
        house.organisation().await;
        let bo = house.employee("Bo", "service").await;
        let nowhere = Preferences { time_zone: "Europe/Nowhere".into(), ..told() };
        let refused = matching(&house).prefer(&bo, nowhere).await;
        assert_eq!(refused, Err(FieldErrors::one("time_zone", FieldError::NotATimeZone).into()));
        assert_eq!(own(&house, &bo).await, Preferences::default(), "nothing was kept");
    }
}

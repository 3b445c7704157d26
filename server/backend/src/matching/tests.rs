//! What telling one's preferences promises, on both engines.

mod seats;

use domain::accounts::Actor;
use domain::matching::{Matching, Preferences, PreferencesForm};
use domain::{FieldError, FieldErrors};

use super::MatchingService;
use crate::testing::{House, contract};

fn matching(house: &House) -> MatchingService {
    MatchingService::new(house.ctx.clone())
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

//! The charter: asked again when it changes, blocked, blocks answered.

use domain::accounts::Actor;
use domain::teams::{TeamStage, TeamView, Teams};
use domain::time::DAY;
use domain::votes::Choice;
use domain::{AppError, Conflict};

use super::{Story, story};
use crate::testing::teams::{reason, welcome_seat};
use crate::testing::{House, contract};

/// Everything is there, except that Ben blocks the charter.
async fn blocked(house: &House) -> (Story, TeamView) {
    let s = story(house, 9).await;
    house
        .sit(&s.ben, s.team.number, "Packaging")
        .await
        .expect("a seat");
    house
        .sit(&s.cleo, s.team.number, "Web forms")
        .await
        .expect("a seat");
    let why = reason("Who pays the postage?");
    let block = house
        .teams()
        .block_charter(&s.ben, s.team.number, why)
        .await;
    block.expect("blocked");
    house.vote(&s.cleo, &s.idea, Choice::Support).await;
    let view = house.team_seen_by(&s.cleo, s.team.number).await;
    assert_eq!(view.stage, TeamStage::Gathering);
    (s, view)
}

async fn stage(house: &House, actor: &Actor, team: i64) -> TeamStage {
    house.team_seen_by(actor, team).await.stage
}

contract! {
    async fn a_changed_charter_asks_again(house: House) {
        let s = story(&house, 9).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        house.sit(&s.ada, team, "Web forms").await.expect("the starter's own seat");
        teams.add_seat(&s.ada, team, welcome_seat("Photos")).await.expect("added");
        assert!(house.told(&s.ben).await.contains(&"charter_changed".to_owned()));
        assert!(house.team_seen_by(&s.ben, team).await.my.asked);
        assert!(!house.team_seen_by(&s.ada, team).await.my.asked, "who changes it accepts it");

        let stale = house.sit_for(&s.cleo, &s.team, s.team.seats[0].id, 1).await;
        assert_eq!(stale, Err(Conflict::CharterChanged.into()));
        let stale = teams.accept_charter(&s.ben, team, 1).await;
        assert_eq!(stale, Err(Conflict::CharterChanged.into()));

        house.vote(&s.cleo, &s.idea, Choice::Support).await;
        assert_eq!(stage(&house, &s.ben, team).await, TeamStage::Gathering, "one of two accepts");
        let accepted = teams.accept_charter(&s.ben, team, 2).await.expect("accepted");
        assert_eq!(accepted.stage, TeamStage::Launched);
        assert!(!accepted.my.asked);
    }

    async fn a_block_comes_from_a_pledger_and_counts_once(house: House) {
        let (s, view) = blocked(&house).await;
        assert_eq!(view.blocks.len(), 1);
        assert_eq!(view.blocks[0].reason, "Who pays the postage?");
        assert_eq!((view.blocks[0].set_aside, view.blocks[0].others), (0, 1));
        assert_eq!(view.blocks[0].lapses, house.now().plus_days(7));
        assert!(house.told(&s.ada).await.contains(&"charter_blocked".to_owned()));
        let teams = house.teams();
        let outsider = teams.block_charter(&s.ines, s.team.number, reason("I like it not")).await;
        assert_eq!(outsider, Err(Conflict::NotSeated.into()));
        let twice = teams.block_charter(&s.ben, s.team.number, reason("And once more")).await;
        assert_eq!(twice.expect("nothing more").blocks.len(), 1);
        assert_eq!(house.happened(s.team.number, "charter.blocked").await, 1);
    }

    async fn setting_the_last_block_aside_launches(house: House) {
        let (s, view) = blocked(&house).await;
        let (teams, team, block) = (house.teams(), s.team.number, view.blocks[0].id);
        let own = teams.set_aside(&s.ben, team, block).await;
        assert_eq!(own, Err(Conflict::NoBlock.into()));
        let outsider = teams.set_aside(&s.ada, team, block).await;
        assert_eq!(outsider, Err(Conflict::NotSeated.into()));
        let aside = teams.set_aside(&s.cleo, team, block).await.expect("set aside");
        assert_eq!(aside.stage, TeamStage::Launched);
        assert!(aside.blocks.is_empty());
    }

    async fn half_of_the_others_is_not_more_than_half(house: House) {
        let (s, view) = blocked(&house).await;
        let (teams, team, block) = (house.teams(), s.team.number, view.blocks[0].id);
        teams.add_seat(&s.ada, team, welcome_seat("Photos")).await.expect("added");
        house.sit(&s.ada, team, "Photos").await.expect("a seat");
        teams.accept_charter(&s.cleo, team, 2).await.expect("accepted");
        let half = teams.set_aside(&s.cleo, team, block).await.expect("set aside");
        assert_eq!(half.stage, TeamStage::Gathering);
        assert!(half.blocks[0].by_me);
        teams.set_aside(&s.cleo, team, block).await.expect("once is enough");
        assert_eq!(house.happened(team, "block.set_aside").await, 1);
        let most = teams.set_aside(&s.ada, team, block).await.expect("set aside");
        assert_eq!(most.stage, TeamStage::Launched);
    }

    async fn accepting_withdraws_ones_own_block(house: House) {
        let (s, _) = blocked(&house).await;
        let accepted = house.teams().accept_charter(&s.ben, s.team.number, 1).await;
        assert_eq!(accepted.expect("accepted").stage, TeamStage::Launched);
    }

    async fn a_block_goes_with_the_one_who_raised_it(house: House) {
        let (s, _) = blocked(&house).await;
        let left = house.teams().leave_seat(&s.ben, s.team.number).await.expect("left");
        assert!(left.blocks.is_empty());
        let dora = house.customer("Dora").await;
        let full = house.sit(&dora, s.team.number, "Packaging").await.expect("a seat");
        assert_eq!(full.stage, TeamStage::Launched);
    }

    async fn a_block_lapses_after_a_week_and_the_team_launches_by_itself(house: House) {
        let (s, _) = blocked(&house).await;
        house.clock.pass(7 * DAY - 1);
        assert_eq!(house.teams().sweep().await, Ok(0));
        assert_eq!(stage(&house, &s.ben, s.team.number).await, TeamStage::Gathering);
        house.clock.pass(1);
        assert_eq!(house.teams().sweep().await, Ok(1));
        assert_eq!(stage(&house, &s.ben, s.team.number).await, TeamStage::Launched);
        assert_eq!(house.teams().sweep().await, Ok(0));
    }

    async fn a_lapsed_block_is_not_raised_again_on_the_same_charter(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let why = || reason("Who pays the postage?");
        teams.block_charter(&s.ben, team, why()).await.expect("blocked");
        house.clock.pass(7 * DAY);
        let again = teams.block_charter(&s.ben, team, why()).await.expect("nothing more");
        assert!(again.blocks.is_empty());
        teams.add_seat(&s.ada, team, welcome_seat("Photos")).await.expect("added");
        let anew = teams.block_charter(&s.ben, team, why()).await.expect("blocked");
        assert_eq!(anew.blocks.len(), 1);
        let launched: Result<_, AppError> = teams.set_aside(&s.ben, team, anew.blocks[0].id).await;
        assert_eq!(launched, Err(Conflict::NoBlock.into()));
    }
}

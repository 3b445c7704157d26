//! Teams in lists, and who may know of them.

use domain::accounts::Viewer;
use domain::paging::{Cursor, PAGE};
use domain::teams::{TeamStage, Teams};
use domain::time::DAY;
use domain::{AppError, Noun};

use super::story;
use crate::teams::cards_of_idea;
use crate::testing::contract;
use crate::testing::teams::{reason, team_form};

contract! {
    async fn a_card_says_what_is_taken_and_what_is_open(house: House) {
        let s = story(&house, 5).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let page = house.teams().list(&Viewer::Visitor, TeamStage::Gathering, None).await;
        let page = page.expect("a page");
        assert_eq!(page.items.len(), 1);
        let card = &page.items[0];
        assert_eq!((card.number, card.taken, card.places), (s.team.number, 1, 2));
        assert_eq!(card.open_seats, ["Web forms"]);
        assert_eq!(card.idea, s.idea);
        let none = house.teams().list(&Viewer::Visitor, TeamStage::Launched, None).await;
        assert!(none.expect("a page").items.is_empty());
    }

    async fn pages_go_on_where_the_last_one_ended(house: House) {
        let s = story(&house, 1).await;
        let mut teams = vec![s.team.number];
        for _ in 0..PAGE {
            teams.push(house.team(&s.ada, &s.idea, &[("Photos", 2)]).await.number);
        }
        teams.reverse();
        let list = |after| {
            let house = &house;
            async move {
                let after: Option<Cursor> = after;
                let list = house.teams();
                list.list(&Viewer::Visitor, TeamStage::Gathering, after.as_ref()).await
            }
        };
        let first = list(None).await.expect("a page");
        let second = list(first.next.clone()).await.expect("a page");
        assert_eq!((first.items.len(), second.items.len()), (PAGE, 1));
        assert_eq!(second.next, None);
        let shown = first.items.iter().chain(&second.items).map(|card| card.number);
        assert_eq!(shown.collect::<Vec<_>>(), teams);
        let forged = list(Some(Cursor("1; --".into()))).await;
        assert_eq!(forged, Err(AppError::NotFound(Noun::Page)));
    }

    async fn an_idea_shows_launched_teams_first_and_stopped_ones_only_alone(house: House) {
        let s = story(&house, 10).await;
        let db = &house.ctx.db;
        let old = house.team(&s.ada, &s.idea, &[("Photos", 2)]).await;
        let other = house.idea_called(&s.ines, "A lamp that lasts").await;
        house.team(&s.ada, &other, &[("Photos", 2)]).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        let cards = cards_of_idea(db, s.idea.number).await.expect("cards");
        let shown: Vec<_> = cards.iter().map(|card| card.number).collect();
        assert_eq!(shown, [s.team.number, old.number]);
        house.clock.pass(22 * DAY);
        house.teams().sweep().await.expect("swept");
        let cards = cards_of_idea(db, s.idea.number).await.expect("cards");
        assert_eq!(cards.len(), 1);
        let cards = cards_of_idea(db, other.number).await.expect("cards");
        assert_eq!(cards[0].stage, TeamStage::Stopped);
        assert!(cards[0].open_seats.is_empty());
    }

    async fn a_person_is_shown_with_the_teams_they_hold_a_seat_on(house: House) {
        let s = story(&house, 5).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let of = async |handle: &str| house.teams().of_person(&Viewer::Visitor, handle).await;
        assert_eq!(of("ben").await.expect("cards")[0].number, s.team.number);
        assert!(of("cleo").await.expect("none").is_empty());
        house.teams().leave_seat(&s.ben, s.team.number).await.expect("left");
        assert!(of("ben").await.expect("none").is_empty());
    }

    async fn a_team_on_the_employees_board_does_not_exist_for_others(house: House) {
        let s = story(&house, 1).await;
        let inside = house.inside_idea(&s.ada, "Quieter saws in hall two").await;
        let team = house.team(&s.ada, &inside, &[("Carpentry", 2)]).await;
        house.sit(&s.ada, team.number, "Carpentry").await.expect("a seat");
        let teams = house.teams();
        let hidden = AppError::NotFound(Noun::Team);
        let customer = Viewer::Member(s.ben.clone());
        for viewer in [&Viewer::Visitor, &customer] {
            assert_eq!(teams.view(viewer, team.number).await.err(), Some(hidden.clone()));
            let list = teams.list(viewer, TeamStage::Gathering, None).await.expect("a page");
            assert!(list.items.iter().all(|card| card.number != team.number));
            assert!(teams.of_person(viewer, "ada").await.expect("none").is_empty());
        }
        let (ben, number, seat) = (&s.ben, team.number, team.seats[0].id);
        let until = house.until();
        let why = || reason("Out of curiosity");
        let refused = [
            teams.take_seat(ben, number, seat, 1, "2", &until).await,
            teams.change_pledge(ben, number, "2", &until).await,
            teams.leave_seat(ben, number).await,
            teams.hand_back(ben, number, why()).await,
            teams.release(ben, number, 1, why()).await,
            teams.accept_charter(ben, number, 1).await,
            teams.block_charter(ben, number, why()).await,
            teams.set_aside(ben, number, 1).await,
        ];
        assert!(refused.iter().all(|answer| answer.as_ref().err() == Some(&hidden)));
        let start = teams.start(ben, inside.number, &team_form(&[("Photos", 2)])).await;
        assert_eq!(start.err(), Some(AppError::NotFound(Noun::Idea)));
        let dan = house.employee("Dan", "sales").await;
        house.team_seen_by(&dan, team.number).await;
        let known = teams.of_person(&Viewer::Member(dan), "ada").await.expect("cards");
        assert_eq!(known.len(), 1);
    }

    async fn what_does_not_exist_is_not_found(house: House) {
        let s = story(&house, 1).await;
        let missing = house.teams().view(&Viewer::Visitor, s.team.number + 9).await;
        assert_eq!(missing.err(), Some(AppError::NotFound(Noun::Team)));
        let missing = house.teams().leave_seat(&s.ben, s.team.number + 9).await;
        assert_eq!(missing.err(), Some(AppError::NotFound(Noun::Team)));
        let visitor = house.teams().view(&Viewer::Visitor, s.team.number).await.expect("public");
        assert!(!visitor.my.member);
    }
}

//! Who hears that an idea was delivered.

use domain::accounts::{Actor, Viewer};
use domain::comments::{CommentBody, Comments};
use domain::notifications::{NoticeKind, Notifications};
use domain::votes::Choice;
use domain::work::{DeliverForm, Finish, Work};

use super::{first, told, work};
use crate::comments::CommentsService;
use crate::jobs::{Runner, enqueue, registry};
use crate::notifications::{NotificationsService, TellFollowers};
use crate::reconcile;
use crate::teams::tests::{Story, launched};
use crate::testing::{House, contract};

const OUTCOME: &str = "Spare parts leave\nthe house within a day now.";

/// Says something about an idea; the comment's number.
async fn say(house: &House, who: &Actor, s: &Story) -> i64 {
    let body = CommentBody::parse("I have a box of them.").expect("a comment that passes");
    let comments = CommentsService::new(house.ctx.clone());
    let said = comments.post(who, s.idea.number, None, body).await;
    said.expect("said").id
}

/// Everything is reached, and Ada says what came of it, in one command.
async fn write_delivery(house: &House, s: &Story) {
    let form = DeliverForm {
        outcome: OUTCOME.into(),
        address: String::new(),
    };
    let delivered = Finish::deliver(&form).expect("a form that passes");
    let ended = work(house).finish(&s.ada, s.team.number, delivered).await;
    ended.expect("delivered");
}

/// The same, and what follows from it.
async fn deliver(house: &House, s: &Story) {
    write_delivery(house, s).await;
    errands(house).await;
}

/// What was written down to be done is done.
async fn errands(house: &House) {
    let runner = Runner::new(house.ctx.clone(), registry());
    runner.all_due().await.expect("the table answers");
}

/// The first milestone is reached.
async fn reach(house: &House, s: &Story) {
    let milestone = first(house, s).await;
    let reached = work(house)
        .reach_milestone(&s.ben, s.team.number, milestone)
        .await;
    reached.expect("reached");
}

contract! {
    async fn whoever_voted_or_spoke_hears_what_came_of_it(house: House) {
        let s = launched(&house).await;
        let [vera, olaf, tara, sami, lea] = [
            house.customer("Vera").await,
            house.customer("Olaf").await,
            house.customer("Tara").await,
            house.customer("Sami").await,
            house.customer("Lea").await,
        ];
        house.vote(&vera, &s.idea, Choice::Support).await;
        house.vote(&olaf, &s.idea, Choice::Oppose).await;
        house.vote(&tara, &s.idea, Choice::Support).await;
        house.vote(&tara, &s.idea, Choice::None).await;
        say(&house, &sami, &s).await;
        say(&house, &vera, &s).await;
        let taken_back = say(&house, &lea, &s).await;
        let comments = CommentsService::new(house.ctx.clone());
        comments.delete(&lea, taken_back).await.expect("taken back");
        house.vote(&s.ben, &s.idea, Choice::Support).await;
        house.vote(&s.ada, &s.idea, Choice::Support).await;
        reach(&house, &s).await;
        deliver(&house, &s).await;

        for who in [&vera, &olaf, &sami] {
            assert_eq!(told(&house, who, "idea_delivered").await, 1, "{}", who.handle);
        }
        for who in [&tara, &lea, &s.ben, &s.ada, &s.ines] {
            assert_eq!(told(&house, who, "idea_delivered").await, 0, "{}", who.handle);
        }
        for who in [&s.ben, &s.ines] {
            assert_eq!(told(&house, who, "team_delivered").await, 1, "{}", who.handle);
        }
        let notices = NotificationsService::new(house.ctx.clone());
        let heard = notices.list(&vera, None).await.expect("a page").items.remove(0);
        assert_eq!((heard.kind, heard.by, heard.team), (NoticeKind::IdeaDelivered, None, Some(s.team.number)));
        assert_eq!(heard.idea, s.idea);
        assert_eq!(heard.outcome.as_deref(), Some("Spare parts leave the house within a day now."));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]), "each counts once as unread");
    }

    async fn who_sees_the_idea_no_more_hears_nothing(house: House) {
        let s = launched(&house).await;
        let (vera, emil) = (house.customer("Vera").await, house.employee("Emil", "sales").await);
        for who in [&vera, &emil] {
            house.vote(who, &s.idea, Choice::Support).await;
        }
        reach(&house, &s).await;
        house.spoil("UPDATE boards SET visibility = 'employees' WHERE slug = 'ideas'").await;
        deliver(&house, &s).await;
        assert_eq!(told(&house, &vera, "idea_delivered").await, 0);
        assert_eq!(told(&house, &emil, "idea_delivered").await, 1);
        assert!(work(&house).view(&Viewer::Visitor, s.team.number).await.is_err());
    }

    async fn telling_twice_tells_once(house: House) {
        let s = launched(&house).await;
        let vera = house.customer("Vera").await;
        house.vote(&vera, &s.idea, Choice::Support).await;
        reach(&house, &s).await;
        deliver(&house, &s).await;
        let (again, now) = (TellFollowers { team: s.team.number }, house.ctx.now());
        house.write((again, now), |tx, (again, now)| Box::pin(enqueue(tx, again, *now, *now))).await;
        errands(&house).await;
        assert_eq!(told(&house, &vera, "idea_delivered").await, 1);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn nobody_hears_of_what_was_hidden_meanwhile(house: House) {
        let s = launched(&house).await;
        let vera = house.customer("Vera").await;
        house.vote(&vera, &s.idea, Choice::Support).await;
        reach(&house, &s).await;
        write_delivery(&house, &s).await;
        house.spoil("UPDATE ideas SET hidden_at = 1").await;
        errands(&house).await;
        assert!(house.told(&vera).await.is_empty());
    }

    async fn more_than_one_command_tells_are_told(house: House) {
        let s = launched(&house).await;
        let mut voters = Vec::new();
        for number in 0..103 {
            let voter = house.customer(&format!("Voter {number}")).await;
            house.vote(&voter, &s.idea, Choice::Oppose).await;
            voters.push(voter);
        }
        reach(&house, &s).await;
        deliver(&house, &s).await;
        for voter in &voters {
            assert_eq!(told(&house, voter, "idea_delivered").await, 1, "{}", voter.handle);
        }
    }

    async fn a_team_that_stops_tells_its_own_people_only(house: House) {
        let s = launched(&house).await;
        let vera = house.customer("Vera").await;
        house.vote(&vera, &s.idea, Choice::Support).await;
        let form = domain::work::StopForm {
            tried: "We posted forty orders by hand for two weeks.".into(),
            found: "The post costs more than the part, three times of four.".into(),
            tell: String::new(),
        };
        let stopped = Finish::stop(&form).expect("a form that passes");
        work(&house).finish(&s.ada, s.team.number, stopped).await.expect("stopped");
        assert!(house.told(&vera).await.is_empty());
    }
}

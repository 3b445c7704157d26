//! Locked ideas: read by all, changed by nobody.

use domain::teams::Teams;
use domain::votes::{Choice, Votes};

use super::*;
use crate::testing::contract;
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::teams::team_form;
use crate::votes::VotesService;

contract! {
    async fn a_locked_idea_takes_nothing_new_and_stays_in_sight(house: House) {
        let s = story(&house).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let number = s.idea.number;
        care(&house).lock(&s.sam, number, cause()).await.expect("locked");

        let view = ideas(&house).view(&Viewer::Visitor, number).await.expect("still there");
        assert_eq!(view.locked.expect("everybody reads why").cause, cause());
        let own = ideas(&house).view(&by(&s.ines), number).await.expect("her idea");
        assert!(!own.may_vote && !own.may_edit && !own.may_start_team);
        let words = || CommentBody::parse("One more thing.").expect("words");
        let locked = Conflict::IdeaLocked;
        let posted = comments(&house).post(&s.ben, number, None, words()).await;
        assert_eq!(posted, conflict(locked));
        let edited = comments(&house).edit(&s.ben, comment.id, words()).await;
        assert_eq!(edited, conflict(locked));
        assert_eq!(comments(&house).draft(&s.ben, comment.id).await, conflict(locked));
        let votes = VotesService::new(house.ctx.clone());
        assert_eq!(votes.cast(&s.ben, number, Choice::Support).await, conflict(locked));
        let idea = new_idea(&idea_form("Spare screws by pigeon"));
        assert_eq!(ideas(&house).edit(&s.ines, number, idea).await, conflict(locked));
        let team = house.teams().start(&s.ben, number, &team_form(&[("Packaging", 3)])).await;
        assert_eq!(team, conflict(locked));
        assert_eq!(house.told(&s.ines).await, ["commented", "idea_locked"]);
        comments(&house).delete(&s.ben, comment.id).await.expect("words may always be taken back");

        care(&house).unlock(&s.mo, number).await.expect("unlocked");
        assert_eq!(house.vote(&s.ben, &s.idea, Choice::Support).await, 2);
        assert_eq!(acts(&house).await, ["idea.locked", "idea.unlocked"]);
        all_is_well(&house).await;
    }

    async fn what_one_wrote_may_be_taken_back(house: House) {
        let s = story(&house).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        care(&house).lock(&s.sam, s.idea.number, cause()).await.expect("locked");
        comments(&house).delete(&s.ben, comment.id).await.expect("deleted");
        let own = ideas(&house).view(&by(&s.ines), s.idea.number).await.expect("her idea");
        assert!(own.may_withdraw);
        ideas(&house).withdraw(&s.ines, s.idea.number).await.expect("withdrawn");
        all_is_well(&house).await;
    }

    async fn teams_at_work_on_it_go_on(house: House) {
        let s = story(&house).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        care(&house).lock(&s.sam, s.idea.number, cause()).await.expect("locked");
        house.sit(&s.ben, team.number, "Packaging").await.expect("a seat");
    }

    async fn an_idea_may_be_locked_and_hidden_and_each_is_lifted_alone(house: House) {
        let s = story(&house).await;
        let subject = Subject::Idea(s.idea.number);
        care(&house).lock(&s.sam, s.idea.number, cause()).await.expect("locked");
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");
        care(&house).restore(&s.sam, &subject).await.expect("restored");
        let view = ideas(&house).view(&Viewer::Visitor, s.idea.number).await.expect("back");
        assert!(view.locked.is_some() && view.hidden.is_none());
        all_is_well(&house).await;
    }
}

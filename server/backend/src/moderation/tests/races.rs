//! Care at the same moment as everything else.

use futures::future::{join, join_all, join3};

use domain::votes::{Choice, Votes};

use super::*;
use crate::testing::contract;
use crate::votes::VotesService;

contract! {
    async fn hiding_while_people_vote_and_comment_loses_and_adds_nothing(house: House) {
        let s = story(&house).await;
        let mut people = Vec::new();
        for n in 0..6 {
            people.push(house.customer(&format!("Voter {n}")).await);
        }
        let number = s.idea.number;
        for _ in 0..3 {
            let votes = VotesService::new(house.ctx.clone());
            let service = comments(&house);
            let casting = join_all(people.iter().map(|person| votes.cast(person, number, Choice::Support)));
            let saying = join_all(people.iter().map(|person| {
                let words = CommentBody::parse("Me, too.").expect("words");
                service.post(person, number, None, words)
            }));
            let care = care(&house);
            let subject = Subject::Idea(number);
            let hiding = care.hide(&s.mo, &subject, cause());
            let (cast, said, hidden) = join3(casting, saying, hiding).await;
            hidden.expect("hidden");
            for refused in cast.into_iter().filter_map(Result::err) {
                assert_eq!(refused, AppError::NotFound(Noun::Idea));
            }
            for refused in said.into_iter().filter_map(Result::err) {
                assert_eq!(refused, AppError::NotFound(Noun::Idea));
            }
            let late = votes.cast(&people[0], number, Choice::None).await;
            assert_eq!(late.map(|standing| standing.mine), not_found(Noun::Idea));
            all_is_well(&house).await;
            care.restore(&s.mo, &subject).await.expect("restored");
            all_is_well(&house).await;
        }
    }

    async fn hiding_a_comment_while_its_author_deletes_it_counts_it_off_once(house: House) {
        let s = story(&house).await;
        for _ in 0..5 {
            let comment = say(&house, &s.ben, &s.idea, None).await;
            let (care, service) = (care(&house), comments(&house));
            let subject = Subject::Comment(comment.id);
            let hiding = care.hide(&s.mo, &subject, cause());
            let (hidden, deleted) = join(hiding, service.delete(&s.ben, comment.id)).await;
            deleted.expect("words may always be taken back");
            assert!(hidden.is_ok() || hidden == not_found(Noun::Comment));
            assert_eq!(counted(&house, &s.idea).await, 0);
            all_is_well(&house).await;
        }
    }

    async fn a_seat_taken_at_that_moment_is_free_again(house: House) {
        let s = story(&house).await;
        for n in 0..4 {
            let name = format!("Pledger {n}");
            let pledger = house.customer(&name).await;
            let idea = house.idea_called(&s.ines, &format!("Spare screws, round {n}")).await;
            let team = house.team(&s.sal, &idea, &[("Packaging", 3), ("Web forms", 4)]).await;
            let view = house.team_seen_by(&pledger, team.number).await;
            let taking = house.sit_for(&pledger, &view, view.seats[0].id, 3);
            let care = care(&house);
            let suspending = care.suspend(&s.mo, &pledger.handle, cause(), None);
            let (taken, suspended) = join(taking, suspending).await;
            suspended.expect("suspended");
            assert!(taken.is_ok() || taken == Err(AppError::Denied(Denied::SignInFirst)), "{taken:?}");
            let view = house.team_seen_by(&s.sal, team.number).await;
            assert_eq!(view.seats[0].held, [], "nobody sits there");
            all_is_well(&house).await;
        }
    }

    async fn two_admins_who_suspend_each_other_leave_one(house: House) {
        let s = story(&house).await;
        let eve = house.admin("Eve").await;
        let care = care(&house);
        let (one, other) = join(
            care.suspend(&s.ada, "eve", cause(), None),
            care.suspend(&eve, "ada", cause(), None),
        )
        .await;
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        let sql = "SELECT COUNT(*) FROM members WHERE role = 'admin' AND suspended_at IS NULL";
        assert_eq!(one!(db & house.ctx.db, i64, sql).expect("a count"), 1);
    }

    async fn many_who_hide_it_at_once_hide_it_once(house: House) {
        let s = story(&house).await;
        let (care, subject) = (care(&house), Subject::Idea(s.idea.number));
        let all = join_all([&s.sam, &s.mo, &s.ada].map(|who| care.hide(who, &subject, cause()))).await;
        assert_eq!(all.iter().filter(|done| done.is_ok()).count(), 1, "{all:?}");
        for late in all.into_iter().filter_map(Result::err) {
            assert!(matches!(late, AppError::Already(Already { stands: true, .. })), "{late:?}");
        }
        assert_eq!(acts(&house).await, ["idea.hidden"]);
        assert_eq!(house.told(&s.ines).await, ["idea_hidden"]);
    }
}

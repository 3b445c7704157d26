//! How far care reaches: departments, boards, one's own words.

use super::*;
use crate::testing::contract;
use crate::testing::ideas::idea_form;

contract! {
    async fn stewards_care_for_their_department_and_for_what_has_none(house: House) {
        let s = story(&house).await;
        let form = domain::ideas::IdeaForm { department: String::new(), ..idea_form("An idea of nobody") };
        let nobodys = house.post(&s.ines, &form).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let own = [Subject::Idea(s.idea.number), Subject::Comment(comment.id)];
        for subject in &own {
            assert_eq!(care(&house).hide(&s.sal, subject, cause()).await, denied());
            assert_eq!(care(&house).case(&s.sal, subject).await.map(|_| ()), denied());
        }
        assert_eq!(care(&house).lock(&s.sal, s.idea.number, cause()).await, denied());
        for member in [&s.ben, &house.employee("Eve", "service").await] {
            assert_eq!(care(&house).hide(member, &own[0], cause()).await, denied());
            let page = care(&house).measures(member, true, None).await;
            assert_eq!(page.map(|page| page.items), denied());
        }
        let subject = Subject::Idea(nobodys.number);
        care(&house).hide(&s.sal, &subject, cause()).await.expect("nobody's");
        care(&house).restore(&s.sam, &subject).await.expect("nobody's");
        for subject in &own {
            care(&house).hide(&s.sam, subject, cause()).await.expect("her department's");
        }
    }

    async fn everybody_reads_the_measures_within_their_reach(house: House) {
        let s = story(&house).await;
        let sales = domain::ideas::IdeaForm { department: "sales".into(), ..idea_form("Sell screws singly") };
        let sales = house.post(&s.ines, &sales).await;
        care(&house).hide(&s.sam, &Subject::Idea(s.idea.number), cause()).await.expect("hidden");
        care(&house).hide(&s.sal, &Subject::Idea(sales.number), cause()).await.expect("hidden");
        care(&house).suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        let standing = |actor: Actor| {
            let service = care(&house);
            async move { service.measures(&actor, true, None).await.expect("a page").items.len() }
        };
        assert_eq!(standing(s.sam.clone()).await, 1);
        assert_eq!(standing(s.sal.clone()).await, 1);
        assert_eq!(standing(s.mo.clone()).await, 3);
        care(&house).restore(&s.ada, &Subject::Idea(s.idea.number)).await.expect("restored");
        assert_eq!(standing(s.sam.clone()).await, 0);
        let ever = care(&house).measures(&s.sam, false, None).await.expect("a page").items;
        assert_eq!(ever[0].lifted_by.as_ref().map(|by| by.handle.as_str()), Some("ada"));
        assert_eq!(ever[0].by.handle, "sam");
    }

    async fn nobody_judges_their_own_words(house: House) {
        let s = story(&house).await;
        for author in [&s.sam, &s.mo, &s.ada] {
            let idea = house.idea(author).await;
            let subject = Subject::Idea(idea.number);
            assert_eq!(care(&house).hide(author, &subject, cause()).await, own_thing());
            let other = if author.id == s.mo.id { &s.ada } else { &s.mo };
            assert_eq!(care(&house).case(author, &subject).await.map(|_| ()), own_thing());
            care(&house).hide(other, &subject, cause()).await.expect("somebody else may");
            assert_eq!(care(&house).restore(author, &subject).await, own_thing());
        }
    }

    async fn care_ends_where_a_board_is_out_of_sight(house: House) {
        let s = story(&house).await;
        let inside = house.inside_idea(&s.ada, "Close the old paint shop").await;
        let outside = house.member("Kim", Kind::Customer, Role::Moderator, None).await;
        let hidden = care(&house).hide(&outside, &Subject::Idea(inside.number), cause()).await;
        assert_eq!(hidden, not_found(Noun::Idea));
        care(&house).hide(&s.mo, &Subject::Idea(inside.number), cause()).await.expect("hidden");
        let page = care(&house).measures(&outside, true, None).await.expect("a page");
        assert_eq!(page.items, [], "nor does the list tell of it");
    }

    async fn pages_of_measures_follow_each_other(house: House) {
        let s = story(&house).await;
        for _ in 0..4 {
            for _ in 0..8 {
                let subject = Subject::Idea(s.idea.number);
                care(&house).hide(&s.mo, &subject, cause()).await.expect("hidden");
                care(&house).restore(&s.mo, &subject).await.expect("restored");
            }
        }
        let first = care(&house).measures(&s.mo, false, None).await.expect("a page");
        assert_eq!(first.items.len(), domain::paging::PAGE);
        let rest = care(&house).measures(&s.mo, false, first.next.as_ref()).await.expect("a page");
        assert_eq!((rest.items.len(), rest.next), (2, None));
        let last = first.items.last().expect("a full page").id;
        assert!(rest.items.iter().all(|measure| measure.id < last));
        let wrong = domain::paging::Cursor("no cursor".into());
        let page = care(&house).measures(&s.mo, false, Some(&wrong)).await;
        assert_eq!(page.map(|page| page.items), not_found(Noun::Page));
    }
}

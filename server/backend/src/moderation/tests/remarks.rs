//! Hidden comments.

use super::*;
use crate::testing::contract;

async fn score(house: &House, idea: &IdeaRef) -> f64 {
    let sql = "SELECT score FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, f64, sql, idea.number).expect("a score")
}

contract! {
    async fn a_hidden_comment_goes_without_a_trace_and_comes_back(house: House) {
        let s = story(&house).await;
        let cold = score(&house, &s.idea).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let warm = score(&house, &s.idea).await;
        let subject = Subject::Comment(comment.id);
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");
        assert_eq!(counted(&house, &s.idea).await, 0);
        assert!((score(&house, &s.idea).await - cold).abs() < 1e-9, "the voice is silent");
        for outsider in [Viewer::Visitor, by(&s.ines), by(&s.sal)] {
            assert_eq!(read(&house, &outsider, &s.idea).await, Vec::<i64>::new());
        }
        for insider in [by(&s.ben), by(&s.sam), by(&s.mo)] {
            assert_eq!(read(&house, &insider, &s.idea).await, [comment.id]);
        }
        let page = comments(&house).list(&by(&s.ben), s.idea.number, None, None).await;
        let own = page.expect("a discussion").items.remove(0);
        assert_eq!(own.hidden.expect("a reason").cause, cause());
        assert!(own.mine && !own.may_care);
        assert_eq!(house.told(&s.ben).await, ["comment_hidden"]);
        assert_eq!(unread(&house, &s.ines).await, 0, "the notice of it went, too");
        all_is_well(&house).await;

        care(&house).restore(&s.mo, &subject).await.expect("restored");
        assert_eq!(counted(&house, &s.idea).await, 1);
        assert!((score(&house, &s.idea).await - warm).abs() < 1e-9);
        assert_eq!(read(&house, &Viewer::Visitor, &s.idea).await, [comment.id]);
        all_is_well(&house).await;
    }

    async fn where_others_replied_a_tombstone_stands(house: House) {
        let s = story(&house).await;
        let first = say(&house, &s.ben, &s.idea, None).await;
        let reply = say(&house, &s.ines, &s.idea, Some(first.id)).await;
        care(&house).hide(&s.mo, &Subject::Comment(first.id), cause()).await.expect("hidden");
        let page = comments(&house).list(&Viewer::Visitor, s.idea.number, None, None).await;
        let thread = page.expect("a discussion").items.remove(0);
        assert!(thread.deleted && thread.html.is_empty() && thread.hidden.is_none());
        assert_eq!(read(&house, &Viewer::Visitor, &s.idea).await, [-first.id, reply.id]);
        assert_eq!(counted(&house, &s.idea).await, 1);

        care(&house).hide(&s.mo, &Subject::Comment(reply.id), cause()).await.expect("hidden");
        assert_eq!(read(&house, &Viewer::Visitor, &s.idea).await, Vec::<i64>::new());
        assert_eq!(read(&house, &by(&s.ines), &s.idea).await, [-first.id, reply.id]);
        all_is_well(&house).await;
    }

    async fn asking_for_a_hidden_comment_is_asking_for_none(house: House) {
        let s = story(&house).await;
        for _ in 0..16 {
            say(&house, &s.ben, &s.idea, None).await;
            say(&house, &s.ines, &s.idea, None).await;
        }
        let comment = say(&house, &s.ben, &s.idea, None).await;
        care(&house).hide(&s.mo, &Subject::Comment(comment.id), cause()).await.expect("hidden");
        let first = |viewer: Viewer, at: i64| {
            let (service, idea) = (comments(&house), s.idea.number);
            async move {
                let page = service.list(&viewer, idea, None, Some(at)).await.expect("a page");
                page.items[0].id
            }
        };
        let unknown = first(by(&s.ines), comment.id + 1).await;
        assert_eq!(first(by(&s.ines), comment.id).await, unknown);
        assert_eq!(first(by(&s.ben), comment.id).await, comment.id, "its author finds it");
    }

    async fn nobody_answers_it_and_its_author_may_mend_or_delete_it(house: House) {
        let s = story(&house).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let subject = Subject::Comment(comment.id);
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");
        let words = || CommentBody::parse("Kindly: brass ones?").expect("words");
        let answer = |who: &Actor| {
            let who = who.clone();
            let (idea, service) = (s.idea.number, comments(&house));
            async move { service.post(&who, idea, Some(comment.id), words()).await }
        };
        assert_eq!(answer(&s.ines).await, not_found(Noun::Comment));
        assert_eq!(answer(&s.ben).await, conflict(Conflict::CommentHidden));
        assert_eq!(comments(&house).draft(&s.ines, comment.id).await, not_found(Noun::Comment));

        comments(&house).edit(&s.ben, comment.id, words()).await.expect("mended");
        assert_eq!(house.told(&s.sam).await, ["hidden_changed"]);
        comments(&house).delete(&s.ben, comment.id).await.expect("deleted");
        assert_eq!(counted(&house, &s.idea).await, 0);
        all_is_well(&house).await;
        let restored = care(&house).restore(&s.sam, &subject).await;
        assert_eq!(restored, not_found(Noun::Comment), "there is nothing left to restore");
    }

    async fn a_voice_that_speaks_again_while_one_word_is_hidden_counts_once(house: House) {
        let s = story(&house).await;
        let first = say(&house, &s.ben, &s.idea, None).await;
        let warm = score(&house, &s.idea).await;
        care(&house).hide(&s.sam, &Subject::Comment(first.id), cause()).await.expect("hidden");
        say(&house, &s.ben, &s.idea, None).await;
        assert!((score(&house, &s.idea).await - warm).abs() < 1e-9);
        care(&house).restore(&s.sam, &Subject::Comment(first.id)).await.expect("restored");
        assert!((score(&house, &s.idea).await - warm).abs() < 1e-9);
        assert_eq!(counted(&house, &s.idea).await, 2);
        all_is_well(&house).await;
    }
}

//! A hidden idea is nowhere, but for its author and for care people.

use domain::accounts::Accounts;
use domain::ideas::Sort;
use domain::moderation::MeasureKind;
use domain::notifications::{NoticeKind, Notifications};
use domain::votes::{Choice, Votes};
use std::sync::Arc;

use super::*;
use crate::accounts::AccountsService;
use crate::notifications::NotificationsService;
use crate::teams::TeamsService;
use crate::testing::contract;
use crate::testing::ideas::{idea_form, new_idea};
use crate::votes::VotesService;

/// Every list of ideas that could show it.
fn lists() -> Vec<IdeaQuery> {
    let sorted = |sort| IdeaQuery {
        sort: Some(sort),
        ..IdeaQuery::default()
    };
    vec![
        sorted(Sort::Trending),
        sorted(Sort::New),
        sorted(Sort::Discussed),
        IdeaQuery {
            board: Some("ideas".into()),
            ..IdeaQuery::default()
        },
        IdeaQuery {
            words: Some("screws".into()),
            ..IdeaQuery::default()
        },
        IdeaQuery {
            author: Some("ines".into()),
            ..IdeaQuery::default()
        },
        IdeaQuery {
            topic: Some("repair".into()),
            ..IdeaQuery::default()
        },
        IdeaQuery {
            department: Some("service".into()),
            ..IdeaQuery::default()
        },
    ]
}

async fn listed(house: &House, viewer: &Viewer) -> usize {
    let mut found = 0;
    for query in lists() {
        found += ideas(house)
            .list(viewer, &query)
            .await
            .expect("a page")
            .items
            .len();
    }
    found
}

contract! {
    async fn a_hidden_idea_is_nowhere_until_it_is_restored(house: House) {
        let s = story(&house).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let subject = Subject::Idea(s.idea.number);
        let everyone = [Viewer::Visitor, by(&s.ben), by(&s.sal), by(&s.ines), by(&s.mo)];
        for viewer in &everyone {
            assert_eq!(listed(&house, viewer).await, lists().len());
        }
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");

        for viewer in &everyone {
            assert_eq!(listed(&house, viewer).await, 0, "lists are the same for all");
        }
        let accounts = AccountsService::new(
            house.ctx.clone(),
            Arc::new(ideas(&house)),
            Arc::new(TeamsService::new(house.ctx.clone())),
        );
        for outsider in [Viewer::Visitor, by(&s.ben), by(&s.sal)] {
            let seen = ideas(&house).view(&outsider, s.idea.number).await;
            assert_eq!(seen.map(|view| view.idea), not_found(Noun::Idea));
            let said = comments(&house).list(&outsider, s.idea.number, None, Some(comment.id)).await;
            assert_eq!(said.map(|page| page.items.len()), not_found(Noun::Idea));
            assert_eq!(ideas(&house).topics(&outsider).await, Ok(vec![]));
            let person = accounts.person(&outsider, "ines").await.expect("a person");
            assert_eq!(person.ideas.len(), 0);
        }
        let draft = comments(&house).draft(&s.ben, comment.id).await;
        assert_eq!(draft, not_found(Noun::Comment));
        let votes = VotesService::new(house.ctx.clone());
        let vote = votes.cast(&s.ben, s.idea.number, Choice::Support).await;
        assert_eq!(vote, not_found(Noun::Idea));
        let words = CommentBody::parse("And dowels?").expect("words");
        let posted = comments(&house).post(&s.ben, s.idea.number, None, words).await;
        assert_eq!(posted, not_found(Noun::Idea));
        all_is_well(&house).await;

        care(&house).restore(&s.mo, &subject).await.expect("restored");
        for viewer in &everyone {
            assert_eq!(listed(&house, viewer).await, lists().len());
        }
        assert_eq!(read(&house, &Viewer::Visitor, &s.idea).await, [comment.id]);
        assert_eq!(house.vote(&s.ben, &s.idea, Choice::Support).await, 2);
        all_is_well(&house).await;
    }

    async fn its_author_is_told_why_and_may_mend_it(house: House) {
        let s = story(&house).await;
        let subject = Subject::Idea(s.idea.number);
        care(&house).hide(&s.mo, &subject, cause()).await.expect("hidden");

        let view = ideas(&house).view(&by(&s.ines), s.idea.number).await.expect("her idea");
        let told = view.hidden.clone().expect("a reason");
        assert_eq!((told.kind, told.cause), (MeasureKind::Hidden, cause()));
        assert!(view.may_edit && !view.may_vote && !view.may_start_team && !view.may_care);
        let notices = NotificationsService::new(house.ctx.clone());
        let page = notices.list(&s.ines, None).await.expect("notices");
        let notice = &page.items[0];
        assert_eq!(notice.kind, NoticeKind::IdeaHidden);
        assert_eq!(notice.told.as_ref().map(|told| &told.cause), Some(&cause()));
        assert_eq!(notice.by, None, "nobody is named");
        let votes = VotesService::new(house.ctx.clone());
        let vote = votes.cast(&s.ines, s.idea.number, Choice::None).await;
        assert_eq!(vote, conflict(Conflict::IdeaHidden));

        let mended = new_idea(&idea_form("Spare screws, kindly asked for"));
        ideas(&house).edit(&s.ines, s.idea.number, mended).await.expect("mended");
        assert_eq!(house.told(&s.mo).await, ["hidden_changed"]);
        assert_eq!(listed(&house, &Viewer::Visitor).await, 0, "editing restores nothing");
        let seen = ideas(&house).view(&by(&s.mo), s.idea.number).await.expect("he sees it");
        assert_eq!(seen.idea.title, "Spare screws, kindly asked for");
        assert!(seen.may_care && seen.hidden.is_some());
        care(&house).restore(&s.mo, &subject).await.expect("restored");
        assert_eq!(house.told(&s.ines).await, ["idea_hidden", "idea_restored"]);
        let view = ideas(&house).view(&by(&s.ines), s.idea.number).await.expect("her idea");
        assert_eq!(view.hidden, None);
    }

    async fn no_notice_and_no_count_tells_of_it(house: House) {
        let s = story(&house).await;
        let first = say(&house, &s.ben, &s.idea, None).await;
        say(&house, &s.sal, &s.idea, Some(first.id)).await;
        assert_eq!(unread(&house, &s.ben).await, 1, "Sal replied to Ben");
        assert_eq!(unread(&house, &s.ines).await, 2, "both commented");
        care(&house).hide(&s.sam, &Subject::Idea(s.idea.number), cause()).await.expect("hidden");
        assert_eq!(unread(&house, &s.ben).await, 0);
        assert_eq!(unread(&house, &s.ines).await, 3);
        let notices = NotificationsService::new(house.ctx.clone());
        assert_eq!(notices.list(&s.ben, None).await.expect("notices").items, []);
        assert_eq!(notices.list(&s.ines, None).await.expect("notices").items.len(), 3);
        all_is_well(&house).await;
        care(&house).restore(&s.sam, &Subject::Idea(s.idea.number)).await.expect("restored");
        assert_eq!(notices.list(&s.ben, None).await.expect("notices").items.len(), 1);
        all_is_well(&house).await;
    }

    async fn what_visitors_see_changes_at_once(house: House) {
        let s = story(&house).await;
        let changes = &house.ctx.changes;
        let subject = Subject::Idea(s.idea.number);
        let before = changes.views();
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");
        assert!(changes.views() > before);
        let hidden = changes.views();
        let refused = care(&house).restore(&s.sal, &subject).await;
        assert_eq!(refused, not_found(Noun::Idea));
        assert_eq!(changes.views(), hidden, "what was refused changed nothing");
        care(&house).restore(&s.sam, &subject).await.expect("restored");
        assert!(changes.views() > hidden);
    }

    async fn what_is_so_already_is_told_with_whose_doing_it_is(house: House) {
        let s = story(&house).await;
        let subject = Subject::Idea(s.idea.number);
        let other = Cause::parse("spam", "Another reason altogether.").expect("a reason");
        care(&house).hide(&s.sam, &subject, cause()).await.expect("hidden");
        let hidden = |stands, by| so_already(MeasureKind::Hidden, stands, by);
        assert_eq!(care(&house).hide(&s.mo, &subject, other).await, hidden(true, "Sam"));
        let view = ideas(&house).view(&by(&s.ines), s.idea.number).await.expect("her idea");
        assert_eq!(view.hidden.expect("a reason").cause.grounds, Grounds::Unkind);
        care(&house).restore(&s.mo, &subject).await.expect("restored");
        assert_eq!(care(&house).restore(&s.sam, &subject).await, hidden(false, "Mo"));
        assert_eq!(acts(&house).await, ["idea.hidden", "idea.restored"]);
        assert_eq!(house.told(&s.ines).await, ["idea_hidden", "idea_restored"]);

        let comment = Subject::Comment(say(&house, &s.ben, &s.idea, None).await.id);
        assert_eq!(care(&house).restore(&s.sam, &comment).await, so_already(MeasureKind::Hidden, false, ""));
        care(&house).hide(&s.ada, &comment, cause()).await.expect("hidden");
        assert_eq!(care(&house).hide(&s.sam, &comment, cause()).await, hidden(true, "Ada"));
        let number = s.idea.number;
        let locked = |stands, by| so_already(MeasureKind::Locked, stands, by);
        assert_eq!(care(&house).unlock(&s.sam, number).await, locked(false, ""));
        care(&house).lock(&s.sam, number, cause()).await.expect("locked");
        assert_eq!(care(&house).lock(&s.mo, number, cause()).await, locked(true, "Sam"));
        care(&house).unlock(&s.mo, number).await.expect("unlocked");
        assert_eq!(care(&house).unlock(&s.sam, number).await, locked(false, "Mo"));
    }
}

//! What comments promise, on both engines.

use domain::accounts::{Actor, Viewer};
use domain::comments::{CommentBody, CommentView, Comments};
use domain::ideas::{IdeaRef, Ideas};
use domain::notifications::NoticeKind;
use domain::paging::PAGE;
use domain::time::DAY;
use domain::{AppError, Conflict, Denied, Noun};

use super::CommentsService;
use crate::db::one;
use crate::ideas::IdeasService;
use crate::reconcile;
use crate::testing::{House, contract};

fn comments(house: &House) -> CommentsService {
    CommentsService::new(house.ctx.clone())
}

fn words(text: &str) -> CommentBody {
    CommentBody::parse(text).expect("words")
}

async fn say(house: &House, who: &Actor, idea: &IdeaRef, text: &str) -> CommentView {
    let posted = comments(house)
        .post(who, idea.number, None, words(text))
        .await;
    posted.expect("a comment")
}

async fn answer(house: &House, who: &Actor, idea: &IdeaRef, to: i64, text: &str) -> CommentView {
    let posted = comments(house)
        .post(who, idea.number, Some(to), words(text))
        .await;
    posted.expect("a reply")
}

/// Everything said on an idea, page after page.
async fn threads(house: &House, viewer: &Viewer, idea: &IdeaRef) -> Vec<CommentView> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = comments(house)
            .list(viewer, idea.number, after.as_ref(), None)
            .await;
        let page = page.expect("a page");
        found.extend(page.items);
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

async fn counted(house: &House, idea: &IdeaRef) -> i64 {
    let sql = "SELECT comments FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, i64, sql, idea.number).expect("a count")
}

async fn score(house: &House, idea: &IdeaRef) -> f64 {
    let sql = "SELECT score FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, f64, sql, idea.number).expect("a score")
}

contract! {
    async fn a_conversation_has_two_levels(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        let first = say(&house, &ada, &idea, "Which *screws*?").await;
        assert_eq!(first.html, "<p>Which <em>screws</em>?</p>\n");
        assert!(first.mine && first.may_delete && !first.by_author && !first.by_team);
        let reply = answer(&house, &ines, &idea, first.id, "All of them.").await;
        assert!(reply.by_author);
        let deeper = answer(&house, &ada, &idea, reply.id, "Even the brass ones?").await;
        assert_eq!(deeper.parent, Some(first.id), "a reply to a reply joins the thread");
        say(&house, &ada, &idea, "And dowels?").await;

        let threads = threads(&house, &Viewer::Visitor, &idea).await;
        assert_eq!(threads.len(), 2);
        let replies: Vec<i64> = threads[0].replies.iter().map(|reply| reply.id).collect();
        assert_eq!(replies, [reply.id, deeper.id]);
        assert!(threads[1].replies.is_empty());
        assert!(!threads[0].mine && !threads[0].may_delete);
        assert_eq!(counted(&house, &idea).await, 4);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn replies_stay_within_their_idea(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let here = house.idea_called(&ines, "Spare screws by post").await;
        let there = house.idea_called(&ines, "Spare dowels by post").await;
        let comment = say(&house, &ines, &here, "Here.").await;
        let service = comments(&house);
        let not_found = Err(AppError::NotFound(Noun::Comment));
        let astray = service.post(&ines, there.number, Some(comment.id), words("There?")).await;
        assert_eq!(astray, not_found);
        service.delete(&ines, comment.id).await.expect("deleted");
        let late = service.post(&ines, here.number, Some(comment.id), words("Late.")).await;
        assert_eq!(late, not_found);
        let nothing = service.post(&ines, here.number, Some(99), words("To whom?")).await;
        assert_eq!(nothing, not_found);
        assert_eq!(counted(&house, &here).await, 0);
    }

    async fn long_conversations_come_in_pages(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let other = house.idea_called(&ines, "Another conversation").await;
        let mut said = Vec::new();
        for n in 0..(PAGE + 5) {
            let comment = say(&house, &ines, &idea, &format!("Number {n}")).await;
            say(&house, &ines, &other, "Meanwhile").await;
            if n % 10 == 0 {
                answer(&house, &ines, &idea, comment.id, "Indeed").await;
            }
            said.push(comment.id);
        }
        let page = comments(&house).list(&Viewer::Visitor, idea.number, None, None).await.expect("a page");
        assert_eq!(page.items.len(), PAGE);
        let threads = threads(&house, &Viewer::Visitor, &idea).await;
        let found: Vec<i64> = threads.iter().map(|thread| thread.id).collect();
        assert_eq!(found, said);
        let replies: usize = threads.iter().map(|thread| thread.replies.len()).sum();
        assert_eq!(replies, 4);
    }

    async fn a_link_to_a_comment_leads_to_the_page_that_holds_it(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let other = house.idea_called(&ines, "Another conversation").await;
        let mut said = Vec::new();
        for n in 0..(PAGE + 3) {
            said.push(say(&house, &ines, &idea, &format!("Number {n}")).await.id);
        }
        let (first, late) = (said[0], said[PAGE + 1]);
        let reply = answer(&house, &ines, &idea, late, "Indeed").await;
        let astray = say(&house, &ines, &other, "Elsewhere").await;
        let service = comments(&house);
        for (at, begins) in [(said[3], first), (late, late), (reply.id, late), (astray.id, first), (9_999, first)] {
            let page = service.list(&Viewer::Visitor, idea.number, None, Some(at)).await;
            assert_eq!(page.expect("a page").items[0].id, begins, "a link to {at}");
        }
    }

    async fn an_author_changes_a_comment(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let root = house.admin("Root").await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let comment = say(&house, &ada, &idea, "Wich screws?").await;
        let service = comments(&house);
        let draft = service.draft(&ada, comment.id).await.expect("her draft");
        assert_eq!((draft.body.as_str(), &draft.idea), ("Wich screws?", &idea));
        let edited = service.edit(&ada, comment.id, words("Which screws?")).await.expect("edited");
        assert_eq!((edited.id, &edited.idea), (comment.id, &idea));
        let shown = &threads(&house, &Viewer::Visitor, &idea).await[0];
        assert_eq!(shown.html, "<p>Which screws?</p>\n");
        assert_eq!(shown.edited, Some(house.ctx.now()));
        let denied = Err(AppError::Denied(Denied::NotYours));
        assert_eq!(service.edit(&root, comment.id, words("Mine now")).await, denied);
        assert_eq!(service.draft(&root, comment.id).await, denied);
    }

    async fn deleting_leaves_a_tombstone(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let root = house.admin("Root").await;
        let idea = house.idea(&ines).await;
        let comment = say(&house, &ada, &idea, "Something rude").await;
        let reply = answer(&house, &ines, &idea, comment.id, "Now, now").await;
        let service = comments(&house);
        let denied = Err(AppError::Denied(Denied::NotYours));
        assert_eq!(service.delete(&ines, comment.id).await, denied);
        assert_eq!(service.delete(&root, comment.id).await, Ok(idea.clone()));

        let thread = &threads(&house, &Viewer::Member(root.clone()), &idea).await[0];
        assert!(thread.deleted && thread.html.is_empty() && !thread.mine && !thread.may_delete);
        assert_eq!(thread.replies[0].id, reply.id);
        assert!(thread.replies[0].may_delete, "an admin cares for the tone");
        assert_eq!(counted(&house, &idea).await, 1);
        let kept = "SELECT COUNT(*) FROM comments WHERE body LIKE '%rude%' OR html LIKE '%rude%'";
        assert_eq!(one!(db &house.ctx.db, i64, kept).expect("a count"), 0);
        let not_found = Err(AppError::NotFound(Noun::Comment));
        assert_eq!(service.edit(&ada, comment.id, words("Again")).await.map(|_| ()), not_found);
        assert_eq!(service.delete(&ada, comment.id).await.map(|_| ()), not_found);
        assert_eq!(service.draft(&ada, comment.id).await.map(|_| ()), not_found);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn those_concerned_are_told_once(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let theo = house.customer("Theo").await;
        let idea = house.idea(&ines).await;
        let hers = say(&house, &ines, &idea, "I would like brass.").await;
        assert!(house.told(&ines).await.is_empty(), "nobody is told of their own");
        let first = say(&house, &ada, &idea, "Brass it is.").await;
        assert_eq!(house.told(&ines).await, [NoticeKind::Commented.as_str()]);
        answer(&house, &theo, &idea, first.id, "Steel!").await;
        assert_eq!(house.told(&ada).await, [NoticeKind::Replied.as_str()]);
        assert_eq!(house.told(&ines).await, ["commented", "commented"]);
        answer(&house, &theo, &idea, hers.id, "Why brass?").await;
        assert_eq!(house.told(&ines).await, ["commented", "commented", "replied"]);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_new_voice_warms_once(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        let cold = score(&house, &idea).await;
        say(&house, &ines, &idea, "My own words").await;
        assert!((score(&house, &idea).await - cold).abs() < 1e-12, "an author is no new voice");
        let first = say(&house, &ada, &idea, "A new voice").await;
        let warm = score(&house, &idea).await;
        assert!(warm > cold);
        house.clock.pass(DAY);
        let second = say(&house, &ada, &idea, "The same voice").await;
        assert!((score(&house, &idea).await - warm).abs() < 1e-12);

        let service = comments(&house);
        service.delete(&ada, first.id).await.expect("deleted");
        assert!((score(&house, &idea).await - warm).abs() < 1e-9, "the voice is still heard");
        service.delete(&ada, second.id).await.expect("deleted");
        assert!((score(&house, &idea).await - cold).abs() < 1e-9, "all its words are gone");
        say(&house, &ada, &idea, "Here again").await;
        assert!((score(&house, &idea).await - warm).abs() < 1e-9, "no warmer than the first time");
    }

    async fn what_is_said_inside_stays_inside(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.inside_idea(&ada, "Close the old paint shop").await;
        let comment = say(&house, &ada, &idea, "Before winter.").await;
        let service = comments(&house);
        let no_idea = Err(AppError::NotFound(Noun::Idea));
        assert_eq!(service.list(&Viewer::Visitor, idea.number, None, None).await.map(|_| ()), no_idea);
        let viewer = Viewer::Member(ines.clone());
        assert_eq!(service.list(&viewer, idea.number, None, None).await.map(|_| ()), no_idea);
        assert_eq!(service.list(&viewer, 99, None, None).await.map(|_| ()), no_idea);
        let posted = service.post(&ines, idea.number, Some(comment.id), words("What?")).await;
        assert_eq!(posted.map(|_| ()), no_idea);
        let no_comment = Err(AppError::NotFound(Noun::Comment));
        assert_eq!(service.draft(&ines, comment.id).await.map(|_| ()), no_comment);
        assert_eq!(service.edit(&ines, comment.id, words("x")).await.map(|_| ()), no_comment);
        assert_eq!(service.delete(&ines, comment.id).await.map(|_| ()), no_comment);
    }

    async fn there_is_nothing_to_say_on_a_withdrawn_idea(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        IdeasService::new(house.ctx.clone()).withdraw(&ines, idea.number).await.expect("withdrawn");
        let posted = comments(&house).post(&ines, idea.number, None, words("Sorry")).await;
        assert_eq!(posted, Err(AppError::Conflict(Conflict::IdeaWithdrawn)));
    }
}

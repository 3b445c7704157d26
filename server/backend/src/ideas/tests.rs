//! What ideas promise, on both engines.

mod forks;
mod lists;
mod plans;
mod search;
mod secrecy;
mod stages;

use domain::accounts::{Actor, Viewer};
use domain::ideas::{IdeaForm, IdeaQuery, IdeaRef, Ideas, Sort};
use domain::moderation::Cause;
use domain::paging::Page;
use domain::stage::Stage;
use domain::time::DAY;
use domain::votes::Choice;
use domain::{AppError, Conflict, Denied, FieldError, FieldErrors, Noun, Outcome};

use super::IdeasService;
use crate::db::one;
use crate::reconcile;
use crate::testing::contract;
use crate::testing::ideas::{idea_form, new_idea};

/// The use cases of this house.
fn ideas(house: &crate::testing::House) -> IdeasService {
    IdeasService::new(house.ctx.clone())
}

fn by(actor: &Actor) -> Viewer {
    Viewer::Member(actor.clone())
}

/// The titles of a list's first page, as a visitor sees it.
async fn titles(house: &crate::testing::House, query: IdeaQuery) -> Vec<String> {
    titles_for(house, &Viewer::Visitor, query).await
}

async fn titles_for(
    house: &crate::testing::House,
    viewer: &Viewer,
    query: IdeaQuery,
) -> Vec<String> {
    let page = ideas(house).list(viewer, &query).await.expect("a page");
    page.items.into_iter().map(|card| card.idea.title).collect()
}

fn sorted(sort: Sort) -> IdeaQuery {
    IdeaQuery {
        sort: Some(sort),
        ..IdeaQuery::default()
    }
}

contract! {
    async fn a_new_idea_is_first_in_new_and_warm_with_its_authors_support(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        for n in 0..3 {
            house.idea_called(&ada, &format!("An earlier idea, number {n}")).await;
        }
        house.clock.pass(DAY);
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;

        assert_eq!(titles(&house, sorted(Sort::New)).await[0], idea.title);
        assert_eq!(titles(&house, sorted(Sort::Trending)).await[0], idea.title);
        let view = ideas(&house).view(&by(&ines), idea.number).await.expect("her idea");
        assert_eq!((view.support, view.mine), (1, Choice::Support));
        assert_eq!(view.stage, Stage::Open);
        assert_eq!(view.topics, ["repair", "spare parts"]);
        assert_eq!(view.department.expect("a department").slug, "service");
        assert_eq!(view.html, "<p>People lose the small parts and then throw the chair away.</p>\n");
        assert!(view.may_vote && view.may_edit && view.may_withdraw && view.may_start_team);
        assert_eq!(view.idea.slug, "spare-screws-by-post");
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_card_tells_what_a_list_needs(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        house.vote(&ada, &idea, Choice::Oppose).await;

        let page = ideas(&house).list(&by(&ada), &IdeaQuery::default()).await.expect("a page");
        let card = &page.items[0];
        assert_eq!(card.idea, idea);
        assert_eq!(card.author.handle, "ines");
        assert_eq!(card.department.as_deref(), Some("Service"));
        assert_eq!(card.board, "ideas");
        assert_eq!((card.support, card.mine, card.own), (1, Choice::Oppose, false));
        assert!(card.open_seats.is_empty() && card.launched.is_none() && page.next.is_none());
        let page = ideas(&house).list(&by(&ines), &IdeaQuery::default()).await.expect("a page");
        assert_eq!((page.items[0].mine, page.items[0].own), (Choice::Support, true));
    }

    async fn a_visitor_reads_and_may_do_nothing(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let view = ideas(&house).view(&Viewer::Visitor, idea.number).await.expect("public");
        assert!(!view.may_vote && !view.may_edit && !view.may_withdraw && !view.may_start_team);
        assert_eq!(view.mine, Choice::None);
    }

    async fn what_is_not_offered_is_refused_at_its_field(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let astray = IdeaForm { department: "cellar".into(), ..idea_form("Spare screws by post") };
        assert_eq!(
            ideas(&house).submit(&ines, new_idea(&astray)).await,
            Err(AppError::Invalid(FieldErrors::one("department", FieldError::NotOffered)))
        );
        let nowhere = IdeaForm { board: "attic".into(), ..idea_form("Spare screws by post") };
        assert_eq!(
            ideas(&house).submit(&ines, new_idea(&nowhere)).await,
            Err(AppError::NotFound(Noun::Board))
        );
        assert!(titles(&house, IdeaQuery::default()).await.is_empty());
    }

    async fn many_post_at_once_and_nobody_is_lost(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let service = ideas(&house);
        let posts = (0..25).map(|n| {
            service.submit(&ines, new_idea(&idea_form(&format!("Idea of many, number {n}"))))
        });
        let posted = futures::future::join_all(posts).await;
        assert!(posted.iter().all(Result::is_ok), "{posted:?}");
        assert_eq!(titles(&house, IdeaQuery::default()).await.len(), 25);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn an_author_finds_new_words(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let (_, draft) = ideas(&house).draft(&ines, idea.number).await.expect("her draft");
        assert_eq!(draft, idea_form("Spare screws by post"));

        house.clock.pass(DAY);
        let words = IdeaForm {
            board: "workshop-floor".into(),
            title: "Dowels by courier".into(),
            body: "Whoever waits a week for a **dowel** buys elsewhere.".into(),
            kind: "problem".into(),
            department: String::new(),
            topics: "delivery".into(),
            from: String::new(),
        };
        let edited = ideas(&house).edit(&ines, idea.number, new_idea(&words)).await.expect("edited");
        assert_eq!((edited.number, edited.slug.as_str()), (idea.number, "dowels-by-courier"));
        let view = ideas(&house).view(&Viewer::Visitor, idea.number).await.expect("still public");
        assert_eq!(view.board.slug, "ideas", "an idea stays on its board");
        assert!(view.html.contains("<strong>dowel</strong>") && view.excerpt.contains("a dowel buys"));
        assert_eq!(view.edited, Some(house.ctx.now()));
        assert!(view.department.is_none());
        assert_eq!(view.topics, ["delivery"]);

        let words = |words: &str| IdeaQuery { words: Some(words.into()), ..IdeaQuery::default() };
        assert_eq!(titles(&house, words("courier")).await, ["Dowels by courier"]);
        assert!(titles(&house, words("screws")).await.is_empty(), "old words are forgotten");
    }

    async fn words_belong_to_their_author(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let admin = house.admin("Root").await;
        let new = new_idea(&idea_form("Taken over by me"));
        let denied = Err(AppError::Denied(Denied::NotYours));
        assert_eq!(ideas(&house).edit(&admin, idea.number, new).await, denied);
        assert_eq!(ideas(&house).withdraw(&admin, idea.number).await, denied);
        let draft = ideas(&house).draft(&admin, idea.number).await;
        assert_eq!(draft.err(), Some(AppError::Denied(Denied::NotYours)));
        let gone: Outcome<IdeaRef> = ideas(&house).withdraw(&admin, 99).await;
        assert_eq!(gone, Err(AppError::NotFound(Noun::Idea)));
    }

    async fn what_cannot_be_edited_has_no_draft(house: House) {
        house.organisation().await;
        let (ines, sam) = (house.customer("Ines").await, house.admin("Sam").await);
        let [withdrawn, locked] = [house.idea(&ines).await, house.idea(&ines).await];
        ideas(&house).withdraw(&ines, withdrawn.number).await.expect("withdrawn");
        let draft = ideas(&house).draft(&ines, withdrawn.number).await;
        assert_eq!(draft.err(), Some(Conflict::IdeaWithdrawn.into()));
        let care = crate::services(&house.ctx).moderation;
        let cause = Cause::parse("heated", "It turns in circles.").expect("a reason");
        care.lock(&sam, locked.number, cause).await.expect("locked");
        let draft = ideas(&house).draft(&ines, locked.number).await;
        assert_eq!(draft.err(), Some(Conflict::IdeaLocked.into()));
    }

    async fn an_idea_is_withdrawn_while_nobody_else_has_voted(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        house.vote(&ada, &idea, Choice::Oppose).await;
        assert!(!ideas(&house).view(&by(&ines), idea.number).await.expect("seen").may_withdraw);
        assert_eq!(
            ideas(&house).withdraw(&ines, idea.number).await,
            Err(AppError::Conflict(Conflict::OthersVoted))
        );

        house.vote(&ada, &idea, Choice::None).await;
        assert_eq!(ideas(&house).withdraw(&ines, idea.number).await, Ok(idea.clone()));
        assert!(titles(&house, IdeaQuery::default()).await.is_empty());
        let withdrawn = IdeaQuery { stage: Some(Stage::Withdrawn), ..IdeaQuery::default() };
        assert_eq!(titles(&house, withdrawn).await, [idea.title.as_str()]);
        let view = ideas(&house).view(&by(&ines), idea.number).await.expect("its page stays");
        assert_eq!(view.stage, Stage::Withdrawn);
        assert!(!view.may_vote && !view.may_edit && !view.may_withdraw && !view.may_start_team);

        let closed = Err(AppError::Conflict(Conflict::IdeaWithdrawn));
        assert_eq!(ideas(&house).withdraw(&ines, idea.number).await, closed);
        let new = new_idea(&idea_form("Second thoughts"));
        assert_eq!(ideas(&house).edit(&ines, idea.number, new).await, closed);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn what_happened_is_in_the_trail(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let new = new_idea(&idea_form("Spare screws and dowels"));
        ideas(&house).edit(&ines, idea.number, new).await.expect("edited");
        ideas(&house).withdraw(&ines, idea.number).await.expect("withdrawn");
        let trail = "SELECT CAST(COUNT(DISTINCT kind) AS BIGINT) FROM events
            WHERE kind IN ('idea.posted', 'idea.edited', 'idea.withdrawn')";
        assert_eq!(one!(db &house.ctx.db, i64, trail).expect("a count"), 3);
    }
}

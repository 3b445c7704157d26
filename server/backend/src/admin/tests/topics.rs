//! Topics: renamed, united, removed, and found by their words.

use domain::accounts::{Actor, Viewer};
use domain::ideas::{IdeaForm, IdeaQuery, Ideas};
use domain::paging::PAGE;
use domain::{AppError, Noun};

use super::{admin, deeds, log, outsiders, refused};
use crate::ideas::IdeasService;
use crate::testing::ideas::idea_form;
use crate::testing::{House, contract};

async fn post(house: &House, author: &Actor, title: &str, topics: &str) -> i64 {
    let form = IdeaForm {
        topics: topics.into(),
        ..idea_form(title)
    };
    house.post(author, &form).await.number
}

/// Ideas found by these words.
async fn found(house: &House, words: &str) -> Vec<i64> {
    let query = IdeaQuery {
        words: Some(words.into()),
        ..IdeaQuery::default()
    };
    let ideas = IdeasService::new(house.ctx.clone());
    let page = ideas.list(&Viewer::Visitor, &query).await.expect("a page");
    let mut found: Vec<i64> = page.items.iter().map(|card| card.idea.number).collect();
    found.sort_unstable();
    found
}

/// Topics and how often each is used.
async fn used(house: &House, by: &Actor) -> Vec<(String, i64)> {
    let page = admin(house)
        .topics
        .list(by, "", None)
        .await
        .expect("a page");
    page.items
        .into_iter()
        .map(|topic| (topic.topic, topic.ideas))
        .collect()
}

contract! {
    async fn topics_are_for_admins_alone(house: House) {
        house.organisation().await;
        let topics = admin(&house).topics;
        for other in outsiders(&house).await {
            refused(topics.list(&other, "", None).await);
            refused(topics.rename(&other, "repair", "mending".into()).await);
            refused(topics.remove(&other, "repair").await);
        }
        assert_eq!(deeds(&house).await, [""; 0]);
    }

    async fn a_renamed_topic_is_found_by_its_new_name_only(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let idea = post(&house, &ada, "A shelf for lanterns", "lightning").await;
        assert_eq!(found(&house, "lightning").await, [idea]);
        let topics = admin(&house).topics;
        assert_eq!(topics.rename(&ada, "lightning", "lighting".into()).await, Ok(1));
        assert_eq!(found(&house, "lightning").await, [0_i64; 0]);
        assert_eq!(found(&house, "lighting").await, [idea]);
        assert_eq!(found(&house, "lanterns chair").await, [idea], "its other words stay");
        assert_eq!(used(&house, &ada).await, [("lighting".into(), 1)]);
        assert_eq!(log(&house).await, [("topic.renamed".into(), "lightning → lighting".into())]);
        let gone = topics.rename(&ada, "lightning", "lighting".into()).await;
        assert_eq!(gone, Err(AppError::NotFound(Noun::Topic)));
    }

    async fn two_topics_become_one_and_no_idea_has_it_twice(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let both = post(&house, &ada, "A shelf for lanterns", "light, lamps, oak").await;
        let one = post(&house, &ada, "A hook for lanterns", "lamps").await;
        post(&house, &ada, "A box for lanterns", "light").await;
        let changed = admin(&house).topics.rename(&ada, "lamps", "light".into()).await;
        assert_eq!(changed, Ok(2));
        assert_eq!(used(&house, &ada).await, [("light".into(), 3), ("oak".into(), 1)]);
        let ideas = IdeasService::new(house.ctx.clone());
        let view = ideas.view(&Viewer::Visitor, both).await.expect("an idea");
        assert_eq!(view.topics, ["light", "oak"]);
        assert_eq!(found(&house, "lamps").await, [0_i64; 0]);
        assert!(found(&house, "light").await.contains(&one));
    }

    async fn more_ideas_than_one_command_takes_are_all_changed(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        for n in 0..120 {
            post(&house, &ada, &format!("Lantern number {n}"), "lamps, oak").await;
        }
        let topics = admin(&house).topics;
        assert_eq!(topics.remove(&ada, "lamps").await, Ok(120));
        assert_eq!(used(&house, &ada).await, [("oak".into(), 120)]);
        assert_eq!(found(&house, "lamps").await, [0_i64; 0]);
        assert_eq!(log(&house).await, [("topic.removed".into(), "lamps".into())], "once");
    }

    async fn the_list_is_in_the_order_of_the_alphabet(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        for n in 0..=PAGE {
            post(&house, &ada, "A shelf for lanterns", &format!("t{n:02}, 5_4")).await;
        }
        let topics = admin(&house).topics;
        let first = topics.list(&ada, "T", None).await.expect("a page");
        assert_eq!((first.items.len(), first.items[0].topic.as_str()), (PAGE, "t00"));
        let rest = topics.list(&ada, "t", first.next.as_ref()).await.expect("a page");
        assert_eq!((rest.items.len(), rest.next), (1, None));
        let signs = topics.list(&ada, "5_", None).await.expect("a page");
        assert_eq!(signs.items.len(), 1, "a sign is a sign");
    }
}

//! What is on an employees' board is nowhere for anyone else.

use super::*;

contract! {
    async fn a_board_for_employees_hides_all_it_holds(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let secret = house.inside_idea(&ada, "Close the old paint shop").await;
        let everyone: [IdeaQuery; 5] = [
            IdeaQuery::default(),
            sorted(Sort::New),
            IdeaQuery { words: Some("paint".into()), ..IdeaQuery::default() },
            IdeaQuery { author: Some("ada".into()), ..IdeaQuery::default() },
            IdeaQuery { topic: Some("repair".into()), ..IdeaQuery::default() },
        ];
        let not_found = Err(AppError::NotFound(Noun::Idea));
        for outsider in [Viewer::Visitor, by(&ines)] {
            for query in &everyone {
                assert!(titles_for(&house, &outsider, query.clone()).await.is_empty(), "{query:?}");
            }
            let board = IdeaQuery { board: Some("workshop-floor".into()), ..IdeaQuery::default() };
            let list = ideas(&house).list(&outsider, &board).await;
            assert_eq!(list.err(), Some(AppError::NotFound(Noun::Board)));
            let view = ideas(&house).view(&outsider, secret.number).await;
            assert_eq!(view.err(), Some(AppError::NotFound(Noun::Idea)));
            assert_eq!(ideas(&house).topics(&outsider).await, Ok(vec![]));
        }
        for query in &everyone {
            assert_eq!(titles_for(&house, &by(&ada), query.clone()).await, [secret.title.as_str()]);
        }

        let new = || new_idea(&idea_form("Let me in, please"));
        assert_eq!(ideas(&house).edit(&ines, secret.number, new()).await, not_found);
        assert_eq!(ideas(&house).withdraw(&ines, secret.number).await, not_found);
        let draft = ideas(&house).draft(&ines, secret.number).await;
        assert_eq!(draft.err(), Some(AppError::NotFound(Noun::Idea)));
        let inside = IdeaForm { board: "workshop-floor".into(), ..idea_form("Let me in, please") };
        assert_eq!(
            ideas(&house).submit(&ines, new_idea(&inside)).await,
            Err(AppError::NotFound(Noun::Board))
        );
    }

    async fn an_unknown_and_a_hidden_board_look_the_same_and_an_empty_one_does_not(house: House) {
        house.organisation().await;
        let list = |slug: &str| IdeaQuery { board: Some(slug.into()), ..IdeaQuery::default() };
        let service = ideas(&house);
        let hidden = service.list(&Viewer::Visitor, &list("workshop-floor")).await;
        assert_eq!(hidden, service.list(&Viewer::Visitor, &list("attic")).await);
        assert!(service.list(&Viewer::Visitor, &list("ideas")).await.is_ok());
    }
}

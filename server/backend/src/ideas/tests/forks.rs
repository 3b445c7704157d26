//! What grows from an idea shows where it comes from, and shows it to nobody new.

use domain::accounts::Role;
use domain::ideas::{FORKS_SHOWN, IdeaView};

use super::*;
use crate::testing::House;
use crate::testing::ideas::fork_form;

async fn seen(house: &House, viewer: &Viewer, idea: &IdeaRef) -> IdeaView {
    let seen = ideas(house).view(viewer, idea.number).await;
    seen.expect("readable")
}

/// The titles of what grew from an idea, as this viewer sees its page.
async fn grown(house: &House, viewer: &Viewer, idea: &IdeaRef) -> Vec<String> {
    let kin = seen(house, viewer, idea).await.kin;
    assert!(kin.count >= i64::try_from(kin.forks.len()).expect("few"));
    kin.forks.into_iter().map(|by| by.idea.title).collect()
}

async fn refused(house: &House, actor: &Actor, form: &IdeaForm) -> AppError {
    let posted = ideas(house).submit(actor, new_idea(form)).await;
    posted.expect_err("refused")
}

/// Hides an idea as whoever cares for the tone.
async fn hide(house: &House, by: &Actor, idea: &IdeaRef) {
    let care = crate::services(&house.ctx).moderation;
    let cause = Cause::parse("private", "It tells what is somebody's own.").expect("a reason");
    let hidden = domain::moderation::Subject::Idea(idea.number);
    care.hide(by, &hidden, cause).await.expect("hidden");
}

contract! {
    async fn an_idea_grows_from_another_and_both_pages_say_so(house: House) {
        house.organisation().await;
        let (ines, ada) = (house.customer("Ines").await, house.employee("Ada", "service").await);
        let first = house.idea(&ines).await;
        assert!(seen(&house, &by(&ada), &first).await.may_fork);
        assert!(!seen(&house, &Viewer::Visitor, &first).await.may_fork);

        let original = ideas(&house).original(&ada, first.number).await.expect("to build on");
        assert_eq!((original.by.idea.clone(), original.by.author.handle.as_str()), (first.clone(), "ines"));
        assert_eq!(original.form, fork_form(&first, &first.title));
        let second = house.fork(&ada, &first, "Screws at every post office").await;

        let page = seen(&house, &Viewer::Visitor, &second).await;
        let from = page.kin.from.expect("where it grew from");
        assert_eq!((from.idea, from.author.handle.as_str()), (first.clone(), "ines"));
        assert_eq!((page.author.handle.as_str(), page.support), ("ada", 1), "hers, and new");
        assert_eq!(grown(&house, &Viewer::Visitor, &first).await, ["Screws at every post office"]);
        assert_eq!(seen(&house, &Viewer::Visitor, &first).await.kin.from, None);
        assert_eq!(house.told(&ines).await, ["idea_forked"]);
        assert!(house.told(&ada).await.is_empty());
        let trail = "SELECT COUNT(*) FROM events WHERE kind = 'idea.forked'
            AND idea_id = $1 AND subject_id = $2";
        let told = one!(db &house.ctx.db, i64, trail, first.number, second.number);
        assert_eq!(told.expect("a count"), 1);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_copy_is_none_and_a_word_makes_the_difference(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let first = house.idea(&ines).await;
        let copy = fork_form(&first, &first.title);
        let same = FieldErrors::one("body", FieldError::SameWords);
        assert_eq!(refused(&house, &ines, &copy).await, same.clone().into());
        let spaced = IdeaForm { body: format!("  {}\r\n", copy.body), ..copy.clone() };
        assert_eq!(refused(&house, &ines, &spaced).await, same.into(), "as it is kept");
        let other = IdeaForm { body: format!("{} Or the table.", copy.body), ..copy };
        house.post(&ines, &other).await;
        house.fork(&ines, &first, "Spare screws by courier").await;
        assert_eq!(grown(&house, &Viewer::Visitor, &first).await.len(), 2);
        assert!(house.told(&ines).await.is_empty(), "nobody hears of their own doing");
    }

    async fn what_employees_see_grows_on_their_boards_only(house: House) {
        house.organisation().await;
        let (ines, ada) = (house.customer("Ines").await, house.employee("Ada", "service").await);
        let secret = house.inside_idea(&ada, "Close the old paint shop").await;
        let form = fork_form(&secret, "Close half of the paint shop");
        let wider = FieldErrors::one("board", FieldError::WiderBoard);
        assert_eq!(refused(&house, &ada, &form).await, wider.into());
        let unknown = refused(&house, &ines, &form).await;
        assert_eq!(unknown, Noun::Idea.into());
        let never = IdeaForm { from: "999".into(), ..form.clone() };
        assert_eq!(refused(&house, &ines, &never).await, unknown, "as what never was");
        assert_eq!(ideas(&house).original(&ines, secret.number).await, Err(Noun::Idea.into()));
        let inside = IdeaForm { board: "workshop-floor".into(), ..form };
        let grown_inside = house.post(&ada, &inside).await;
        assert!(seen(&house, &by(&ada), &grown_inside).await.kin.from.is_some());
    }

    async fn what_grows_inside_from_what_everybody_sees_stays_inside(house: House) {
        house.organisation().await;
        let (ines, ada) = (house.customer("Ines").await, house.employee("Ada", "service").await);
        let first = house.idea(&ines).await;
        let inside = IdeaForm {
            board: "workshop-floor".into(),
            ..fork_form(&first, "Screws in every drawer of the workshop")
        };
        house.post(&ada, &inside).await;
        assert_eq!(grown(&house, &by(&ada), &first).await, ["Screws in every drawer of the workshop"]);
        for outsider in [Viewer::Visitor, by(&ines)] {
            let kin = seen(&house, &outsider, &first).await.kin;
            assert_eq!((kin.forks.len(), kin.count), (0, 0));
        }
        assert!(house.told(&ines).await.is_empty(), "she may not see it");
    }

    async fn nothing_grows_from_what_is_hidden_or_withdrawn(house: House) {
        house.organisation().await;
        let (ines, ada) = (house.customer("Ines").await, house.employee("Ada", "service").await);
        let mo = house.member("Mo", domain::accounts::Kind::Employee, Role::Moderator, None).await;
        let [hidden, gone, locked] = [house.idea(&ines).await, house.idea(&ines).await, house.idea(&ines).await];
        let early = house.fork(&ada, &hidden, "Spare screws by pigeon").await;
        hide(&house, &mo, &hidden).await;
        ideas(&house).withdraw(&ines, gone.number).await.expect("withdrawn");
        let care = crate::services(&house.ctx).moderation;
        let cause = Cause::parse("heated", "It turns in circles.").expect("a reason");
        care.lock(&mo, locked.number, cause).await.expect("locked");

        let form = |of: &IdeaRef| fork_form(of, "Spare screws by balloon");
        assert_eq!(refused(&house, &ada, &form(&hidden)).await, Noun::Idea.into());
        for knows in [&ines, &mo] {
            assert_eq!(refused(&house, knows, &form(&hidden)).await, Conflict::IdeaHidden.into());
            assert!(!seen(&house, &by(knows), &hidden).await.may_fork);
        }
        assert_eq!(refused(&house, &ada, &form(&gone)).await, Conflict::IdeaWithdrawn.into());
        assert_eq!(ideas(&house).original(&ada, gone.number).await, Err(Conflict::IdeaWithdrawn.into()));
        assert!(!seen(&house, &by(&ada), &gone).await.may_fork);
        house.post(&ada, &form(&locked)).await;

        assert_eq!(seen(&house, &by(&ada), &early).await.kin.from, None, "nobody learns that it is there");
        assert!(seen(&house, &by(&mo), &early).await.kin.from.is_some());
    }

    async fn the_newest_that_stand_are_named_and_all_of_them_counted(house: House) {
        house.organisation().await;
        let (ines, ada) = (house.customer("Ines").await, house.employee("Ada", "service").await);
        let mo = house.member("Mo", domain::accounts::Kind::Employee, Role::Moderator, None).await;
        let first = house.idea(&ines).await;
        let hidden = house.fork(&ada, &first, "Spare screws by pigeon").await;
        let withdrawn = house.fork(&ada, &first, "Spare screws by balloon").await;
        hide(&house, &mo, &hidden).await;
        ideas(&house).withdraw(&ada, withdrawn.number).await.expect("withdrawn");
        for n in 0..=FORKS_SHOWN {
            house.fork(&ada, &first, &format!("Spare screws, way {n}")).await;
        }
        let kin = seen(&house, &by(&ada), &first).await.kin;
        assert_eq!(kin.count, FORKS_SHOWN + 1);
        assert_eq!(kin.forks.len(), usize::try_from(FORKS_SHOWN).expect("ten"));
        assert_eq!(kin.forks[0].idea.title, format!("Spare screws, way {FORKS_SHOWN}"));
    }

    async fn two_build_on_an_idea_while_its_author_takes_it_back(house: House) {
        house.organisation().await;
        let (ines, ada, ben) = (
            house.customer("Ines").await,
            house.employee("Ada", "service").await,
            house.customer("Ben").await,
        );
        let first = house.idea(&ines).await;
        let service = ideas(&house);
        let (one, other, back) = tokio::join!(
            service.submit(&ada, new_idea(&fork_form(&first, "Spare screws by pigeon"))),
            service.submit(&ben, new_idea(&fork_form(&first, "Spare screws by balloon"))),
            service.withdraw(&ines, first.number),
        );
        assert!(back.is_ok(), "nobody voted");
        for posted in [&one, &other] {
            let late = *posted == Err(Conflict::IdeaWithdrawn.into());
            assert!(posted.is_ok() || late, "{posted:?}");
        }
        let posted = [one, other].iter().filter(|posted| posted.is_ok()).count();
        assert_eq!(grown(&house, &Viewer::Visitor, &first).await.len(), posted);
        assert_eq!(house.told(&ines).await.len(), posted);
    }
}

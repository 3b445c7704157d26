//! The contract of the vocabulary, on both engines.

use domain::accounts::{Actor, Kind, Role};
use domain::skills::Skills;
use domain::{Denied, FieldError, FieldErrors, Noun};

use super::{SkillsService, Synonyms};
use crate::testing::contract;

contract! {
    async fn the_vocabulary_grows_by_what_seats_ask_for(house: House) {
        house.organisation().await;
        let (ada, ines) = (house.admin("Ada").await, house.customer("Ines").await);
        let idea = house.idea(&ines).await;
        house.team(&ines, &idea, &[("Joinery", 3), ("Wood work", 4)]).await;
        let words = SkillsService::new(house.ctx.clone()).list(&ada, "", None).await.expect("a list");
        let names: Vec<_> = words.items.iter().map(|word| (word.name.as_str(), word.seats)).collect();
        assert_eq!(names, [("Joinery", 1), ("Wood work", 1)]);
    }

    async fn words_that_mean_the_same_are_united_and_parted(house: House) {
        house.organisation().await;
        let (ada, ines) = (house.admin("Ada").await, house.customer("Ines").await);
        let idea = house.idea(&ines).await;
        house.team(&ines, &idea, &[("Joinery", 3), ("Wood work", 4), ("Carpentry", 2)]).await;
        let skills = SkillsService::new(house.ctx.clone());
        skills.unite(&ada, "Wood work", "joinery").await.expect("united");
        skills.unite(&ada, "Joinery", "Carpentry").await.expect("united");
        let known = Synonyms::read(&house.ctx.db).await.expect("read");
        for name in ["wood WORK", "Joinery", "Carpentry"] {
            assert_eq!(known.root(name), "carpentry", "{name}");
        }
        let circle = skills.unite(&ada, "Carpentry", "Joinery").await;
        assert_eq!(circle, Err(FieldErrors::one("with", FieldError::NotAnotherSkill).into()));
        let nothing = skills.unite(&ada, "Carpentry", "Knitting").await;
        assert_eq!(nothing, Err(FieldErrors::one("with", FieldError::NotAnotherSkill).into()));
        let unknown = skills.unite(&ada, "Knitting", "Joinery").await;
        assert_eq!(unknown, Err(Noun::Skill.into()));
        skills.part(&ada, "Wood work").await.expect("parted");
        let known = Synonyms::read(&house.ctx.db).await.expect("read");
        assert_eq!((known.root("Wood work"), known.root("Joinery")), ("wood work".into(), "carpentry".into()));
        assert_eq!(skills.common().await.expect("words"), ["Carpentry", "Wood work"]);
        house.spoil("UPDATE seats SET folded = 'joinery' WHERE folded = 'carpentry'").await;
        let words = skills.common().await.expect("words");
        assert_eq!(words, ["Carpentry", "Wood work"], "by all the words that mean it");
    }

    async fn only_those_who_care_tend_it(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let mut steward = house.employee("Stella", "service").await;
        let skills = SkillsService::new(house.ctx.clone());
        assert_eq!(skills.list(&ines, "", None).await.map(|_| ()), Err(Denied::NotYours.into()));
        assert_eq!(skills.unite(&ines, "Joinery", "Carpentry").await, Err(Denied::NotYours.into()));
        steward.role = Role::Steward;
        assert!(skills.list(&steward, "", None).await.is_ok());
        let outside = Actor { kind: Kind::Customer, ..steward };
        assert_eq!(skills.list(&outside, "", None).await.map(|_| ()), Err(Denied::NotYours.into()));
    }
}

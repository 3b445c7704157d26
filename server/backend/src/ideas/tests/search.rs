//! Search: the same on both engines, and deaf to their operators.

use super::*;

fn words(words: &str) -> IdeaQuery {
    IdeaQuery {
        words: Some(words.into()),
        sort: Some(Sort::New),
        ..IdeaQuery::default()
    }
}

contract! {
    async fn words_find_ideas(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let chairs = IdeaForm {
            body: "Die Stühle wackeln, größere Schrauben würden helfen.".into(),
            topics: "möbel".into(),
            ..idea_form("Stühle für São Paulo")
        };
        house.post(&ines, &chairs).await;
        let tables = IdeaForm {
            body: "See https://example.com/tables for the e-mail of 2026-05-12 on 3d models.".into(),
            ..idea_form("Table legs that fold")
        };
        house.post(&ines, &tables).await;

        for found in ["Stühle", "stuhle", "STÜHLE", "stu", "sao paulo", "paulo stühle", "grosse",
            "schrauben helf", "moebel mob", "möbel"] {
            let expected: &[&str] = if found == "moebel mob" { &[] } else { &["Stühle für São Paulo"] };
            assert_eq!(titles(&house, words(found)).await, expected, "{found}");
        }
        for found in ["legs fold", "fold table", "example", "tables", "mail", "e-mail", "05", "3d", "mod"] {
            assert_eq!(titles(&house, words(found)).await, ["Table legs that fold"], "{found}");
        }
        for lost in ["tabl legs", "chair", "legs stühle", "old"] {
            assert!(titles(&house, words(lost)).await.is_empty(), "{lost}");
        }
        assert_eq!(titles(&house, words("   ")).await.len(), 2, "nothing asked, nothing filtered");
    }

    async fn operators_are_harmless(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        for harmless in ["\"screws", "screws\"", "screws*", "(screws", "-screws", "^screws", "'screws'",
            "screws:*", "screws & post", "scr\u{0}ews", "words:screws", "screws' OR '1'='1",
            "screws); DROP TABLE ideas; --"] {
            let found = ideas(&house).list(&Viewer::Visitor, &words(harmless)).await;
            assert!(found.is_ok(), "{harmless}: {found:?}");
        }
        for operators in ["screws NOT post", "screws OR chairs", "NEAR(screws post)", "a AND b"] {
            assert!(titles(&house, words(operators)).await.is_empty(), "{operators} are words");
        }
        for nothing in ["\"", "*", "'", "&|!", "%", "---", "::"] {
            assert!(titles(&house, words(nothing)).await.is_empty(), "{nothing}");
        }
        let long = "screws ".repeat(500);
        assert_eq!(titles(&house, words(&long)).await, [idea.title.as_str()]);
    }
}

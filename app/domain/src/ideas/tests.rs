//! What people type about ideas.

use super::*;

#[test]
fn topics_are_small_single_and_few() {
    let topics = Topics::parse("Spare parts, spare PARTS, , returns").expect("two topics");
    assert_eq!(topics.0, ["spare parts", "returns"]);
    assert_eq!(
        Topics::parse("aa,bb,cc,dd,ee,ff"),
        Err(FieldError::TooMany(5))
    );
    assert_eq!(Topics::parse("a"), Err(FieldError::TooShort(2)));
    assert_eq!(Topics::parse("a\"b"), Err(FieldError::BadCharacters));
}

#[test]
fn a_form_reports_every_field_at_once() {
    let errors = NewIdea::parse(&IdeaForm {
        title: "Short".into(),
        ..IdeaForm::default()
    })
    .expect_err("nothing fits");
    assert_eq!(errors.0["title"], FieldError::TooShort(8));
    assert_eq!(errors.0["body"], FieldError::Missing);
    assert_eq!(errors.0["kind"], FieldError::Missing);
}

#[test]
fn an_idea_may_say_which_one_it_grew_from() {
    let from = |from: &str| {
        let form = IdeaForm {
            title: "A shelf for the lanterns".into(),
            body: "They stand on the floor, in everybody's way.".into(),
            kind: "idea".into(),
            from: from.into(),
            ..IdeaForm::default()
        };
        NewIdea::parse(&form).map(|new| new.from)
    };
    assert_eq!(from(""), Ok(None));
    assert_eq!(from(" 12 "), Ok(Some(12)));
    let odd = FieldErrors::one("from", FieldError::NotOffered);
    assert_eq!(from("twelve"), Err(odd));
}

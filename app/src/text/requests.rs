//! Sentences for requests that cannot be taken as they are.

/// It took longer than it may; the number finds it in the log.
pub fn too_long(incident: u64) -> (String, String) {
    (
        "This took too long".to_owned(),
        format!(
            "We stopped waiting for it. It may be done all the same, so look before you try again. If it happens again, tell whoever runs this site the number {incident}."
        ),
    )
}

/// Not the kind of content that is taken here.
pub fn not_a_form() -> (String, String) {
    (
        "Not a form".to_owned(),
        "A form is expected here, and something else came. Go back and try again from the page."
            .to_owned(),
    )
}

/// More bytes than a form may have.
pub fn too_large(kilobytes: usize) -> (String, String) {
    (
        "Too much at once".to_owned(),
        format!(
            "A form here may hold {kilobytes} kilobytes. Go back, shorten it a little, and send it again."
        ),
    )
}

/// The rest of the form did not come in time.
pub fn too_slow() -> (String, String) {
    (
        "The form did not arrive".to_owned(),
        "Only a part of it came, perhaps because the connection is weak. Nothing was changed; go back and send it again.".to_owned(),
    )
}

/// Bytes that are no text.
pub fn not_text() -> (String, String) {
    (
        "This form cannot be read".to_owned(),
        "It holds something that is not text. Nothing was changed; go back and try again from the page.".to_owned(),
    )
}

/// A field that this form does not have, or one of its fields twice.
pub fn wrong_fields(unknown: bool) -> (String, String) {
    let what = if unknown {
        "It has a field that does not belong to it."
    } else {
        "One of its fields came twice."
    };
    (
        "This form is not as it should be".to_owned(),
        format!(
            "{what} Nothing was changed. Load the page anew and try again; it may have changed since you opened it."
        ),
    )
}

/// Asked in a way that this address does not answer.
pub fn wrong_method() -> (String, String) {
    (
        "Not in this way".to_owned(),
        "This address does not answer that. Nothing was changed.".to_owned(),
    )
}

/// For a site that is not here.
pub fn other_host() -> (&'static str, &'static str) {
    (
        "There is no such site here",
        "The address is not quite right. Look at it once more, or ask whoever gave it to you.",
    )
}

/// Without the name of a site.
pub fn no_host() -> (&'static str, &'static str) {
    (
        "Which site?",
        "This request does not say which site it is for.",
    )
}

/// A form of another site.
pub fn other_origin() -> (String, String) {
    (
        "Not from here".to_owned(),
        "This came from another site, so nothing was changed. Open the page here and try again."
            .to_owned(),
    )
}

/// Above a form that can be sent again as it is.
pub const KEPT_FOR_AGAIN: &str = "What you typed is kept in this page.";

/// The label of a secret that has to be typed anew.
pub fn secret_label(name: &str) -> &'static str {
    match name {
        "current" => "Your current password",
        _ => "Your password",
    }
}

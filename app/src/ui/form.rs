//! Plain forms: labels, hints, and what was typed when a form comes back with
//! errors.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{AppError, FieldError, FieldErrors};
use leptos::prelude::*;

use super::{Icon, TextArea};
use crate::request::{Kept, Request};
use crate::text;

/// A form of one server function on a page.
#[derive(Clone)]
pub struct Form {
    kept: Option<Arc<Kept>>,
    prefix: String,
    focused: Arc<AtomicBool>,
}

impl Form {
    /// The form that posts to this path. Where several such forms stand on a
    /// page, `keys` are the hidden fields that tell them apart.
    pub fn of(action: &str, keys: &[(&str, &str)]) -> Self {
        let kept = Request::current().kept.filter(|kept| {
            kept.action == action
                && keys.iter().all(|(name, value)| {
                    kept.fields
                        .iter()
                        .any(|(known, held)| known == name && held == value)
                })
        });
        let prefix = keys
            .iter()
            .flat_map(|(name, value)| [(*name).to_owned(), id_of(value)])
            .fold(String::new(), |prefix, part| prefix + &part + "-");
        Self {
            kept,
            prefix,
            focused: Arc::default(),
        }
    }

    /// A form that goes nowhere, for showing fields as they are or as they
    /// would be refused.
    pub fn sample(prefix: &str, errors: FieldErrors) -> Self {
        let error = Some(AppError::Invalid(errors));
        let kept = Kept {
            action: String::new(),
            fields: Vec::new(),
            error,
        };
        Self {
            kept: Some(Arc::new(kept)),
            prefix: prefix.to_owned(),
            focused: Arc::new(AtomicBool::new(true)),
        }
    }

    /// The same with a word before the ids of its fields, where other forms of
    /// the page have the same keys.
    #[must_use]
    pub fn called(mut self, word: &str) -> Self {
        self.prefix = format!("{word}-{}", self.prefix);
        self
    }

    /// What was typed into a field before the form came back.
    pub fn typed(&self, name: &str) -> Option<String> {
        let kept = self.kept.as_ref()?;
        kept.fields
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }

    /// Whether a field that can hold several values came back with this one.
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.kept.as_ref().is_some_and(|kept| {
            kept.fields
                .iter()
                .any(|(known, held)| known == name && held == value)
        })
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<FieldError> {
        match self.kept.as_ref()?.error.as_ref()? {
            AppError::Invalid(errors) => errors.0.get(name).copied(),
            _ => None,
        }
    }

    /// Whether the form came back at all, be it with errors or after signing in.
    pub fn came_back(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether this field's words came back after signing in, to be looked at
    /// and sent once more.
    fn waits(&self, name: &str) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.error.is_none())
            && self.typed(name).is_some_and(|words| !words.is_empty())
    }

    /// Whether the form came back with errors.
    pub fn failed(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.error.is_some())
    }

    /// Why the form came back.
    pub fn refused(&self) -> Option<AppError> {
        self.kept.as_ref()?.error.clone()
    }

    /// The sentence above a form that came back with wrong fields.
    pub fn trouble(&self) -> Option<impl IntoView + use<>> {
        match self.kept.as_ref()?.error.as_ref()? {
            AppError::Invalid(errors) => Some(view! {
                <p class="banner bad" role="alert">
                    <Icon name="warn"/>
                    " "
                    <span>{text::fields_to_mend(errors.0.len())}</span>
                </p>
            }),
            _ => None,
        }
    }

    /// A field of this form, one line of text unless said otherwise.
    pub fn field(&self, name: &'static str, label: &'static str) -> Field {
        self.field_named(name.to_owned(), label)
    }

    /// A field whose name is made on the way, such as `seats[0][skill]`.
    pub fn field_named(&self, name: String, label: impl Into<String>) -> Field {
        Field {
            form: self.clone(),
            name,
            label: label.into(),
            hint: None,
            kind: "text",
            value: String::new(),
            required: false,
            rows: None,
            options: None,
            attributes: Vec::new(),
        }
    }
}

/// A labelled field with its hint and error.
#[derive(Clone)]
pub struct Field {
    form: Form,
    name: String,
    label: String,
    hint: Option<&'static str>,
    kind: &'static str,
    value: String,
    required: bool,
    rows: Option<u32>,
    options: Option<Vec<(String, String)>>,
    attributes: Vec<(&'static str, String)>,
}

impl Field {
    /// A sentence under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What it holds unless something was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The type of input: `email`, `password`, `number`, `date`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The form cannot do without it.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Several lines of text.
    #[must_use]
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = Some(rows);
        self
    }

    /// A choice among these (value, word).
    #[must_use]
    pub fn options(mut self, options: Vec<(String, String)>) -> Self {
        self.options = Some(options);
        self
    }

    /// One of the attributes `autocomplete`, `min`, `max`, `list`,
    /// `placeholder`.
    #[must_use]
    pub fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((attribute, value.into()));
        self
    }

    /// The markup.
    pub fn view(self) -> AnyView {
        let id = format!(
            "{}{}",
            self.form.prefix,
            self.name.replace(['[', ']'], "-").trim_end_matches('-')
        );
        let error = self.form.error(&self.name);
        let invalid = error.is_some();
        let calls = invalid || self.form.waits(&self.name);
        let first = calls && !self.form.focused.swap(true, Ordering::Relaxed);
        let hint_id = self.hint.map(|_| format!("{id}-hint"));
        let error_id = error.map(|_| format!("{id}-error"));
        let described: Vec<String> = hint_id.iter().chain(error_id.iter()).cloned().collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let secret = self.kind == "password";
        let tall = self.rows.is_some_and(|rows| rows >= 8);
        let value = if secret {
            String::new()
        } else {
            self.form.typed(&self.name).unwrap_or(self.value)
        };
        let attribute = |wanted: &str| {
            self.attributes
                .iter()
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| value.clone())
        };
        let control = if let Some(rows) = self.rows {
            view! {
                <TextArea
                    id=id.clone()
                    name=self.name.clone()
                    text=value
                    rows
                    described_by=described
                    invalid
                    autofocus=first
                />
            }
            .into_any()
        } else if let Some(options) = self.options {
            let options = options
                .into_iter()
                .map(|(word, shown)| {
                    let selected = word == value;
                    view! { <option value=word selected=selected>{shown}</option> }
                })
                .collect_view();
            view! {
                <select
                    id=id.clone()
                    name=self.name.clone()
                    aria-describedby=described
                    aria-invalid=invalid.then_some("true")
                    autofocus=first
                >
                    {options}
                </select>
            }
            .into_any()
        } else {
            view! {
                <input
                    id=id.clone()
                    name=self.name.clone()
                    r#type=self.kind
                    value=(!secret && !value.is_empty()).then_some(value)
                    aria-describedby=described
                    aria-invalid=invalid.then_some("true")
                    autocomplete=attribute("autocomplete")
                    inputmode=(self.kind == "number").then_some("numeric")
                    min=attribute("min")
                    max=attribute("max")
                    list=attribute("list")
                    placeholder=attribute("placeholder")
                    aria-required=self.required.then_some("true")
                    autofocus=first
                />
            }
            .into_any()
        };
        view! {
            <div class=if tall { "field tall" } else { "field" }>
                <label for=id>{self.label.clone()}</label>
                {self.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
                {control}
                {error.map(|error| view! {
                    <p class="error" id=error_id>
                        <Icon name="warn"/>
                        " "
                        <span>{text::field_error(error)}</span>
                    </p>
                })}
            </div>
        }
        .into_any()
    }
}

/// A value as a part of an element's id: ASCII letters, digits and hyphens stay,
/// every other character is its number, so that two values never share an id
/// and no id holds a space.
fn id_of(value: &str) -> String {
    value.chars().fold(String::new(), |id, c| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => id + c.encode_utf8(&mut [0; 4]),
        other => id + &format!("_{:x}_", u32::from(other)),
    })
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_id_holds_neither_spaces_nor_another_values_words() {
        assert_eq!(id_of("night-shift-2"), "night-shift-2");
        assert_eq!(id_of("a b"), "a_20_b");
        assert_eq!(id_of("Wärme"), "W_e4_rme");
        assert_ne!(id_of("a b"), id_of("a_20_b"));
        let odd = id_of("x onfocus=\"y\"\u{a0}\t<");
        assert!(
            odd.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
    }
}

//! The forms on a team's board.

use domain::Date;
use leptos::prelude::*;

use crate::ui::Form;

/// A form that does one thing to a team.
pub(super) struct Deed {
    action: &'static str,
    keys: Vec<(&'static str, String)>,
    form: Form,
    about: String,
}

impl Deed {
    /// The form that posts to `/api/teams/{verb}`. Its hidden fields tell it
    /// from others of its kind, and with the verb make the ids of its fields.
    pub(super) fn of(action: &'static str, keys: &[(&'static str, i64)]) -> Self {
        let keys: Vec<_> = keys
            .iter()
            .map(|(name, value)| (*name, value.to_string()))
            .collect();
        let told: Vec<_> = keys
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let verb = action.rsplit('/').next().unwrap_or_default();
        let form = Form::of(action, &told).called(verb);
        Self {
            action,
            keys,
            form,
            about: String::new(),
        }
    }

    /// What it is done to, said after the words that unfold it to who cannot see
    /// where it stands.
    pub(super) fn about(mut self, what: &str) -> Self {
        self.about = format!(": {what}");
        self
    }

    /// A hidden field that changes while the form stays the same one.
    pub(super) fn with(mut self, name: &'static str, value: i64) -> Self {
        self.keys.push((name, value.to_string()));
        self
    }

    /// Whether the form came back with errors.
    pub(super) fn failed(&self) -> bool {
        self.form.failed()
    }

    /// The form, with what `inside` makes of its fields.
    pub(super) fn view(
        self,
        class: &'static str,
        inside: impl FnOnce(&Form) -> AnyView,
    ) -> AnyView {
        let inside = inside(&self.form);
        let keys = self
            .keys
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        view! {
            <form class=class method="post" action=self.action novalidate=true>
                {keys.collect_view()}
                {inside}
            </form>
        }
        .into_any()
    }

    /// The same behind a few words, which unfold it; open when it came back.
    pub(super) fn folded(
        self,
        summary: String,
        class: &'static str,
        inside: impl FnOnce(&Form) -> AnyView,
    ) -> AnyView {
        let open = self.form.failed();
        let about = (!self.about.is_empty())
            .then(|| view! { <span class="visually-hidden">{self.about.clone()}</span> });
        view! {
            <details class="fold" open=open>
                <summary>{summary}{about}</summary>
                {self.view(class, inside)}
            </details>
        }
        .into_any()
    }
}

/// The two fields of a promise.
pub(super) fn promise(form: &Form, hours: i64, until: Date, today: Date) -> AnyView {
    view! {
        {form
            .field("hours", "Hours a week")
            .kind("number")
            .value(hours.to_string())
            .with("min", "1")
            .with("max", "40")
            .view()}
        {form.field("until", "Until").kind("date").value(until.to_string()).with("min", today.to_string()).view()}
    }
    .into_any()
}

/// The field for a reason, with who will read it.
pub(super) fn reason(form: &Form, hint: &'static str) -> AnyView {
    form.field("reason", "Reason")
        .hint(hint)
        .required()
        .rows(2)
        .view()
}

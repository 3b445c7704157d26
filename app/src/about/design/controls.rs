//! Buttons, chips, marks, fields and banners.

use domain::accounts::{Kind, PersonRef};
use domain::{FieldError, FieldErrors};
use leptos::prelude::*;

use crate::text;
use crate::ui::{Face, Form, Icon, banner};

pub(super) fn buttons(_: &'static str) -> AnyView {
    view! {
        <div class="row">
            <button type="button" class="btn go">"Post idea"</button>
            <button type="button" class="btn">"Apply"</button>
            <button type="button" class="btn"><Icon name="people"/>" With an icon"</button>
            <button type="button" class="btn small">"Small"</button>
            <button type="button" class="btn quiet">"Quiet"</button>
            <button type="button" class="btn danger">"Hand back my seat"</button>
            <button type="button" class="btn" disabled=true>"Disabled"</button>
            <button type="button" class="btn go" disabled=true>"Disabled"</button>
            <button type="button" class="link">"Reads as a link"</button>
        </div>
        <div class="chips">
            <span class="chip"><Icon name="leaf"/>" New here"</span>
            <a class="chip" href="/">"spare parts"</a>
            <span class="chip late"><Icon name="clock"/>" 3 days late"</span>
            <span class="chip due"><Icon name="hand"/>" 2 seats free"</span>
            <span class="chip done"><Icon name="hammer"/>" Team launched"</span>
        </div>
        <p class="meta">
            {who("Jun Tanaka", "jun", Kind::Employee, Some("team"))}
            {who("Ada Okafor", "ada", Kind::Employee, None)}
            {who("Nora Feld", "nora", Kind::Customer, None)}
            <time datetime="2026-05-12">"12 May"</time>
        </p>
    }
    .into_any()
}

/// A person as named beside what they did, leading nowhere.
pub(super) fn who(
    name: &str,
    handle: &str,
    kind: Kind,
    mark: Option<&'static str>,
) -> impl IntoView + use<> {
    let person = PersonRef {
        name: name.to_owned(),
        handle: handle.to_owned(),
        kind,
    };
    view! {
        <span class="who">
            <Face person=person.clone()/>
            {person.name}
            " "
            <span class="mark">{text::side(kind)}</span>
            {mark.map(|mark| view! { " " <span class="mark team">{mark}</span> })}
        </span>
    }
}

pub(super) fn fields(theme: &'static str) -> AnyView {
    let mut errors = FieldErrors::one("email", FieldError::NotAnEmail);
    errors
        .0
        .insert("purpose".to_owned(), FieldError::TooShort(10));
    let form = Form::sample(&format!("{theme}-"), errors);
    let departments = [
        ("", "Not sure"),
        ("service", "Service"),
        ("product", "Product"),
    ]
    .map(|(slug, name)| (slug.to_owned(), name.to_owned()))
    .to_vec();
    view! {
        {form.trouble()}
        {form.field("title", "Title").hint("8 to 120 characters.").value("Spare screws by post").view()}
        {form.field("email", "Email").kind("email").value("nora@feld").required().view()}
        {form
            .field("purpose", "Purpose")
            .hint("What the team wants to bring about.")
            .value("Screws")
            .rows(3)
            .required()
            .view()}
        <div class="fields">
            {form.field("department", "Department").options(departments).value("service").view()}
            {form.field("hours", "Hours a week").kind("number").value("3").with("min", "1").with("max", "40").view()}
            {form.field("until", "Until").kind("date").value("2026-07-20").view()}
        </div>
        <label class="choice">
            <input type="checkbox" checked=true/>
            <span>"The team cannot start without"<small>"Otherwise this seat is welcome, not required."</small></span>
        </label>
    }
    .into_any()
}

pub(super) fn banners(_: &'static str) -> AnyView {
    view! {
        {banner("ok", "check", text::PROFILE_SAVED)}
        {banner("warn", "warn", "The charter changed since you took your seat.")}
        {banner("bad", "warn", "That did not work. Nothing was lost.")}
        <p class="notice">"A standing remark inside a page."</p>
    }
    .into_any()
}

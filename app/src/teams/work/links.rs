//! Files and links beside the work.

use domain::work::{FileView, LinkView, WorkView};
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Form, Icon, When, Who, path};

pub(super) fn links(work: &WorkView) -> AnyView {
    if work.links.is_empty() && work.files.is_empty() && !work.mine {
        return ().into_any();
    }
    let files = work.files.iter().map(|kept| file(work, kept));
    let links = work.links.iter().map(|link| row(work, link));
    view! {
        <section class="block" id="links" aria-labelledby="links-heading">
            <h2 id="links-heading">"Files and links"</h2>
            <ul class="links">{files.collect_view()} {links.collect_view()}</ul>
            {work.mine.then(|| view! { {add(work)} {attach(work)} })}
        </section>
    }
    .into_any()
}

fn row(work: &WorkView, link: &LinkView) -> AnyView {
    let remove = link.may_remove.then(|| {
        let name = format!("Remove this link: {}", link.label);
        let keys = [("team", work.team), ("link", link.id)];
        Deed::of("/api/work/remove-link", &keys).view("step", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Remove"</button> }
                .into_any()
        })
    });
    view! {
        <li>
            <a href=link.address.clone() rel="nofollow ugc noopener noreferrer"><Icon name="link"/>" "{link.label.clone()}</a>
            <span class="fine">{text::host(&link.address)}" · "<Who person=link.person.clone()/>", "<When at=link.at/></span>
            {remove}
        </li>
    }
    .into_any()
}

fn add(work: &WorkView) -> AnyView {
    let deed = Deed::of("/api/work/add-link", &[("team", work.team)]);
    deed.folded("Add a link".into(), "form", |form| {
        view! {
            {form.field("label", "What it leads to").required().view()}
            {form
                .field("address", "Address")
                .hint("Where the drawing, the sheet or the folder lies. Whoever may open it is up to that place.")
                .kind("url")
                .with("placeholder", "https://")
                .required()
                .view()}
            <p class="actions"><button class="btn small">"Keep this link"</button></p>
        }
        .into_any()
    })
}

/// A file, which members may open.
fn file(work: &WorkView, file: &FileView) -> AnyView {
    let remove = file.may_remove.then(|| {
        let name = format!("Remove this file: {}", file.name);
        let keys = [("team", work.team), ("file", file.id)];
        Deed::of("/api/work/remove-file", &keys).view("step", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Remove"</button> }
                .into_any()
        })
    });
    let href = path::team_file(work.team, &work.idea, file.id);
    view! {
        <li>
            <a href=href rel="nofollow" download=""><Icon name="download"/>" "{file.name.clone()}</a>
            <span class="fine">{text::bytes(file.size.unsigned_abs())}" · "<Who person=file.person.clone()/>", "<When at=file.at/></span>
            {remove}
        </li>
    }
    .into_any()
}

fn attach(work: &WorkView) -> AnyView {
    let action = path::attach(work.team);
    let form = Form::of("/api/work/attach-file", &[]).called("attach");
    let error = form.error("file");
    let open = form.failed();
    view! {
        <details class="fold" open=open>
            <summary>"Add a file"</summary>
            <form class="form" method="post" action=action enctype="multipart/form-data" novalidate=true>
                {form.trouble()}
                <div class="field">
                    <label for="attach-file">"File"</label>
                    <p class="hint" id="attach-file-hint">{text::FILE_HINT}</p>
                    <input
                        id="attach-file"
                        type="file"
                        name="file"
                        aria-describedby=if error.is_some() { "attach-file-hint attach-file-error" } else { "attach-file-hint" }
                        aria-invalid=error.map(|_| "true")
                        autofocus=error.is_some()
                    />
                    {error.map(|error| view! {
                        <p class="error" id="attach-file-error"><Icon name="warn"/>" "<span>{text::field_error(error)}</span></p>
                    })}
                </div>
                <p class="actions"><button class="btn small">"Keep this file"</button></p>
            </form>
        </details>
    }
    .into_any()
}

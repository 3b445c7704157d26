//! Departments: the list, with a form for each.

use domain::admin::DepartmentKept;
use leptos::prelude::*;

use super::AdminRoom;
use super::order::steps;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon, banner};

/// `/admin/departments`.
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/departments/add", &[]);
    load(async move {
        let actor = request.viewer.clone().member()?;
        let departments = request.services.admin.departments.list(&actor).await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        let last = departments.len().saturating_sub(1);
        let rows = departments
            .into_iter()
            .enumerate()
            .map(|(at, kept)| view! { <Row kept ends=(at == 0, at == last)/> })
            .collect_view();
        Ok(view! {
            <AdminRoom title="Departments" lead=text::DEPARTMENTS>
                {saved.then(|| banner("ok", "check", text::SAVED))}
                <ol class="kept-list">{rows}</ol>
                <section class="part" aria-labelledby="new">
                    <h2 id="new">"Add a department"</h2>
                    {form.trouble()}
                    <form class="form sheet" method="post" action="/api/departments/add" novalidate=true>
                        {form.field("name", "Name").hint("2 to 40 characters.").required().view()}
                        <div class="actions"><button class="btn go">"Add department"</button></div>
                    </form>
                </section>
            </AdminRoom>
        })
    })
}

#[component]
fn Row(kept: DepartmentKept, ends: (bool, bool)) -> impl IntoView {
    let DepartmentKept {
        department,
        people,
        ideas,
        stewards,
    } = kept;
    let (slug, name) = (department.slug.clone(), department.name.clone());
    let form = Form::of("/api/departments/rename", &[("department", &slug)]);
    let open = form.failed();
    let stewards = if stewards.is_empty() {
        view! { <span class="muted">"No steward yet"</span> }.into_any()
    } else {
        let names = stewards
            .into_iter()
            .map(|steward| {
                let href = format!("/admin/members/{}", steward.handle);
                view! { <a class="chip" href=href><Icon name="flag"/>" "{steward.name}</a> }
            })
            .collect_view();
        view! { <span class="chips">{names}</span> }.into_any()
    };
    let members = format!("/admin/members?department={slug}");
    let retired = department.retired;
    let verb = if retired { "Offer again" } else { "Retire" };
    view! {
        <li>
            <div>
                <h2>
                    {name.clone()}
                    {retired.then(|| view! { " " <span class="chip">"retired"</span> })}
                </h2>
                <p class="fine">
                    <a href=members>{text::count(people, "employee", "employees")}</a>
                    " · "
                    {text::count(ideas, "idea", "ideas")}
                </p>
                {stewards}
            </div>
            {steps("/api/departments/step", "department", &slug, &name, ends)}
            <details class="fold" open=open>
                <summary>"Change"<span class="visually-hidden">{format!(": {name}")}</span></summary>
                {form.trouble()}
                <form class="form" method="post" action="/api/departments/rename" novalidate=true>
                    <input type="hidden" name="department" value=slug.clone()/>
                    {form.field("name", "Name").value(name.clone()).required().view()}
                    <div class="actions"><button class="btn">"Rename"</button></div>
                </form>
                <form method="post" action="/api/departments/retire">
                    <input type="hidden" name="department" value=slug/>
                    {(!retired).then(|| view! { <input type="hidden" name="retired" value="yes"/> })}
                    <p class="fine">{text::RETIRING}</p>
                    <button class="btn" aria-label=format!("{verb}: {name}")>{verb}</button>
                </form>
            </details>
        </li>
    }
    .into_any()
}

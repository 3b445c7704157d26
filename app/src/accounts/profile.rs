//! What one says about oneself.

use domain::accounts::{Kind, MAX_SKILLS, Role, Skill};
use domain::boards::Department;
use leptos::prelude::*;

use super::Tabs;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, banner, path};

/// How many empty rows of skills are offered.
const SPARE_ROWS: usize = 3;

/// The profile form.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/accounts/save-profile", &[]);
    let saved = request.parameter("saved").is_some() && !form.failed();
    load(async move {
        let actor = request.viewer.member()?;
        let (profile, departments) = request.services.accounts.profile(&actor).await?;
        Ok(view! {
            <Named title="Profile"/>
            <main class="page narrow" id="main">
                <h1>"Profile"</h1>
                <Tabs/>
                {saved.then(|| banner("ok", "check", text::PROFILE_SAVED))}
                {form.trouble()}
                <form class="form" method="post" action="/api/accounts/save-profile" novalidate=true>
                    {form
                        .field("display_name", "Display name")
                        .value(profile.display_name)
                        .with("autocomplete", "name")
                        .required()
                        .view()}
                    {form
                        .field("handle", "Handle")
                        .hint("The end of your page's address: 3 to 30 of a to z, 0 to 9 and hyphens.")
                        .value(profile.handle)
                        .required()
                        .view()}
                    {(actor.kind == Kind::Employee && actor.role != Role::Steward).then(|| {
                        form.field("department", "Department")
                            .hint("Where you work. A team wants people from two.")
                            .options(choices(departments))
                            .value(profile.department.unwrap_or_default())
                            .view()
                    })}
                    {form
                        .field("about", "About")
                        .hint("What you do, what you care about. Up to 600 characters.")
                        .value(profile.about)
                        .rows(4)
                        .view()}
                    <section class="part" aria-labelledby="skills">
                        <h2 id="skills">"Skills"</h2>
                        <p>"What you could bring to a team. Seats ask for skills by name; a level is never a gate."</p>
                        {rows(&form, &profile.skills)}
                    </section>
                    <div class="actions">
                        <button class="btn go">"Save profile"</button>
                        " "
                        <a class="btn quiet" href=path::person(&actor.handle)>"See your page"</a>
                    </div>
                </form>
            </main>
        })
    })
}

/// Departments to choose from, or none.
fn choices(departments: Vec<Department>) -> Vec<(String, String)> {
    std::iter::once((String::new(), "None".to_owned()))
        .chain(
            departments
                .into_iter()
                .map(|department| (department.slug, department.name)),
        )
        .collect()
}

/// A row for each skill, and a few to fill.
fn rows(form: &Form, skills: &[Skill]) -> impl IntoView + use<> {
    let levels: Vec<(String, String)> = (1..=3)
        .map(|level| (level.to_string(), text::level(level).to_owned()))
        .collect();
    (0..MAX_SKILLS.min(skills.len() + SPARE_ROWS))
        .map(|row| {
            let (name, level) = skills.get(row).map_or((String::new(), 2), |skill| {
                (skill.name.clone(), skill.level)
            });
            view! {
                <div class="fields">
                    {form
                        .field_named(format!("skills[{row}][name]"), format!("Skill {}", row + 1))
                        .value(name)
                        .view()}
                    {form
                        .field_named(format!("skills[{row}][level]"), format!("Level {}", row + 1))
                        .options(levels.clone())
                        .value(level.to_string())
                        .view()}
                </div>
            }
        })
        .collect_view()
}

//! Tables: plain ones, and those that a phone shows as cards.

use leptos::prelude::*;

use crate::ui::Icon;
use crate::ui::stacked::{row, stacked};

pub(super) fn tables(theme: &'static str) -> AnyView {
    let open = view! { <span class="chip due"><Icon name="clock"/>" open"</span> }.into_any();
    let used = view! { <span class="chip done"><Icon name="check"/>" used"</span> }.into_any();
    let line = |name: &'static str, department: &'static str, state: AnyView| {
        let again = view! { <button class="btn small" type="button">"Withdraw"</button> };
        let name = view! { <a href="/design#tables">{name}</a> };
        row(
            name.into_any(),
            vec![
                ("Department", department.into_any()),
                ("State", state),
                ("", again.into_any()),
            ],
        )
    };
    let rows = [
        line("Jonas in the warehouse", "Service", open),
        line("Petra Moll", "Sales", used),
    ]
    .collect_view();
    let label = format!("A table, {theme}");
    stacked(
        label,
        "Invitations",
        &["For", "Department", "State", ""],
        rows.into_any(),
    )
}

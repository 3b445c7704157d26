//! A table that a phone shows as one card per row, each value under the name of
//! its column. Roles are written out: not every browser keeps those of a table
//! whose parts are laid out otherwise.

use leptos::prelude::*;

/// The table; its rows are made by [`row`].
pub fn stacked(
    label: String,
    caption: &'static str,
    columns: &[&'static str],
    rows: AnyView,
) -> AnyView {
    let heads = columns
        .iter()
        .map(|column| match *column {
            "" => view! { <td role="cell"></td> }.into_any(),
            column => view! { <th role="columnheader" scope="col">{column}</th> }.into_any(),
        })
        .collect_view();
    view! {
        <section class="scroll stacked" aria-label=label tabindex="0">
            <table class="table" role="table">
                <caption>{caption}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// One row: what it is about, then each value with its column. A value whose
/// column has no name stands without one.
pub fn row(head: AnyView, values: Vec<(&'static str, AnyView)>) -> AnyView {
    let values = values
        .into_iter()
        .map(|(column, value)| {
            let class = column.is_empty().then_some("act");
            let name = (!column.is_empty()).then_some(column);
            view! { <td role="cell" class=class data-column=name><div>{value}</div></td> }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{head}</th>
            {values}
        </tr>
    }
    .into_any()
}

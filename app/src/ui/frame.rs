//! The launch meter: a barn frame that is raised as hours are promised.

use leptos::prelude::*;

/// The twelve steps of raising the frame, in building order; braces are drawn
/// thinner.
const STEPS: [(&str, bool); 12] = [
    ("M64 122H256", false),
    ("M74 119V81", false),
    ("M246 119V81", false),
    ("M126 119V81M194 119V81", false),
    ("M70 78H250", false),
    ("M74 104 97 81M126 104 103 81M126 104 149 81", true),
    ("M246 104 223 81M194 104 217 81M194 104 171 81", true),
    ("M126 75V49M194 75V49", false),
    ("M98 46H222", false),
    ("M60 90 98 46 160 21 163 22.2", false),
    ("M260 90 222 46 160 21 157 22.2", false),
    ("M160 75V25", false),
];

/// How many steps stand at this share (0–1). The last one waits for the launch
/// itself.
fn standing(filled: f64, launched: bool) -> usize {
    if launched {
        return STEPS.len();
    }
    let steps = (filled.clamp(0.0, 1.0) * STEPS.len() as f64).round();
    // Between 0 and 12, so neither sign nor fraction is lost.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 12"
    )]
    let steps = steps as usize;
    steps.min(STEPS.len() - 1)
}

/// The frame, raised as far as hours are promised.
#[component]
pub fn Frame(
    /// Promised over wanted hours, 0–1.
    filled: f64,
    /// Whether the team launched: the whole frame with a green branch on top.
    #[prop(optional)]
    launched: bool,
    /// What it shows, in words; none where it only decorates.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let up = standing(filled, launched);
    let plan = STEPS[up..]
        .iter()
        .rev()
        .map(|(d, _)| view! { <path d=*d></path> })
        .collect_view();
    let timber = STEPS[..up]
        .iter()
        .map(|(d, brace)| view! { <path class=if *brace { "f b" } else { "f" } d=*d></path> })
        .collect_view();
    let bush =
        launched.then(|| view! { <path class="bush" d="M160 1l6 8h-3l5 8h-16l5-8h-3z"></path> });
    view! {
        <svg
            class=if launched { "frame done" } else { "frame" }
            viewBox="0 0 320 132"
            role=label.is_some().then_some("img")
            aria-hidden=label.is_none().then_some("true")
            aria-label=label
        >
            <path class="earth" d="M4 127.5H316"></path>
            {plan}
            {timber}
            {bush}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ridge_goes_up_with_the_launch() {
        assert_eq!(standing(0.0, false), 0);
        assert_eq!(standing(0.5, false), 6);
        assert_eq!(standing(1.0, false), 11);
        assert_eq!(standing(0.9, true), 12);
    }
}

//! The vote on one idea: a plain form that, once awake, answers in place.

use domain::AppError;
use domain::votes::{Choice, Standing};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::Cast;
use crate::{sign_in_first, text, ui::Icon};

/// How the idea would stand after this vote, before the server has said so.
fn expected(known: Standing, choice: Choice) -> Standing {
    let supports = |choice| i64::from(choice == Choice::Support);
    Standing {
        support: known.support - supports(known.mine) + supports(choice),
        mine: choice,
    }
}

/// Count, `Support` and `Oppose`. A vote shows at once and is taken back, with
/// the reason, when the server refuses it.
#[island]
pub fn VoteButtons(
    /// Number of the idea.
    idea: i64,
    /// Its title, which names the buttons.
    title: String,
    /// Supporters.
    support: i64,
    /// The viewer's vote.
    mine: Choice,
) -> impl IntoView {
    let cast = ServerAction::<Cast>::new();
    let known = RwSignal::new(Standing { support, mine });
    let refused = RwSignal::new(None::<AppError>);
    Effect::new(move || match cast.value().get() {
        Some(Ok(standing)) => {
            known.set(standing);
            refused.set(None);
        }
        Some(Err(error)) if !sign_in_first(&error.0) => refused.set(Some(error.0)),
        _ => {}
    });
    let shown = Memo::new(move |_| {
        let wanted = cast
            .input()
            .get()
            .and_then(|cast| Choice::parse(&cast.choice).ok());
        match wanted {
            Some(choice) if cast.pending().get() => expected(known.get(), choice),
            _ => known.get(),
        }
    });
    let button = move |choice: Choice| move || shown.get().mine.pressed(choice).as_str();
    let pressed = move |choice: Choice| move || (shown.get().mine == choice).to_string();
    let count = format!("support-{idea}");

    view! {
        <ActionForm action=cast attr:class="vote">
            <input type="hidden" name="idea" value=idea.to_string()/>
            <span class="n" id=count.clone() data-testid="support-count">{move || shown.get().support}</span>
            <button
                class="support"
                name="choice"
                value=button(Choice::Support)
                aria-pressed=pressed(Choice::Support)
                aria-label=format!("Support: {title}")
                aria-describedby=count.clone()
            >
                <Icon name="up"/>
                "Support"
            </button>
            <button
                class="oppose"
                name="choice"
                value=button(Choice::Oppose)
                aria-pressed=pressed(Choice::Oppose)
                aria-label=format!("Oppose: {title}")
                aria-describedby=count
            >
                "Oppose"
            </button>
            {move || refused.get().map(|error| view! {
                <p class="why" role="alert">{text::refusal(&error).1}</p>
            })}
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expected_count_moves_by_one_at_most() {
        let known = Standing {
            support: 7,
            mine: Choice::Oppose,
        };
        assert_eq!(expected(known, Choice::Support).support, 8);
        assert_eq!(expected(known, Choice::None).support, 7);
        let known = Standing {
            support: 7,
            mine: Choice::Support,
        };
        assert_eq!(expected(known, Choice::Oppose).support, 6);
        assert_eq!(expected(known, Choice::Support).support, 7);
    }
}

//! Sentences about the decisions of a team.

use domain::decisions::DecisionState;
use domain::teams::Decides;

use super::count;

/// How decisions are made here.
pub const fn decides_here(rule: Decides) -> &'static str {
    match rule {
        Decides::Consent => {
            "This team decides by consent: whoever has an idea proposes it, and it is agreed when nobody of the team objects until its day."
        }
        Decides::Lead => {
            "The lead decides here: anyone of the team proposes, everyone may say a concern, and the lead says yes or no with a reason."
        }
    }
}

/// What an open proposal waits for.
pub fn decision_waits(rule: Decides, until: &str, held: bool, overdue: bool) -> String {
    match (rule, held, overdue) {
        (Decides::Consent, true, _) => "Held by an objection".to_owned(),
        (Decides::Consent, false, _) => format!("Agreed on {until}, if nobody objects"),
        (Decides::Lead, _, false) => format!("The lead decides by {until}"),
        (Decides::Lead, _, true) => format!("The lead should have decided by {until}"),
    }
}

/// Class, icon and words of what became of a proposal.
pub const fn decided(state: DecisionState) -> (&'static str, &'static str, &'static str) {
    match state {
        DecisionState::Open => ("due", "clock", "Open"),
        DecisionState::Agreed => ("done", "check", "Agreed: nobody objected"),
        DecisionState::Yes => ("done", "check", "The lead said yes"),
        DecisionState::No => ("", "cross", "The lead said no"),
        DecisionState::Withdrawn => ("", "trash", "Withdrawn"),
        DecisionState::Lapsed => ("", "info", "Not decided before the team ended"),
    }
}

/// Words about speaking against a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Objecting {
    /// What unfolds the form.
    pub say: &'static str,
    /// Under the field.
    pub hint: &'static str,
    /// The button.
    pub button: &'static str,
    /// The button that takes it back.
    pub back: &'static str,
}

/// How one speaks against a proposal.
pub const fn objecting(rule: Decides) -> Objecting {
    match rule {
        Decides::Consent => Objecting {
            say: "I object",
            hint: "What harm would it do to what this team is for? Say what would make it right for you. Everyone sees it.",
            button: "Object",
            back: "I object no more",
        },
        Decides::Lead => Objecting {
            say: "I have a concern",
            hint: "What should the lead think of before deciding? Everyone sees it.",
            button: "Say this concern",
            back: "Take my concern back",
        },
    }
}

/// Under the reason of the lead's word.
pub const VERDICT_HINT: &str = "Why. Say what became of the concerns. Everyone sees it.";
/// Under the form that changes a proposal.
pub const REWORD: &str =
    "Objections count as answered, the days begin anew, and everyone is asked again.";

/// What unfolds settled decisions.
pub fn earlier_decisions(number: usize) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    format!("{} before", count(number, "decision", "decisions"))
}

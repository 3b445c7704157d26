//! What a launched team does about its work.

use super::{Keys, Things, in_days, text};

/// The form that a member of a launched team posts there.
pub(super) fn of(path: &str, things: &Things, keys: &Keys) -> Vec<(&'static str, String)> {
    let team = ("team", keys.launched.unwrap_or(things.team).to_string());
    let milestone = ("milestone", keys.milestone.to_string());
    let decision = ("decision", keys.decision.to_string());
    let task = ("task", keys.task.to_string());
    let title = |words: &str| ("title", text(words));
    let due = ("due", in_days(20));
    match path.rsplit('/').next().unwrap_or_default() {
        "add-milestone" => vec![team, title("Ten shelves that stand"), due],
        "change-milestone" => vec![team, milestone, title("Twelve shelves that stand"), due],
        "add-task" => vec![team, milestone, title("Saw the boards"), due],
        "change-task" => vec![team, task, title("Plane the boards"), due],
        "move-task" => vec![team, task, ("to", text("doing"))],
        "remove-task" => vec![team, task],
        "write-update" => {
            let body = ("body", text("Two of the boards are glued."));
            vec![
                team,
                ("week", text("1")),
                body,
                ("hands[]", keys.mate.clone()),
            ]
        }
        "propose" => [vec![team], proposal()].concat(),
        "reword" => [vec![team, decision], proposal()].concat(),
        "object" => vec![
            team,
            decision,
            ("at", text("0")),
            ("reason", text("The oak is not dry yet.")),
        ],
        "take-back" | "withdraw" => vec![team, decision],
        "decide" => {
            let reason = ("reason", text("The boards are here and the days are long."));
            vec![
                team,
                decision,
                ("at", text("0")),
                ("verdict", text("yes")),
                reason,
            ]
        }
        "remove-file" => vec![team, ("file", keys.file.to_string())],
        "add-link" => {
            let address = ("address", text("https://harrowandpine.example/plan"));
            vec![team, ("label", text("The plan")), address]
        }
        "deliver" => {
            let outcome = ("outcome", text("Every lantern has a shelf of its own now."));
            let address = ("address", text("https://harrowandpine.example/shelf"));
            vec![team, outcome, address]
        }
        "stop" => {
            let tried = ("tried", text("We built a shelf of the boards we had."));
            let found = ("found", text("It bends under more than ten lanterns."));
            vec![team, tried, found, ("tell", text("Purchasing"))]
        }
        "cast" => vec![
            team,
            ("split", keys.split.to_string()),
            ("points[0][handle]", keys.mate.clone()),
            ("points[0][points]", text("100")),
        ],
        "dispute" => {
            let reason = ("reason", text("Somebody else glued the boards."));
            vec![team, ("split", keys.split.to_string()), reason]
        }
        "hand-over" => vec![team, ("to", keys.mate.clone())],
        "take-lead" | "attach-file" => vec![team],
        "remove-link" => vec![team, ("link", keys.link.to_string())],
        // Removing or reaching a milestone.
        _ => vec![team, milestone],
    }
}

/// What somebody proposes to the team.
fn proposal() -> Vec<(&'static str, String)> {
    vec![
        ("title", text("We build it of oak")),
        ("details", text("The boards are here.")),
        ("days", text("3")),
    ]
}

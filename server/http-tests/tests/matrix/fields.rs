//! What a form of each server function holds: always something that would be
//! accepted, so that a refusal is one of the person, not of what they typed.

mod work;

use domain::Date;
use http_tests::PASSWORD;

use super::keys::Keys;
use super::things::{PLACES, Things};

/// Fields as posted.
pub(super) type Fields = Vec<(String, String)>;

/// A password nobody guesses.
const NEW_PASSWORD: &str = "four white storks";

/// What is posted to this path about these things, the `turn`th time.
pub(super) fn of(path: &str, things: &Things, keys: &Keys, turn: usize) -> Fields {
    let (idea, comment, team) = (things.idea, things.comment, things.team);
    let form: Vec<(&str, String)> = match path.split('#').next().unwrap_or(path) {
        "/api/accounts/sign-up" => vec![
            ("display_name", text("Nora Feld")),
            ("email", format!("nora{turn}@feld.example")),
            ("password", text(NEW_PASSWORD)),
            ("invitation", String::new()),
            ("next", text("/")),
        ],
        "/api/accounts/sign-in" => vec![
            ("email", text("ines.halloran@post.example")),
            ("password", text(PASSWORD)),
            ("next", text("/")),
        ],
        "/api/accounts/sign-out" => vec![],
        "/api/accounts/save-profile" => vec![
            ("display_name", text("Nora Feld")),
            ("handle", format!("nora-{turn}")),
            ("department", text("sales")),
            ("about", text("I mend lanterns.")),
            ("skills[0][name]", text("Joinery")),
            ("skills[0][level]", text("2")),
        ],
        "/api/accounts/change-password" => vec![
            ("current", text(PASSWORD)),
            ("password", text(NEW_PASSWORD)),
        ],
        "/api/accounts/end-session" => vec![("session", keys.session.to_string())],
        "/api/accounts/endorse" | "/api/accounts/unendorse" => vec![
            ("member", keys.member.to_string()),
            ("skill", keys.skill.clone()),
        ],
        "/api/accounts/reset" => vec![
            ("key", keys.reset.clone()),
            // What it was: the others sign in with it again.
            ("password", text(PASSWORD)),
        ],
        "/api/comments/post" => vec![
            ("idea", idea.to_string()),
            ("parent", comment.to_string()),
            ("body", text("I have nails.")),
        ],
        "/api/comments/edit" => vec![
            ("comment", comment.to_string()),
            ("body", text("I have oak boards to spare.")),
        ],
        "/api/comments/delete" => vec![("comment", comment.to_string())],
        "/api/ideas/submit" => {
            let grows = path.ends_with("#fork");
            let from = if grows {
                idea.to_string()
            } else {
                String::new()
            };
            let mut form = idea_fields("board", things.board.to_owned());
            form.push(("from", from));
            form
        }
        "/api/ideas/edit" => idea_fields("idea", idea.to_string()),
        "/api/ideas/withdraw" => vec![("idea", idea.to_string())],
        "/api/invitations/create" => vec![("note", text("Nora")), ("department", text("sales"))],
        "/api/invitations/withdraw" => vec![("invitation", keys.invitation.to_string())],
        "/api/invitations/accept" => vec![("invitation", keys.secret.clone())],
        "/api/matching/prefer" => vec![
            ("open", text("yes")),
            ("hours", text("4")),
            ("time_zone", text("Europe/Lisbon")),
            ("topics", text("lanterns")),
            ("wants", text("Joinery")),
        ],
        "/api/matching/offer" => vec![
            ("team", team.to_string()),
            ("seat", things.seat.to_string()),
            ("person", keys.person.clone()),
        ],
        "/api/matching/take-back" => {
            vec![
                ("team", keys.offering.unwrap_or(team).to_string()),
                ("person", keys.person.clone()),
            ]
        }
        "/api/matching/accept" => vec![("offer", keys.offer.to_string()), ("charter", text("1"))],
        "/api/matching/decline" => vec![("offer", keys.offer.to_string())],
        "/api/notifications/mark-read" => vec![("up_to", i64::MAX.to_string())],
        "/api/setup/complete" => vec![
            ("key", text("0123456789abcdef")),
            ("organisation", text("Feld & Co")),
            ("time_zone", text("Europe/Lisbon")),
            ("departments", text("Service")),
            ("board", text("Ideas")),
            ("purpose", text("What should we mend first?")),
            ("visibility", text("public")),
            ("display_name", text("Nora Feld")),
            ("email", text("nora@feld.example")),
            ("password", text(NEW_PASSWORD)),
        ],
        "/api/teams/start" => {
            let mut form = vec![("idea".to_owned(), idea.to_string())];
            form.extend(charter());
            return form;
        }
        "/api/teams/take-seat" => return pledge(&team.to_string(), &things.seat.to_string()),
        "/api/teams/change-pledge" => vec![
            ("team", team.to_string()),
            ("hours", text("2")),
            ("until", in_days(60)),
        ],
        "/api/teams/leave-seat" | "/api/teams/extend" => vec![("team", team.to_string())],
        "/api/teams/hand-back" => vec![
            ("team", keys.launched.unwrap_or(team).to_string()),
            ("reason", text("I move to another town.")),
        ],
        "/api/teams/release" => vec![
            ("team", team.to_string()),
            ("pledge", things.pledge.to_string()),
            ("reason", text("We agreed on it together.")),
        ],
        "/api/teams/accept-charter" => vec![("team", team.to_string()), ("charter", text("1"))],
        "/api/teams/block-charter" => vec![
            ("team", team.to_string()),
            ("reason", text("The oak is not dry yet.")),
        ],
        "/api/teams/set-aside" => vec![
            ("team", team.to_string()),
            ("block", things.block.to_string()),
        ],
        "/api/teams/add-seat" => {
            let mut form = vec![("team", team.to_string())];
            form.extend(seat("Joinery", "required"));
            form
        }
        "/api/teams/change-seat" => {
            let mut form = vec![
                ("team", team.to_string()),
                ("seat", things.seat.to_string()),
            ];
            form.extend(seat("Cabinets", "required"));
            form
        }
        "/api/teams/remove-seat" => vec![
            ("team", team.to_string()),
            ("seat", things.fresh.to_string()),
        ],
        "/api/teams/edit-charter" => {
            let mut form = vec![("team".to_owned(), team.to_string())];
            form.push(("charter".to_owned(), text("1")));
            form.extend(
                charter()
                    .into_iter()
                    .filter(|(name, _)| !name.contains('[')),
            );
            if let Some(weeks) = form.iter_mut().find(|(name, _)| name == "weeks") {
                weeks.1 = text("9");
            }
            return form;
        }
        "/api/teams/nudge" => vec![
            ("team", keys.launched.unwrap_or(team).to_string()),
            ("pledge", keys.pledge.unwrap_or(things.pledge).to_string()),
        ],
        "/api/teams/answer-nudge" => {
            vec![("team", keys.launched.unwrap_or(team).to_string())]
        }
        "/api/teams/end" => vec![
            ("team", team.to_string()),
            ("ending", text("crowd")),
            ("reason", text("Nobody has the oak for it.")),
        ],
        // Words of the demo; saying so again changes nothing.
        "/api/skills/unite" => vec![("skill", text("sewing")), ("with", text("Upholstery"))],
        "/api/skills/part" => vec![("skill", text("sewing"))],
        "/api/votes/cast" => vec![("idea", idea.to_string()), ("choice", text("oppose"))],
        work if ["/api/work/", "/api/ledger/", "/api/decisions/"]
            .iter()
            .any(|of| work.starts_with(of)) =>
        {
            work::of(work, things, keys)
        }
        unknown => of_those_who_care(unknown, path, things, keys, turn),
    };
    form.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The same for those who care for the place and who run it.
fn of_those_who_care(
    route: &str,
    path: &str,
    things: &Things,
    keys: &Keys,
    turn: usize,
) -> Vec<(&'static str, String)> {
    let (person, place) = (keys.person.clone(), keys.place.clone());
    let thing = if path.ends_with("#comment") {
        [
            ("idea", String::new()),
            ("comment", things.comment.to_string()),
        ]
    } else {
        [
            ("idea", things.idea.to_string()),
            ("comment", String::new()),
        ]
    };
    let why = [
        ("grounds", text("heated")),
        ("reason", text("It turns in circles.")),
    ];
    let board = |first: Vec<(&'static str, String)>| {
        let rest = [
            ("name", format!("Attic {turn}")),
            ("purpose", text("What is stored up there?")),
            ("visibility", text("employees")),
            ("supporters", text("10")),
            ("hours", text("60")),
            ("departments", text("2")),
        ];
        first.into_iter().chain(rest).collect()
    };
    match route {
        "/api/moderation/hide" => thing.into_iter().chain(why).collect(),
        "/api/moderation/restore" => thing.into(),
        "/api/moderation/lock" => {
            let idea = ("idea", things.idea.to_string());
            std::iter::once(idea).chain(why).collect()
        }
        "/api/moderation/unlock" => vec![("idea", things.idea.to_string())],
        "/api/moderation/suspend" => {
            let who = [("person", person), ("through", in_days(9))];
            who.into_iter().chain(why).collect()
        }
        "/api/moderation/lift" => vec![("person", person)],
        "/api/members/change" => vec![
            ("member", person),
            ("role", text("member")),
            ("kind", text("employee")),
            ("department", text("sales")),
            ("sure", text("yes")),
        ],
        "/api/members/make-reset-link" | "/api/members/end-sessions" => vec![("member", person)],
        "/api/boards/add" => board(vec![]),
        "/api/boards/save" => board(vec![("board", place), ("sure", text("yes"))]),
        "/api/boards/step" => vec![("board", place), ("way", text("up"))],
        "/api/boards/close" => vec![("board", place), ("closed", text("yes"))],
        "/api/departments/add" => vec![("name", format!("Loft {turn}"))],
        "/api/departments/rename" => {
            vec![("department", place), ("name", format!("Cellar {turn}"))]
        }
        "/api/departments/step" => vec![("department", place), ("way", text("up"))],
        "/api/departments/retire" => vec![("department", place), ("retired", text("yes"))],
        "/api/topics/rename" => vec![("topic", text("lanterns")), ("name", text("lamps"))],
        "/api/topics/remove" => vec![("topic", text("lanterns"))],
        "/api/settings/save" => vec![
            ("organisation", format!("Harrow {turn}")),
            ("time_zone", text("Europe/Lisbon")),
            ("welcome", text("Come in.")),
            ("shares_mean", text("A record of who did what.")),
            ("sign_up", text("open")),
            ("accent", text("clay")),
        ],
        "/api/settings/describe-logo" => vec![("text", format!("A barn {turn}"))],
        "/api/settings/remove-logo" | "/api/settings/upload-logo" => vec![],
        "/api/jobs/retry" => vec![("job", text("1"))],
        "/api/jobs/run-now" => vec![("chore", text("links"))],
        unknown => panic!("{unknown}: say in matrix/fields.rs what its form holds"),
    }
}

/// Everything of a team's form except the idea.
pub(super) fn charter() -> Fields {
    let mut form = vec![
        ("purpose".to_owned(), text("Build the shelf together.")),
        ("weeks".to_owned(), text("8")),
        ("milestone".to_owned(), text("A drawing everybody likes")),
        // Later than a week, so that handing back costs nobody's reliability.
        ("milestone_due".to_owned(), in_days(20)),
        ("decides".to_owned(), text("consent")),
        ("stops_when".to_owned(), text("Nobody comes for two weeks.")),
    ];
    let rows = [seat("Joinery", "required"), seat("Carving", "welcome")];
    for (row, seat) in rows.into_iter().enumerate() {
        let named = |(name, value)| (format!("seats[{row}][{name}]"), value);
        form.extend(seat.into_iter().map(named));
    }
    form
}

/// A seat taken.
pub(super) fn pledge(team: &str, seat: &str) -> Fields {
    vec![
        ("team".to_owned(), text(team)),
        ("seat".to_owned(), text(seat)),
        ("charter".to_owned(), text("1")),
        ("hours".to_owned(), text("3")),
        ("until".to_owned(), in_days(90)),
    ]
}

fn seat(skill: &str, need: &str) -> Vec<(&'static str, String)> {
    vec![
        ("skill", text(skill)),
        ("level", text("1")),
        ("hours", text("2")),
        ("count", PLACES.to_string()),
        ("need", text(need)),
    ]
}

fn idea_fields(first: &'static str, value: String) -> Vec<(&'static str, String)> {
    vec![
        (first, value),
        ("title", text("A shelf for the lamps")),
        (
            "body",
            text("They stand on the floor, and somebody trips over them."),
        ),
        ("kind", text("problem")),
        ("department", text("sales")),
        ("topics", text("lanterns, oil")),
    ]
}

fn text(words: &str) -> String {
    words.to_owned()
}

/// A day so many days from today, as forms want it.
#[expect(
    clippy::disallowed_methods,
    reason = "the program under test lives in real time"
)]
pub(crate) fn in_days(days: i32) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("after 1970");
    let today = i32::try_from(now.as_secs() / 86_400).expect("before the year 5,000,000");
    Date(today + days).to_string()
}

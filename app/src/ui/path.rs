//! Paths of things, so that a URL is written in one place.

use domain::ideas::IdeaRef;

/// An idea's page.
pub fn idea(idea: &IdeaRef) -> String {
    format!("/ideas/{}/{}", idea.number, idea.slug)
}

/// The form of an idea that grows from this one.
pub fn build_on(idea: i64) -> String {
    format!("/ideas/new?from={idea}")
}

/// A comment on its idea's page. The page finds the slug by itself.
pub fn comment(idea: i64, comment: i64) -> String {
    format!("/ideas/{idea}/talk?comment={comment}#comment-{comment}")
}

/// A team's page, named after its idea.
pub fn team(number: i64, idea: &IdeaRef) -> String {
    format!("/teams/{number}/{}", idea.slug)
}

/// Where a team finds people; for one seat or, with none, for all of them.
pub fn people(number: i64, idea: &IdeaRef, seat: Option<i64>) -> String {
    let path = format!("{}/people", team(number, idea));
    seat.map_or(path.clone(), |seat| format!("{path}?seat={seat}"))
}

/// A team's contribution ledger.
pub fn ledger(number: i64, idea: &IdeaRef) -> String {
    format!("{}/ledger", team(number, idea))
}

/// The same as a file.
pub fn ledger_file(number: i64, idea: &IdeaRef) -> String {
    format!("{}/ledger.csv", team(number, idea))
}

/// A file that a team keeps.
pub fn team_file(number: i64, idea: &IdeaRef, file: i64) -> String {
    format!("{}/files/{file}", team(number, idea))
}

/// Where a team's people post a file.
pub fn attach(team: i64) -> String {
    format!("/api/work/attach-file?team={team}")
}

/// Where care people act on an idea.
pub fn care_of_idea(idea: i64) -> String {
    format!("/moderation/ideas/{idea}")
}

/// Where care people act on a comment.
pub fn care_of_comment(comment: i64) -> String {
    format!("/moderation/comments/{comment}")
}

/// Where care people act on a member.
pub fn care_of_person(handle: &str) -> String {
    format!("/moderation/people/{handle}")
}

/// A person's page.
pub fn person(handle: &str) -> String {
    format!("/people/{handle}")
}

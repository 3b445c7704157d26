//! Sentences of care: what was hidden, closed or suspended, and why.

use domain::jobs::Chore;
use domain::moderation::{Already, Grounds, MeasureKind, Told};
use domain::notifications::NoticeKind;

use super::chore;

/// Why, in one of a few words, as offered to care people.
pub const fn grounds(grounds: Grounds) -> &'static str {
    match grounds {
        Grounds::Unkind => "It attacks or belittles somebody",
        Grounds::Spam => "It advertises, or repeats itself",
        Grounds::Private => "It tells what is somebody's own to tell",
        Grounds::Harmful => "It is dangerous or against the law",
        Grounds::Misplaced => "It belongs somewhere else, or was said already",
        Grounds::Heated => "The conversation turns in circles or got too heated",
        Grounds::Other => "Something else",
    }
}

/// The details of an act as the log keeps them, with the word of a ground as the
/// sentence that was chosen, and of a job as what it does.
pub fn act_detail(kind: &str, detail: &str) -> String {
    if kind == "job.begun_by_hand" {
        return Chore::parse(detail)
            .map_or_else(|_| detail.to_owned(), |job| chore(job).to_owned());
    }
    match detail.split_once(": ") {
        Some((word, reason)) => match Grounds::parse(word) {
            Ok(ground) => format!("{}: {reason}", grounds(ground)),
            Err(_) => detail.to_owned(),
        },
        None => detail.to_owned(),
    }
}

/// What was done, as a state.
pub const fn measure(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Hidden => "Hidden",
        MeasureKind::Locked => "Closed",
        MeasureKind::Suspended => "Suspended",
    }
}

/// What the end of a measure is called.
pub const fn lifted(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Hidden => "Restored",
        MeasureKind::Locked => "Opened again",
        MeasureKind::Suspended => "Lifted",
    }
}

/// Why an act of care was not done: it is so already, and by whom.
pub fn already_so(already: &Already) -> String {
    let Already { kind, stands, by } = already;
    let said = match (stands, kind, by) {
        (true, MeasureKind::Hidden, Some(by)) => format!("{by} has hidden this already."),
        (true, MeasureKind::Hidden, None) => "This is hidden already.".to_owned(),
        (true, MeasureKind::Locked, Some(by)) => format!("{by} has closed this already."),
        (true, MeasureKind::Locked, None) => "This is closed already.".to_owned(),
        (true, MeasureKind::Suspended, Some(by)) => {
            format!("{by} has suspended this member already.")
        }
        (true, MeasureKind::Suspended, None) => "This member is suspended already.".to_owned(),
        (false, MeasureKind::Hidden, Some(by)) => format!("{by} has restored this already."),
        (false, MeasureKind::Hidden, None) => "This is not hidden.".to_owned(),
        (false, MeasureKind::Locked, Some(by)) => format!("{by} has opened this again already."),
        (false, MeasureKind::Locked, None) => "This is not closed.".to_owned(),
        (false, MeasureKind::Suspended, Some(by)) => {
            format!("{by} has lifted this suspension already.")
        }
        (false, MeasureKind::Suspended, None) => "This member is not suspended.".to_owned(),
    };
    format!("{said} Nothing was changed.")
}

/// The button that ends a measure.
pub const fn undo(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Hidden => "Restore",
        MeasureKind::Locked => "Open again",
        MeasureKind::Suspended => "Lift the suspension",
    }
}

/// On one's own hidden idea: who sees it, and what one can do.
pub const IDEA_HIDDEN: &str = "Your idea is hidden. Only you and those who care for this board see it. \
     You can change it: whoever hid it is told, and may bring it back.";
/// On a hidden idea, to care people.
pub const IDEA_HIDDEN_FOR_CARE: &str =
    "This idea is hidden. Only its author and those who care for this board see it.";
/// On one's own hidden comment.
pub const COMMENT_HIDDEN: &str = "Your comment is hidden. You can change it: whoever hid it is told, and may bring it back. You can also delete it.";
/// On a hidden comment, to care people.
pub const COMMENT_HIDDEN_FOR_CARE: &str = "Hidden. Only its author and care people see it.";
/// On an idea that takes nothing new.
pub const IDEA_LOCKED: &str =
    "Closed for comments, votes, changes and new teams. Everything said so far can be read.";
/// On the page of a team whose idea is hidden.
pub const TEAM_RESTS: &str = "The idea of this team is hidden, so the team rests. Its time stands still, \
     and only its people see this page. You can leave your seat; everything else waits.";
/// On the page of somebody who is suspended, to care people.
pub const PERSON_SUSPENDED: &str = "Suspended. Only care people read this.";
/// What the page of care is for.
pub const CARE_LEAD: &str = "What is hidden, closed or suspended, why, and by whom. Every act here stands in the audit log.";
/// Nothing stands.
pub const CARE_QUIET: &str = "Nothing is hidden, closed or suspended. Where something needs care, the link Care beside it leads to what you can do.";
/// Nothing was ever done.
pub const CARE_NEVER: &str = "Nobody had to be hidden, closed or suspended yet.";
/// What hiding an idea does.
pub const HIDING_IDEA: &str = "It is gone for everybody but its author and those who care for it, with its discussion. Its teams rest. Nothing is lost: one click brings it back.";
/// What hiding a comment does.
pub const HIDING_COMMENT: &str = "It is gone for everybody but its author and those who care for it. Nothing is lost: one click brings it back.";
/// What locking does.
pub const LOCKING: &str = "It can be read, and takes no more comments, votes, changes and new teams. Teams at work go on.";
/// What suspending does.
pub const SUSPEND: &str = "They are signed out everywhere at once and cannot sign in until it is lifted. Their seats on gathering teams come free. What they wrote stays.";
/// Whom a reason is for.
pub const REASON_HINT: &str =
    "They read this, so write to them: what is wrong, what would be right. 10 to 500 characters.";
/// What the last day of a suspension is.
pub const UNTIL_HINT: &str = "Their last day outside. Leave it empty to decide later.";

/// Why somebody cannot sign in although their password is right.
pub fn suspended(told: &Told) -> String {
    let how_long = how_long(told);
    format!(
        "Your account is suspended{how_long}. {}. “{}” If you think that is wrong, write to whoever runs this site.",
        grounds(told.cause.grounds),
        told.cause.words
    )
}

#[cfg(feature = "ssr")]
fn how_long(told: &Told) -> String {
    told.until.map_or_else(
        || " until somebody lifts it".to_owned(),
        |until| format!(" through {}", until.date()),
    )
}

/// Reckoning with days takes a calendar, which would weigh more than all else
/// that the browser loads. It learns of a suspension from the page it is sent to.
#[cfg(not(feature = "ssr"))]
const fn how_long(_: &Told) -> &'static str {
    ""
}

/// What a notice of care says before the thing's title.
pub const fn care_notice(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::IdeaHidden => "Your idea is hidden:",
        NoticeKind::IdeaRestored => "Your idea is back for everybody:",
        NoticeKind::IdeaLocked => "Your idea takes no more comments and votes:",
        NoticeKind::IdeaUnlocked => "Your idea takes comments and votes again:",
        NoticeKind::CommentHidden => "Your comment is hidden, on",
        NoticeKind::CommentRestored => "Your comment is back for everybody, on",
        NoticeKind::HiddenChanged => "changed what you hid:",
        NoticeKind::TeamRests => "Your team rests, because its idea is hidden:",
        NoticeKind::TeamGoesOn => "Your team goes on:",
        _ => "A seat came free on your team for",
    }
}

/// Whether a notice is nobody's doing by name.
pub const fn names_nobody(kind: NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::TeamLaunched
            | NoticeKind::TeamExpired
            | NoticeKind::DeadlineNear
            | NoticeKind::PledgeKept
            | NoticeKind::PledgeBroken
            | NoticeKind::SplitOpened
            | NoticeKind::SplitCounted
            | NoticeKind::IdeaDelivered
            | NoticeKind::UpdateAsked
            | NoticeKind::SeatFits
            | NoticeKind::DecisionAgreed
            | NoticeKind::TaskFreed
            | NoticeKind::IdeaHidden
            | NoticeKind::IdeaRestored
            | NoticeKind::IdeaLocked
            | NoticeKind::IdeaUnlocked
            | NoticeKind::CommentHidden
            | NoticeKind::CommentRestored
            | NoticeKind::TeamRests
            | NoticeKind::TeamGoesOn
            | NoticeKind::SeatFreed
    )
}

/// What the audit log is for.
pub const AUDIT_LEAD: &str =
    "Every act that needs a role: who did what, to whom, and when. Nothing here can be changed.";
/// Title and sentence of an empty audit log, and of a filter that fits nothing.
pub const fn audit_empty(narrowed: bool) -> (&'static str, &'static str) {
    if narrowed {
        ("No act fits", "Clear the filter to see all of them.")
    } else {
        (
            "Nothing to tell yet",
            "Whoever hides, suspends, invites or changes a setting is written down here.",
        )
    }
}

/// A privileged act in words, beginning with its verb.
pub fn act(kind: &str) -> String {
    let words = match kind {
        "idea.hidden" => "hid an idea",
        "idea.restored" => "restored an idea",
        "idea.locked" => "closed an idea",
        "idea.unlocked" => "opened an idea again",
        "comment.hidden" => "hid a comment",
        "comment.restored" => "restored a comment",
        "comment.deleted" => "deleted a comment",
        "member.suspended" => "suspended a member",
        "suspension.lifted" => "lifted a suspension",
        "member.created" => "made an account",
        "member.changed" => "changed what a member is",
        "member.moved" => "moved a member",
        "role.changed" => "gave a role",
        "reset_link.made" => "made a link for a new password",
        "sessions.ended" => "signed a member out everywhere",
        "invitation.written" => "wrote an invitation",
        "invitation.withdrawn" => "withdrew an invitation",
        "invitation.accepted" => "came in by an invitation",
        "organisation.set_up" => "set up this site",
        "settings.changed" => "changed the settings",
        "logo.set" => "changed the logo",
        "logo.described" => "described the logo",
        "logo.removed" => "removed the logo",
        "file.removed" => "took away a team's file",
        "link.removed" => "took away a team's link",
        "skill.united" => "united two skills",
        "skill.parted" => "took a skill apart again",
        "job.begun_by_hand" => "began a job by hand",
        _ => return act_on_order(kind),
    };
    words.to_owned()
}

/// Acts on boards, departments and topics: a verb for each, whatever they are
/// done to. One without a verb here is named as it is recorded.
fn act_on_order(kind: &str) -> String {
    let (thing, verb) = kind.split_once('.').unwrap_or((kind, ""));
    let done = match verb {
        "added" => "added",
        "changed" => "changed",
        "moved" => "moved",
        "renamed" => "renamed",
        "removed" => "removed",
        "closed" => "closed",
        "opened" => "opened again",
        "retired" => "retired",
        "offered" => "offered again",
        _ => return kind.replace(['.', '_'], " "),
    };
    let article = if thing.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    match done.split_once(' ') {
        Some((verb, rest)) => format!("{verb} {article} {thing} {rest}"),
        None => format!("{done} {article} {thing}"),
    }
}

/// Whoever acts without an account: the machine's own operator, or time.
pub const NOBODY: &str = "This site itself";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_read_as_sentences_even_those_nobody_wrote_words_for() {
        assert_eq!(act("idea.hidden"), "hid an idea");
        assert_eq!(act("board.opened"), "opened a board again");
        assert_eq!(act("topic.renamed"), "renamed a topic");
        assert_eq!(act("moon.painted_red"), "moon painted red");
    }

    #[test]
    fn whoever_is_suspended_reads_until_when_and_why() {
        let mut told = Told {
            kind: MeasureKind::Suspended,
            cause: domain::moderation::Cause {
                grounds: Grounds::Spam,
                words: "The same advert five times.".into(),
            },
            at: domain::Timestamp(0),
            until: None,
        };
        assert!(suspended(&told).contains("until somebody lifts it. It advertises"));
        told.until = Some(domain::Date(20_000).start());
        assert!(suspended(&told).contains("through 2024-10-04"));
        assert!(suspended(&told).contains("“The same advert five times.”"));
    }
}

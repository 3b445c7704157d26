//! Sentences for what was not done, and for fields that need another look.

use domain::{AppError, Conflict, Denied, FieldError, Noun};

use super::{already_so, limit_reached, suspended};

/// What is wrong with a field, and what would be right.
pub fn field_error(error: FieldError) -> String {
    match error {
        FieldError::Missing => "Please fill this in.".into(),
        FieldError::TooShort(min) => format!("This is a little short: at least {min} characters."),
        FieldError::TooLong(max) => format!("This is too long: at most {max} characters."),
        FieldError::NotBetween(min, max) => format!("A whole number from {min} to {max}, please."),
        FieldError::NotOffered => "Please choose one of the offered values.".into(),
        FieldError::NotAnEmail => "This is not a whole address, such as name@example.com.".into(),
        FieldError::BadCharacters => "This holds characters that cannot be used here.".into(),
        FieldError::HiddenCharacters => {
            "This holds characters that cannot be seen, or that turn the text around. Please type it anew.".into()
        }
        FieldError::SignsOnly => "Please give it at least one letter or digit.".into(),
        FieldError::Taken => "Somebody else has this already.".into(),
        FieldError::NotYourPassword => "This is not your current password.".into(),
        FieldError::WrongPassword => "Email and password do not belong together.".into(),
        FieldError::Guessable => "This is easy to guess. A few unrelated words work well.".into(),
        FieldError::OnlyOne => "There is one apprentice on a team, and one place for them.".into(),
        FieldError::NoneRequired => {
            "At least one seat has to be required, for the team launches when those are filled.".into()
        }
        FieldError::TooMany(max) => format!("At most {max}, please."),
        FieldError::NotTheSum(have, want) => {
            format!("Together these are {have}; they should be {want}.")
        }
        FieldError::NotADate => "A day such as 2026-05-31, please.".into(),
        FieldError::Past => "This day is over. Please choose a later one.".into(),
        FieldError::TooFar(days) => format!("At most {days} days ahead, please."),
        FieldError::NotAnAddress => {
            "The address of a page, please, such as https://example.org/plan.".into()
        }
        FieldError::NotATimeZone => {
            "This time zone is not known. One such as Europe/Lisbon is.".into()
        }
        FieldError::Unconfirmed => "Please confirm this first.".into(),
        FieldError::EmployeesOnly => "Only an employee can have this role.".into(),
        FieldError::WiderBoard => {
            "This grows from an idea that only employees see. Please choose a board for employees.".into()
        }
        FieldError::SameWords => {
            "This is word for word the idea it grows from. Say what you would do differently.".into()
        }
        FieldError::NotAnotherSkill => {
            "Name another skill as it stands in this list; these two may be one already.".into()
        }
        FieldError::EmptyFile => "Nothing is in this file. Please choose another one.".into(),
        FieldError::TooLarge => {
            "This file is too large: at most 1 MiB and 4,000 pixels a side.".into()
        }
        FieldError::FileTooLarge => {
            "This file is too large: at most 4 MiB. Put it elsewhere and keep a link to it.".into()
        }
        FieldError::NotAPicture => "This cannot be read as a PNG, JPEG or WebP picture.".into(),
    }
}

/// The sentence above a form with wrong fields.
pub fn fields_to_mend(count: usize) -> String {
    let what = match count {
        1 => "One thing needs".to_owned(),
        2 => "Two things need".to_owned(),
        3 => "Three things need".to_owned(),
        n => format!("{n} things need"),
    };
    format!("{what} another look. What you typed is still here.")
}

/// Title and sentence for a refusal that no single field explains.
pub fn refusal(error: &AppError) -> (&'static str, String) {
    match error {
        AppError::Invalid(errors) => ("Almost", fields_to_mend(errors.0.len())),
        AppError::Denied(Denied::SignInFirst) => ("Sign in first", "This is for members. Sign in, and you come back here.".into()),
        AppError::Denied(Denied::NotYours) => ("Not yours to change", "Only the people it belongs to may do this.".into()),
        AppError::Denied(Denied::OwnThing) => ("Somebody else decides", "This is yours, so what is done about it is for others to say.".into()),
        AppError::Denied(Denied::NotTeammates) => ("For those who worked together", "A skill is endorsed by people who sat on a team with somebody while it was at work.".into()),
        AppError::NotFound(noun) => ("Nothing here", not_found(*noun).into()),
        AppError::Conflict(conflict) => ("That does not go just now", conflict_sentence(*conflict).into()),
        AppError::TooMany(limit) => ("A short pause", limit_reached(*limit)),
        AppError::Already(already) => ("Done already", already_so(already)),
        AppError::Suspended(told) => ("Suspended", suspended(told)),
        AppError::Busy => ("A moment, please", "So many people are here that your request had to wait too long. Nothing was changed; try again in a few seconds.".into()),
        AppError::Internal(incident) => ("This is our fault", format!("Something broke on our side, and nothing was changed. If it happens again, tell whoever runs this site the number {incident}.")),
    }
}

fn not_found(noun: Noun) -> &'static str {
    match noun {
        Noun::Page => {
            "There is no page at this address. It may have moved, or the link was cut off."
        }
        Noun::Board => "There is no board at this address, or it is not open to you.",
        Noun::Idea => "There is no idea at this address, or it is not open to you.",
        Noun::Comment => "This comment is gone, or it was never here.",
        Noun::Team => "There is no team at this address, or it is not open to you.",
        Noun::Skill => "There is no such skill.",
        Noun::Offer => "This offer was answered or taken back already, or was never made to you.",
        Noun::Department => "There is no such department.",
        Noun::Topic => "No idea has this topic any more.",
        Noun::Seat => "This seat is gone. The team may have changed since you looked.",
        Noun::Milestone => "This milestone is gone. The team may have changed it since you looked.",
        Noun::Task => "This task is gone. The team may have taken it back since you looked.",
        Noun::TeamLink => "This link is gone already.",
        Noun::Decision => "There is no such decision here.",
        Noun::TeamFile => "This file is not here any more.",
        Noun::Split => "There is no such split in this team.",
        Noun::Person => "Nobody here goes by this name.",
        Noun::Job => "This job is not waiting for another try. It may be running already.",
        Noun::Session => "This sign-in has ended already.",
        Noun::Link => {
            "This link does not work any more. Links like it work once, and only for a while."
        }
    }
}

fn conflict_sentence(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::OthersVoted => {
            "Others have voted on this idea, so it is no longer yours alone to withdraw."
        }
        Conflict::IdeaWithdrawn => "This idea was withdrawn.",
        Conflict::IdeaMerged => "This idea is united with another one. Build on that one.",
        Conflict::IdeaHidden => "This idea is hidden, so nothing new can be added to it.",
        Conflict::IdeaLocked => "This idea takes no more comments, votes, changes and new teams.",
        Conflict::CommentHidden => "This comment is hidden, so it cannot be answered.",
        Conflict::IdeaClosed => "No team can start on this idea any more.",
        Conflict::SeatTaken => {
            "Somebody was faster: the last place of this seat is taken. Perhaps another one fits."
        }
        Conflict::AlreadySeated => "You hold a seat on this team already. One each.",
        Conflict::NotSeated => "You hold no seat on this team.",
        Conflict::SeatsPaused => {
            "You left three seats within thirty days, so new ones are paused for a week."
        }
        Conflict::CharterChanged => {
            "The charter changed while you were reading. Here is the new one; look again before you take a seat."
        }
        Conflict::AlreadyLaunched => {
            "The team has launched, so this is past. You can hand your seat back instead."
        }
        Conflict::NotLaunched => "The team has not launched yet.",
        Conflict::TeamClosed => "This team is no longer gathering.",
        Conflict::AlreadyExtended => "The team was given more time already. That can be done once.",
        Conflict::SeatHeld => {
            "Somebody sits there, or did, so the seat stays. It can ask for fewer places, or become welcome instead of required."
        }
        Conflict::LastRequiredSeat => {
            "A team keeps one required seat. Make another one required first."
        }
        Conflict::MilestoneReached => "This milestone is reached, so it stays as it is.",
        Conflict::MilestonesOpen => {
            "The team has milestones that are not reached. Reach them, or take them back, first."
        }
        Conflict::TasksOpen => {
            "This milestone has tasks that are not done. Finish them, or take them back, first."
        }
        Conflict::TaskDone => "This task is done. Untick it first.",
        Conflict::NothingReached => {
            "A team delivers when it has reached a milestone. Set one, and reach it, first."
        }
        Conflict::TaskClaimed => {
            "Somebody else is at this task. Only they, or whoever leads the team, can move it."
        }
        Conflict::LeadActive => {
            "Whoever leads the team is still there. They can hand the lead over."
        }
        Conflict::WeekClosed => {
            "This week cannot be told of now: only the present one and the one before."
        }
        Conflict::SplitClosed => "The points of this milestone cannot be changed now.",
        Conflict::Decided => "This is decided already, or was withdrawn.",
        Conflict::OwnProposal => {
            "Nobody objects to what they proposed. Change its words, or withdraw it."
        }
        Conflict::ObjectionStands => {
            "What you objected before still stands. Take it back first; then object in these words."
        }
        Conflict::OtherWords => {
            "The proposal has other words now. Please read them before you answer."
        }
        Conflict::ByConsent => {
            "This is decided by consent: it is agreed when nobody objects until its day."
        }
        Conflict::NotOfThisSplit => {
            "You put no hours into this milestone, so its shares are for the others to settle."
        }
        Conflict::AlreadyDisputed => {
            "These shares were disputed once already; the second count stands."
        }
        Conflict::NotToBeFound => {
            "This seat cannot be offered to them. They may sit on the team, have declined, or not want to be found."
        }
        Conflict::NoBlock => "There is no open block any more.",
        Conflict::LastAdmin => "This is the last admin. Make another one first.",
        Conflict::AlreadySetUp => "This site is set up already. Sign in instead.",
        Conflict::NotSetUp => "Nobody has set up this site yet.",
        Conflict::AlreadyEmployee => "You are an employee here already.",
        Conflict::LastBoard => "This is the last board that takes ideas. Open another one first.",
        Conflict::BoardClosed => "This board takes no new ideas any more. Choose another one.",
        Conflict::StandingChanged => {
            "Your role here has just changed, so nothing was done. Look at the page again."
        }
        Conflict::ByInvitation => {
            "Accounts are made by invitation here. Ask somebody of the organisation for a link."
        }
    }
}

//! Sentences for whoever did something too often.

use domain::limits::{Act, Limit};

use super::count;

/// What was too much, when to try again, and that nothing is lost.
pub fn limit_reached(limit: Limit) -> String {
    let what = match limit.act {
        Act::Post => "You have posted many ideas in a short time.",
        Act::Edit => "You have changed many things in a short time.",
        Act::Comment => "You have written many comments in a short time.",
        Act::Vote => "You have voted very often in a short time.",
        Act::StartTeam => "You have started many teams today.",
        Act::Seat => "You have taken and left many seats in a short time.",
        Act::RunTeam => "You have changed your team very often in a short time.",
        Act::Work => "You have changed your team's work very often in a short time.",
        Act::Offer => "You have offered many seats today.",
        Act::Endorse => "You have endorsed, or taken that back, very often in a short time.",
        Act::Invite => "You have written many invitations in a short time.",
        Act::Care => "You have hidden, locked or restored many things in a short time.",
        Act::Suspend => "You have suspended many people, or lifted that, in a short time.",
        Act::ChangeMember => "You have changed many members in a short time.",
        Act::Administer => "You have changed many settings in a short time.",
        Act::Redeem => "You have tried many invitations in a short time.",
        Act::Profile => "You have saved your profile very often in a short time.",
        Act::Password => "You have tried to change your password very often.",
        Act::SignUp => "Many accounts were asked for from your network.",
        Act::SignInAccount => "Too many wrong passwords were tried for this account.",
        Act::SignInAddress => "Too many wrong passwords were tried from your network.",
        Act::KeepForm => "Many forms had to be given back in a short time.",
    };
    let next = match limit.act {
        Act::SignInAccount => {
            "If you forgot yours, whoever runs this site can give you a link to set a new one."
        }
        Act::Password => "Your password is still the old one.",
        Act::KeepForm => "Nothing was changed, and nothing you typed is lost.",
        _ => "Nothing was changed.",
    };
    format!("{what} Try again in {}. {next}", wait(limit.wait))
}

/// A time to wait, rounded up to what people plan with.
fn wait(seconds: u32) -> String {
    let of = |part: u32, one: &str, many: &str| count(i64::from(seconds.div_ceil(part)), one, many);
    match seconds {
        0..=90 => of(1, "second", "seconds"),
        91..=5_400 => of(60, "minute", "minutes"),
        _ => of(3_600, "hour", "hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_told_shorter_than_it_is() {
        assert_eq!(wait(1), "1 second");
        assert_eq!(wait(90), "90 seconds");
        assert_eq!(wait(91), "2 minutes");
        assert_eq!(wait(3_601), "61 minutes");
        assert_eq!(wait(7_201), "3 hours");
    }

    #[test]
    fn whoever_forgot_a_password_hears_of_a_way_on() {
        let act = Act::SignInAccount;
        let told = limit_reached(Limit { act, wait: 90 });
        assert!(told.contains("Try again in 90 seconds."), "{told}");
        assert!(told.contains("a link to set a new one"), "{told}");
    }
}

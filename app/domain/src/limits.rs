//! How often somebody may do something. A limit lets a burst of its whole
//! number pass and then one more each time its share of the period went by
//! (the generic cell rate algorithm, ITU-T I.371, 1996).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::time::{DAY, HOUR, SECOND};
use crate::words;

const MINUTE: i64 = 60 * SECOND;

words! {
    /// What is counted. Members are counted as members, because an office
    /// shares one address; only who is not signed in is counted by address.
    Act {
        /// Posting an idea.
        Post = "post",
        /// Rewording, withdrawing or deleting what one wrote.
        Edit = "edit",
        /// Posting a comment.
        Comment = "comment",
        /// Casting, changing or taking back a vote.
        Vote = "vote",
        /// Starting a team.
        StartTeam = "start_team",
        /// Taking, changing or leaving a seat, and agreeing to a charter.
        Seat = "seat",
        /// Changing a team one runs: seats, charter, releases.
        RunTeam = "run_team",
        /// Working in a launched team: milestones, tasks, updates, links.
        Work = "work",
        /// Offering seats to people who may be found.
        Offer = "offer",
        /// Endorsing skills and taking that back.
        Endorse = "endorse",
        /// Writing and withdrawing invitations.
        Invite = "invite",
        /// Hiding, restoring, locking and unlocking.
        Care = "care",
        /// Suspending somebody and lifting that.
        Suspend = "suspend",
        /// Changing what a member is, writing them a reset link, ending their
        /// sessions.
        ChangeMember = "change_member",
        /// Changing departments, boards, topics and settings, and beginning jobs
        /// by hand.
        Administer = "administer",
        /// Using an invitation.
        Redeem = "redeem",
        /// Saving one's profile.
        Profile = "profile",
        /// Changing the password, the right old one or not.
        Password = "password",
        /// Asking for an account, by address: it tells who has one already.
        SignUp = "sign_up",
        /// Signing in with a wrong password, by account.
        SignInAccount = "sign_in_account",
        /// Signing in with a wrong password, by address.
        SignInAddress = "sign_in_address",
        /// Having a refused form kept for its page, by address or member; what
        /// is over it comes back inside the answer.
        KeepForm = "keep_form",
    }
}

/// So many in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How often, at least once.
    pub number: i64,
    /// Within this many microseconds.
    pub period: i64,
}

impl Rate {
    /// Microseconds after which one more is free.
    pub const fn share(self) -> i64 {
        self.period / self.number
    }
}

impl Act {
    /// How often it may be done.
    pub const fn rate(self) -> Rate {
        let (number, period) = match self {
            Self::Post => (20, HOUR),
            Self::Edit | Self::Comment | Self::RunTeam | Self::Endorse | Self::ChangeMember => {
                (60, HOUR)
            }
            Self::Vote => (300, 10 * MINUTE),
            Self::StartTeam => (10, DAY),
            Self::Seat => (40, HOUR),
            Self::Invite => (100, HOUR),
            Self::Offer => (50, DAY),
            // Enough for a busy day; too little for a stolen session to clear the
            // house before somebody notices.
            Self::Care => (120, HOUR),
            Self::Work => (240, HOUR),
            Self::Administer => (300, HOUR),
            Self::Redeem | Self::Password => (10, HOUR),
            Self::Profile | Self::SignUp | Self::Suspend => (30, HOUR),
            Self::SignInAccount => (10, 15 * MINUTE),
            Self::SignInAddress => (100, 15 * MINUTE),
            Self::KeepForm => (60, 15 * MINUTE),
        };
        Rate { number, period }
    }
}

/// A limit that is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// What was done too often.
    pub act: Act,
    /// Seconds until it may be done once more, at least one.
    pub wait: u32,
}

/// Where a request comes from on the network, the proxies in front of the
/// server left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// This machine itself.
    pub const LOCAL: Self = Self(IpAddr::V4(Ipv4Addr::LOCALHOST));

    /// The part of the address that is counted together: the whole of an IPv4
    /// address, and the first 64 bits of an IPv6 one, because one subscriber
    /// has all the rest to himself.
    pub fn household(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(address) => {
                let kept = address.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(kept))
            }
            address @ IpAddr::V4(_) => address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn household(address: &str) -> String {
        let address = ClientAddress(address.parse().expect("an address"));
        address.household().to_string()
    }

    #[test]
    fn an_ipv6_subscriber_is_one_household() {
        assert_eq!(household("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(
            household("2001:db8:1:2:ffff::1"),
            household("2001:db8:1:2::9")
        );
        assert_ne!(household("2001:db8:1:2::1"), household("2001:db8:1:3::1"));
    }

    #[test]
    fn an_ipv4_address_is_one_household_however_it_is_written() {
        assert_eq!(household("203.0.113.9"), "203.0.113.9");
        assert_eq!(household("::ffff:203.0.113.9"), "203.0.113.9");
        assert_ne!(household("203.0.113.9"), household("203.0.113.10"));
    }

    #[test]
    fn every_limit_frees_one_more_within_a_working_day() {
        for act in Act::ALL {
            let rate = act.rate();
            assert!(rate.number > 0 && rate.share() > 0, "{act}");
            assert!(rate.share() < 8 * HOUR, "{act}");
        }
    }
}

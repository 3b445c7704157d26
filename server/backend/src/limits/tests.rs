//! What limits promise, on both engines, with a clock the test moves.

mod signing_in;

use domain::AppError;
use domain::accounts::Actor;
use domain::admin::Way;
use domain::jobs::Chore;
use domain::limits::{Act, ClientAddress, Limit};
use domain::moderation::Cause;
use domain::time::{DAY, SECOND};
use domain::votes::{Choice, Votes};

use super::*;
use crate::testing::{House, contract};

/// The house with limits as they are by default.
fn limited(house: &House) -> Context {
    house.ctx.clone().with_limits(Limits::Default)
}

/// Does nothing, counted.
async fn act(ctx: &Context, act: Act, member: &Actor) -> Outcome<()> {
    write(ctx, (act, member), Lock::OwnRows, (), |_, ()| {
        Box::pin(async { Ok(()) })
    })
    .await
}

/// Acts as often as the rate lets at once; all must pass.
async fn use_up(ctx: &Context, counted: Act, member: &Actor) {
    for _ in 0..counted.rate().number {
        act(ctx, counted, member).await.expect("within the limit");
    }
}

fn limit(act: Act, wait: u32) -> AppError {
    Limit { act, wait }.into()
}

fn address(text: &str) -> Subject {
    Subject::Address(ClientAddress(text.parse().expect("an address")))
}

contract! {
    async fn a_burst_passes_and_one_more_is_told_when_to_come_back(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        use_up(&ctx, Act::Post, &ines).await;
        assert_eq!(act(&ctx, Act::Post, &ines).await, Err(limit(Act::Post, 180)));
        act(&ctx, Act::Comment, &ines).await.expect("each act is counted for itself");
    }

    async fn each_share_of_the_period_frees_one_more(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        use_up(&ctx, Act::Post, &ines).await;
        house.clock.pass(180 * SECOND - 1);
        assert_eq!(act(&ctx, Act::Post, &ines).await, Err(limit(Act::Post, 1)));
        house.clock.pass(1);
        act(&ctx, Act::Post, &ines).await.expect("one more");
        assert_eq!(act(&ctx, Act::Post, &ines).await, Err(limit(Act::Post, 180)));
        house.clock.pass(Act::Post.rate().period);
        use_up(&ctx, Act::Post, &ines).await;
    }

    async fn members_behind_one_address_are_counted_each_for_themselves(house: House) {
        let ctx = limited(&house);
        let (ines, bo) = (house.customer("Ines").await, house.customer("Bo").await);
        use_up(&ctx, Act::Comment, &ines).await;
        assert!(act(&ctx, Act::Comment, &ines).await.is_err());
        use_up(&ctx, Act::Comment, &bo).await;
    }

    async fn a_command_refused_for_another_reason_is_not_counted(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        for _ in 0..2 * Act::Redeem.rate().number {
            let refused = write(&ctx, (Act::Redeem, &ines), Lock::OwnRows, (), |_, ()| {
                Box::pin(async { Err::<(), _>(domain::Noun::Link.into()) })
            });
            assert_eq!(refused.await, Err(domain::Noun::Link.into()));
        }
        use_up(&ctx, Act::Redeem, &ines).await;
    }

    async fn nobody_races_past_a_limit(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        let tries = (0..60).map(|_| act(&ctx, Act::Redeem, &ines));
        let results = futures::future::join_all(tries).await;
        let passed = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(i64::try_from(passed), Ok(Act::Redeem.rate().number), "{results:?}");
    }

    async fn a_stolen_session_of_an_admin_does_not_clear_the_house(house: House) {
        house.organisation().await;
        let ctx = limited(&house);
        let (all, ada) = (crate::services(&ctx), house.admin("Ada").await);
        let spam = || Cause::parse("spam", "The same advert five times.").expect("a reason");
        let suspensions = Act::Suspend.rate().number;
        for n in 0..suspensions {
            let member = house.customer(&format!("Member {n}")).await;
            let done = all.moderation.suspend(&ada, &member.handle, spam(), None).await;
            done.expect("within the limit");
        }
        let spared = house.customer("Ines").await;
        let more = all.moderation.suspend(&ada, &spared.handle, spam(), None).await;
        assert_eq!(more, Err(limit(Act::Suspend, 120)));
        let idea = house.idea(&spared).await;
        for _ in 0..Act::Care.rate().number / 2 {
            all.moderation.lock(&ada, idea.number, spam()).await.expect("locked");
            all.moderation.unlock(&ada, idea.number).await.expect("unlocked");
        }
        let more = all.moderation.lock(&ada, idea.number, spam()).await;
        assert_eq!(more, Err(limit(Act::Care, 30)));
        for _ in 0..Act::ChangeMember.rate().number {
            all.admin.members.reset_link(&ada, &spared.handle).await.expect("a link");
        }
        let more = all.admin.members.end_sessions(&ada, &spared.handle).await;
        assert_eq!(more, Err(limit(Act::ChangeMember, 60)));
        for _ in 0..Act::Administer.rate().number {
            all.admin.departments.step(&ada, "sales", Way::Up).await.expect("moved");
        }
        let more = all.jobs.run_now(&ada, Chore::Sessions).await;
        assert_eq!(more, Err(limit(Act::Administer, 12)));
    }

    async fn one_subscriber_of_ipv6_is_one_address(house: House) {
        let ctx = limited(&house);
        for n in 0..Act::SignUp.rate().number {
            let counted = [(Act::SignUp, address(&format!("2001:db8:1:2::{n:x}")))];
            spend(&ctx, counted).await.expect("within the limit");
        }
        let same = spend(&ctx, [(Act::SignUp, address("2001:db8:1:2:ffff::1"))]).await;
        assert_eq!(same, Err(limit(Act::SignUp, 120)));
        let neighbour = spend(&ctx, [(Act::SignUp, address("2001:db8:1:3::1"))]).await;
        assert_eq!(neighbour, Ok(()));
    }

    async fn what_is_refused_by_one_of_two_limits_is_counted_by_neither(house: House) {
        let ctx = limited(&house);
        let account = || (Act::SignInAccount, Subject::Account("ines@example.com".into()));
        let from = || (Act::SignInAddress, address("203.0.113.9"));
        for _ in 0..Act::SignInAccount.rate().number {
            spend(&ctx, [account(), from()]).await.expect("within the limit");
        }
        for _ in 0..Act::SignInAddress.rate().number {
            assert!(spend(&ctx, [account(), from()]).await.is_err());
        }
        spend(&ctx, [from()]).await.expect("the address has tries left");
    }

    async fn a_restart_keeps_what_was_counted(house: House) {
        let ines = house.customer("Ines").await;
        use_up(&limited(&house), Act::Post, &ines).await;
        let restarted = Context { db: house.opened_again().await, ..limited(&house) };
        assert_eq!(act(&restarted, Act::Post, &ines).await, Err(limit(Act::Post, 180)));
    }

    async fn a_clock_that_goes_back_locks_nobody_out(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        use_up(&ctx, Act::StartTeam, &ines).await;
        house.clock.pass(-3 * DAY);
        use_up(&ctx, Act::StartTeam, &ines).await;
        assert!(act(&ctx, Act::StartTeam, &ines).await.is_err(), "and counts on");
    }

    async fn moments_that_are_past_are_swept(house: House) {
        let (ctx, ines) = (limited(&house), house.customer("Ines").await);
        act(&ctx, Act::Vote, &ines).await.expect("counted");
        use_up(&ctx, Act::Post, &ines).await;
        house.clock.pass(2 * SECOND);
        assert_eq!(sweep(&ctx).await, Ok(1), "the vote is forgotten");
        assert!(act(&ctx, Act::Post, &ines).await.is_err(), "the posts are not");
    }

    async fn relaxed_limits_count_nothing(house: House) {
        let ines = house.customer("Ines").await;
        for _ in 0..3 * Act::Redeem.rate().number {
            act(&house.ctx, Act::Redeem, &ines).await.expect("relaxed");
        }
        use_up(&limited(&house), Act::Redeem, &ines).await;
    }

    async fn votes_stop_at_their_limit_and_the_last_one_stands(house: House) {
        house.organisation().await;
        let author = house.customer("Ada").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&author).await.number;
        let votes = crate::votes::VotesService::new(limited(&house));
        let choices = [Choice::Support, Choice::None];
        for n in 0..usize::try_from(Act::Vote.rate().number).expect("few") {
            votes.cast(&ines, idea, choices[n % 2]).await.expect("within the limit");
        }
        let refused = votes.cast(&ines, idea, Choice::Support).await;
        assert_eq!(refused, Err(limit(Act::Vote, 2)));
        let drift = crate::reconcile::drift(&house.ctx.db).await;
        assert_eq!(drift, Ok(Vec::new()));
    }
}

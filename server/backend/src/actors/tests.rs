//! Whoever was suspended or lost their role after they were let in does
//! nothing any more, on both engines.

use domain::accounts::{Actor, Kind, Profile, Role};
use domain::admin::Way;
use domain::comments::CommentBody;
use domain::jobs::Chore;
use domain::moderation::{Cause, Subject};
use domain::votes::Choice;
use domain::{AppError, Conflict, Denied, Outcome, Services};

use crate::db::{Lock, all, one, run};
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::teams::team_form;
use crate::testing::{House, contract};

/// What is in the house before the act, and stays as it is.
struct Story {
    services: Services,
    idea: i64,
    comment: i64,
    team: i64,
}

async fn story(house: &House, ines: &Actor) -> Story {
    let services = crate::services(&house.ctx);
    let idea = house.idea(ines).await;
    let team = house
        .team(ines, &idea, &[("Packaging", 3), ("Web forms", 4)])
        .await;
    let words = CommentBody::parse("Brass ones, too.").expect("words");
    let posted = services.comments.post(ines, idea.number, None, words).await;
    Story {
        services,
        idea: idea.number,
        comment: posted.expect("a comment").id,
        team: team.number,
    }
}

fn cause() -> Cause {
    Cause::parse("unkind", "It calls a colleague names.").expect("a reason")
}

/// Everything a member does to what others see, tried once.
async fn everything(house: &House, s: &Story, who: &Actor) -> Vec<(&'static str, Outcome<()>)> {
    let words = || CommentBody::parse("Steel would do.").expect("words");
    let all = &s.services;
    let profile = Profile::parse(&who.display_name, &who.handle, "", "", &[]).expect("a profile");
    vec![
        (
            "vote",
            all.votes.cast(who, s.idea, Choice::Support).await.map(drop),
        ),
        (
            "post",
            all.ideas
                .submit(who, new_idea(&idea_form("Longer screws")))
                .await
                .map(drop),
        ),
        (
            "edit",
            all.ideas
                .edit(who, s.idea, new_idea(&idea_form("Shorter screws")))
                .await
                .map(drop),
        ),
        ("withdraw", all.ideas.withdraw(who, s.idea).await.map(drop)),
        (
            "comment",
            all.comments
                .post(who, s.idea, None, words())
                .await
                .map(drop),
        ),
        (
            "reword",
            all.comments.edit(who, s.comment, words()).await.map(drop),
        ),
        (
            "delete",
            all.comments.delete(who, s.comment).await.map(drop),
        ),
        (
            "start",
            all.teams
                .start(
                    who,
                    s.idea,
                    &team_form(&[("Packaging", 3), ("Web forms", 4)]),
                )
                .await
                .map(drop),
        ),
        ("sit", house.sit(who, s.team, "Packaging").await.map(drop)),
        (
            "charter",
            all.teams.accept_charter(who, s.team, 1).await.map(drop),
        ),
        ("profile", all.accounts.save_profile(who, profile).await),
        ("read", all.notifications.mark_read(who, i64::MAX).await),
        ("session", all.accounts.end_session(who, 1).await),
    ]
}

/// Every act that takes a role, tried once.
async fn every_deed(s: &Story, who: &Actor) -> Vec<(&'static str, Outcome<()>)> {
    let all = &s.services;
    let (idea, comment) = (Subject::Idea(s.idea), Subject::Comment(s.comment));
    vec![
        ("hide", all.moderation.hide(who, &comment, cause()).await),
        ("restore", all.moderation.restore(who, &idea).await),
        ("lock", all.moderation.lock(who, s.idea, cause()).await),
        ("unlock", all.moderation.unlock(who, s.idea).await),
        (
            "suspend",
            all.moderation.suspend(who, "ines", cause(), None).await,
        ),
        ("lift", all.moderation.lift(who, "ines").await),
        (
            "department",
            all.admin.departments.step(who, "sales", Way::Up).await,
        ),
        (
            "board",
            all.admin.boards.step(who, "workshop-floor", Way::Up).await,
        ),
        (
            "topic",
            all.admin.topics.remove(who, "packaging").await.map(drop),
        ),
        (
            "link",
            all.admin.members.reset_link(who, "ines").await.map(drop),
        ),
        ("job", all.jobs.run_now(who, Chore::Sessions).await),
    ]
}

/// Everything that was ever recorded.
async fn trail(house: &House) -> i64 {
    one!(db & house.ctx.db, i64, "SELECT COUNT(*) FROM events").expect("a count")
}

fn all_refused(tried: Vec<(&'static str, Outcome<()>)>, as_it_is: &AppError) {
    for (act, outcome) in tried {
        assert_eq!(outcome.as_ref(), Err(as_it_is), "{act}");
    }
}

contract! {
    async fn whoever_is_suspended_after_they_were_let_in_does_nothing_more(house: House) {
        house.organisation().await;
        // She wrote and started everything herself: only the suspension is
        // against her.
        let ines = house.member("Ines", Kind::Employee, Role::Admin, Some("service")).await;
        let s = story(&house, &ines).await;
        let before = trail(&house).await;
        house.suspend(&ines).await;
        let out = AppError::Denied(Denied::SignInFirst);
        all_refused(everything(&house, &s, &ines).await, &out);
        all_refused(every_deed(&s, &ines).await, &out);
        assert_eq!(trail(&house).await, before);
    }

    async fn whoever_lost_their_role_meanwhile_does_nothing_by_it(house: House) {
        house.organisation().await;
        let (ines, mo) = (house.customer("Ines").await, house.admin("Mo").await);
        let s = story(&house, &ines).await;
        let before = trail(&house).await;
        house.spoil("UPDATE members SET role = 'member' WHERE handle = 'mo'").await;
        all_refused(every_deed(&s, &mo).await, &Conflict::StandingChanged.into());
        assert_eq!(trail(&house).await, before);
    }

    async fn a_steward_answers_for_the_department_they_have_now(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let sam = house.member("Sam", Kind::Employee, Role::Steward, Some("service")).await;
        let s = story(&house, &ines).await;
        house.spoil(
            "UPDATE members
            SET department_id = (SELECT id FROM departments WHERE slug = 'sales')
            WHERE handle = 'sam'",
        )
        .await;
        let late = s.services.moderation.lock(&sam, s.idea, cause()).await;
        assert_eq!(late, Err(Conflict::StandingChanged.into()));
    }

    async fn what_is_under_way_ends_before_a_suspension_or_is_refused(house: House) {
        house.organisation().await;
        let mo = house.member("Mo", Kind::Employee, Role::Moderator, None).await;
        let ines = house.customer("Ines").await;
        let s = story(&house, &ines).await;
        for round in 0..6 {
            let name = format!("Voter {round}");
            let voter = house.customer(&name).await;
            let act = s.services.votes.cast(&voter, s.idea, Choice::Support);
            let suspended = s.services.moderation.suspend(&mo, &voter.handle, cause(), None);
            let (done, suspended) = futures::future::join(act, suspended).await;
            suspended.expect("suspended");
            assert!(done.is_ok() || done == Err(Denied::SignInFirst.into()), "{done:?}");
            let order = "SELECT kind FROM events WHERE actor_id = $1 OR member_id = $1 ORDER BY id";
            let order = all!(db & house.ctx.db, (String,), order, voter.id).expect("the trail");
            assert_eq!(order.last().map(|(kind,)| kind.as_str()), Some("member.suspended"));
        }
    }
}

/// A suspension that is written but not committed yet holds off what its member
/// does. SQLite has one writer, so there it cannot come to that.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_act_waits_for_the_suspension_that_is_under_way() {
    let Some(house) = House::empty(crate::testing::Engine::Postgres).await else {
        return;
    };
    house.organisation().await;
    let (ines, ben) = (house.customer("Ines").await, house.customer("Ben").await);
    let s = story(&house, &ines).await;
    let (written, go_on) = (std::sync::Arc::new(tokio::sync::Notify::new()), ben.id);
    let told = written.clone();
    let suspension = house
        .ctx
        .db
        .write(Lock::OwnRows, (go_on, told), |tx, (member, told)| {
            Box::pin(async move {
                super::alone(tx, *member).await?;
                run!(
                    tx,
                    "UPDATE members SET suspended_at = 1 WHERE id = $1",
                    *member
                )?;
                told.notify_one();
                tokio::time::sleep(std::time::Duration::from_millis(400)).await;
                Ok(())
            })
        });
    let voting = async {
        written.notified().await;
        let vote = s.services.votes.cast(&ben, s.idea, Choice::Support).await;
        let words = CommentBody::parse("Steel would do.").expect("words");
        let comment = s.services.comments.post(&ben, s.idea, None, words).await;
        (vote.map(drop), comment.map(drop))
    };
    let (suspended, (vote, comment)) = futures::future::join(suspension, voting).await;
    suspended.expect("written");
    let out = Err(AppError::Denied(Denied::SignInFirst));
    assert_eq!((vote, comment), (out.clone(), out));
}

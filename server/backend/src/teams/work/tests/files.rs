//! Files beside a team's work.

use domain::accounts::{Kind, Role};
use domain::moderation::{AuditQuery, Cause, Moderation as _, Subject};
use domain::work::{FILE_BYTES, Finish, MAX_FILES, NewFile, StopForm};

use super::*;
use crate::moderation::ModerationService;

fn file(name: &str) -> NewFile {
    NewFile::parse(name, b"one, two, three".to_vec()).expect("a file")
}

contract! {
    async fn a_file_is_kept_given_out_and_taken_away(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        work.may_attach(&s.ben, team).await.expect("he works there");
        let kept = work.attach(&s.ben, team, file("C:\\plans\\sheet 1.csv")).await.expect("kept");
        let shown = &kept.files[0];
        assert_eq!((shown.name.as_str(), shown.size), ("sheet 1.csv", 15));
        assert_eq!(shown.person.handle, s.ben.handle);
        let given = work.file(&s.ines, team, shown.id).await.expect("any member who sees the team");
        assert_eq!((given.name.as_str(), given.bytes.as_slice()), ("sheet 1.csv", &b"one, two, three"[..]));
        let gone = work.remove_file(&s.cleo, team, shown.id).await.expect("taken away");
        assert!(gone.files.is_empty());
        assert_eq!(work.file(&s.ben, team, shown.id).await, Err(Noun::TeamFile.into()));
        assert_eq!(work.remove_file(&s.ben, team, shown.id).await.map(|_| ()), Err(Noun::TeamFile.into()));
    }

    async fn only_the_teams_people_put_files_there_while_it_works(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        assert_eq!(work.may_attach(&s.ines, team).await, Err(Denied::NotYours.into()));
        let refused = work.attach(&s.ines, team, file("plan.txt")).await;
        assert_eq!(refused.map(|_| ()), Err(Denied::NotYours.into()));
        let gathering = house.team(&s.ada, &s.idea, &[("Oak", 2)]).await.number;
        assert_eq!(work.may_attach(&s.ada, gathering).await, Err(Conflict::NotLaunched.into()));
        for _ in 0..MAX_FILES {
            work.attach(&s.ben, team, file("plan.txt")).await.expect("kept");
        }
        let more = work.attach(&s.ben, team, file("plan.txt")).await;
        assert_eq!(more.map(|_| ()), Err(FieldErrors::one("file", FieldError::TooMany(20)).into()));
    }

    async fn whoever_cares_for_the_tone_takes_a_file_away_at_any_time(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let kept = work.attach(&s.ben, team, file("plan.txt")).await.expect("kept");
        let moderator = house.member("Mo", Kind::Employee, Role::Moderator, None).await;
        let form = StopForm {
            tried: "We posted forty orders by hand for two weeks.".into(),
            found: "The post costs more than the part, three times of four.".into(),
            tell: "Purchasing".into(),
        };
        work.finish(&s.ada, team, Finish::stop(&form).expect("a form")).await.expect("stopped");
        let seen = work.view(&Viewer::Member(moderator.clone()), team).await.expect("seen").expect("its page");
        assert!(seen.files[0].may_remove);
        let seen = work.view(&Viewer::Member(s.ada.clone()), team).await.expect("seen").expect("its page");
        assert!(!seen.files[0].may_remove, "the team is over");
        let over = work.remove_file(&s.ada, team, kept.files[0].id).await;
        assert_eq!(over.map(|_| ()), Err(Conflict::TeamClosed.into()));
        let gone = work.remove_file(&moderator, team, kept.files[0].id).await.expect("taken away");
        assert!(gone.files.is_empty());
        let care = ModerationService::new(house.ctx.clone());
        let admin = house.admin("Root").await;
        let log = care.audit(&admin, &AuditQuery::default(), None).await.expect("the log");
        let entry = &log.entries[0];
        assert_eq!((entry.kind.as_str(), entry.detail.as_str()), ("file.removed", "plan.txt"));
        assert_eq!(entry.member.as_ref().map(|who| &who.handle), Some(&s.ben.handle));
    }

    async fn a_file_of_another_team_or_a_hidden_one_is_not_given_out(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let kept = work.attach(&s.ben, team, file("plan.txt")).await.expect("kept");
        let other = house.team(&s.ada, &s.idea, &[("Oak", 2)]).await.number;
        assert_eq!(work.file(&s.ben, other, kept.files[0].id).await, Err(Noun::TeamFile.into()));
        let moderator = house.member("Mo", Kind::Employee, Role::Moderator, None).await;
        let care = ModerationService::new(house.ctx.clone());
        let cause = Cause::parse("heated", "It turns in circles.").expect("a cause");
        care.hide(&moderator, &Subject::Idea(s.idea.number), cause).await.expect("hidden");
        let ben = work.file(&s.ben, team, kept.files[0].id).await;
        assert!(ben.is_ok(), "its own people still know of it");
        let stranger = house.customer("Dov").await;
        assert_eq!(work.file(&stranger, team, kept.files[0].id).await, Err(Noun::Team.into()));
    }
}

#[test]
fn a_file_has_a_name_and_something_in_it() {
    let wrong = |name: &str, size: usize| {
        let refused = NewFile::parse(name, vec![0; size]).expect_err("refused");
        refused.0["file"]
    };
    assert_eq!(wrong("", 0), FieldError::Missing);
    assert_eq!(wrong("plan.txt", 0), FieldError::EmptyFile);
    assert_eq!(wrong("plan.txt", FILE_BYTES + 1), FieldError::FileTooLarge);
    assert_eq!(wrong("folder/", 1), FieldError::Missing);
    assert_eq!(wrong(&"x".repeat(121), 1), FieldError::TooLong(120));
    assert_eq!(file("../../etc/passwd").name, "passwd");
}

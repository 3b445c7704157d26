//! The audit log.

use domain::invitations::{Invitations, NewInvitation};
use domain::moderation::AuditQuery;

use super::*;
use crate::accounts::admin;
use crate::invitations::InvitationsService;
use crate::testing::contract;

fn about(person: &str) -> AuditQuery {
    AuditQuery {
        person: Some(person.into()),
        ..AuditQuery::default()
    }
}

contract! {
    async fn every_privileged_act_stands_in_the_log(house: House) {
        let s = story(&house).await;
        let comment = say(&house, &s.ben, &s.idea, None).await;
        let other = say(&house, &s.ben, &s.idea, None).await;
        let (idea, remark) = (Subject::Idea(s.idea.number), Subject::Comment(comment.id));
        let service = care(&house);
        service.hide(&s.sam, &idea, cause()).await.expect("hidden");
        service.restore(&s.mo, &idea).await.expect("restored");
        service.lock(&s.sam, s.idea.number, cause()).await.expect("locked");
        service.unlock(&s.sam, s.idea.number).await.expect("unlocked");
        service.hide(&s.mo, &remark, cause()).await.expect("hidden");
        service.restore(&s.mo, &remark).await.expect("restored");
        comments(&house).delete(&s.mo, other.id).await.expect("deleted");
        comments(&house).delete(&s.ben, comment.id).await.expect("one's own is no privileged act");
        service.suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        service.lift(&s.ada, "ben").await.expect("lifted");
        admin::promote(&house.ctx, "ben@example.com", Role::Steward).await.expect("promoted");
        admin::reset_link(&house.ctx, "ben@example.com").await.expect("a link");
        let invitation = NewInvitation::parse("Welcome", "service").expect("a form");
        let invitations = InvitationsService::new(house.ctx.clone());
        invitations.invite(&s.ada, invitation).await.expect("a link");

        let log = service.audit(&s.ada, &AuditQuery::default(), None).await.expect("the log");
        let kinds: Vec<&str> = log.entries.iter().rev().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, [
            "idea.hidden", "idea.restored", "idea.locked", "idea.unlocked",
            "comment.hidden", "comment.restored", "comment.deleted",
            "member.suspended", "suspension.lifted", "role.changed", "reset_link.made",
            "invitation.written",
        ]);
        assert_eq!(log.kinds.len(), kinds.len());
        let first = log.entries.last().expect("the first");
        let handle = |person: &Option<domain::accounts::PersonRef>| {
            person.as_ref().map(|person| person.handle.clone())
        };
        assert_eq!(handle(&first.by).as_deref(), Some("sam"));
        assert_eq!(handle(&first.member).as_deref(), Some("ines"));
        assert_eq!(first.idea.as_ref(), Some(&s.idea));
        assert_eq!(first.detail, "unkind: It calls a colleague names.");
        let hidden = &log.entries[7];
        assert_eq!((hidden.kind.as_str(), hidden.comment), ("comment.hidden", Some(comment.id)));
    }

    async fn the_log_is_narrowed_down_by_act_and_by_person(house: House) {
        let s = story(&house).await;
        let service = care(&house);
        let idea = Subject::Idea(s.idea.number);
        service.hide(&s.sam, &idea, cause()).await.expect("hidden");
        service.restore(&s.mo, &idea).await.expect("restored");
        service.suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        let found = |query: AuditQuery| {
            let (service, ada) = (care(&house), s.ada.clone());
            async move {
                let log = service.audit(&ada, &query, None).await.expect("the log");
                log.entries.into_iter().map(|entry| entry.kind).collect::<Vec<_>>()
            }
        };
        assert_eq!(found(about("ines")).await, ["idea.restored", "idea.hidden"]);
        assert_eq!(found(about("MO")).await, ["member.suspended", "idea.restored"]);
        let both = AuditQuery { kind: Some("idea.restored".into()), ..about("mo") };
        assert_eq!(found(both).await, ["idea.restored"]);
        assert_eq!(found(about("nobody")).await, Vec::<String>::new());
    }

    async fn only_admins_read_it(house: House) {
        let s = story(&house).await;
        for who in [&s.ben, &s.sam, &s.mo] {
            let log = care(&house).audit(who, &AuditQuery::default(), None).await;
            assert_eq!(log.map(|log| log.entries), denied());
            let file = care(&house).audit_file(who, &AuditQuery::default()).await;
            assert_eq!(file, denied());
        }
    }

    async fn pages_of_the_log_follow_each_other(house: House) {
        let s = story(&house).await;
        let idea = Subject::Idea(s.idea.number);
        for _ in 0..16 {
            care(&house).hide(&s.mo, &idea, cause()).await.expect("hidden");
            care(&house).restore(&s.mo, &idea).await.expect("restored");
        }
        let query = AuditQuery::default();
        let first = care(&house).audit(&s.ada, &query, None).await.expect("a page");
        let rest = care(&house).audit(&s.ada, &query, first.next.as_ref()).await.expect("a page");
        assert_eq!((first.entries.len(), rest.entries.len()), (domain::paging::PAGE, 2));
        assert_eq!(rest.next, None);
        let file = care(&house).audit_file(&s.ada, &query).await.expect("the file");
        assert_eq!(file.len(), 32, "the file holds them all");
        assert!(rest.entries[0].id < first.entries[29].id);
    }
}

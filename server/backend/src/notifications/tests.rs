//! What notices promise, on both engines.

use domain::accounts::Kind;

use super::*;
use crate::db::one;
use crate::testing::{House, contract};

/// Tells these members that somebody commented on an idea.
async fn tell(house: &House, to: &[&Actor], by: &Actor, idea: i64) {
    let notice = Notice {
        kind: NoticeKind::Commented,
        by: Some(by.id),
        idea,
        team: None,
        comment: None,
        seat: None,
        measure: None,
    };
    let to: Vec<MemberId> = to.iter().map(|member| member.id).collect();
    house
        .write((to, notice, house.ctx.now()), |tx, (to, notice, now)| {
            Box::pin(notify(tx, to, notice, *now))
        })
        .await;
}

async fn unread(house: &House, member: &Actor) -> i64 {
    const UNREAD: &str = "SELECT unread FROM members WHERE id = $1";
    one!(db & house.ctx.db, i64, UNREAD, member.id).expect("a member")
}

const UNREAD_ROWS: &str = "
    SELECT COUNT(*)
    FROM notices
    WHERE member_id = $1
    AND read_at IS NULL";

contract! {
    async fn everyone_is_told_once_and_nobody_of_their_own_doing(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        tell(&house, &[&ines, &ada, &ines], &ada, idea.number).await;
        assert_eq!((unread(&house, &ines).await, unread(&house, &ada).await), (1, 0));
        let service = NotificationsService::new(house.ctx.clone());
        let page = service.list(&ines, None).await.expect("a page");
        let [notice] = page.items.as_slice() else { panic!("one notice") };
        assert_eq!(notice.idea, idea);
        assert_eq!(notice.by.as_ref().map(|by| by.handle.as_str()), Some("ada"));
        assert!(!notice.read);
    }

    async fn what_was_read_is_counted_off(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        for _ in 0..3 {
            tell(&house, &[&ines], &ada, idea.number).await;
        }
        let service = NotificationsService::new(house.ctx.clone());
        let page = service.list(&ines, None).await.expect("a page");
        let second = page.items[1].id;
        service.mark_read(&ines, second).await.expect("read");
        service.mark_read(&ines, second).await.expect("twice counts once");
        assert_eq!(unread(&house, &ines).await, 1);
        let page = service.list(&ines, None).await.expect("a page");
        let read: Vec<bool> = page.items.iter().map(|notice| notice.read).collect();
        assert_eq!(read, [false, true, true]);
    }

    async fn reading_while_more_comes_in_keeps_the_count_true(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let service = NotificationsService::new(house.ctx.clone());
        let to = [&ines];
        for _ in 0..5 {
            let told = tell(&house, &to, &ada, idea.number);
            let (read, ()) = tokio::join!(service.mark_read(&ines, i64::MAX), told);
            read.expect("read");
        }
        let rows: i64 = one!(db &house.ctx.db, i64, UNREAD_ROWS, ines.id).expect("a count");
        assert_eq!(unread(&house, &ines).await, rows);
    }

    async fn whoever_leaves_the_organisation_hears_no_more_of_its_inside(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let bo = house.employee("Bo", "sales").await;
        let inside = house.inside_idea(&ada, "A quieter workshop floor").await;
        let shown = house.idea(&ada).await;
        tell(&house, &[&ada], &bo, shown.number).await;
        tell(&house, &[&ada], &bo, inside.number).await;
        let service = NotificationsService::new(house.ctx.clone());
        let page = service.list(&ada, None).await.expect("a page");
        assert_eq!(page.items.len(), 2);
        house.spoil("UPDATE members SET kind = 'customer', department_id = NULL WHERE handle = 'ada'").await;
        let left = Actor { kind: Kind::Customer, ..ada };
        let page = service.list(&left, None).await.expect("a page");
        assert_eq!(page.items.iter().map(|n| n.idea.number).collect::<Vec<_>>(), [shown.number]);
        service.mark_read(&left, page.items[0].id + 1).await.expect("read");
        assert_eq!(unread(&house, &left).await, 0, "hidden ones do not stay counted");
    }

    async fn long_lists_come_in_pages(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        for _ in 0..=PAGE {
            tell(&house, &[&ines], &ada, idea.number).await;
        }
        let service = NotificationsService::new(house.ctx.clone());
        let first = service.list(&ines, None).await.expect("a page");
        assert_eq!(first.items.len(), PAGE);
        let second = service.list(&ines, first.next.as_ref()).await.expect("a page");
        assert_eq!((second.items.len(), second.next), (1, None));
        let forged = Cursor("forged".into());
        let refused = service.list(&ines, Some(&forged)).await;
        assert_eq!(refused, Err(domain::AppError::NotFound(Noun::Page)));
    }
}

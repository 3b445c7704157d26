//! Members: found, changed, let in and kept out.

use domain::accounts::{Kind, Password, Role, Viewer};
use domain::admin::{MemberChange, MemberQuery, MemberState};
use domain::boards::Boards;
use domain::notifications::Notifications;
use domain::paging::PAGE;
use domain::teams::{TeamStage, Teams};
use domain::{AppError, Conflict, FieldError, FieldErrors, Noun};

use super::{admin, deeds, device, log, outsiders, refused, unread};
use crate::boards::BoardsService;
use crate::db::first;
use crate::notifications::NotificationsService;
use crate::reconcile;
use crate::testing::ideas::idea_form;
use crate::testing::{House, contract};

fn change(role: Role, kind: Kind, department: Option<&str>) -> MemberChange {
    MemberChange {
        role,
        kind,
        department: department.map(str::to_owned),
    }
}

/// Handles of the members that match.
async fn found(house: &House, by: &domain::accounts::Actor, query: MemberQuery) -> Vec<String> {
    let page = admin(house).members.list(by, &query).await.expect("a page");
    page.items
        .into_iter()
        .map(|card| card.person.handle)
        .collect()
}

contract! {
    async fn members_are_for_admins_alone(house: House) {
        house.organisation().await;
        let members = admin(&house).members;
        for other in outsiders(&house).await {
            refused(members.list(&other, &MemberQuery::default()).await);
            refused(members.file(&other, "ines").await);
            refused(members.change(&other, "ines", change(Role::Admin, Kind::Employee, None)).await);
            refused(members.reset_link(&other, "ines").await);
            refused(members.end_sessions(&other, "ines").await);
        }
        assert_eq!(deeds(&house).await, [""; 0]);
    }

    async fn members_are_found_by_words_and_filters(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        house.employee("Zoe Angstrom", "service").await;
        let ben = house.employee("Ben", "sales").await;
        house.customer("100 % Wool_Shop").await;
        house.suspend(&ben).await;
        let words = |words: &str| MemberQuery { words: words.into(), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, words("")).await.len(), 4);
        assert_eq!(found(&house, &ada, words("Ångström")).await.len(), 1, "accents do not matter");
        assert_eq!(found(&house, &ada, words("BEN@example")).await, ["ben"]);
        assert_eq!(found(&house, &ada, words("% wool_")).await.len(), 1);
        assert_eq!(found(&house, &ada, words("n%t")).await, [""; 0], "a sign is a sign");
        let customers = MemberQuery { kind: Some(Kind::Customer), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, customers).await.len(), 1);
        let admins = MemberQuery { role: Some(Role::Admin), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, admins).await, ["ada"]);
        let sales = MemberQuery { department: Some("sales".into()), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, sales).await, ["ben"]);
        let out = MemberQuery { state: Some(MemberState::Suspended), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, out).await, ["ben"]);
        let active = MemberQuery { state: Some(MemberState::Active), ..MemberQuery::default() };
        assert_eq!(found(&house, &ada, active).await.len(), 3);
    }

    async fn the_list_goes_on_page_by_page(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        for n in 0..PAGE {
            house.customer(&format!("Guest {n}")).await;
        }
        let members = admin(&house).members;
        let first = members.list(&ada, &MemberQuery::default()).await.expect("a page");
        assert_eq!(first.items.len(), PAGE);
        let rest = MemberQuery { after: first.next, ..MemberQuery::default() };
        let rest = members.list(&ada, &rest).await.expect("a page");
        let [last] = rest.items.as_slice() else { panic!("one is left") };
        assert_eq!((last.person.handle.as_str(), rest.next), ("ada", None));
    }

    async fn a_new_role_and_department_are_written_down(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        house.employee("Ben", "service").await;
        let members = admin(&house).members;
        members.change(&ada, "ben", change(Role::Steward, Kind::Employee, Some("sales"))).await.expect("changed");
        let file = members.file(&ada, "ben").await.expect("a file");
        assert_eq!((file.card.role, file.department.as_deref()), (Role::Steward, Some("sales")));
        let lines = [("role.changed", "member → steward"), ("member.moved", "sales")];
        assert_eq!(log(&house).await, lines.map(|(kind, detail)| (kind.to_owned(), detail.to_owned())));
        let nowhere = members.change(&ada, "nobody", change(Role::Member, Kind::Employee, None)).await;
        assert_eq!(nowhere, Err(AppError::NotFound(Noun::Person)));
        let wrong = members.change(&ada, "ben", change(Role::Member, Kind::Employee, Some("moon"))).await;
        assert_eq!(wrong, Err(FieldErrors::one("department", FieldError::NotOffered).into()));
    }

    async fn the_last_admin_stays_one(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let members = admin(&house).members;
        assert!(members.file(&ada, "ada").await.expect("a file").last_admin);
        let down = change(Role::Member, Kind::Employee, None);
        let alone = members.change(&ada, "ada", down.clone()).await;
        assert_eq!(alone, Err(Conflict::LastAdmin.into()));
        let ben = house.admin("Ben").await;
        house.suspend(&ben).await;
        let alone = members.change(&ada, "ada", down.clone()).await;
        assert_eq!(alone, Err(Conflict::LastAdmin.into()), "one who is kept out does not count");
        house.admin("Cleo").await;
        members.change(&ada, "ada", down).await.expect("another one is there");
    }

    async fn two_admins_cannot_take_the_role_from_each_other(house: House) {
        house.organisation().await;
        let (ada, ben) = (house.admin("Ada").await, house.admin("Ben").await);
        let members = admin(&house).members;
        let down = change(Role::Member, Kind::Employee, None);
        let (one, other) = futures::future::join(
            members.change(&ada, "ben", down.clone()),
            members.change(&ben, "ada", down),
        )
        .await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let admins = MemberQuery { role: Some(Role::Admin), ..MemberQuery::default() };
        let left = found(&house, &ada, admins).await;
        assert_eq!(left.len(), 1);
    }

    async fn who_becomes_a_customer_leaves_the_inside_at_once(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ben = house.employee("Ben", "service").await;
        let cleo = house.employee("Cleo", "sales").await;
        let inside = house.inside_idea(&cleo, "A quieter saw").await;
        let team = house.team(&cleo, &inside, &[("Packaging", 3), ("Saws", 3)]).await;
        house.sit(&ben, team.number, "Packaging").await.expect("a seat");
        house.vote(&ben, &inside, domain::votes::Choice::Support).await;
        let outside = house.idea(&ben).await;
        let other = house.team(&ben, &outside, &[("Post", 3)]).await;
        house.sit(&ben, other.number, "Post").await.expect("a seat");
        let of_his = house.inside_idea(&ben, "A brighter lamp").await;
        house.team(&cleo, &of_his, &[("Lamps", 2)]).await;
        assert_eq!(unread(&house, &ben).await, 1, "somebody started a team on his idea");

        let members = admin(&house).members;
        assert_eq!(members.file(&ada, "ben").await.expect("a file").seats_inside, 1);
        members.change(&ada, "ben", change(Role::Member, Kind::Customer, None)).await.expect("changed");

        let ben = domain::accounts::Actor { kind: Kind::Customer, department: None, ..ben };
        let hidden = house.teams().view(&Viewer::Member(ben.clone()), team.number).await;
        assert_eq!(hidden.map(|_| ()), Err(AppError::NotFound(Noun::Team)));
        let seen = house.team_seen_by(&cleo, team.number).await;
        assert!(seen.seats.iter().all(|seat| seat.held.is_empty()), "his seat is free");
        let kept = house.team_seen_by(&ben, other.number).await;
        assert_eq!(kept.seats[0].held.len(), 1, "on a public board he keeps his");
        assert_eq!(unread(&house, &ben).await, 0, "the bell does not ring for what he cannot see");
        let notices = NotificationsService::new(house.ctx.clone());
        assert_eq!(notices.list(&ben, None).await.expect("a page").items.len(), 0);
        house.sit(&cleo, team.number, "Saws").await.expect("a seat");
        assert_eq!(unread(&house, &ben).await, 0, "nor for what happens there later");
        assert_eq!(reconcile::drift(&house.ctx.db).await.expect("compared"), [""; 0]);
        assert_eq!(house.told(&cleo).await.last().map(String::as_str), Some("seat_freed"));
    }

    async fn who_becomes_an_employee_can_let_a_team_launch(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let ben = house.employee("Ben", "service").await;
        let idea = house.idea(&ines).await;
        house.supporters(&idea, 10).await;
        let team = house.team(&ben, &idea, &[("Packaging", 3), ("Post", 3)]).await;
        house.sit(&ben, team.number, "Packaging").await.expect("a seat");
        let cleo = house.employee("Cleo", "service").await;
        house.sit(&cleo, team.number, "Post").await.expect("a seat");
        assert_eq!(house.team_seen_by(&ben, team.number).await.stage, TeamStage::Gathering);
        admin(&house).members
            .change(&ada, "cleo", change(Role::Member, Kind::Employee, Some("sales"))).await
            .expect("changed");
        let team = house.team_seen_by(&ben, team.number).await;
        assert_eq!(team.stage, TeamStage::Launched, "two departments are on it now");
    }

    async fn a_steward_stays_in_the_department_they_answer_for(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let sol = house.member("Sol", Kind::Employee, Role::Steward, Some("service")).await;
        let accounts = crate::services(&house.ctx).accounts;
        let (profile, _) = accounts.profile(&sol).await.expect("a profile");
        let wider = domain::accounts::Profile { department: Some("sales".into()), ..profile };
        accounts.save_profile(&sol, wider).await.expect("the rest is saved");
        let file = admin(&house).members.file(&ada, "sol").await.expect("a file");
        assert_eq!(file.department.as_deref(), Some("service"));
    }

    async fn a_vote_stays_in_the_group_it_was_cast_in(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ben = house.employee("Ben", "service").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        house.vote(&ben, &idea, domain::votes::Choice::Support).await;
        let members = admin(&house).members;
        members.change(&ada, "ben", change(Role::Member, Kind::Customer, None)).await.expect("changed");
        let tally = "SELECT support_employees, support_customers FROM ideas WHERE id = $1";
        let counted = first!(db &house.ctx.db, (i64, i64), tally, idea.number).expect("an idea");
        assert_eq!(counted, Some((1, 0)));
        assert_eq!(reconcile::drift(&house.ctx.db).await.expect("compared"), [""; 0]);
    }

    async fn a_reset_link_lets_a_member_back_in_once(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        house.customer("Ines").await;
        let members = admin(&house).members;
        let stale = members.reset_link(&ada, "ines").await.expect("a link");
        let link = members.reset_link(&ada, "ines").await.expect("a link");
        let accounts = crate::services(&house.ctx).accounts;
        let new = || Password::parse("lantern orchard in june").expect("a password");
        let over = accounts.reset_password(&stale, new()).await;
        assert_eq!(over, Err(AppError::NotFound(Noun::Link)));
        accounts.reset_password(&link, new()).await.expect("a new password");
        accounts.sign_in("ines@example.com", &new(), &device()).await.expect("signed in");
        assert_eq!(members.file(&ada, "ines").await.expect("a file").sessions, 1);
        members.end_sessions(&ada, "ines").await.expect("ended");
        assert_eq!(members.file(&ada, "ines").await.expect("a file").sessions, 0);
        assert_eq!(deeds(&house).await, ["reset_link.made", "reset_link.made", "sessions.ended"]);
    }

    async fn a_customer_sees_no_employees_board_and_posts_on_none(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ben = house.employee("Ben", "service").await;
        let accounts = crate::services(&house.ctx);
        admin(&house).members
            .change(&ada, "ben", change(Role::Member, Kind::Customer, None)).await
            .expect("changed");
        let ben = domain::accounts::Actor { kind: Kind::Customer, department: None, ..ben };
        let boards = BoardsService::new(house.ctx.clone());
        let site = boards.site(&Viewer::Member(ben.clone())).await.expect("a site");
        assert_eq!(site.boards.len(), 1);
        let form = domain::ideas::IdeaForm { board: "workshop-floor".into(), ..idea_form("A louder saw") };
        let posted = accounts.ideas.submit(&ben, crate::testing::ideas::new_idea(&form)).await;
        assert_eq!(posted, Err(AppError::NotFound(Noun::Board)));
    }
}

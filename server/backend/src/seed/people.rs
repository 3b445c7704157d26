//! The organisation, its places and its members.

use domain::accounts::{Kind, Role};
use domain::boards::Visibility;
use domain::{Outcome, Timestamp};

use super::bulk::{Table, row};
use super::size::Amounts;
use super::words::topic;
use super::{ORGANISATION, days_before};
use crate::context::Context;
use crate::db::{Lock, run};
use crate::skills::note;

/// Departments.
pub(super) const DEPARTMENTS: i64 = 20;
/// Words of the vocabulary of skills.
pub(super) const SKILLS: i64 = 40;
/// Members written in one transaction.
const BATCH: i64 = 2_000;
/// Days since the organisation began.
pub(super) const DAYS: f64 = 730.0;

const ADD_ORGANISATION: &str = "
    INSERT INTO organisation (id, name, time_zone, created_at)
    VALUES (1, $1, 'UTC', $2)";
const ADD_DEPARTMENT: &str = "
    INSERT INTO departments (slug, name, position)
    VALUES ($1, $2, $3)";
const ADD_BOARD: &str = "
    INSERT INTO boards (slug, name, purpose, visibility, position)
    VALUES ($1, $2, $3, $4, $5)";

/// One member of four works here.
pub(super) fn kind(member: i64) -> Kind {
    if member % 4 == 1 {
        Kind::Employee
    } else {
        Kind::Customer
    }
}

/// The board an idea stands on: one of ten is for employees.
pub(super) const fn board(idea: i64) -> i64 {
    if idea % 10 == 0 { 2 } else { 1 }
}

/// Writes everything but what people do. The first member is the admin.
pub(super) async fn move_in(
    ctx: &Context,
    amounts: &Amounts,
    hash: &str,
    now: Timestamp,
) -> Outcome<()> {
    let began = days_before(now, DAYS + 1.0).0;
    let db = &ctx.db;
    db.write(Lock::OwnRows, began, |tx, began| {
        Box::pin(async move {
            run!(tx, ADD_ORGANISATION, ORGANISATION, *began)?;
            for n in 1..=DEPARTMENTS {
                let (slug, name) = (format!("department-{n}"), format!("Department {n}"));
                run!(tx, ADD_DEPARTMENT, slug, name, n)?;
            }
            for n in 0..SKILLS {
                note(tx, &format!("skill {n}"), Timestamp(*began)).await?;
            }
            let (all, inside) = (Visibility::Public.as_str(), Visibility::Employees.as_str());
            run!(
                tx,
                ADD_BOARD,
                "ideas",
                "Ideas",
                "Open to everybody.",
                all,
                0_i64
            )?;
            run!(
                tx,
                ADD_BOARD,
                "inside",
                "Inside",
                "For who works here.",
                inside,
                1_i64
            )?;
            Ok(())
        })
    })
    .await?;
    for first in (1..=amounts.members).step_by(usize::try_from(BATCH).expect("a small number")) {
        let after = (first + BATCH).min(amounts.members + 1);
        let tables = members(first..after, hash, began);
        db.write(Lock::OwnRows, tables, |tx, tables| {
            Box::pin(async move {
                for table in tables {
                    table.write(tx).await?;
                }
                Ok(())
            })
        })
        .await?;
    }
    Ok(())
}

fn members(numbers: std::ops::Range<i64>, hash: &str, began: i64) -> [Table; 4] {
    let mut members = Table::new(
        "members",
        &[
            "id",
            "email",
            "password_hash",
            "display_name",
            "handle",
            "kind",
            "role",
            "department_id",
            "about",
            "created_at",
        ],
    );
    let mut skills = Table::new(
        "member_skills",
        &["member_id", "position", "name", "level", "folded"],
    );
    let mut open = Table::new(
        "preferences",
        &["member_id", "open_since", "hours", "time_zone"],
    );
    let mut topics = Table::new("member_topics", &["member_id", "position", "topic"]);
    for n in numbers {
        let (kind, role) = (kind(n), if n == 1 { Role::Admin } else { Role::Member });
        let department = (kind == Kind::Employee).then_some(n / 4 % DEPARTMENTS + 1);
        members.add(row![
            n,
            format!("m{n}@example.com"),
            hash,
            format!("Member {n}"),
            format!("m{n}"),
            kind.as_str(),
            role.as_str(),
            department,
            "",
            began,
        ]);
        let first = n / 4 % SKILLS;
        let other = (first + 1 + n % (SKILLS - 1)) % SKILLS;
        for (skill, position) in [first, other].into_iter().zip(0_i64..) {
            let skill = format!("skill {skill}");
            skills.add(row![n, position, skill.clone(), n % 3 + 1, skill]);
        }
        open.add(row![n, began, n % 7, ""]);
        topics.add(row![n, 0_i64, topic(n)]);
    }
    [members, skills, open, topics]
}

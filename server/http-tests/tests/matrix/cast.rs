//! The people of the table, one column each.

use std::collections::HashMap;
use std::io::Write;
use std::process::Stdio;

use http_tests::{House, Ledger, PASSWORD, Person, program};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Nobody we know.
    Visitor,
    /// An employee whose session was open when they were suspended.
    Suspended,
    /// A customer who has nothing to do with the things.
    Customer,
    /// An employee who has nothing to do with them.
    Employee,
    /// Wrote the idea and the comment, and started its team.
    Author,
    /// Holds a seat on that team.
    Seated,
    /// Steward of the idea's department.
    Steward,
    /// Steward of another department.
    Elsewhere,
    /// Cares for the tone.
    Moderator,
    /// Runs the installation.
    Admin,
}

impl Who {
    /// The columns of the table, in their order.
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("visitor", Self::Visitor),
        ("suspended", Self::Suspended),
        ("customer", Self::Customer),
        ("employee", Self::Employee),
        ("author", Self::Author),
        ("seated", Self::Seated),
        ("steward", Self::Steward),
        ("elsewhere", Self::Elsewhere),
        ("moderator", Self::Moderator),
        ("admin", Self::Admin),
    ];

    /// Kind and role, as the command line takes them, and the department.
    const fn standing(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Visitor | Self::Customer => ("customer", "member", ""),
            Self::Suspended | Self::Employee => ("employee", "member", "sales"),
            Self::Author => ("employee", "member", "marketing"),
            Self::Seated => ("employee", "member", "product"),
            Self::Steward => ("employee", "steward", DEPARTMENT),
            Self::Elsewhere => ("employee", "steward", "hr"),
            Self::Moderator => ("employee", "moderator", "sales"),
            Self::Admin => ("employee", "admin", "finance"),
        }
    }
}

/// The department that the things belong to.
pub(super) const DEPARTMENT: &str = "service";

/// A member of the cast.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) person: Person,
    pub(super) email: String,
    pub(super) handle: String,
}

/// Everybody, and a crowd of employees of the demo for what takes many.
#[derive(Clone)]
pub(super) struct Cast {
    members: HashMap<Who, Member>,
    pub(super) crowd: Vec<Member>,
    made: usize,
}

impl Cast {
    /// Moves in; nobody is suspended yet.
    pub(super) async fn assemble(house: &House, ledger: &mut Ledger) -> Self {
        let mut cast = Self {
            members: HashMap::new(),
            crowd: Vec::new(),
            made: 0,
        };
        // An admin says which department a steward answers for.
        let first = [Who::Admin];
        let others = Who::ALL.map(|(_, who)| who);
        for who in first.into_iter().chain(others) {
            if who != Who::Visitor && !cast.members.contains_key(&who) {
                let member = cast.newcomer(house, ledger, who).await;
                cast.members.insert(who, member);
            }
        }
        let emails = ledger
            .texts(
                "SELECT email
                 FROM members
                 WHERE kind = 'employee' AND role = 'member' AND department_id IS NOT NULL
                 AND email LIKE '%@harrowandpine.example' AND id > $1
                 ORDER BY email
                 LIMIT 10",
                0,
            )
            .await;
        for email in emails {
            cast.crowd.push(member(house, ledger, email).await);
        }
        assert_eq!(cast.crowd.len(), 10, "the demo has enough employees");
        cast
    }

    /// A person like those of this column, who has done nothing yet.
    pub(super) async fn newcomer(
        &mut self,
        house: &House,
        ledger: &mut Ledger,
        who: Who,
    ) -> Member {
        self.made += 1;
        let (kind, role, department) = who.standing();
        let email = format!("{who:?}{}@cast.example", self.made).to_lowercase();
        let name = format!("{who:?} Cast");
        create(house, &email, &name, kind, role);
        let member = member(house, ledger, email).await;
        if !department.is_empty() {
            let admin = self.members.get(&Who::Admin).unwrap_or(&member);
            let fields = [
                ("member", member.handle.as_str()),
                ("role", role),
                ("kind", kind),
                ("department", department),
            ];
            let moved = admin.person.call("/api/members/change", &fields).await;
            assert!(moved.status().is_success(), "{who:?} joins {department}");
        }
        member
    }

    /// Somebody of the cast; nobody for the visitor.
    pub(super) fn member(&self, who: Who) -> Option<&Member> {
        self.members.get(&who)
    }

    /// The browser of somebody of the cast.
    pub(super) fn person(&self, house: &House, who: Who) -> Person {
        self.member(who)
            .map_or_else(|| house.visitor(), |member| member.person.clone())
    }

    /// An admin suspends somebody; what their browser holds stays in it.
    pub(super) async fn suspend(&self, handle: &str) {
        let fields = [
            ("person", handle),
            ("grounds", "unkind"),
            ("reason", "Names were called more than once."),
            ("through", ""),
        ];
        let admin = &self.members[&Who::Admin].person;
        let answer = admin.call("/api/moderation/suspend", &fields).await;
        assert!(answer.status().is_success(), "{handle} is suspended");
    }

    /// Takes somebody's place in the cast.
    pub(super) fn replace(&mut self, who: Who, member: Member) {
        self.members.insert(who, member);
    }
}

async fn member(house: &House, ledger: &mut Ledger, email: String) -> Member {
    Member {
        person: house.member(&email).await,
        handle: ledger
            .text_of("SELECT handle FROM members WHERE email = $1", &email)
            .await,
        email,
    }
}

/// Makes an account by the command line.
pub(super) fn create(house: &House, email: &str, name: &str, kind: &str, role: &str) {
    let mut child = program(&house.data())
        .args([
            "user", "create", email, "--name", name, "--kind", kind, "--role", role,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(PASSWORD.as_bytes()).expect("written");
    drop(input);
    assert!(child.wait().expect("it ends").success(), "{email} is made");
}

//! What several use cases of accounts read of members.

use domain::accounts::{Kind, MemberId, PersonRef};

use crate::db::{Db, Fault, first};
use crate::ideas::word;

/// A person as named beside what they did, from the three columns.
pub(crate) fn person(name: String, handle: String, kind: &str) -> Result<PersonRef, Fault> {
    Ok(PersonRef {
        name,
        handle,
        kind: word(Kind::parse(kind))?,
    })
}

/// What a member signs in with, and what a guesser of passwords knows.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Credentials {
    pub(super) id: MemberId,
    pub(super) email: String,
    pub(super) password_hash: String,
    pub(super) display_name: String,
}

const BY_EMAIL: &str = "
    SELECT id, email, password_hash, display_name
    FROM members
    WHERE email = $1";

/// The credentials behind an address.
pub(super) async fn by_email(db: &Db, email: &str) -> Result<Option<Credentials>, Fault> {
    Ok(first!(db db, Credentials, BY_EMAIL, email)?)
}

const BY_ID: &str = "
    SELECT id, email, password_hash, display_name
    FROM members
    WHERE id = $1";

/// A member's own credentials.
pub(super) async fn by_id(db: &Db, member: MemberId) -> Result<Option<Credentials>, Fault> {
    Ok(first!(db db, Credentials, BY_ID, member)?)
}

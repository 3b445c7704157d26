//! New members, and the short names they are given.

use domain::Timestamp;
use domain::accounts::{DisplayName, Email, Kind, MemberId, Role};
use domain::{FieldError, FieldErrors};

use crate::Context;
use crate::db::{Db, Fault, Tx, first, incident, one};
use crate::secret;
use crate::slug::slug;

/// Members of the same name that are numbered before chance decides.
const NUMBERED: usize = 20;
/// How long a handle made from a name may be; leaves room for a number within
/// the thirty characters of a handle.
const HANDLE_STEM: usize = 22;

/// A member to write.
#[derive(Clone, Debug)]
pub(crate) struct NewMember {
    /// Address to sign in with.
    pub(crate) email: Email,
    /// Hash of the password.
    pub(crate) password_hash: String,
    /// Name to show.
    pub(crate) display_name: DisplayName,
    /// Short names to try, in this order.
    pub(crate) handles: Vec<String>,
    /// Customer or employee.
    pub(crate) kind: Kind,
    /// What they may do beyond taking part.
    pub(crate) role: Role,
}

const ADD: &str = "
    INSERT INTO members
        (email, password_hash, display_name, handle, kind, role, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING
    RETURNING id";

/// Writes a member. An address that somebody has is said at its field.
///
/// Reads nothing unless a name or an address is taken: a read here would make
/// sign-ups at the same moment serializable only one after the other.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    new: &NewMember,
    now: Timestamp,
) -> Result<MemberId, Fault> {
    for handle in &new.handles {
        let added: Option<(MemberId,)> = first!(
            tx tx,
            (MemberId,),
            ADD,
            new.email.0.as_str(),
            new.password_hash.as_str(),
            new.display_name.0.as_str(),
            handle.as_str(),
            new.kind.as_str(),
            new.role.as_str(),
            now.0
        )?;
        if let Some((id,)) = added {
            return Ok(id);
        }
        let others: i64 = one!(tx tx, i64, WITH_EMAIL, new.email.0.as_str())?;
        if others > 0 {
            return Err(FieldErrors::one("email", FieldError::Taken).into());
        }
    }
    Err(incident(&"every handle tried for a new member is taken").into())
}

const WITH_EMAIL: &str = "
    SELECT COUNT(*)
    FROM members
    WHERE email = $1";

/// Whether nobody has this address yet, to say it beside the form's other
/// errors; [`add`] decides.
pub(crate) async fn free(db: &Db, email: &Email) -> Result<Result<(), FieldError>, Fault> {
    let others: i64 = one!(db db, i64, WITH_EMAIL, email.0.as_str())?;
    Ok(if others == 0 {
        Ok(())
    } else {
        Err(FieldError::Taken)
    })
}

/// Short names for somebody of this name: the name in plain letters, then
/// numbered, at last with letters drawn by chance.
pub(crate) fn handles(ctx: &Context, name: &DisplayName) -> Vec<String> {
    let mut stem = slug(&name.0, HANDLE_STEM);
    if stem.len() < 3 {
        stem = format!("member-{stem}");
        stem.truncate(stem.trim_end_matches('-').len());
    }
    let numbered = (2..=NUMBERED).map(|n| format!("{stem}-{n}"));
    let mut handles: Vec<String> = std::iter::once(stem.clone()).chain(numbered).collect();
    let chance = secret::hex(&secret::hash(&secret::fresh(ctx))[..3]);
    handles.push(format!("{stem}-{chance}"));
    handles
}

//! Every server function, in one list, with the fields each of them takes. The
//! server answers these and no others, and refuses every other field. A test of
//! the server compares the list with what Leptos knows.

use leptos::server_fn::ServerFn;
use serde::Deserialize;
use serde_reflection::{ContainerFormat, Format, Named, Registry, Tracer, TracerConfig};

/// A server function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// `/api/ideas/submit`.
    pub path: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field as it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One value: `title`.
    Value,
    /// Several: `skills[]`, or `skills[0]`.
    Values,
    /// Rows with these columns: `seats[0][hours]`.
    Rows(Vec<String>),
}

impl Field {
    /// Its keys as they are posted; of a list those of the first row.
    pub fn keys(&self) -> Vec<String> {
        let name = &self.name;
        match &self.holds {
            Holds::Value => vec![name.clone()],
            Holds::Values => vec![format!("{name}[0]")],
            Holds::Rows(columns) => columns
                .iter()
                .map(|column| format!("{name}[0][{column}]"))
                .collect(),
        }
    }
}

/// Makes the list: a module of server functions (and a part of it), then the
/// types that the macro made of them.
macro_rules! functions {
    ($($module:ident $(/ $part:ident)?: $($function:ident),+;)+) => {
        /// Every server function.
        pub fn all() -> Vec<Function> {
            let mut all = Vec::new();
            $({
                use crate::$module::api $(:: $part)? as part;
                all.extend([$(of::<part::$function>()),+]);
            })+
            all
        }
    };
}

functions! {
    accounts: SignUp, SignIn, SignOut, SaveProfile, ChangePassword, EndSession, Reset, Endorse,
        Unendorse;
    admin/boards: Add, Save, Step, Close;
    admin/departments: Add, Rename, Step, Retire;
    admin/jobs: Retry, RunNow;
    admin/members: Change, MakeResetLink, EndSessions;
    admin/settings: Save, DescribeLogo, RemoveLogo;
    admin/topics: Rename, Remove;
    comments: Post, Edit, Delete;
    ideas: Submit, Edit, Withdraw;
    invitations: Create, Withdraw, Accept;
    matching: Prefer, Offer, TakeBack, Accept, Decline;
    moderation: Hide, Restore, Lock, Unlock, Suspend, Lift;
    notifications: MarkRead;
    setup: Complete;
    skills: Unite, Part;
    teams: Start, TakeSeat, ChangePledge, LeaveSeat, HandBack, Release, AcceptCharter, BlockCharter,
        SetAside, AddSeat, ChangeSeat, RemoveSeat, EditCharter, Extend, End, Nudge, AnswerNudge;
    teams/decisions: Propose, Object, TakeBack, Reword, Withdraw, Decide;
    teams/ledger: Cast, Dispute;
    teams/work: AddMilestone, ChangeMilestone, RemoveMilestone, ReachMilestone, AddTask, ChangeTask,
        MoveTask, RemoveTask, WriteUpdate, AddLink, RemoveLink, RemoveFile, HandOver, TakeLead,
        Deliver, Stop;
    votes: Cast;
}

/// A function's path and fields, asked of its own type.
fn of<F>() -> Function
where
    F: ServerFn + for<'de> Deserialize<'de>,
{
    let path = F::PATH;
    let fields = fields::<F>().unwrap_or_else(|error| {
        panic!("{path}: fields are texts, numbers, yes or no, or lists of them: {error}")
    });
    Function { path, fields }
}

fn fields<F: for<'de> Deserialize<'de>>() -> serde_reflection::Result<Vec<Field>> {
    let mut tracer = Tracer::new(TracerConfig::default());
    let (form, _) = tracer.trace_simple_type::<F>()?;
    let types = tracer.registry()?;
    Ok(columns(&form, &types)
        .iter()
        .map(|field| Field {
            name: field.name.clone(),
            holds: holds(&field.value, &types),
        })
        .collect())
}

/// The fields of a struct; of anything else none.
fn columns<'t>(form: &Format, types: &'t Registry) -> &'t [Named<Format>] {
    match form {
        Format::TypeName(name) => match types.get(name) {
            Some(ContainerFormat::Struct(fields)) => fields,
            _ => &[],
        },
        _ => &[],
    }
}

fn holds(form: &Format, types: &Registry) -> Holds {
    match form {
        Format::Option(inner) => holds(inner, types),
        Format::Seq(row) => match columns(row, types) {
            [] => Holds::Values,
            columns => Holds::Rows(columns.iter().map(|column| column.name.clone()).collect()),
        },
        _ => Holds::Value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(path: &str) -> Vec<String> {
        let function = all().into_iter().find(|function| function.path == path);
        let fields = function.expect("a server function").fields;
        fields.iter().flat_map(Field::keys).collect()
    }

    #[test]
    fn fields_are_those_of_the_forms() {
        assert_eq!(keys("/api/votes/cast"), ["idea", "choice"]);
        assert!(keys("/api/accounts/sign-out").is_empty());
        let start = keys("/api/teams/start");
        assert!(start.contains(&"purpose".to_owned()));
        assert!(start.contains(&"seats[0][hours]".to_owned()), "{start:?}");
    }
}

//! An idea's page, its draft, and the topics in use.

use domain::accounts::Viewer;
use domain::boards::{BoardRef, Department, Visibility};
use domain::ideas::{IdeaBy, IdeaForm, IdeaKind, IdeaRef, IdeaView, Original};
use domain::moderation::MeasureKind;
use domain::policy::Exposure;
use domain::stage::Stage;
use domain::votes::Choice;
use domain::{Conflict, Noun, Timestamp, policy};

use super::forks;
use super::sql::word;
use crate::accounts::sql::person;
use crate::db::{Db, Fault, all, first};
use crate::{moderation, teams};

const VIEW: &str = "
    SELECT i.id, i.slug, i.title, i.body, i.html, i.excerpt, i.kind, i.stage, i.created_at,
        i.edited_at, i.launched_at, i.support, i.comments, i.author_id, i.hidden_at, i.locked_at,
        i.forked_from,
        i.support_employees + i.support_customers + i.oppose_employees + i.oppose_customers
            AS others,
        b.slug AS board, b.name AS board_name, b.visibility, b.closed_at,
        d.id AS department_id, d.slug AS department, d.name AS department_name,
        d.retired_at,
        m.display_name, m.handle, m.kind AS author_kind,
        COALESCE(v.choice, 0) AS mine,
        (SELECT MIN(t.created_at)
         FROM teams t
         WHERE t.idea_id = i.id) AS gathering_since
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = i.author_id
    LEFT JOIN departments d ON d.id = i.department_id
    LEFT JOIN votes v ON v.idea_id = i.id AND v.member_id = $2
    WHERE i.id = $1";

#[derive(sqlx::FromRow)]
struct ViewRow {
    id: i64,
    slug: String,
    title: String,
    body: String,
    html: String,
    excerpt: String,
    kind: String,
    stage: String,
    created_at: i64,
    edited_at: Option<i64>,
    launched_at: Option<i64>,
    support: i64,
    comments: i64,
    author_id: i64,
    hidden_at: Option<i64>,
    locked_at: Option<i64>,
    forked_from: Option<i64>,
    others: i64,
    board: String,
    board_name: String,
    visibility: String,
    closed_at: Option<i64>,
    department_id: Option<i64>,
    department: Option<String>,
    department_name: Option<String>,
    retired_at: Option<i64>,
    display_name: String,
    handle: String,
    author_kind: String,
    mine: i64,
    gathering_since: Option<i64>,
}

impl ViewRow {
    const fn exposure(&self, visibility: Visibility) -> Exposure {
        Exposure {
            visibility,
            author: self.author_id,
            department: self.department_id,
            hidden: self.hidden_at.is_some(),
        }
    }

    fn link(&self) -> IdeaRef {
        IdeaRef {
            number: self.id,
            slug: self.slug.clone(),
            title: self.title.clone(),
        }
    }
}

async fn row(db: &Db, viewer: &Viewer, idea: i64) -> Result<(ViewRow, BoardRef), Fault> {
    let row = first!(db db, ViewRow, VIEW, idea, viewer.id())?.ok_or(Noun::Idea)?;
    let board = BoardRef {
        slug: row.board.clone(),
        name: row.board_name.clone(),
        visibility: word(Visibility::parse(&row.visibility))?,
        closed: row.closed_at.is_some(),
    };
    policy::see_exposed(viewer, &row.exposure(board.visibility), Noun::Idea)?;
    Ok((row, board))
}

const TOPICS: &str = "
    SELECT topic
    FROM idea_topics
    WHERE idea_id = $1
    ORDER BY position";

async fn topics(db: &Db, idea: i64) -> Result<Vec<String>, Fault> {
    let rows = all!(db db, (String,), TOPICS, idea)?;
    Ok(rows.into_iter().map(|(topic,)| topic).collect())
}

/// One idea, as this viewer sees it.
pub(super) async fn view(db: &Db, viewer: &Viewer, idea: i64) -> Result<IdeaView, Fault> {
    let (row, board) = row(db, viewer, idea).await?;
    let topics = topics(db, idea).await?;
    let teams = teams::cards_of_idea(db, idea).await?;
    let stage = word(Stage::parse(&row.stage))?;
    let member = viewer.actor().is_some();
    let withdrawn = stage == Stage::Withdrawn;
    let own = row.author_id == viewer.id();
    let (hidden, locked) = (row.hidden_at.is_some(), row.locked_at.is_some());
    let told = if hidden || locked {
        moderation::told_of_idea(db, idea).await?
    } else {
        Vec::new()
    };
    let why = |kind| told.iter().find(|told| told.kind == kind).cloned();
    let exposure = row.exposure(board.visibility);
    let builds = |actor| policy::build_on(actor, &exposure, stage).is_ok();
    let kin = forks::kin(db, viewer, row.id, row.forked_from).await?;
    let cares = |actor| policy::care_for(actor, &exposure).is_ok();
    let link = row.link();
    let department = match (row.department_id, row.department, row.department_name) {
        (Some(id), Some(slug), Some(name)) => Some(Department {
            id,
            slug,
            name,
            retired: row.retired_at.is_some(),
        }),
        _ => None,
    };
    Ok(IdeaView {
        idea: link,
        board,
        html: row.html,
        excerpt: row.excerpt,
        kind: word(IdeaKind::parse(&row.kind))?,
        stage,
        department,
        topics,
        author: person(row.display_name, row.handle, &row.author_kind)?,
        at: Timestamp(row.created_at),
        edited: row.edited_at.map(Timestamp),
        support: row.support,
        comments: row.comments,
        mine: Choice::of_sign(row.mine),
        gathering_since: row.gathering_since.map(Timestamp),
        launched: row.launched_at.map(Timestamp),
        teams,
        kin,
        may_vote: member && !withdrawn && !hidden && !locked,
        may_edit: own && !withdrawn && !locked,
        may_withdraw: own && !withdrawn && row.others == 0,
        may_start_team: member && stage.takes_teams() && !hidden && !locked,
        may_fork: viewer.actor().is_some_and(builds),
        hidden: why(MeasureKind::Hidden),
        locked: why(MeasureKind::Locked),
        may_care: viewer.actor().is_some_and(cares),
    })
}

/// An idea as its author typed it.
pub(super) async fn draft(
    db: &Db,
    viewer: &Viewer,
    idea: i64,
) -> Result<(IdeaRef, IdeaForm), Fault> {
    let (row, board) = row(db, viewer, idea).await?;
    let actor = viewer.clone().member()?;
    policy::edit(&actor, row.author_id)?;
    if row.stage == Stage::Withdrawn.as_str() {
        return Err(Conflict::IdeaWithdrawn.into());
    }
    if row.locked_at.is_some() {
        return Err(Conflict::IdeaLocked.into());
    }
    let idea = row.link();
    Ok((idea, typed(db, row, board).await?))
}

/// An idea that a new one may grow from, with its words to begin with.
pub(super) async fn original(db: &Db, viewer: &Viewer, idea: i64) -> Result<Original, Fault> {
    let (row, board) = row(db, viewer, idea).await?;
    let actor = viewer.clone().member()?;
    let visibility = board.visibility;
    let stage = word(Stage::parse(&row.stage))?;
    policy::build_on(&actor, &row.exposure(visibility), stage)?;
    let (name, handle) = (row.display_name.clone(), row.handle.clone());
    let by = IdeaBy {
        idea: row.link(),
        author: person(name, handle, &row.author_kind)?,
    };
    let retired = row.retired_at.is_some();
    let mut form = typed(db, row, board).await?;
    form.from = idea.to_string();
    if retired {
        form.department.clear();
    }
    Ok(Original {
        by,
        visibility,
        form,
    })
}

/// An idea's words as they were typed.
async fn typed(db: &Db, row: ViewRow, board: BoardRef) -> Result<IdeaForm, Fault> {
    Ok(IdeaForm {
        topics: topics(db, row.id).await?.join(", "),
        board: board.slug,
        title: row.title,
        body: row.body,
        kind: row.kind,
        department: row.department.unwrap_or_default(),
        from: String::new(),
    })
}

/// Among the newest 5,000 ideas, so that it costs the same on any size.
const MOST_USED: &str = "
    SELECT t.topic
    FROM idea_topics t
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE t.idea_id > (SELECT COALESCE(MAX(id), 0) - 5000 FROM ideas)
    AND i.stage <> 'withdrawn'
    AND i.hidden_at IS NULL
    AND (b.visibility = 'public' OR $1)
    GROUP BY t.topic
    ORDER BY COUNT(*) DESC, t.topic
    LIMIT 30";

/// The most used topics on boards the viewer may see.
pub(super) async fn most_used(db: &Db, viewer: &Viewer) -> Result<Vec<String>, Fault> {
    let inside = policy::sees(viewer, Visibility::Employees);
    let rows = all!(db db, (String,), MOST_USED, inside)?;
    Ok(rows.into_iter().map(|(topic,)| topic).collect())
}

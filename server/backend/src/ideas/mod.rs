//! Ideas: posting, editing and withdrawing them; lists, search and pages of
//! them; the score and the stage that other features keep true.

mod fair_start;
mod forks;
mod list;
mod proof;
mod retopic;
mod search;
mod sql;
mod stage;
mod statements;
#[cfg(test)]
mod tests;
mod view;
mod warmth;

use async_trait::async_trait;

use domain::accounts::{Actor, Viewer};
use domain::ideas::{
    IdeaCard, IdeaForm, IdeaId, IdeaKind, IdeaQuery, IdeaRef, IdeaView, Ideas, NewIdea, Original,
    Topics,
};
use domain::limits::Act;
use domain::paging::Page;
use domain::stage::Stage;
use domain::{Conflict, Noun, Outcome, Timestamp, policy};

use crate::boards::sql::department;
use crate::context::Context;
use crate::db::{Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::recent::Recent;
use crate::{limits, markdown, moderation, slug, votes};

pub(crate) use proof::{drift, index_all};
pub(crate) use retopic::retopic;
pub(crate) use search::index as find_by;
use sql::Place;
pub(crate) use sql::{Known, known, word};
pub(crate) use stage::restage;
pub(crate) use warmth::{cool, cooled, scoring_time, warm, warmed};

/// Posting and reading ideas, on a database.
pub struct IdeasService {
    ctx: Context,
    topics: Recent<Vec<String>>,
}

impl IdeasService {
    /// The use cases in this context.
    pub fn new(ctx: Context) -> Self {
        let topics = Recent::new(ctx.changes.clone());
        Self { ctx, topics }
    }
}

/// An idea's words, rendered and folded before the command waits for its turn.
struct Text {
    title: String,
    slug: String,
    body: String,
    html: String,
    excerpt: String,
    kind: IdeaKind,
    department: Option<String>,
    topics: Topics,
    folded: String,
}

impl Text {
    fn of(new: NewIdea) -> Self {
        let body = new.body.0;
        Self {
            slug: readable(&new.title.0),
            html: markdown::render(&body),
            excerpt: markdown::excerpt(&body),
            folded: folded(&new.title.0, &new.topics.0, &body),
            title: new.title.0,
            body,
            kind: new.kind,
            department: new.department,
            topics: new.topics,
        }
    }

    fn link(&self, number: IdeaId) -> IdeaRef {
        IdeaRef {
            number,
            slug: self.slug.clone(),
            title: self.title.clone(),
        }
    }
}

/// The words an idea is found by.
pub(crate) fn folded(title: &str, topics: &[String], body: &str) -> String {
    let all = format!("{title} {} {}", topics.join(" "), markdown::plain(body));
    search::folded(&all)
}

/// The readable end of an idea's URL.
pub(crate) fn readable(title: &str) -> String {
    let slug = slug::slug(title, 60);
    if slug.is_empty() { "idea".into() } else { slug }
}

struct Submit {
    actor: Actor,
    board: String,
    from: Option<IdeaId>,
    text: Text,
    now: Timestamp,
}

async fn submit(tx: &mut Tx<'_>, command: &Submit) -> Result<IdeaRef, Fault> {
    let Submit {
        actor,
        board,
        from,
        text,
        now,
    } = command;
    let original = match from {
        Some(from) => Some(forks::original(tx, actor, *from).await?),
        None => None,
    };
    let (board, seen_by) = sql::open_board(tx, actor, board).await?;
    if let Some(original) = &original {
        forks::fits(tx, original, text, seen_by).await?;
    }
    let place = Place {
        board,
        department: department(tx, text.department.as_deref(), None).await?,
        from: *from,
    };
    let scored = scoring_time(tx, *now).await?;
    let score = warmth::posted(scored);
    let id = sql::add(tx, &place, actor.id, text, *now, score).await?;
    warmth::begin(tx, id, scored).await?;
    sql::set_topics(tx, id, &text.topics).await?;
    search::index(tx, id, &text.folded).await?;
    votes::support_own(tx, id, actor, *now).await?;
    let event = Event {
        kind: "idea.posted",
        actor: Some(actor.id),
        idea: Some(id),
        ..Event::default()
    };
    events::record(tx, *now, event).await?;
    if let Some(original) = &original {
        forks::tell(tx, original, id, actor.id, *now).await?;
    }
    Ok(text.link(id))
}

struct Edit {
    actor: Actor,
    number: IdeaId,
    text: Text,
    now: Timestamp,
}

async fn edit(tx: &mut Tx<'_>, command: &Edit) -> Result<IdeaRef, Fault> {
    let Edit {
        actor,
        number,
        text,
        now,
    } = command;
    let known = own(tx, actor, *number).await?;
    if known.locked {
        return Err(Conflict::IdeaLocked.into());
    }
    let held = sql::department_of(tx, *number).await?;
    let department = department(tx, text.department.as_deref(), held).await?;
    sql::reword(tx, *number, department, text, *now).await?;
    sql::set_topics(tx, *number, &text.topics).await?;
    search::index(tx, *number, &text.folded).await?;
    let event = Event {
        kind: "idea.edited",
        actor: Some(actor.id),
        idea: Some(*number),
        ..Event::default()
    };
    events::record(tx, *now, event).await?;
    if known.hidden {
        moderation::tell_of_change(tx, actor.id, *number, None, *now).await?;
    }
    Ok(text.link(*number))
}

async fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    number: IdeaId,
    now: Timestamp,
) -> Result<IdeaRef, Fault> {
    let known = own(tx, actor, number).await?;
    if known.others > 0 {
        return Err(Conflict::OthersVoted.into());
    }
    sql::withdraw(tx, number, now).await?;
    restage(tx, number).await?;
    let event = Event {
        kind: "idea.withdrawn",
        actor: Some(actor.id),
        idea: Some(number),
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    Ok(known.idea)
}

/// The actor's own idea, not withdrawn. A hidden one may be mended.
async fn own(tx: &mut Tx<'_>, actor: &Actor, number: IdeaId) -> Result<Known, Fault> {
    let known = known(tx, number).await?;
    let viewer = Viewer::Member(actor.clone());
    policy::see_exposed(&viewer, &known.exposure(), Noun::Idea)?;
    policy::edit(actor, known.author)?;
    if known.stage == Stage::Withdrawn {
        return Err(Conflict::IdeaWithdrawn.into());
    }
    Ok(known)
}

#[async_trait]
impl Ideas for IdeasService {
    async fn submit(&self, actor: &Actor, new: NewIdea) -> Outcome<IdeaRef> {
        let command = Submit {
            actor: actor.clone(),
            board: new.board.clone(),
            from: new.from,
            text: Text::of(new),
            now: self.ctx.now(),
        };
        // What it grows from stands until this is posted.
        let lock = command.from.map_or(Lock::OwnRows, Lock::Idea);
        let counted = (Act::Post, actor);
        limits::write(&self.ctx, counted, lock, command, |tx, command| {
            Box::pin(submit(tx, command))
        })
        .await
    }

    async fn list(&self, viewer: &Viewer, query: &IdeaQuery) -> Outcome<Page<IdeaCard>> {
        Ok(list::page(&self.ctx.db, viewer, query, self.ctx.now()).await?)
    }

    async fn view(&self, viewer: &Viewer, number: IdeaId) -> Outcome<IdeaView> {
        Ok(view::view(&self.ctx.db, viewer, number).await?)
    }

    async fn original(&self, actor: &Actor, number: IdeaId) -> Outcome<Original> {
        let viewer = Viewer::Member(actor.clone());
        Ok(view::original(&self.ctx.db, &viewer, number).await?)
    }

    async fn draft(&self, actor: &Actor, number: IdeaId) -> Outcome<(IdeaRef, IdeaForm)> {
        let viewer = Viewer::Member(actor.clone());
        Ok(view::draft(&self.ctx.db, &viewer, number).await?)
    }

    async fn edit(&self, actor: &Actor, number: IdeaId, new: NewIdea) -> Outcome<IdeaRef> {
        let command = Edit {
            actor: actor.clone(),
            number,
            text: Text::of(new),
            now: self.ctx.now(),
        };
        let (counted, lock) = ((Act::Edit, actor), Lock::Idea(number));
        limits::write(&self.ctx, counted, lock, command, |tx, command| {
            Box::pin(edit(tx, command))
        })
        .await
        .inspect(|_| self.ctx.changes.visible())
    }

    async fn withdraw(&self, actor: &Actor, number: IdeaId) -> Outcome<IdeaRef> {
        let command = (actor.clone(), self.ctx.now());
        let (counted, lock) = ((Act::Edit, actor), Lock::Idea(number));
        limits::write(
            &self.ctx,
            counted,
            lock,
            command,
            move |tx, (actor, now)| Box::pin(withdraw(tx, actor, number, *now)),
        )
        .await
        .inspect(|_| self.ctx.changes.visible())
    }

    async fn topics(&self, viewer: &Viewer) -> Outcome<Vec<String>> {
        let now = self.ctx.now();
        if let Some(topics) = self.topics.get(&self.ctx.db, viewer, now).await {
            return Ok(topics);
        }
        let views = self.topics.views();
        let topics = view::most_used(&self.ctx.db, viewer).await?;
        self.topics.put(viewer, now, views, &topics);
        Ok(topics)
    }
}

//! What people did: ideas with their votes, comments, teams and notices.

mod talk;
mod teams;
mod votes;

use std::collections::BTreeMap;
use std::ops::Range;

use domain::Timestamp;
use domain::accounts::Kind;
use domain::ideas::IdeaKind;
use domain::ranking::{Warmth, daily_share, from_daily};
use domain::stage::Stage;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::bulk::{Table, row};
use super::people::{DAYS, DEPARTMENTS, board, kind};
use super::size::Amounts;
use super::words::{Texts, topics};
use super::{days_before, random};
use crate::db::{Fault, Tx};
use crate::ideas;

/// Everything that is decided before the first idea is written.
pub(super) struct History {
    amounts: Amounts,
    popularity: Vec<i64>,
    texts: Texts,
    now: Timestamp,
}

/// An idea while its rows are gathered.
struct Idea {
    id: i64,
    author: i64,
    at: Timestamp,
    /// Support in all; support, then opposition, of other employees and customers.
    support: i64,
    groups: [i64; 4],
    comments: i64,
    /// Warmth by day.
    days: BTreeMap<i32, f64>,
}

impl Idea {
    fn warm(&mut self, what: Warmth, at: Timestamp) {
        *self.days.entry(at.date().0).or_default() += daily_share(what, at);
    }
}

/// Rows of a batch, in the order in which they refer to each other.
struct Rows {
    ideas: Table,
    topics: Table,
    warmth: Table,
    votes: Table,
    comments: Table,
    teams: Table,
    seats: Table,
    pledges: Table,
    milestones: Table,
    notices: Table,
    events: Table,
}

impl Rows {
    fn none() -> Self {
        Self {
            ideas: Table::new(
                "ideas",
                &[
                    "id",
                    "board_id",
                    "author_id",
                    "title",
                    "slug",
                    "body",
                    "html",
                    "excerpt",
                    "kind",
                    "department_id",
                    "stage",
                    "created_at",
                    "support",
                    "support_employees",
                    "support_customers",
                    "oppose_employees",
                    "oppose_customers",
                    "comments",
                    "score",
                ],
            ),
            topics: Table::new("idea_topics", &["idea_id", "topic", "position"]),
            warmth: Table::new("idea_warmth", &["idea_id", "day", "warmth"]),
            votes: votes::table(),
            comments: talk::comments(),
            teams: teams::teams(),
            seats: teams::seats(),
            pledges: teams::pledges(),
            milestones: teams::milestones(),
            notices: talk::notices(),
            events: Table::new(
                "events",
                &["at", "actor_id", "kind", "idea_id", "subject_id"],
            ),
        }
    }

    fn event(&mut self, kind: &str, at: Timestamp, actor: i64, idea: i64, subject: Option<i64>) {
        self.events.add(row![at.0, actor, kind, idea, subject]);
    }

    async fn write(&self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        for table in [
            &self.ideas,
            &self.topics,
            &self.warmth,
            &self.votes,
            &self.comments,
            &self.teams,
            &self.seats,
            &self.pledges,
            &self.milestones,
            &self.notices,
            &self.events,
        ] {
            table.write(tx).await?;
        }
        Ok(())
    }
}

impl History {
    pub(super) fn new(amounts: Amounts, now: Timestamp) -> Self {
        Self {
            amounts,
            popularity: amounts.popularity(),
            texts: Texts::new(&mut random(1, 0)),
            now,
        }
    }

    /// Writes these ideas with all that belongs to them.
    pub(super) async fn write(&self, tx: &mut Tx<'_>, ideas: Range<i64>) -> Result<(), Fault> {
        let mut rows = Rows::none();
        let mut found_by = Vec::new();
        for id in ideas.clone() {
            found_by.push((id, self.idea(id, &mut rows)));
        }
        rows.write(tx).await?;
        for (id, folded) in found_by {
            ideas::find_by(tx, id, &folded).await?;
        }
        for id in ideas.filter(|id| self.has_team(*id)) {
            ideas::restage(tx, id).await?;
        }
        Ok(())
    }

    /// Gathers the rows of an idea; the words it is found by.
    fn idea(&self, id: i64, rows: &mut Rows) -> String {
        let random = &mut random(2, id);
        // Ideas come in the order of their numbers, the last one an hour ago.
        let age = DAYS * (self.amounts.ideas - id) as f64 / self.amounts.ideas as f64 + 0.05;
        let mut idea = Idea {
            id,
            author: random.random_range(1..=self.amounts.members),
            at: days_before(self.now, age),
            support: 1,
            groups: [0; 4],
            comments: 0,
            days: BTreeMap::new(),
        };
        if board(id) == 2 {
            // The employee next to whoever was drawn.
            idea.author = (idea.author - 1) / 4 * 4 + 1;
        }
        debug_assert!(board(id) == 1 || kind(idea.author) == Kind::Employee);
        idea.warm(Warmth::Posting, idea.at);
        rows.event("idea.posted", idea.at, idea.author, id, None);
        self.votes(&mut idea, random, rows);
        self.talk(&mut idea, random, rows);
        if self.has_team(id) {
            self.team(&idea, random, rows);
        }
        self.post(&idea, random, rows)
    }

    fn post(&self, idea: &Idea, random: &mut ChaCha8Rng, rows: &mut Rows) -> String {
        let title = self.texts.title(random);
        let topics = topics(random);
        let text = self.texts.body(random);
        let folded = ideas::folded(&title, &topics, &text.body);
        let score = from_daily(
            idea.days
                .iter()
                .map(|(day, sum)| (domain::Date(*day), *sum)),
        );
        let kinds = IdeaKind::ALL;
        let kind = kinds[random.random_range(0..kinds.len())].as_str();
        let department = random
            .random_bool(0.8)
            .then(|| random.random_range(1..=DEPARTMENTS));
        let [
            for_employees,
            for_customers,
            against_employees,
            against_customers,
        ] = idea.groups;
        rows.ideas.add(row![
            idea.id,
            board(idea.id),
            idea.author,
            title.as_str(),
            ideas::readable(&title),
            text.body.as_str(),
            text.html.as_str(),
            text.excerpt.as_str(),
            kind,
            department,
            Stage::Open.as_str(),
            idea.at.0,
            idea.support,
            for_employees,
            for_customers,
            against_employees,
            against_customers,
            idea.comments,
            score,
        ]);
        for (topic, position) in topics.into_iter().zip(0_i64..) {
            rows.topics.add(row![idea.id, topic, position]);
        }
        for (day, sum) in &idea.days {
            rows.warmth.add(row![idea.id, i64::from(*day), *sum]);
        }
        folded
    }

    /// A moment after this one, soon more likely than late.
    fn later(&self, at: Timestamp, random: &mut ChaCha8Rng) -> Timestamp {
        let share: f64 = random.random();
        let most = (self.now - at).min(60 * domain::time::DAY);
        #[expect(clippy::cast_possible_truncation, reason = "a share of two months")]
        let after = (share * share * share * most as f64) as i64;
        at + after
    }
}

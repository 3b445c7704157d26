//! A team's ledger, read in one snapshot. The shares are the team's own
//! business: others see that they were settled, not how.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::accounts::{MemberId, PersonRef};
use domain::ledger::{
    BallotRow, DisputeView, Holding, LedgerView, POINTS, ShareLine, SplitState, SplitView,
    author_share,
};

use super::sql::{self, Dispute, Party, Split};
use crate::db::{Fault, Tx};
use crate::teams::sql as teams;
use crate::teams::view::Look;
use crate::teams::work::sql as work;

/// A ledger with who looks at it.
struct Book {
    me: MemberId,
    /// Whether they see every split: the lead, the starter, the idea's authors.
    sees_all: bool,
    /// Whether anything can be done in it now.
    open: bool,
    members: Vec<Party>,
    disputes: Vec<Dispute>,
    authors: Vec<PersonRef>,
}

pub(super) async fn view(tx: &mut Tx<'_>, look: &Look) -> Result<LedgerView, Fault> {
    let team = teams::seen(tx, &look.viewer, look.team).await?;
    let me = look.viewer.id();
    let workers = work::workers(tx, team.id).await?;
    let authors = sql::authors(tx, team.idea_id).await?;
    let sees_all = [team.starter_id, team.lead_id].contains(&me)
        || authors.iter().any(|author| author.id == me);
    let parties = sql::parties(tx, team.id).await?;
    let ours = sees_all
        || parties.iter().any(|party| party.member_id == me)
        || workers
            .iter()
            .any(|worker| worker.sits() && worker.member_id == me);
    let book = Book {
        me,
        sees_all,
        open: ours && !team.resting(),
        members: parties,
        disputes: sql::disputes(tx, team.id).await?,
        authors: authors
            .iter()
            .map(|author| author.person.named())
            .collect::<Result<_, _>>()?,
    };
    let mut splits = Vec::new();
    for split in sql::splits(tx, team.id).await? {
        splits.push(book.split(tx, &split).await?);
    }
    Ok(LedgerView {
        team: team.id,
        idea: team.idea(),
        ours,
        meaning: sql::meaning(tx).await?,
        holdings: holdings(&splits),
        waits: splits
            .iter()
            .any(|split| split.ballot.is_some() && !split.has_cast),
        splits,
        today: look.now.date(),
    })
}

impl Book {
    async fn split(&self, tx: &mut Tx<'_>, split: &Split) -> Result<SplitView, Fault> {
        let state = split.state()?;
        let people: Vec<_> = self
            .members
            .iter()
            .filter(|member| member.split_id == split.id)
            .collect();
        let own = people.iter().find(|member| member.member_id == self.me);
        let inside = self.sees_all || own.is_some();
        let acts = self.open && own.is_some();
        let ballot = if acts && state == SplitState::Open && people.len() >= 3 {
            Some(self.ballot(tx, split, &people).await?)
        } else {
            None
        };
        let disputes = self.disputes.iter().filter(|one| one.split_id == split.id);
        Ok(SplitView {
            id: split.id,
            milestone: split.title.clone(),
            reached: Timestamp(split.opened_at),
            state,
            until: split.due(),
            cast: people.iter().filter(|member| member.has_cast()).count(),
            voters: if people.len() < 3 { 0 } else { people.len() },
            ballot,
            has_cast: own.is_some_and(|member| member.has_cast()),
            may_dispute: acts && state == SplitState::Counted && !split.disputed(),
            inside,
            disputes: if inside {
                disputes.map(dispute).collect::<Result<_, _>>()?
            } else {
                Vec::new()
            },
            shares: if inside { shares(&people)? } else { Vec::new() },
            authors: if inside {
                self.authors.clone()
            } else {
                Vec::new()
            },
        })
    }

    /// What the viewer gave the others, or an even part of the points.
    async fn ballot(
        &self,
        tx: &mut Tx<'_>,
        split: &Split,
        people: &[&Party],
    ) -> Result<Vec<BallotRow>, Fault> {
        let mut ballots = sql::ballots(tx, split.id).await?;
        let given = ballots.remove(&self.me);
        let others = u32::try_from(people.len() - 1).unwrap_or(1).max(1);
        let mut rows = Vec::new();
        for member in people.iter().filter(|member| member.member_id != self.me) {
            // The first ones get what does not divide evenly.
            let turn = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let even = POINTS / others + u32::from(turn < POINTS % others);
            let points = given.as_ref().map_or(even, |given| {
                given.get(&member.member_id).copied().unwrap_or(0)
            });
            rows.push(BallotRow {
                person: member.person.named()?,
                points,
            });
        }
        Ok(rows)
    }
}

fn dispute(dispute: &Dispute) -> Result<DisputeView, Fault> {
    Ok(DisputeView {
        person: dispute.person.named()?,
        reason: dispute.reason.clone(),
        at: Timestamp(dispute.created_at),
    })
}

/// The shares as counted, most first.
fn shares(people: &[&Party]) -> Result<Vec<ShareLine>, Fault> {
    let mut lines = Vec::new();
    for member in people {
        let (Some(peer), Some(share)) = (member.peer, member.share) else {
            continue;
        };
        lines.push(ShareLine {
            person: member.person.named()?,
            hours: member.hours,
            peer,
            share,
        });
    }
    lines.sort_by(|one, other| other.share.total_cmp(&one.share));
    Ok(lines)
}

/// What everybody holds of the frozen splits; milestones weigh by their hours,
/// or the same where nobody has any.
fn holdings(splits: &[SplitView]) -> Vec<Holding> {
    let frozen = || {
        splits
            .iter()
            .filter(|split| split.state == SplitState::Frozen && !split.shares.is_empty())
    };
    let hours = |split: &SplitView| split.shares.iter().map(|line| line.hours).sum::<f64>();
    let all: f64 = frozen().map(hours).sum();
    let mut people: BTreeMap<String, Holding> = BTreeMap::new();
    let mut add = |person: &PersonRef, share: f64| {
        let holding = people
            .entry(person.handle.clone())
            .or_insert_with(|| Holding {
                person: person.clone(),
                share: 0.0,
            });
        holding.share += share;
    };
    let number = frozen().count();
    for split in frozen() {
        #[expect(clippy::cast_precision_loss, reason = "a team has few milestones")]
        let weight = if all > 0.0 {
            hours(split) / all
        } else {
            1.0 / number as f64
        };
        for line in &split.shares {
            add(&line.person, weight * line.share);
        }
        let each = author_share(split.authors.len());
        for author in &split.authors {
            add(author, weight * each);
        }
    }
    let mut holdings: Vec<_> = people.into_values().collect();
    holdings.sort_by(|one, other| other.share.total_cmp(&one.share));
    holdings
}

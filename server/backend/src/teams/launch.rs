//! Asking the launch rule: facts from rows, the decision of
//! [`domain::launch::checklist`], the launch in the same transaction.

use domain::accounts::{Kind, MemberId};
use domain::launch::{
    Checklist, LaunchFacts, PledgeFacts, SeatFacts, block_stands, checklist, reliability,
};
use domain::notifications::NoticeKind;
use domain::teams::{Need, TeamStage, first_due};
use domain::{Outcome, Timestamp};

use super::sql::{self, Block, Pledge, Rows, Team};
use super::work;
use crate::Context;
use crate::db::{Fault, Lock, Tx, all, run};
use crate::events::{self, Event};
use crate::notifications::{Notice, notify};
use crate::{ideas, teams};

/// A block that holds the launch back.
pub(super) struct Standing<'r> {
    pub(super) block: &'r Block,
    /// Pledgers who set it aside.
    pub(super) set_aside: i64,
    /// Pledgers other than the one who raised it.
    pub(super) others: i64,
}

impl Rows {
    fn counted(&self) -> impl Iterator<Item = &Pledge> {
        self.pledges.iter().filter(|pledge| pledge.counts())
    }

    /// The blocks that stand. One whose pledger holds no seat any more does
    /// not, nor does a word against it by somebody who left.
    pub(super) fn standing(&self, now: Timestamp) -> Vec<Standing<'_>> {
        let stands = |block| {
            let standing = self.weighed(block)?;
            let raised = Timestamp(block.created_at);
            block_stands(raised, standing.set_aside, standing.others, now).then_some(standing)
        };
        self.blocks.iter().filter_map(stands).collect()
    }

    fn weighed<'r>(&'r self, block: &'r Block) -> Option<Standing<'r>> {
        let (own, others): (Vec<_>, Vec<_>) = self
            .counted()
            .map(|pledge| pledge.member_id)
            .partition(|member| *member == block.member_id);
        own.first()?;
        let against = |member: &&MemberId| self.set_asides.contains(&(block.id, **member));
        Some(Standing {
            block,
            set_aside: count(others.iter().filter(against)),
            others: count(others.iter()),
        })
    }

    fn facts(&self, now: Timestamp) -> Result<LaunchFacts, Fault> {
        let seat = |seat: &sql::Seat| {
            Ok(SeatFacts {
                hours: seat.hours,
                count: seat.places,
                taken: count(self.counted().filter(|pledge| pledge.seat_id == seat.id)),
                required: seat.need()? == Need::Required,
            })
        };
        let pledge = |pledge: &Pledge| {
            let customer = pledge.person.kind()? == Kind::Customer;
            Ok(PledgeFacts {
                hours: pledge.hours,
                reliability: reliability(pledge.kept, pledge.broken),
                department: pledge.department_id.filter(|_| !customer),
                customer,
                accepted: pledge.charter >= self.team.charter,
            })
        };
        Ok(LaunchFacts {
            supporters: self.team.support,
            seats: self.seats.iter().map(seat).collect::<Result<_, Fault>>()?,
            pledges: self.counted().map(pledge).collect::<Result<_, Fault>>()?,
            open_blocks: count(self.standing(now).iter()),
            deadline: self.team.deadline(),
        })
    }

    /// The checklist by which the team launches and which its page shows. Once
    /// launched, no deadline matters; the time of a team is over too when its
    /// idea is withdrawn or delivered.
    pub(super) fn checklist(&self, now: Timestamp) -> Result<Checklist, Fault> {
        let list = checklist(&self.team.rule(), &self.facts(now)?, now);
        let overdue = match self.team.stage()? {
            TeamStage::Launched | TeamStage::Delivered => false,
            TeamStage::Gathering => {
                (list.overdue && !self.team.resting()) || !self.team.idea_stage()?.takes_teams()
            }
            TeamStage::Stopped => list.overdue,
        };
        Ok(Checklist { overdue, ..list })
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

const GATHERING: &str = "
    SELECT t.id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.idea_id = $1 AND t.stage = 'gathering' AND i.hidden_at IS NULL
    ORDER BY t.id";

/// Asks the rule for every gathering team of an idea that is not hidden; how
/// many launched. Costs
/// one small query where none gathers, because every vote comes through here.
pub(super) async fn ask(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<usize, Fault> {
    let gathering = all!(tx tx, (i64,), GATHERING, idea)?;
    let mut launched = 0;
    for (team,) in gathering {
        let Some(team) = sql::team(tx, team).await? else {
            continue;
        };
        let rows = sql::rows(tx, team).await?;
        if rows.checklist(now)?.launches() && launch(tx, &rows.team, now).await? {
            launched += 1;
        }
    }
    Ok(launched)
}

const LAUNCH: &str = "
    UPDATE teams
    SET stage = 'launched', launched_at = $2
    WHERE id = $1 AND stage = 'gathering'";

/// Launches a team; false where another command did so before.
async fn launch(tx: &mut Tx<'_>, team: &Team, now: Timestamp) -> Result<bool, Fault> {
    if run!(tx, LAUNCH, team.id, now.0)? != 1 {
        return Ok(false);
    }
    let due = first_due(team.milestone_due(), now.date());
    work::sql::add_milestone(tx, team.id, (&team.milestone, due), now).await?;
    let event = Event {
        kind: "team.launched",
        idea: Some(team.idea_id),
        team: Some(team.id),
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    let mut to = sql::crew(tx, team).await?;
    to.push(team.author_id);
    notify(tx, &to, &notice(team, NoticeKind::TeamLaunched), now).await?;
    ideas::restage(tx, team.idea_id).await?;
    Ok(true)
}

/// A notice about a team that is nobody's doing.
pub(super) fn notice(team: &Team, kind: NoticeKind) -> Notice {
    Notice {
        kind,
        by: None,
        idea: team.idea_id,
        team: Some(team.id),
        comment: None,
        seat: None,
        measure: None,
    }
}

const IDEAS_OF_MEMBER: &str = "
    SELECT DISTINCT t.idea_id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.member_id = $1 AND p.state = 'held' AND t.stage = 'gathering'
    ORDER BY t.idea_id";
const LOCK_IDEA: &str = "SELECT id FROM ideas WHERE id = $1 FOR UPDATE";

pub(super) async fn ask_for_member(
    tx: &mut Tx<'_>,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let ideas = all!(tx tx, (i64,), IDEAS_OF_MEMBER, member)?;
    if matches!(tx, Tx::Postgres(_)) {
        for (idea,) in &ideas {
            run!(tx, LOCK_IDEA, *idea)?;
        }
    }
    for (idea,) in ideas {
        teams::reconsider(tx, idea, now).await?;
    }
    Ok(())
}

const GATHERING_ON_BOARD: &str = "
    SELECT DISTINCT t.idea_id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE i.board_id = $1 AND t.stage = 'gathering'
    ORDER BY t.idea_id";

/// Asks the launch rule for every gathering team on a board, each idea in a
/// command of its own: after a change of the board's rule.
pub(crate) async fn ask_for_board(ctx: &Context, board: i64) -> Outcome<()> {
    let db = &ctx.db;
    let ideas = all!(db db, (i64,), GATHERING_ON_BOARD, board).map_err(Fault::from)?;
    for (idea,) in ideas {
        let asked = db.write(Lock::Idea(idea), (idea, ctx.now()), |tx, (idea, now)| {
            Box::pin(ask(tx, *idea, *now))
        });
        asked.await?;
    }
    Ok(())
}

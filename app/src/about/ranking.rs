//! How ranking works, in plain words, with the numbers in use.

use domain::boards::Board;
use domain::launch::{BLOCK_DAYS, GATHERING_DAYS, LaunchRule, reliability};
use domain::matching::fit;
use domain::ranking::{HALF_LIFE_DAYS, Warmth};
use domain::teams::MILESTONE_DAYS;
use leptos::prelude::*;

use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text::{percent, tenths};

/// What the server does with votes, comments and seats.
#[component]
pub fn RankingPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let mut boards = Vec::new();
        for board in &request.site.boards {
            boards.push(
                request
                    .services
                    .boards
                    .board(&request.viewer, Some(&board.slug))
                    .await?,
            );
        }
        Ok(view! {
            <Named title="How ranking works"/>
            <main class="page narrow" id="main">
                <h1>"How ranking works"</h1>
                <article class="prose block">
                    <p>"No secret sauce. Everything below is what the server does, with the numbers it uses today."</p>
                    <Trending/>
                    <OtherOrders/>
                    <Launching boards/>
                    <Reliability/>
                    <Matching/>
                </article>
            </main>
        })
    })
}

#[component]
fn Trending() -> impl IntoView {
    let rows = [
        ("Posting the idea", Warmth::Posting),
        ("Support by somebody other than the author", Warmth::Support),
        (
            "The first comment by somebody new to the discussion",
            Warmth::NewVoice,
        ),
        ("A seat taken on a team", Warmth::Pledge),
    ]
    .map(|(what, warmth)| view! { <tr><td>{what}</td><td>{tenths(warmth.weight())}</td></tr> })
    .collect_view();
    view! {
        <h2>"Trending"</h2>
        <p>
            "Whatever happens around an idea warms it up, and the warmth fades: after "
            <strong>{tenths(HALF_LIFE_DAYS)}" days"</strong>
            " it counts half, after twice as long a quarter. The warmest idea stands first."
        </p>
        <table>
            <thead><tr><th scope="col">"What happens"</th><th scope="col">"Warmth"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p>
            "Opposing adds nothing and takes nothing away, by intent: an idea that people argue about is not colder for it. "
            "A vote taken back cools the idea by what it gave; given again, it counts from its first day."
        </p>
        <p>"For those who like formulas: with w the warmth of an event, t its time and λ = ln 2 / "{tenths(HALF_LIFE_DAYS)}" days,"</p>
        <pre><code>"x  = ln w + λt\nS' = max(S, x) + ln(1 + e^−|S−x|)"</code></pre>
    }
}

#[component]
fn OtherOrders() -> impl IntoView {
    view! {
        <h2>"A fair start"</h2>
        <p>
            "Left to the score alone, whoever is ahead is seen more and gets further ahead. So two of every ten places on the first page of Trending go to the newest ideas, not older than 14 days, that their score would not put there. They are marked "
            <span class="chip">"New here"</span>
            "."
        </p>
        <h2>"New and Discussed"</h2>
        <p>"New is by the moment of posting. Discussed is by the number of comments. Nothing else goes into either."</p>
        <h2>"Who sees what"</h2>
        <p>
            "Everybody sees the same order; nothing is arranged for one person. Who voted how, and how often an idea was "
            "opposed, is shown to nobody."
        </p>
    }
}

#[component]
fn Launching(boards: Vec<Board>) -> impl IntoView {
    let row = |name: String, rule: LaunchRule| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{rule.supporters}</td>
                <td>{percent(rule.hours_share)}</td>
                <td>{rule.departments}</td>
            </tr>
        }
    };
    let rows = if boards.is_empty() {
        row("A new board".to_owned(), LaunchRule::default()).into_any()
    } else {
        boards
            .into_iter()
            .map(|board| row(board.board.name, board.rule))
            .collect_view()
            .into_any()
    };
    view! {
        <h2>"When a team launches"</h2>
        <p>"Nobody decides it. A team launches by itself in the moment the last line of this list holds:"</p>
        <ul>
            <li>"the idea has enough supporters, its author included;"</li>
            <li>"every required seat is taken;"</li>
            <li>"the promised hours, weighed by reliability, reach a share of what the required seats ask for;"</li>
            <li>"people of enough departments are on the team, or a customer is;"</li>
            <li>"two thirds of those in a seat accept the charter, and nobody's block stands."</li>
        </ul>
        <table>
            <thead>
                <tr>
                    <th scope="col">"Board"</th>
                    <th scope="col">"Supporters"</th>
                    <th scope="col">"Share of hours"</th>
                    <th scope="col">"Departments"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p>
            "A team has "{GATHERING_DAYS}" days to gather. Its first milestone is due within "{MILESTONE_DAYS}
            " days of the launch. A block lapses after "{BLOCK_DAYS}
            " days, or when more than half of the others set it aside."
        </p>
    }
}

#[component]
fn Reliability() -> impl IntoView {
    view! {
        <h2>"Reliability"</h2>
        <p>
            "A promise of somebody who kept earlier ones weighs more. With the pledges kept and broken so far, "
            <code>"R = (kept + 2) / (kept + broken + 3)"</code>
            ". Everybody begins at "{percent(reliability(0.0, 0.0))}
            "; with six kept it is "{percent(reliability(6.0, 0.0))}
            ". That is why a full team of newcomers can launch."
        </p>
    }
}

#[component]
fn Matching() -> impl IntoView {
    let rows = [
        (
            "The skill the seat hopes for, more for a rare one; the wish to learn it counts half, on an apprentice's seat",
            fit::COVER,
        ),
        (
            "Topics of the idea that they named, supported or wrote about; a team reads only those they named",
            fit::PASSION,
        ),
        (
            "Free hours, less those promised to other teams",
            fit::AVAILABILITY,
        ),
        (
            "New company: nobody there worked with them, or their department is not on the team",
            fit::NEW_TIE,
        ),
        ("Reliability", fit::RELIABILITY),
    ]
    .map(|(what, weight)| view! { <tr><td>{what}</td><td>{percent(weight)}</td></tr> })
    .collect_view();
    view! {
        <h2 id="matching">"How people and seats find each other"</h2>
        <p>
            "Seats are suggested to members who said yes, and only they are suggested for seats. Whoever lacks the skill is not "
            "suggested at all. Age, gender and place are never asked for and count for nothing. What counts:"
        </p>
        <table>
            <thead><tr><th scope="col">"What"</th><th scope="col">"Weight"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p>
            "A whole team is put together around the rarest skill: people who worked together stand near each other, but at most "
            "half of a suggested team did, and two departments and somebody new come first."
        </p>
    }
}

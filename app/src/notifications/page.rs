//! One's notices, newest first.

use domain::notifications::{NoticeKind, NoticeView};
use domain::paging::Cursor;
use leptos::prelude::*;

use crate::accounts::Tabs;
use crate::load::load;
use crate::moderation::Reason;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::when::local;
use crate::ui::{Icon, When, path};

/// The list of notices.
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let after = request.parameter("after").map(Cursor);
        let page = request
            .services
            .notifications
            .list(&actor, after.as_ref())
            .await?;
        let newest = page
            .items
            .first()
            .map(|notice| notice.id)
            .filter(|_| after.is_none() && actor.unread > 0);
        let mark = newest.map(|newest| {
            view! {
                <form method="post" action="/api/notifications/mark-read">
                    <input type="hidden" name="up_to" value=newest/>
                    <button class="btn small"><Icon name="check"/>" Mark all as read"</button>
                </form>
            }
        });
        let older = page.next.map(|next| {
            let href = request.with(&[("after", Some(&next.0))]);
            view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show older"</a></nav> }
        });
        let list = if page.items.is_empty() && after.is_none() {
            view! { <AllQuiet/> }.into_any()
        } else {
            days(&request, page.items).into_any()
        };
        Ok(view! {
            <Named title="Notifications"/>
            <main class="page narrow" id="main">
                <div class="lead">
                    <div>
                        <h1>"Notifications"</h1>
                        <p>{text::unread(actor.unread)}</p>
                    </div>
                    {mark}
                </div>
                <Tabs/>
                {list}
                {older}
            </main>
        })
    })
}

/// The notices under a heading for today, this week and earlier.
fn days(request: &Request, notices: Vec<NoticeView>) -> impl IntoView + use<> {
    let today = local(request, request.now).date();
    let mut groups: Vec<(&'static str, Vec<NoticeView>)> = Vec::new();
    for notice in notices {
        let heading = text::how_recent(local(request, notice.at).date(), today);
        match groups.last_mut() {
            Some((last, group)) if *last == heading => group.push(notice),
            _ => groups.push((heading, vec![notice])),
        }
    }
    groups
        .into_iter()
        .map(|(heading, notices)| {
            let items = notices
                .into_iter()
                .map(|notice| view! { <Notice notice/> })
                .collect_view();
            view! {
                <h2 class="day">{heading}</h2>
                <ul class="notices">{items}</ul>
            }
        })
        .collect_view()
}

#[component]
fn Notice(notice: NoticeView) -> impl IntoView {
    let class = match (notice.read, notice.kind == NoticeKind::TeamLaunched) {
        (false, true) => "unread good",
        (false, false) => "unread",
        (true, true) => "good",
        (true, false) => "",
    };
    let href = match (notice.comment, notice.team) {
        (Some(comment), _) => path::comment(notice.idea.number, comment),
        (None, Some(team)) => path::team(team, &notice.idea),
        (None, None) => path::idea(&notice.idea),
    };
    let by = text::notice_by(notice.kind, notice.by.as_ref().map(|by| by.name.as_str()));
    view! {
        <li class=(!class.is_empty()).then_some(class)>
            <Icon name=icon(notice.kind)/>
            <p>
                {(!notice.read).then(|| view! { <span class="mark team">"new"</span>" " })}
                {by.map(|name| format!("{name} "))}
                {text::notice(notice.kind)}
                " "
                <a href=href>{notice.idea.title.clone()}</a>
                {notice.seat.map(|seat| format!(" ({seat})"))}
            </p>
            <When at=notice.at/>
            {notice.outcome.map(|words| view! { <p class="quote"><q>{words}</q></p> })}
            {notice.told.map(|told| view! { <Reason cause=told.cause/> })}
        </li>
    }
    .into_any()
}

const fn icon(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Commented => "talk",
        NoticeKind::Replied => "reply",
        NoticeKind::TeamStarted
        | NoticeKind::TeamGoesOn
        | NoticeKind::SplitOpened
        | NoticeKind::SplitDisputed
        | NoticeKind::DecisionProposed
        | NoticeKind::DecisionObjected
        | NoticeKind::DecisionAgreed
        | NoticeKind::DecisionMade => "people",
        NoticeKind::SeatTaken
        | NoticeKind::SeatOffered
        | NoticeKind::SeatFits
        | NoticeKind::NudgeAnswered
        | NoticeKind::PledgeKept => "hand",
        NoticeKind::OfferDeclined
        | NoticeKind::SeatLeft
        | NoticeKind::Released
        | NoticeKind::SeatHandedBack
        | NoticeKind::SeatFreed
        | NoticeKind::TaskFreed => "leave",
        NoticeKind::IdeaForked => "plus",
        NoticeKind::CharterChanged => "pencil",
        NoticeKind::CharterBlocked => "block",
        NoticeKind::TeamLaunched => "hammer",
        NoticeKind::TeamExpired | NoticeKind::DeadlineNear | NoticeKind::TeamExtended => "clock",
        NoticeKind::TeamHandedBack
        | NoticeKind::TeamClosed
        | NoticeKind::PledgeBroken
        | NoticeKind::TeamStopped => "leaf",
        NoticeKind::Nudged | NoticeKind::UpdateAsked => "bell",
        NoticeKind::MilestoneReached
        | NoticeKind::SplitCounted
        | NoticeKind::IdeaRestored
        | NoticeKind::CommentRestored
        | NoticeKind::IdeaUnlocked => "check",
        NoticeKind::LeadGiven | NoticeKind::LeadChanged => "flag",
        NoticeKind::SkillEndorsed => "heart",
        NoticeKind::TeamDelivered | NoticeKind::IdeaDelivered => "barn",
        NoticeKind::IdeaHidden | NoticeKind::CommentHidden | NoticeKind::HiddenChanged => "eye-off",
        NoticeKind::IdeaLocked => "lock",
        NoticeKind::TeamRests => "info",
    }
}

#[component]
fn AllQuiet() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="bell"/>
            <h2>"All quiet"</h2>
            <p>"Here you will hear when somebody comments on your idea or builds on it, takes a seat on your team, and when an idea you support is delivered."</p>
            <p class="actions"><a class="btn" href="/"><Icon name="board"/>" To the board"</a></p>
        </div>
    }
}

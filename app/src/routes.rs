//! Every page and its address.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::comments::EditCommentPage;
use crate::ideas::{BoardPage, EditIdeaPage, IdeaPage, NewIdeaPage, SearchPage};

use crate::about::{DesignPage, NotFoundPage, RankingPage};
use crate::accounts::{
    OverviewPage, PersonPage, ProfilePage, ResetPage, SecurityPage, SignInPage, SignUpPage,
};
use crate::admin::{
    AdminPage, AuditPage, BoardSettingsPage, BoardsPage, DepartmentsPage, JobsPage, MemberPage,
    MembersPage, SettingsPage, SystemPage, TopicsPage,
};
use crate::invitations::InvitationsPage;
use crate::matching::{MatchingPage, PeoplePage};
use crate::moderation::{CommentCarePage, IdeaCarePage, ModerationPage, PersonCarePage};
use crate::notifications::NotificationsPage;
use crate::setup::SetupPage;
use crate::skills::SkillsPage;
use crate::teams::{LedgerPage, StartTeamPage, TeamPage, TeamsPage};

/// The patterns of all pages, as the router writes them: `/ideas/{number}`.
pub fn patterns() -> Vec<String> {
    leptos_axum::generate_route_list(Pages)
        .iter()
        .map(|route| route.path().to_owned())
        .collect()
}

/// The page of the address that is asked for.
#[component]
pub fn Pages() -> impl IntoView {
    let mode = SsrMode::Async;
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=BoardPage ssr=mode.clone()/>
                <Route path=path!("/boards/:board") view=BoardPage ssr=mode.clone()/>
                <Route path=path!("/search") view=SearchPage ssr=mode.clone()/>
                <Route path=path!("/ideas/new") view=NewIdeaPage ssr=mode.clone()/>
                <Route path=path!("/ideas/:number/edit") view=EditIdeaPage ssr=mode.clone()/>
                <Route path=path!("/ideas/:number/:slug") view=IdeaPage ssr=mode.clone()/>
                <Route path=path!("/ideas/:number") view=IdeaPage ssr=mode.clone()/>
                <Route path=path!("/ideas/:number/team/new") view=StartTeamPage ssr=mode.clone()/>
                <Route path=path!("/teams") view=TeamsPage ssr=mode.clone()/>
                <Route path=path!("/teams/:number/:slug/ledger") view=LedgerPage ssr=mode.clone()/>
                <Route path=path!("/teams/:number/:slug/people") view=PeoplePage ssr=mode.clone()/>
                <Route path=path!("/teams/:number/:slug") view=TeamPage ssr=mode.clone()/>
                <Route path=path!("/teams/:number") view=TeamPage ssr=mode.clone()/>
                <Route path=path!("/comments/:comment/edit") view=EditCommentPage ssr=mode.clone()/>
                <Route path=path!("/sign-up") view=SignUpPage ssr=mode.clone()/>
                <Route path=path!("/sign-in") view=SignInPage ssr=mode.clone()/>
                <Route path=path!("/reset") view=ResetPage ssr=mode.clone()/>
                <Route path=path!("/setup") view=SetupPage ssr=mode.clone()/>
                <Route path=path!("/me") view=OverviewPage ssr=mode.clone()/>
                <Route path=path!("/me/profile") view=ProfilePage ssr=mode.clone()/>
                <Route path=path!("/me/matching") view=MatchingPage ssr=mode.clone()/>
                <Route path=path!("/me/security") view=SecurityPage ssr=mode.clone()/>
                <Route path=path!("/me/notifications") view=NotificationsPage ssr=mode.clone()/>
                <Route path=path!("/people/:handle") view=PersonPage ssr=mode.clone()/>
                <Route path=path!("/moderation/skills") view=SkillsPage ssr=mode.clone()/>
                <Route path=path!("/moderation") view=ModerationPage ssr=mode.clone()/>
                <Route path=path!("/moderation/ideas/:number") view=IdeaCarePage ssr=mode.clone()/>
                <Route path=path!("/moderation/comments/:comment") view=CommentCarePage ssr=mode.clone()/>
                <Route path=path!("/moderation/people/:handle") view=PersonCarePage ssr=mode.clone()/>
                <Route path=path!("/admin") view=AdminPage ssr=mode.clone()/>
                <Route path=path!("/admin/members") view=MembersPage ssr=mode.clone()/>
                <Route path=path!("/admin/members/:handle") view=MemberPage ssr=mode.clone()/>
                <Route path=path!("/admin/invitations") view=InvitationsPage ssr=mode.clone()/>
                <Route path=path!("/admin/departments") view=DepartmentsPage ssr=mode.clone()/>
                <Route path=path!("/admin/boards") view=BoardsPage ssr=mode.clone()/>
                <Route path=path!("/admin/boards/:board") view=BoardSettingsPage ssr=mode.clone()/>
                <Route path=path!("/admin/topics") view=TopicsPage ssr=mode.clone()/>
                <Route path=path!("/admin/settings") view=SettingsPage ssr=mode.clone()/>
                <Route path=path!("/admin/audit") view=AuditPage ssr=mode.clone()/>
                <Route path=path!("/admin/jobs") view=JobsPage ssr=mode.clone()/>
                <Route path=path!("/admin/system") view=SystemPage ssr=mode.clone()/>
                <Route path=path!("/how-ranking-works") view=RankingPage ssr=mode.clone()/>
                <Route path=path!("/design") view=DesignPage ssr=mode.clone()/>
            </Routes>
        </Router>
    }
}

//! Accounts: signing up and in, one's own pages, a person's page.

pub mod api;

#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod person;
#[cfg(feature = "ssr")]
mod profile;
#[cfg(feature = "ssr")]
mod reset;
#[cfg(feature = "ssr")]
mod security;
#[cfg(feature = "ssr")]
mod sign_in;
#[cfg(feature = "ssr")]
mod sign_up;
#[cfg(feature = "ssr")]
mod skills;
#[cfg(feature = "ssr")]
mod tabs;

#[cfg(feature = "ssr")]
pub use {
    overview::OverviewPage, person::PersonPage, profile::ProfilePage, reset::ResetPage,
    security::SecurityPage, sign_in::SignInPage, sign_up::SignUpPage, tabs::Tabs,
};

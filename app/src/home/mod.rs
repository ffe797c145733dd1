//! `/`: what this is, for those who are not signed in; *Aujourd'hui*, for those who are.

mod today;
mod welcome;

use leptos::prelude::*;

use crate::{failure::or_lost, session};

/// The home page.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let member = session::member();
    Suspend::new(async move {
        match member {
            Some(member) => or_lost(today::page(&member).await),
            None => or_lost(welcome::page().await),
        }
    })
}

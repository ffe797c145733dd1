//! The organisers' desk, `/animation`: one page a thing they look after, all reached from the first.

use domain::members::Organiser;
use leptos::prelude::*;

use crate::{
    failure::{Lost, or_lost},
    parts::{Page, PageHead, Place, Row, Rows, Section},
    session,
};

/// The pages of the desk: label, address, what is done there.
const PAGES: [(&str, &str, &str); 0] = [];

/// The desk's first page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    Suspend::new(async move { or_lost(content()) })
}

/// Whoever asks for a page of the desk, if they have a place there.
pub(crate) fn organiser() -> Result<Organiser, Lost> {
    session::organiser().ok_or(Lost::NotThere)
}

fn content() -> Result<AnyView, Lost> {
    organiser()?;
    let rows = PAGES.into_iter().map(|(label, href, what)| {
        view! { <Row href title=label>{what}</Row> }
    });
    Ok(view! {
        <Page title="Animation" place=Place::Desk>
            <PageHead title="Animation"/>
            <Section title="Les personnes">
                <Rows>{rows.collect_view()}</Rows>
            </Section>
        </Page>
    }
    .into_any())
}

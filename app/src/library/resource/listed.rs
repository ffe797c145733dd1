//! Documents wherever something lists them: a certification, a certifier, a stage of the guide.

use domain::library::resource::{State, reading::Listed};
use leptos::prelude::*;

use super::{address, media_name, tone};
use crate::parts::{Badge, Moment, Section, Tone};

/// The most that such a list shows.
pub(crate) const SHOWN: u32 = 8;

/// The latest documents about what the page is about, and the way to all of them; nothing where there is none.
#[component]
pub(crate) fn Documents(
    listed: Vec<Listed>,
    /// The address of all of them.
    all: String,
) -> impl IntoView {
    (!listed.is_empty()).then(|| {
        view! {
            <Section title="Documents" link=Some(("Tous ses documents".to_owned(), all))>
                <ul class="rows">{listed.into_iter().map(|one| view! { <ListedRow one/> }).collect_view()}</ul>
            </Section>
        }
    })
}

/// One of them.
#[component]
fn ListedRow(one: Listed) -> impl IntoView {
    let media = one.media.map(|media| format!(" · {}", media_name(media)));
    let outdated = one.state == State::Outdated;
    view! {
        <li class="row">
            <p class="row-title"><a href=address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
            <p class="facts">
                <Badge tone=Tone::Authority label=one.kind.label()/> " "
                {outdated.then(|| view! { <Badge tone=tone(one.state) label=one.state.label()/> " " })}
                <Moment at=one.published_at.unwrap_or(one.changed_at)/>
                {media}
            </p>
        </li>
    }
}

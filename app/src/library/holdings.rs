//! The latest documents and links about a certification, of a certifier, for a stage of the guide, on their pages.

use domain::library::resource::{State, reading::Listed};
use leptos::prelude::*;

use super::resource::{address, media_name, tone};
use crate::parts::{Badge, Moment, Section, Tone};

/// They, or the word that there is none yet.
#[component]
pub(crate) fn Holdings(
    /// What the library holds.
    holdings: Vec<Listed>,
) -> impl IntoView {
    let rows = holdings.into_iter().map(|one| view! { <Row one/> }).collect_view();
    view! {
        <Section title="Documents et liens" id="documents">
            {if rows.is_empty() {
                view! { <p class="facts">"Aucun document n’a encore été déposé ici."</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Row(one: Listed) -> impl IntoView {
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

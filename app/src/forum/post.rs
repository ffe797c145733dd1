//! What somebody wrote: the opening of a topic, or a reply.

use domain::{
    Role, Roles,
    forum::{Author, Message},
    library::certification::Named,
    members::{Member, photo::Size},
};
use leptos::prelude::*;

use crate::{
    library::mentions,
    members,
    parts::{Avatar, Moment, Prose, Said, Tone, initials},
    session,
};

/// A message with its author. `number` is its rank among the replies; none for the opening.
#[component]
pub(super) fn Post(
    message: Message,
    /// The certifications that it may name.
    named: Vec<Named>,
    number: Option<u32>,
    edit: String,
    /// Where it may become a document, for whoever may deposit one.
    #[prop(optional_no_strip)]
    become_document: Option<String>,
    /// The documents it became: address and title.
    #[prop(optional)]
    documents: Vec<(String, String)>,
) -> impl IntoView {
    let Message { author, html, written_at, edited_at } = message;
    let mine = session::member().as_ref().map(Member::id) == Some(author.id);
    let id = number.map(|number| format!("reponse-{number}"));
    let label = match number {
        Some(number) => format!("Réponse {number}, de {}", author.name),
        None => format!("Message de {}", author.name),
    };
    let class = if number.is_none() { "post first" } else { "post" };
    let place = standing(&author);
    // Whoever has left has no page any more.
    let name = match author.roles == Roles::NONE {
        true => author.name.clone().into_any(),
        false => {
            view! { <a href=members::address(author.id.number(), &author.name)>{author.name.clone()}</a> }
                .into_any()
        }
    };
    let photo = author.photo.as_ref().map(|photo| photo.address(Size::Small));
    view! {
        <article class=class id=id aria-label=label>
            <Avatar initials=initials(&author.name) tone=tone(&author) photo/>
            <header class="post-head">
                <b>{name}</b>
                <span class="facts">
                    {place.map(|place| format!("{place} · "))}
                    <Moment at=written_at said=Said::Short/>
                    {edited_at.map(|at| view! { " · modifié " <Moment at/> })}
                    {number.map(|number| view! { " · " <a href=format!("#reponse-{number}")>{format!("n°\u{a0}{number}")}</a> })}
                </span>
            </header>
            <Prose html=mentions::told(html.as_str(), &named)/>
            {documents.into_iter().map(|(href, title)| view! {
                <p class="facts">"Devenue une ressource\u{a0}: " <a href=href>{title}</a></p>
            }).collect_view()}
            {(mine || become_document.is_some()).then(|| view! {
                <footer class="post-foot">
                    {mine.then(|| view! { <a href=edit>"Modifier"</a> " " })}
                    {become_document.map(|href| view! { <a href=href>"En faire une ressource"</a> })}
                </footer>
            })}
        </article>
    }
}

/// Where the author speaks from; a certifier's word is said to be one.
fn standing(author: &Author) -> Option<String> {
    match (&author.place, author.roles.contains(Role::Certifier)) {
        (Some(place), true) => Some(format!("{}, certificateur", members::antenne_name(place))),
        (None, true) => Some("certificateur".to_owned()),
        (place, false) => place.as_deref().map(members::antenne_name),
    }
}

fn tone(author: &Author) -> Tone {
    if author.roles.contains(Role::Certifier) { Tone::Authority } else { Tone::Plain }
}

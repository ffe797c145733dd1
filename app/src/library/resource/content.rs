//! What a version of a resource is made of: open it, take it.

use domain::{
    files::{Media, reading::Reading},
    library::resource::{Attached, Body, Version},
};
use leptos::prelude::*;

use super::{media_name, weight};
use crate::parts::{Moment, Said, Section, counted};

/// The content of a version.
#[component]
pub(super) fn Content(own: String, version: Version) -> impl IntoView {
    match version.body {
        Body::Link(address) => {
            let host = address
                .split("://")
                .nth(1)
                .and_then(|rest| rest.split('/').next())
                .unwrap_or_default()
                .to_owned();
            view! {
                <div class="resource-content">
                    <a class="button" href=address rel="noopener noreferrer external">"Ouvrir le lien"</a>
                    <p class="facts">{host}</p>
                </div>
            }
            .into_any()
        }
        Body::File(file) => {
            view! { <FileContent href=format!("{own}/fichier/{}", version.number) file/> }.into_any()
        }
    }
}

#[component]
fn FileContent(href: String, file: Attached) -> impl IntoView {
    let look = file.media.is_shown().then(|| format!("{href}?voir"));
    let name = file.media.name_for(&file.name);
    let pages = file.pages.filter(|pages| *pages > 1 && file.media == Media::Pdf);
    let facts = [
        Some(media_name(file.media).to_owned()),
        Some(weight(file.size)),
        pages.map(|pages| counted(pages.into(), "page", "pages")),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let download = format!("Télécharger {name}");
    view! {
        <div class="resource-content">
            {look.map(|href| view! { <a class="button" href=href>"Lire dans le navigateur"</a> })}
            <a class="button quiet" href=href download=name.clone() aria-label=download>"Télécharger"</a>
            <p class="facts"><span class="file-name">{name}</span> " · " {facts}</p>
            {unread(file.reading).map(|why| view! { <p class="facts">{why}</p> })}
            {file.media.has_macros().then(|| view! {
                <p class="facts">"Ce fichier contient des macros\u{a0}: ne les activez que si vous savez d’où il vient."</p>
            })}
        </div>
    }
}

/// Why the words of a file are not found.
fn unread(reading: Reading) -> Option<&'static str> {
    Some(match reading {
        Reading::Read | Reading::NoText => return None,
        Reading::Waiting => "Son texte est en cours de lecture\u{a0}: la recherche le trouvera bientôt.",
        Reading::Empty => {
            "Son texte n’a pas pu être lu\u{a0}: c’est une image numérisée. Seul son titre est trouvé."
        }
        Reading::Encrypted => {
            "Son texte n’a pas pu être lu\u{a0}: un mot de passe le protège. Seul son titre est trouvé."
        }
        Reading::Damaged => {
            "Son texte n’a pas pu être lu\u{a0}: le fichier est abîmé. Seul son titre est trouvé."
        }
        Reading::TooLong => "Son texte est trop long\u{a0}: seul le début est trouvé par la recherche.",
    })
}

/// The versions before, each with its own address.
#[component]
pub(super) fn Older(own: String, older: Vec<Version>) -> impl IntoView {
    (!older.is_empty()).then(move || {
        let rows = older.into_iter().map(move |version| {
            let href = format!("{own}/versions/{}", version.number);
            view! {
                <li class="row">
                    <p class="row-title"><a href=href>{format!("Version\u{a0}{}", version.number)}</a></p>
                    <p class="facts">
                        {version.added_by.1.clone()} " · " <Moment at=version.added_at said=Said::Day/>
                        {(!version.note.is_empty()).then(|| format!(" · {}", version.note))}
                    </p>
                </li>
            }
        });
        view! {
            <Section title="Versions précédentes"><ul class="rows">{rows.collect_view()}</ul></Section>
        }
    })
}

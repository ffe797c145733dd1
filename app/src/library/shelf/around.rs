//! What stands around a document: whether one keeps it, in which collections, what people think of it.

use domain::{
    Id,
    library::{
        resource::{Resource, State},
        shelf::{Collection, Opinion, opinions::may_judge},
    },
    members::Member,
};
use leptos::prelude::*;

use super::super::document_address;
use crate::{
    members,
    parts::{Badge, Moment, Section, Submit, Tone, Weight, counted},
    session,
};

/// On a document's page: keep it, and the way to collections and opinions. Asks the database nothing.
#[component]
pub(crate) fn ShelfBar(resource: Resource) -> impl IntoView {
    let shown = matches!(resource.state, State::Published | State::Outdated);
    let judges = session::member().as_ref().is_some_and(may_judge);
    shown.then(|| {
        let title = resource.details.title.as_str().to_owned();
        let (gesture, label) = match resource.kept {
            true => ("retirer", "Retirer des favoris"),
            false => ("garder", "Garder dans mes favoris"),
        };
        let (yes, no) = (u64::from(resource.opinions.0), u64::from(resource.opinions.1));
        let said = match (yes, no) {
            (0, 0) => String::new(),
            (yes, 0) => format!(" · utile pour {}", counted(yes, "personne", "personnes")),
            (yes, no) => {
                format!(" · utile pour {}, pas utile pour {no}", counted(yes, "personne", "personnes"))
            }
        };
        let href = format!("{}/avis", document_address(resource.id.number(), &title));
        view! {
            <div class="shelves">
                <form method="post" action=format!("/ressources/documents/{}/rangement", resource.id)>
                    <Submit label weight=Weight::Quiet name="geste" value=gesture about=title/>
                </form>
                {judges.then(|| view! { <p><a href=href>"Avis et collections"</a>{said}</p> })}
            </div>
        }
    })
}

/// The person's collections, each a button that puts the document in it or takes it out.
#[component]
pub(super) fn Collections(resource: i64, collections: Vec<(Id<Collection>, String, bool)>) -> impl IntoView {
    let none = collections.is_empty();
    let each = collections.into_iter().map(|(id, name, inside)| {
        let (gesture, label) = if inside { ("sortir", "Retirer de") } else { ("ranger", "Ranger dans") };
        view! {
            <li>
                <form method="post" action=format!("/ressources/documents/{resource}/rangement")>
                    <input type="hidden" name="collection" value=id.to_string()/>
                    <Submit label=format!("{label} «\u{a0}{name}\u{a0}»") weight=Weight::Link name="geste" value=gesture/>
                </form>
            </li>
        }
    });
    let each = each.collect::<Vec<_>>();
    view! {
        <Section title="Mes collections" link=Some(("Faire une collection".to_owned(), "/ressources/favoris#collections".to_owned()))>
            {none.then(|| view! { <p>"Vous n’avez pas encore de collection."</p> })}
            {(!none).then(|| view! { <ul class="links">{each}</ul> })}
        </Section>
    }
}

/// What people said, with a word.
#[component]
pub(super) fn Opinions(opinions: Vec<Opinion>, member: Member) -> impl IntoView {
    let rows = opinions.into_iter().map(|opinion| {
        let (tone, label) = match opinion.useful {
            true => (Tone::Settled, "Utile"),
            false => (Tone::Plain, "Pas utile"),
        };
        let (id, name) = opinion.by;
        let mine = (id == member.id()).then_some(" (vous)");
        view! {
            <li class="row">
                {(!opinion.word.is_empty()).then(|| view! { <p>{opinion.word}</p> })}
                <p class="facts">
                    <Badge tone label/>
                    " "
                    <a href=members::address(id.number(), &name)>{name.clone()}</a>
                    {mine}
                    " · "
                    <Moment at=opinion.given_at/>
                </p>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! { <Section title="Les avis"><ul class="rows">{rows}</ul></Section> })
}

//! The names of a certifier at the desk, and the one that is taken off it.

use domain::{
    Id,
    library::{
        Certifier,
        certifier::{self, Sheet, Spelling},
    },
};
use leptos::prelude::*;

use super::certifiers::PATH;
use crate::{
    failure::Lost,
    library::certifier_address,
    parts::{Notice, Section, Submit, Tone, Weight},
    session,
};

/// The parameter that names a spelling which somebody wants to take off, before they are sure.
pub(super) const ASKED: &str = "detacher";

/// The names the certifier is written with; those it can do without may be taken off.
#[component]
pub(super) fn Names(sheet: Sheet) -> impl IntoView {
    let here = format!("{PATH}/{}", sheet.certifier.id);
    let rows = sheet.names.iter().map(|spelling| {
        let siret = (!spelling.siret.is_empty()).then(|| format!("SIRET {}", spelling.siret));
        let how = if spelling.decided { "réuni par l’équipe" } else { "venu des données" };
        let facts = [siret, Some(how.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let detach = sheet.may_lose(spelling).then(|| {
            let folded: String = form_urlencoded::byte_serialize(spelling.folded.as_bytes()).collect();
            let about = spelling.name.clone();
            view! {
                <p class="row-end">
                    <a href=format!("{here}?{ASKED}={folded}")>
                        "Détacher"<span class="visually-hidden">" " {about}</span>
                    </a>
                </p>
            }
        });
        view! {
            <li class="row with-end">
                <div><p>{spelling.name.clone()}</p><p class="facts">{facts}</p></div>
                {detach}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { <Section title="Orthographes connues"><ul class="rows">{rows}</ul></Section> }
}

/// What taking that name off does, and the button that does it; nothing for a name the certifier cannot lose.
#[component]
pub(super) fn Detach(sheet: Sheet, asked: Option<String>) -> impl IntoView {
    let spelling = sheet.names.iter().find(|known| asked.as_ref() == Some(&known.folded));
    let Spelling { folded, name, .. } = spelling.filter(|known| sheet.may_lose(known))?.clone();
    let title = format!("Détacher «\u{a0}{name}\u{a0}»");
    let here = format!("{PATH}/{}", sheet.certifier.id);
    let action = here.clone();
    let kept = format!(
        "Les contacts, les documents, les actualités et les personnes qui parlent en son nom restent avec «\u{a0}{}\u{a0}».",
        sheet.certifier.name
    );
    Some(view! {
        <Section title>
            <p>"Cette orthographe redevient un certificateur à part\u{a0}: les certifications qui la portent la suivent tout de suite, et les prochaines mises à jour ne les réuniront pas."</p>
            <p>{kept}</p>
            <form method="post" action=action class="actions">
                <input type="hidden" name="geste" value="detacher"/>
                <input type="hidden" name="orthographe" value=folded/>
                <Submit label="Détacher cette orthographe" weight=Weight::Danger/>
                <a href=here>"Annuler"</a>
            </form>
        </Section>
    })
}

/// Says that it is done, and leads to what it became.
pub(super) async fn detached(apart: Option<String>) -> Result<Option<AnyView>, Lost> {
    let Some(id) = apart.and_then(|apart| apart.parse::<Id<Certifier>>().ok()) else { return Ok(None) };
    let found = certifier::called(&session::community(), &[id]).await?.pop();
    Ok(found.map(|apart| {
        view! {
            <Notice tone=Tone::Settled fresh=true>
                <p>
                    "C’est fait\u{a0}: «\u{a0}" <a href=certifier_address(&apart.slug)>{apart.name}</a>
                    "\u{a0}» est de nouveau un certificateur à part, avec ses certifications."
                </p>
            </Notice>
        }
        .into_any()
    }))
}

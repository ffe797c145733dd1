//! Lending one's eyes: letting the team see the site in one's place, and seeing the site in somebody's place.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    members::desk::acting::{self, Consent, HOURS},
    text::dates,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    Site,
    failure::Lost,
    form::{Typed, lost_page, see_other},
    parts::{Page, PageHead, Section, Submit, Weight},
    session::{SignedIn, origin_of},
    shell,
};

/// Where one stops seeing the site in somebody's place.
pub(crate) const STOP: &str = "/animation/arreter";

/// On my account: whether the team may see the site in my place.
#[component]
pub(super) fn Help(consent: Option<Consent>) -> impl IntoView {
    let looking = consent.iter().flat_map(|consent| &consent.looking).map(|acting| {
        let words = format!(
            "{} voit le site à votre place en ce moment, jusqu’à {} au plus tard.",
            acting.name,
            dates::hour_of(acting.until)
        );
        view! { <p><strong>{words}</strong></p> }
    });
    let looking = looking.collect_view();
    let (words, label, deed) = match &consent {
        Some(consent) => (
            format!("Vous autorisez l’équipe d’animation à voir le site à votre place jusqu’au {}.", dates::full(consent.until)),
            "Retirer cette autorisation".to_owned(),
            "retirer",
        ),
        None => (
            "Un souci difficile à décrire\u{202f}? L’équipe peut regarder vos pages, sans rien pouvoir y changer. Chaque regard est inscrit au journal.".to_owned(),
            format!("Autoriser l’équipe à voir le site à ma place pendant {HOURS}\u{a0}heures"),
            "autoriser",
        ),
    };
    view! {
        <Section title="Aide de l’équipe" id="aide">
            {looking}
            <p>{words}</p>
            <form method="post" action="/mon-compte/aide" class="actions">
                <Submit label=label weight=Weight::Quiet name="geste" value=deed/>
            </form>
        </Section>
    }
}

/// What that form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct HelpForm {
    geste: String,
}

/// Allows it, or does not any more.
pub(crate) async fn decide(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<HelpForm>,
) -> Response {
    let (community, member, origin) = (&site.community, &signed_in.member, origin_of(&typed.parts));
    let (decided, word) = match typed.fields.geste.as_str() {
        "autoriser" => (acting::allow(community, member, origin).await, "aide"),
        "retirer" => (acting::withdraw(community, member, origin).await, "aide-finie"),
        _ => return typed.lost(&site, Lost::NotThere).await,
    };
    match decided {
        Ok(()) => see_other(&format!("/mon-compte?fait={word}")),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Sees one's own site again. There is nothing to stop for whoever is in nobody's place.
pub(crate) async fn stop(State(site): State<Site>, signed_in: SignedIn, typed: Typed<()>) -> Response {
    let SignedIn { session, member } = signed_in;
    if session.acting.is_none() {
        return lost_page(&site, typed.parts, Lost::NotThere).await;
    }
    match acting::stop(&site.community, &session, origin_of(&typed.parts)).await {
        Ok(()) => see_other(&format!("/animation/personnes/{}", member.id())),
        Err(fault) => lost_page(&site, typed.parts, fault).await,
    }
}

/// Whoever sees the site in somebody's place only looks: what they send goes nowhere.
pub(crate) async fn only_looking(site: &Site, request: Request) -> Response {
    shell::render(site, request.into_parts().0, StatusCode::FORBIDDEN, || {
        view! {
            <Page title="Vous regardez seulement">
                <PageHead
                    title="Vous regardez seulement"
                    lead="Vous voyez le site à la place de quelqu’un\u{a0}: rien ne s’y envoie, ne s’y change ni ne s’y télécharge. Arrêtez d’abord, avec le bouton du bandeau."
                />
            </Page>
        }
        .into_any()
    })
    .await
}

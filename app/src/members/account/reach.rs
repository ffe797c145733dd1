//! `/mon-compte/coordonnees`: how I may be reached, and who sees what.

use domain::{
    Role,
    members::{Audience, account, directory::Mine},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::profile::{LOOKS, look_name},
    parts::{Choice, Choices, ErrorSummary, Errors, Field, Page, PageHead, Place, Section, Submit},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReachForm {
    pub(crate) telephone: String,
    pub(crate) telephone_pour: String,
    pub(crate) courriel_pour: String,
}

/// What an audience is called.
pub(crate) fn audience_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Nobody => "Personne",
        Audience::Team => "L’équipe d’animation",
        Audience::Antennes => "Les antennes et l’équipe d’animation",
        Audience::Everybody => "Tous les membres",
    }
}

fn choices() -> Vec<Choice> {
    let hint = |audience| match audience {
        Audience::Nobody => "Vous seule ou vous seul, sur cette page",
        Audience::Team => "Animatrices, animateurs, administratrices et administrateurs",
        Audience::Antennes => "Avec les conseillères, conseillers, assistantes et assistants",
        Audience::Everybody => "Avec les certificateurs et les financeurs",
    };
    let choice = |audience: Audience| Choice {
        hint: Some(hint(audience).to_owned()),
        ..Choice::new(audience.code(), audience_name(audience))
    };
    Audience::ALL.into_iter().map(choice).collect()
}

/// The page.
#[component]
pub(crate) fn ReachPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let (community, member) = (session::community(), session::member().ok_or(Lost::NotThere)?);
    let mine = account::mine(&community, &member).await?;
    let (form, errors) = match use_context::<Again<ReachForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (kept(&mine), Errors::none()),
    };
    let refused = !errors.is_empty();
    let crumbs = vec![("Mon compte".to_owned(), "/mon-compte".to_owned())];
    let page = crate::members::address(mine.profile.id.number(), &mine.profile.name);
    let lead = "Ce que vous montrez est votre choix. Personne d’autre que celles et ceux que vous choisissez ne voit ces coordonnées, ni sur votre fiche ni dans la recherche.";
    Ok(view! {
        <Page title="Qui voit quoi" place=Place::Account crumbs refused>
            <PageHead title="Qui voit quoi" lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/mon-compte/coordonnees" class="form" novalidate>
                <Field
                    name="telephone"
                    label="Téléphone"
                    kind="tel"
                    value=form.telephone
                    optional=true
                    autocomplete="tel"
                    maxlength=30u32
                    hint="Le vôtre, pas celui de l’antenne, qui est déjà dans l’annuaire"
                    error=errors.of("telephone")
                />
                <Choices
                    name="telephone_pour"
                    legend="Qui voit votre téléphone\u{202f}?"
                    choices=choices()
                    chosen=form.telephone_pour
                    error=errors.of("telephone_pour")
                />
                <Choices
                    name="courriel_pour"
                    legend="Qui voit votre adresse électronique\u{202f}?"
                    hint=member.email().as_str()
                    choices=choices()
                    chosen=form.courriel_pour
                    error=errors.of("courriel_pour")
                />
                <div class="actions">
                    <Submit label="Enregistrer"/>
                    <a href="/mon-compte">"Annuler"</a>
                </div>
            </form>
            <Section title="En un tableau">
                <Table mine/>
            </Section>
            <Section title="Voir ma fiche comme…">
                <Looks page/>
            </Section>
        </Page>
    }
    .into_any())
}

fn kept(mine: &Mine) -> ReachForm {
    ReachForm {
        telephone: mine.reach.telephone.as_ref().map(ToString::to_string).unwrap_or_default(),
        telephone_pour: mine.reach.telephone_for.code().to_owned(),
        courriel_pour: mine.reach.email_for.code().to_owned(),
    }
}

/// What is kept now, line by line.
#[component]
fn Table(mine: Mine) -> impl IntoView {
    let telephone = match &mine.reach.telephone {
        Some(_) => audience_name(mine.reach.telephone_for),
        None => "Personne\u{a0}: vous n’en avez pas donné",
    };
    let lines = [
        ("Nom, photo, rôle, fonction", "Tous les membres"),
        ("Antenne ou organisation", "Tous les membres"),
        ("Présentation, ce que vous connaissez bien", "Tous les membres"),
        ("Téléphone", telephone),
        ("Adresse électronique", audience_name(mine.reach.email_for)),
        ("Sujets et réponses", "Celles et ceux qui voient l’espace où vous les avez écrits"),
        ("Sessions et appareils", "Vous seule ou vous seul"),
        ("Tout ce qui précède, sans être membre", "Personne"),
    ];
    let lines = lines.map(|(what, who)| view! { <tr><th scope="row">{what}</th><td>{who}</td></tr> });
    view! {
        <div class="prose">
            <div class="table" role="group" tabindex="0" aria-label="Qui voit quoi">
                <table>
                    <thead><tr><th scope="col">"Ce que c’est"</th><th scope="col">"Qui le voit"</th></tr></thead>
                    <tbody>{lines.into_iter().collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

/// One’s own page, as each role sees it.
#[component]
fn Looks(page: String) -> impl IntoView {
    let looks = LOOKS.into_iter().map(|(code, role): (&str, Role)| {
        view! { <li><a href=format!("{page}?comme={code}")>{look_name(role)}</a></li> }
    });
    view! { <ul class="links">{looks.collect_view()}</ul> }
}

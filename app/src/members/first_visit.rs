//! `/bienvenue`: the first visit, on one page; then a tour that is read, each stop a link.

use domain::members::{
    LetterChoices, Member, Presentation, Visitor,
    first_visit::{self, FirstVisit},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    charter::CharterCheck,
    first_name,
    letter_choices::{LetterQuestions, LettersForm},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        ButtonLink, ErrorSummary, Errors, Field, Page, PageHead, Row, Rows, Section, Submit, TextArea, Weight,
    },
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FirstVisitForm {
    pub(crate) fonction: String,
    pub(crate) presentation: String,
    pub(crate) reponses: String,
    pub(crate) nouveautes: String,
    pub(crate) journees: String,
    pub(crate) charte: String,
}

impl FirstVisitForm {
    /// The letters chosen, where the form holds nothing else.
    pub(crate) fn courriels(&self) -> Option<LetterChoices> {
        let letters = LettersForm {
            reponses: self.reponses.clone(),
            nouveautes: self.nouveautes.clone(),
            journees: self.journees.clone(),
        };
        letters.chosen()
    }
}

/// The first visit, or its tour once the rest is done.
#[component]
pub(crate) fn FirstVisitPage() -> impl IntoView {
    let member = session::member();
    Suspend::new(async move {
        match member {
            Some(member) => or_lost(page(&member).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(member: &Member) -> Result<AnyView, Lost> {
    let visit = first_visit::look(&session::community(), member).await?;
    match use_context::<Again<FirstVisitForm>>() {
        Some(again) => Ok(steps(member, &visit, again.fields, again.errors)),
        None if visit.over => Ok(tour(member)),
        None => {
            let form = FirstVisitForm {
                fonction: visit.function.clone(),
                presentation: visit.presentation.clone(),
                ..FirstVisitForm::default()
            };
            Ok(steps(member, &visit, form, Errors::none()))
        }
    }
}

fn steps(member: &Member, visit: &FirstVisit, form: FirstVisitForm, errors: Errors) -> AnyView {
    let refused = !errors.is_empty();
    let choices = form.courriels().unwrap_or(visit.choices);
    let ask_charter = !visit.charter;
    let title = format!("Bienvenue, {}.", first_name(member));
    let (about_function, about_presentation) = (errors.of("fonction"), errors.of("presentation"));
    let about_letters = errors.of("reponses");
    let charter_error = errors.of("charte");
    let accepted = !form.charte.is_empty();
    view! {
        <Page title="Bienvenue" refused>
            <PageHead
                title=title
                lead="Deux choses à nous dire, puis une courte visite. Tout se change ensuite dans Mon compte."
            />
            <ErrorSummary errors/>
            <form method="post" action="/bienvenue" class="form wide" novalidate>
                <Section title="1. Vous présenter">
                    <Field
                        name="fonction"
                        label="Fonction"
                        value=form.fonction
                        optional=true
                        hint="Par exemple «\u{a0}Conseillère VAE\u{a0}»"
                        autocomplete="organization-title"
                        maxlength=80u32
                        error=about_function
                    />
                    <TextArea
                        name="presentation"
                        label="Présentation"
                        value=form.presentation
                        optional=true
                        rows=4
                        hint=format!("Ce que vous connaissez bien, en {} caractères au plus", Presentation::MOST)
                        error=about_presentation
                    />
                </Section>
                <Section title="2. Vos courriels">
                    <LetterQuestions choices error=about_letters/>
                </Section>
                {ask_charter.then(|| view! { <CharterCheck checked=accepted error=charter_error/> })}
                <div class="actions">
                    <Submit label="Enregistrer et visiter"/>
                    <ButtonLink label="Plus tard" href="/" weight=Weight::Quiet/>
                </div>
            </form>
        </Page>
    }
    .into_any()
}

/// The places, and what to do first in each; those that are not for this person are left out.
fn tour(member: &Member) -> AnyView {
    let boards = Visitor::from(member.clone()).has_boards();
    let stops = [
        (
            "Aujourd’hui",
            "/",
            "Votre page d’accueil\u{a0}: ce qui attend une réponse, ce qui est nouveau. Commencez vos journées par là.",
            true,
        ),
        (
            "Les forums",
            "/forums",
            "Entrez dans «\u{a0}Vie de la communauté\u{a0}» et présentez-vous en trois lignes\u{a0}: on vous attend.",
            boards,
        ),
        (
            "Les journées",
            "/journees",
            "Le programme de l’année. Ouvrez la prochaine\u{a0}: vous vous y inscrivez en un clic, et vous vous désistez de même.",
            true,
        ),
        (
            "Les ressources",
            "/ressources",
            "Les certifications, ce qui les remplace, et les documents des certificateurs. Cherchez le dernier diplôme dont on vous a parlé.",
            true,
        ),
        (
            "Le guide",
            "/guide",
            "Cinq étapes, de l’accueil à l’après-jury. Ouvrez celle où vous en êtes avec votre prochain rendez-vous.",
            true,
        ),
        (
            "L’annuaire",
            "/annuaire",
            "Cherchez vos voisines et voisins de département\u{a0}: vous saurez à qui demander.",
            true,
        ),
        (
            "La recherche",
            "/recherche",
            "Tapez votre question du moment comme vous la diriez\u{a0}: quelqu’un y a peut-être déjà répondu.",
            true,
        ),
    ];
    let rows = stops.into_iter().filter(|(.., there)| *there);
    let rows = rows.map(|(title, href, what, _)| view! { <Row href title>{what}</Row> });
    view! {
        <Page title="La visite">
            <PageHead
                title="La visite, lien par lien"
                lead="Rien à retenir\u{a0}: chaque page dit ce qu’on peut y faire. Revenez ici quand vous voulez."
            />
            <Rows>{rows.collect_view()}</Rows>
            <p class="actions">
                <ButtonLink label="Commencer" href="/"/>
                <ButtonLink label="Changer mes choix" href="/mon-compte#courriels" weight=Weight::Quiet/>
            </p>
        </Page>
    }
    .into_any()
}

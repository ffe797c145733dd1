//! `/mon-compte/connaissances`: what I know well.

use domain::{
    guide::{self, Stage},
    members::{Tags, account},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Page, PageHead, Place, Submit, TextArea},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ExpertiseForm {
    pub(crate) connaissances: String,
    pub(crate) etape1: String,
    pub(crate) etape2: String,
    pub(crate) etape3: String,
    pub(crate) etape4: String,
    pub(crate) etape5: String,
}

impl ExpertiseForm {
    /// The stages that are ticked.
    pub(crate) fn stages(&self) -> impl Iterator<Item = u8> {
        let boxes = [&self.etape1, &self.etape2, &self.etape3, &self.etape4, &self.etape5];
        (1..).zip(boxes).filter(|(_, said)| !said.is_empty()).map(|(stage, _)| stage)
    }
}

/// The page.
#[component]
pub(crate) fn ExpertisePage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let member = visitor.member().ok_or(Lost::NotThere)?;
    let stages = guide::read(&community, &visitor).await?;
    let (form, errors) = match use_context::<Again<ExpertiseForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (kept(account::mine(&community, member).await?.profile.expertise), Errors::none()),
    };
    let refused = !errors.is_empty();
    let known: Vec<u8> = form.stages().collect();
    let crumbs = vec![("Mon compte".to_owned(), "/mon-compte".to_owned())];
    let lead = "Vos collègues vous trouveront par ces mots dans l’annuaire et dans la recherche. Tous les membres les voient.";
    Ok(view! {
        <Page title="Ce que je connais bien" place=Place::Account crumbs refused>
            <PageHead title="Ce que je connais bien" lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/mon-compte/connaissances" class="form" novalidate>
                <TextArea
                    name="connaissances"
                    label="En quelques mots"
                    value=form.connaissances
                    optional=true
                    rows=6
                    hint=format!(
                        "Un par ligne, {} au plus\u{a0}: un diplôme («\u{a0}DEAES RNCP36004\u{a0}»), un public, un outil. Le numéro RNCP mène à la fiche officielle.",
                        Tags::MOST,
                    )
                    error=errors.of("connaissances")
                />
                <StageBoxes stages known/>
                <div class="actions">
                    <Submit label="Enregistrer"/>
                    <a href="/mon-compte">"Annuler"</a>
                </div>
            </form>
        </Page>
    }
    .into_any())
}

fn kept(expertise: domain::members::Expertise) -> ExpertiseForm {
    let ticked = |stage| if expertise.stages.contains(stage) { "oui".to_owned() } else { String::new() };
    ExpertiseForm {
        connaissances: expertise.tags.typed(),
        etape1: ticked(1),
        etape2: ticked(2),
        etape3: ticked(3),
        etape4: ticked(4),
        etape5: ticked(5),
    }
}

#[component]
fn StageBoxes(stages: Vec<Stage>, known: Vec<u8>) -> impl IntoView {
    let boxes = stages.into_iter().map(|stage| {
        let name = format!("etape{}", stage.number);
        let title = domain::text::typography::french(&stage.title);
        let checked = known.contains(&stage.number);
        view! {
            <label class="choice">
                <input type="checkbox" id=name.clone() name=name value="oui" checked=checked/>
                <span>{format!("{}. {title}", stage.number)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend>"Les étapes du guide que je connais bien"</legend>
            {boxes.collect_view()}
        </fieldset>
    }
}

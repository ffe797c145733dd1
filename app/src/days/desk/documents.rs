//! `/animation/journees/{id}/documents`: the documents of a day, named among those of the library.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    days::{
        DayId, Refusal,
        documents::{self, Moment},
        edition, page,
    },
    library::resource::Resource,
    members::{Organiser, Visitor},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{PATH, crumbs};
use crate::{
    Site,
    desk::organiser,
    failure::{Lost, or_lost},
    form::{Again, Typed, see_other},
    library::document_address,
    parts::{
        Choice, Choices, Empty, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Submit,
        Tone, Weight,
    },
    session::{self, AtDesk},
};

/// What the forms carry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DocumentForm {
    pub(crate) acte: String,
    /// The document's number, or its address.
    pub(crate) document: String,
    pub(crate) moment: String,
}

/// The address of a day's documents at the desk.
pub(crate) fn address(day: DayId) -> String {
    format!("{PATH}/{day}/documents")
}

/// The page.
#[component]
pub(crate) fn DayDocumentsPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").is_some();
    Suspend::new(async move { or_lost(content(&asked, done).await) })
}

async fn content(asked: &str, done: bool) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let visitor = Visitor::from(organiser.member().clone());
    let day = page::read(&session::community(), &visitor, id).await?;
    let (form, errors) = Again::<DocumentForm>::or_blank();
    let refused = !errors.is_empty();
    let mut crumbs = crumbs();
    crumbs.push((day.title.clone(), format!("{PATH}/{id}")));
    let brings = documents::may_bring(&visitor, &day);
    let (after, before): (Vec<_>, Vec<_>) = day.documents.into_iter().partition(|(.., after)| *after);
    let moments = Moment::ALL.map(|moment| Choice::new(moment.code(), name_of(moment))).to_vec();
    let chosen = Moment::from_code(&form.moment).unwrap_or(Moment::After).code();
    let deposit = format!("/ressources/documents/nouveau?journee={id}");
    Ok(view! {
        <Page title=format!("Documents\u{a0}: {}", day.title) place=Place::Desk crumbs refused>
            {done.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"C’est enregistré."</p></Notice> })}
            <PageHead title="Documents de la journée" lead="Ils sont dans la bibliothèque\u{a0}: la page de la journée y conduit qui peut les lire."/>
            <ErrorSummary errors=errors.clone()/>
            <Named day=id moment=Moment::Before documents=before/>
            <Named day=id moment=Moment::After documents=after/>
            <Section title="Ajouter un document de la bibliothèque" id="ajouter">
                <form method="post" action=address(id) class="form" novalidate>
                    <Field
                        name="document"
                        label="Son numéro ou son adresse"
                        value=form.document
                        hint="Comme /ressources/documents/12-un-guide"
                        error=errors.of("document")
                    />
                    <Choices name="moment" legend="On le lit" choices=moments chosen error=errors.of("moment")/>
                    <div class="actions"><Submit label="Ajouter" name="acte" value="ajouter"/></div>
                </form>
                {brings.then(|| view! { <p><a href=deposit>"Déposer un nouveau document pour cette journée"</a></p> })}
            </Section>
        </Page>
    }
    .into_any())
}

fn name_of(moment: Moment) -> &'static str {
    match moment {
        Moment::Before => "Avant la journée, pour la préparer",
        Moment::After => "Après\u{a0}: il en est sorti",
    }
}

/// Those of a moment, each with the way to take it off.
#[component]
fn Named(day: DayId, moment: Moment, documents: Vec<(i64, String, bool)>) -> impl IntoView {
    let rows = documents.into_iter().map(|(number, title, _)| {
        let about = format!("«\u{a0}{title}\u{a0}»");
        view! {
            <li class="row">
                <p class="row-title"><a href=document_address(number, &title)>{title.clone()}</a></p>
                <form method="post" action=address(day)>
                    <input type="hidden" name="document" value=number.to_string()/>
                    <Submit label="Ne plus le montrer ici" weight=Weight::Quiet name="acte" value="retirer" about/>
                </form>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Section title=name_of(moment)>
            {match rows.is_empty() {
                true => view! { <Empty><p>"Aucun document pour l’instant."</p></Empty> }.into_any(),
                false => view! { <ul class="rows">{rows}</ul> }.into_any(),
            }}
        </Section>
    }
}

/// Names a document, or names it no more.
pub(crate) async fn change(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<DocumentForm>,
) -> Response {
    let Some(day) = edition::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    match changed(&site, &organiser, day, &typed.fields).await {
        Ok(()) => see_other(&format!("{}?fait={}", address(day), typed.fields.acte)),
        Err(Failure::Refused(Refusal::NoSuchDocument(_))) => {
            let words = "Aucun document publié n’a ce numéro ou cette adresse.";
            typed.refused(&site, Errors::on("document", words)).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}

async fn changed(
    site: &Site,
    organiser: &Organiser,
    day: DayId,
    form: &DocumentForm,
) -> Result<(), Failure<Refusal>> {
    edition::open(&site.community, organiser, day).await?;
    let document = numbered(&form.document).ok_or(Failure::Refused(Refusal::NoSuchDocument(0)))?;
    match (form.acte.as_str(), Moment::from_code(&form.moment)) {
        ("retirer", _) => Ok(documents::forget(&site.community, organiser, day, document).await?),
        ("ajouter", moment) => {
            let moment = moment.unwrap_or(Moment::After);
            documents::name(&site.community, organiser, day, document, moment).await
        }
        _ => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// « 12 », « 12-un-guide », « https://exemple.fr/ressources/documents/12-un-guide?fait=depot »
fn numbered(typed: &str) -> Option<Id<Resource>> {
    let typed = typed.trim();
    let typed = typed.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let typed = typed.rsplit_once("/documents/").map_or(typed, |(_, number)| number);
    typed.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_its_number_or_any_of_its_addresses() {
        for typed in [
            "12",
            " 12-un-guide ",
            "/ressources/documents/12-un-guide",
            "https://exemple.fr/ressources/documents/12-un-guide/fichier/1?telecharger#page=7",
        ] {
            assert_eq!(numbered(typed), Some(Id::new(12)), "{typed}");
        }
        for typed in ["", "un guide", "/ressources/actualites", "-3"] {
            assert_eq!(numbered(typed), None, "{typed}");
        }
    }
}

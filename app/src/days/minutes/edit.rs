//! `…/compte-rendu/modifier`: writing the minutes. When somebody else wrote meanwhile, both texts are there.

use domain::days::{
    TrainingDay, edition,
    minutes::writing::{self, Draft},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{address, trail_within};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    forum::Writing,
    parts::{ErrorSummary, Notice, Page, PageHead, Place, Tone},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MinutesForm {
    pub(crate) texte: String,
    /// The edition that the person saw.
    pub(crate) edition: String,
    /// Not empty when a preview is asked for.
    pub(crate) apercu: String,
}

/// Writing the minutes.
#[component]
pub(crate) fn EditMinutesPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let member = session::member().ok_or(Lost::NotThere)?;
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let (day, now) = writing::open(&session::community(), &member, id).await?;
    let again = use_context::<Again<MinutesForm>>();
    // What came back was written over an older text than the one of now.
    let behind = again.as_ref().is_some_and(|again| {
        again.fields.edition != now.edition.to_string() && again.fields.texte != now.body
    });
    let (form, errors) = match again {
        Some(again) => (again.fields, again.errors),
        None => (begun(&day, &now), Default::default()),
    };
    let refused = !errors.is_empty();
    let action = format!("{}/modifier", address(id, &day.title));
    Ok(view! {
        <Page title="Écrire le compte rendu" place=Place::Days crumbs=trail_within(&day) refused>
            <PageHead
                title="Écrire le compte rendu"
                lead="Chaque version est gardée\u{a0}: corrigez et complétez sans crainte ce que d’autres ont écrit."
            />
            <ErrorSummary errors=errors.clone()/>
            {behind.then(|| view! { <Theirs now=now.clone()/> })}
            <form method="post" action=action class="form wide" novalidate>
                // Theirs is shown: what is sent next is sent knowing it.
                <input type="hidden" name="edition" value=now.edition.to_string()/>
                <Writing
                    label="Compte rendu"
                    send="Enregistrer"
                    value=form.texte
                    error=errors.of("texte")
                    preview=!form.apercu.is_empty()
                />
            </form>
        </Page>
    }
    .into_any())
}

/// The text that somebody else put there meanwhile, to be taken up before it is written over.
#[component]
fn Theirs(now: Draft) -> impl IntoView {
    view! {
        <Notice tone=Tone::News>
            <h2 id="entre-temps">{format!("Le texte enregistré entre-temps par {}", now.by)}</h2>
            <p>
                "Le vôtre est dans le formulaire, plus bas. Reprenez-y ce que celui-ci apporte, puis enregistrez\u{a0}: le vôtre prendra sa place. Les deux restent dans les versions."
            </p>
            <div class="as-typed theirs" role="group" tabindex="0" aria-labelledby="entre-temps">{now.body}</div>
        </Notice>
    }
}

/// The text as it is, or a few headings to begin with.
fn begun(day: &TrainingDay, now: &Draft) -> MinutesForm {
    let texte = match now.edition {
        0 => headings(day),
        _ => now.body.clone(),
    };
    MinutesForm { texte, edition: now.edition.to_string(), apercu: String::new() }
}

/// A heading for each session, then what every day leaves.
fn headings(day: &TrainingDay) -> String {
    let sessions = day.sessions.iter().map(|session| session.label.as_str());
    let headings = sessions.chain([
        "Ce que nous retenons",
        "Questions restées ouvertes",
        "Ce que chacune et chacun fait ensuite",
    ]);
    headings.map(|heading| format!("## {heading}\n\n")).collect()
}

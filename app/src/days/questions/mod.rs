//! `/journees/{id}-{slug}/questions`: what people want to know from a day, collected before it begins. The same list is on the day's
//! page; both send to this one.

use domain::days::{
    DayId, Part, TrainingDay, edition, page,
    question::{self, Question},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{address as day_address, crumbs};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Page, PageHead, Place, counted},
    session,
};

pub(crate) mod actions;
mod asking;
mod list;

pub(super) use list::Questions;

/// What the forms carry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QuestionForm {
    pub(crate) acte: String,
    /// The line that is asked.
    pub(crate) question: String,
    pub(crate) precision: String,
    /// The number of the question that something is done with.
    pub(crate) numero: String,
    pub(crate) mot: String,
    pub(crate) envoi: String,
    /// Not empty when the form stands on the day's own page.
    pub(crate) journee: String,
}

/// The address of a day's questions.
pub(crate) fn address(day: DayId, title: &str) -> String {
    format!("{}/questions", day_address(day, title))
}

/// What the list is shown from, here and on the day's page.
#[derive(Clone)]
pub(super) struct Collected {
    day: TrainingDay,
    questions: Vec<Question>,
    /// Whether one asks and votes now, and this person does.
    asks: bool,
    organises: bool,
    open: bool,
    /// On the day's page.
    pub(super) in_day: bool,
    /// What was just done.
    pub(super) done: Option<&'static str>,
    form: QuestionForm,
    errors: Errors,
}

impl Collected {
    /// The questions, for whoever reads them. One statement.
    pub(super) async fn of(day: &TrainingDay) -> Result<Option<Self>, Lost> {
        let (community, visitor) = (session::community(), session::visitor());
        let Some(questions) = question::list(&community, &visitor, day).await? else { return Ok(None) };
        let part = Part::of(&visitor, day);
        let begun = day.window.starts_at.is_some_and(|start| start <= community.now());
        let open = question::is_open(day.state, begun);
        let (form, errors) = Again::<QuestionForm>::or_blank();
        Ok(Some(Self {
            day: day.clone(),
            questions,
            asks: open && part.asks(),
            organises: session::organiser().is_some(),
            open,
            in_day: false,
            done: None,
            form,
            errors,
        }))
    }

    fn own(&self) -> String {
        address(self.day.id, &self.day.title)
    }
}

/// The page.
#[component]
pub(crate) fn QuestionsPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(content(&asked, done.as_deref()).await) })
}

async fn content(asked: &str, done: Option<&str>) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let day = page::read(&community, &visitor, id).await?;
    let mut collected = Collected::of(&day).await?.ok_or(Lost::NotThere)?;
    let refused = !collected.errors.is_empty();
    let own = day_address(id, &day.title);
    if !refused && !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(collected.own()));
    }
    collected.done = done.filter(|_| !refused).and_then(done_words);
    let mut crumbs = crumbs(day.year);
    crumbs.push((super::words::set(&day.title), own));
    let lead = match (collected.open, collected.questions.len()) {
        (true, _) => "Ce que vous voulez savoir de cette journée. Les intervenantes et intervenants s’en servent pour se préparer.".to_owned(),
        (false, count) => format!(
            "{} avant la journée. On n’en pose plus.",
            counted(count as u64, "question posée", "questions posées")
        ),
    };
    let errors = collected.errors.clone();
    Ok(view! {
        <Page title=format!("Questions\u{a0}: {}", day.title) place=Place::Days crumbs refused>
            <PageHead title="Questions posées avant la journée" lead/>
            <ErrorSummary errors/>
            <Questions collected/>
        </Page>
    }
    .into_any())
}

/// What has just been done.
pub(super) fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "question" => "Votre question est posée. Elle compte pour une voix, la vôtre.",
        "voix" => "Votre voix est comptée.",
        "voix-reprise" => "Votre voix est retirée.",
        "question-retiree" => "Votre question est retirée.",
        "question-suite" => "C’est noté\u{a0}: les personnes inscrites le lisent.",
        _ => return None,
    })
}

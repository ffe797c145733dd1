//! The organisers' forms of surveys.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::{
    Failure,
    days::survey::{self, DELAYS, Kind, Refusal, SurveyId, desk},
    members::Organiser,
};
use serde::Deserialize;

use super::{NEEDS_DESK, desk_address, wording};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other},
    library::Fields,
    parts::Errors,
    session::AtDesk,
};

type Pairs = Vec<(String, String)>;

pub(super) fn fields(typed: Typed<Pairs>) -> Typed<Fields> {
    Typed { fields: Fields(typed.fields), parts: typed.parts }
}

/// Changes what a survey of a day asks.
pub(crate) async fn plan_day(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path((day, moment)): Path<(String, String)>,
    typed: Typed<Pairs>,
) -> Response {
    let typed = fields(typed);
    let (Some(day), Some(kind)) = (survey::day_number(&day), Kind::of_moment(&moment)) else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    // A day that is not there says so before anything else is mended.
    if let Err(failure) = desk::of_day(&site.community, &organiser, day).await {
        return typed.lost(&site, failure).await;
    }
    let questions = match wording::read(&typed.fields) {
        Ok(questions) => questions,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let delay = typed.fields.get("delai").trim().parse().unwrap_or(0);
    let edition = typed.fields.get("edition").parse().unwrap_or(0);
    let plan = desk::Plan { delay, edition, questions };
    match desk::plan(&site.community, &organiser, day, kind, &plan).await {
        Ok(()) => see_other(&format!("{}?fait=questions", desk_address(day))),
        Err(Failure::Refused(refusal)) => refused(&site, typed, refusal, "delai").await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

pub(super) async fn refused(site: &Site, typed: Typed<Fields>, refusal: Refusal, date: &str) -> Response {
    let errors = match refusal {
        Refusal::ChangedMeanwhile => Errors::on(
            "",
            "Quelqu’un a changé ces questions entre-temps. Les vôtres sont ci-dessous\u{a0}: copiez ce que vous voulez garder, puis rechargez la page.",
        ),
        Refusal::QuestionsFixed => {
            Errors::on("", "Quelqu’un a répondu\u{a0}: les questions ne changent plus.")
        }
        Refusal::NoQuestion => Errors::on("question_1_texte", "Posez une question au moins."),
        Refusal::YearTaken => Errors::on("annee", "Le recueil de cette année a déjà été ouvert."),
        Refusal::NoSuchClosing if date == "delai" => {
            Errors::on(date, format!("Un nombre de jours, de {} à {}.", DELAYS.0, DELAYS.1))
        }
        Refusal::NoSuchClosing => Errors::on(date, "Une date à venir, dans l’année."),
        Refusal::NotThere | Refusal::NotOpen | Refusal::AnsweredAlready => {
            return typed.lost(site, Lost::NotThere).await;
        }
    };
    typed.refused(site, errors).await
}

/// What an organiser does from the page of a survey.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StateForm {
    acte: String,
    moment: String,
}

/// Closes a survey of a day, or takes answers again.
pub(crate) async fn act_on_day(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(day): Path<String>,
    typed: Typed<StateForm>,
) -> Response {
    let (Some(day), Some(kind)) = (survey::day_number(&day), Kind::of_moment(&typed.fields.moment)) else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    let community = &site.community;
    let done = match typed.fields.acte.as_str() {
        "clore" => desk::close_of_day(community, &organiser, day, kind).await,
        "rouvrir" => match desk::of_day(community, &organiser, day).await {
            Ok(of_day) => {
                match of_day.surveys.into_iter().find(|one| one.kind == kind).and_then(|one| one.survey) {
                    Some(survey) => desk::reopen(community, &organiser, survey.id, None).await,
                    None => Err(Failure::Refused(Refusal::NotThere)),
                }
            }
            Err(failure) => Err(failure),
        },
        _ => Err(Failure::Refused(Refusal::NotThere)),
    };
    match done {
        Ok(()) => see_other(&format!("{}?fait={}", desk_address(day), typed.fields.acte)),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// The end of that date, in Paris.
fn end_of(typed: &str) -> Option<DateTime<Utc>> {
    let date: NaiveDate = typed.trim().parse().ok()?;
    let last = NaiveTime::from_hms_opt(23, 59, 0)?;
    Paris.from_local_datetime(&date.and_time(last)).earliest().map(|at| at.to_utc())
}

const NO_DATE: &str = "Écrivez une date comme 2027-03-18.";

/// Asks what people need for a year.
pub(crate) async fn ask_needs(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<Pairs>,
) -> Response {
    let typed = fields(typed);
    let year =
        typed.fields.get("annee").trim().parse::<i32>().ok().filter(|year| (1990..=2200).contains(year));
    let closing = end_of(typed.fields.get("cloture"));
    let questions = wording::read(&typed.fields);
    let (year, closing, questions) = match (year, closing, questions) {
        (Some(year), Some(closing), Ok(questions)) => (year, closing, questions),
        (year, closing, questions) => {
            let mut errors = Errors::none();
            if year.is_none() {
                errors = errors.and("annee", "Une année, comme 2027.");
            }
            if closing.is_none() {
                errors = errors.and("cloture", NO_DATE);
            }
            let errors = questions.err().map_or(errors.clone(), |others| errors.with(&others));
            return typed.refused(&site, errors).await;
        }
    };
    match desk::ask_needs(&site.community, &organiser, year, closing, &questions).await {
        Ok(survey) => see_other(&format!("{NEEDS_DESK}/{survey}?fait=ouverture")),
        Err(Failure::Refused(refusal)) => refused(&site, typed, refusal, "cloture").await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// The survey of the needs that the address names.
async fn there(site: &Site, organiser: &Organiser, asked: &str) -> Result<SurveyId, Lost> {
    let id = survey::number(asked).ok_or(Lost::NotThere)?;
    desk::needs(&site.community, organiser, id).await?;
    Ok(id)
}

/// Closes the survey of the needs, or takes answers again.
pub(crate) async fn act_on_needs(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<Pairs>,
) -> Response {
    let typed = fields(typed);
    let id = match there(&site, &organiser, &asked).await {
        Ok(id) => id,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let act = typed.fields.value("acte");
    let done = match act.as_str() {
        "clore" => desk::close(&site.community, &organiser, id).await,
        "rouvrir" => match end_of(typed.fields.get("cloture")) {
            Some(closing) => desk::reopen(&site.community, &organiser, id, Some(closing)).await,
            None => return typed.refused(&site, Errors::on("cloture", NO_DATE)).await,
        },
        _ => Err(Failure::Refused(Refusal::NotThere)),
    };
    match done {
        Ok(()) => see_other(&format!("{NEEDS_DESK}/{id}?fait={act}")),
        Err(Failure::Refused(refusal)) => refused(&site, typed, refusal, "cloture").await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Changes what is asked of the needs.
pub(crate) async fn reword_needs(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<Pairs>,
) -> Response {
    let typed = fields(typed);
    let id = match there(&site, &organiser, &asked).await {
        Ok(id) => id,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let questions = match wording::read(&typed.fields) {
        Ok(questions) => questions,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let edition = typed.fields.get("edition").parse().unwrap_or(0);
    match desk::reword_needs(&site.community, &organiser, id, edition, &questions).await {
        Ok(()) => see_other(&format!("{NEEDS_DESK}/{id}?fait=questions")),
        Err(Failure::Refused(refusal)) => refused(&site, typed, refusal, "cloture").await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

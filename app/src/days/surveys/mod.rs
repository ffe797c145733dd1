//! What people are asked: the questionnaires of a day, the needs of a year. Answering, and the organisers' side of it.

use domain::{
    days::{
        DayId,
        survey::{Kind, Survey},
    },
    text::{dates, slug},
};

use crate::{days::PATH as DAYS, session};

pub(crate) mod actions;
mod answer;
pub(crate) mod desk_actions;
mod desk_day;
mod desk_needs;
pub(crate) mod desk_usual;
mod results;
mod sheet;
mod wording;

pub(crate) use answer::{DaySurveyPage, NeedsPage, WaitingSurveys};
pub(crate) use desk_day::{DaySurveysDeskPage, EditDaySurveyPage};
pub(crate) use desk_needs::{EditNeedsPage, NeedsDeskPage, NeedsResultsPage, NewNeedsPage};
pub(crate) use desk_usual::UsualQuestionsPage;

/// Where one says what one needs.
pub(crate) const NEEDS: &str = "/journees/besoins";

/// The organisers' side of the needs.
pub(crate) const NEEDS_DESK: &str = "/animation/journees/besoins";

/// Where the needs of a year begin to be asked.
pub(crate) const NEW_NEEDS: &str = "/animation/journees/besoins/nouveau";

/// What is asked usually; the kind comes after.
const USUAL: &str = "/animation/journees/questions";

/// Where one answers the questionnaire of a day.
fn address(day: DayId, title: &str, kind: Kind) -> String {
    format!("{DAYS}/{day}-{}/questionnaire/{}", slug(title, "journee"), kind.moment())
}

/// The organisers' side of the questionnaires of a day.
pub(crate) fn desk_address(day: DayId) -> String {
    format!("{}/{day}/questionnaires", crate::days::desk::PATH)
}

/// « Questionnaire à chaud »
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Needs => "Recueil des besoins",
        Kind::Hot => "Questionnaire à chaud",
        Kind::Cold => "Questionnaire à froid",
    }
}

/// Until when it takes answers, or since when it does not, in a sentence.
fn until(survey: &Survey) -> String {
    let now = session::community().now();
    match (survey.closed_at, survey.closes_at) {
        (Some(closed), _) => format!("Clos le {}.", dates::day(closed)),
        (None, Some(closes)) if closes <= now => format!("Clos le {}.", dates::day(closes)),
        (None, Some(closes)) => format!("Jusqu’au {}.", dates::full(closes)),
        (None, None) => String::new(),
    }
}

/// What is said to those who answer, of what becomes of it.
fn promise(kind: Kind) -> &'static str {
    if kind.is_signed() {
        "L’équipe d’animation lit les réponses ensemble, sans les noms. Les vôtres restent à vous\u{a0}: vous pouvez les changer jusqu’à la clôture."
    } else {
        "Vos réponses sont anonymes\u{a0}: la feuille est gardée sans votre nom ni l’heure, et rien ne la relie à vous. Nous notons seulement que vous avez répondu, pour ne pas vous le redemander. Une fois envoyée, elle ne peut donc plus changer. Les résultats se lisent une fois le questionnaire clos, à partir de trois réponses."
    }
}

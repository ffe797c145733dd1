//! The forms of the questions: asking, voting, withdrawing; what the organisers make of each.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    days::{
        DayId, TrainingDay, edition, page,
        question::{self, Asked, MOST, Outcome, Question, Refusal, Word},
    },
    forum::Submission,
    members::{Member, Message, Visitor},
    text::TextRefusal,
};

use super::{super::address as day_address, QuestionForm, address};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{SignedIn, organiser_of},
};

/// Why it is not done.
enum Why {
    Typed(Errors),
    Not(Failure<Refusal>),
}

impl From<Failure<Refusal>> for Why {
    fn from(failure: Failure<Refusal>) -> Self {
        Why::Not(failure)
    }
}

/// Does it, and says what was done.
pub(crate) async fn act(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<QuestionForm>,
) -> Response {
    let day = match seen(&site, &member, &asked).await {
        Ok(day) => day,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let form = &typed.fields;
    let done = match (form.acte.as_str(), form.numero.parse()) {
        ("poser", _) => ask(&site, &member, day.id, form).await,
        (acte, Ok(number)) => with_one(&site, &member, day.id, number, acte, &typed).await,
        _ => Err(Why::Not(Failure::Refused(Refusal::NotThere))),
    };
    match done {
        Ok(done) if typed.fields.journee.is_empty() => {
            see_other(&format!("{}?fait={done}#questions", address(day.id, &day.title)))
        }
        Ok(done) => see_other(&format!("{}?fait={done}#questions", day_address(day.id, &day.title))),
        Err(Why::Typed(errors)) => typed.refused(&site, errors).await,
        Err(Why::Not(Failure::Refused(refusal))) => match words(refusal) {
            Some(words) => typed.refused(&site, Errors::on("", words)).await,
            None => typed.lost(&site, Lost::NotThere).await,
        },
        Err(Why::Not(Failure::Fault(fault))) => typed.lost(&site, fault).await,
    }
}

async fn seen(site: &Site, member: &Member, asked: &str) -> Result<TrainingDay, Lost> {
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    Ok(page::read(&site.community, &Visitor::from(member.clone()), id).await?)
}

async fn ask(site: &Site, member: &Member, day: DayId, form: &QuestionForm) -> Result<&'static str, Why> {
    let asked = Asked::parse(&form.question).map_err(|refusal| text_words("La question", &refusal));
    let detail = match Message::parse(&form.precision) {
        Ok(detail) => Ok(Some(detail)),
        Err(TextRefusal::Empty) => Ok(None),
        Err(refusal) => Err(text_words("Le texte", &refusal)),
    };
    let (asked, detail) = match (asked, detail) {
        (Ok(asked), Ok(detail)) => (asked, detail),
        (asked, detail) => {
            let errors = [("question", asked.as_ref().err()), ("precision", detail.as_ref().err())];
            return Err(Why::Typed(Errors::of_fields(errors)));
        }
    };
    let submission = Submission::presented(&form.envoi);
    question::ask(&site.community, member, day, &asked, detail.as_ref(), &submission).await?;
    Ok("question")
}

async fn with_one(
    site: &Site,
    member: &Member,
    day: DayId,
    number: Id<Question>,
    acte: &str,
    typed: &Typed<QuestionForm>,
) -> Result<&'static str, Why> {
    let community = &site.community;
    let outcome = match acte {
        "voter" => {
            question::vote(community, member, day, number, true).await?;
            return Ok("voix");
        }
        "reprendre" => {
            question::vote(community, member, day, number, false).await?;
            return Ok("voix-reprise");
        }
        "retirer" => {
            question::withdraw(community, member, day, number).await?;
            return Ok("question-retiree");
        }
        "rouvrir" => None,
        code => Some(Outcome::from_code(code).ok_or(Failure::Refused(Refusal::NotThere))?),
    };
    let organiser = organiser_of(&typed.parts).ok_or(Failure::Refused(Refusal::NotThere))?;
    let word = match Word::parse(&typed.fields.mot) {
        Ok(word) => Some(word),
        Err(TextRefusal::Empty) => None,
        Err(refusal) => {
            let words = text_words("Votre mot", &refusal);
            return Err(Why::Typed(Errors::on(&format!("mot-{number}"), words)));
        }
    };
    let word = word.filter(|_| outcome.is_some());
    question::settle(community, &organiser, day, number, outcome, word.as_ref()).await?;
    Ok("question-suite")
}

/// What is said; nothing of what is not there.
fn words(refusal: Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::NotThere => return None,
        Refusal::Closed => {
            "On ne pose plus de question pour cette journée\u{a0}: celles qui sont posées se lisent encore."
                .to_owned()
        }
        Refusal::TooMany => format!(
            "Vous avez déjà posé {MOST}\u{a0}questions pour cette journée. Votez pour celles des autres, ou retirez-en une."
        ),
        Refusal::Own => "C’est votre question\u{a0}: elle compte déjà votre voix.".to_owned(),
        Refusal::Settled => "Cette question a reçu sa réponse ou a été mise de côté.".to_owned(),
    })
}

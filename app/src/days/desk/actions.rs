//! The forms of the desk's days.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    days::{
        Act, DayId, Plan, Refusal, edition, plan,
        registration::{Word, desk},
    },
    forum::Submission,
    library::{certification, certifier},
    members::{Member, Message, Organiser, desk::people},
    text::folded,
};

use super::{
    PATH, PlanForm,
    asked::DeskForm,
    form::{self, Known},
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    library::Fields,
    parts::Errors,
    session::AtDesk,
};

/// Sets what a year should have.
pub(crate) async fn set_plan(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<PlanForm>,
) -> Response {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|days| *days <= 200);
    let year = typed.fields.annee.parse::<i32>().ok().filter(|year| (1990..=2200).contains(year));
    let Some(year) = year else { return typed.lost(&site, Lost::NotThere).await };
    let counts = [
        ("conseil", &typed.fields.conseil),
        ("assistanat", &typed.fields.assistanat),
        ("tous", &typed.fields.tous),
    ];
    let [for_advisors, for_assistants, for_both] = counts.map(|(_, text)| number(text));
    match (for_advisors, for_assistants, for_both) {
        (Some(for_advisors), Some(for_assistants), Some(for_both)) => {
            let planned = Plan { year, for_advisors, for_assistants, for_both };
            match plan::set(&site.community, &organiser, &planned).await {
                Ok(()) => see_other(&format!("{PATH}?annee={year}&fait=programme")),
                Err(fault) => typed.lost(&site, fault).await,
            }
        }
        _ => {
            let wrong = counts.iter().filter(|(_, text)| number(text).is_none());
            let errors =
                wrong.fold(Errors::none(), |errors, (name, _)| errors.and(name, "Un nombre de 0 à 200."));
            typed.refused(&site, errors).await
        }
    }
}

/// What a form may name.
async fn known(site: &Site, organiser: &Organiser, fields: &Fields) -> Result<Known, domain::Fault> {
    let certifiers = certifier::all(&site.community).await?;
    let people = people::find(&site.community, organiser, &people::Filter::default()).await?.people;
    let people = people.into_iter().map(|one| (one.id, one.name)).collect();
    let records = certification::typed(&site.community, fields.get("certifications")).await?;
    Ok(Known { certifiers, people, records })
}

/// Makes a draft.
pub(crate) async fn make(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = Typed { fields: Fields(typed.fields), parts: typed.parts };
    let known = match known(&site, &organiser, &typed.fields).await {
        Ok(known) => known,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let details = match form::details(&typed.fields, &known) {
        Ok(details) => details,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let submission = Submission::presented(typed.fields.get("envoi"));
    match edition::make(&site.community, &organiser, &details, &submission).await {
        Ok(day) => see_other(&format!("{PATH}/{day}?fait=creation")),
        Err(Failure::Refused(refusal)) => typed.refused(&site, form::refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Changes a day.
pub(crate) async fn change(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = Typed { fields: Fields(typed.fields), parts: typed.parts };
    let day = match there(&site, &organiser, &asked).await {
        Ok(day) => day,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let known = match known(&site, &organiser, &typed.fields).await {
        Ok(known) => known,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let details = match form::details(&typed.fields, &known) {
        Ok(details) => details,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let edition = typed.fields.get("edition").parse().unwrap_or(0);
    match edition::change(&site.community, &organiser, day, edition, &details).await {
        Ok(()) => see_other(&format!("{PATH}/{day}?fait=modification")),
        Err(Failure::Refused(refusal)) => typed.refused(&site, form::refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// The day that the address names, if there is one.
async fn there(site: &Site, organiser: &Organiser, asked: &str) -> Result<DayId, Lost> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    edition::open(&site.community, organiser, day).await?;
    Ok(day)
}

/// Does something to a day, or to somebody's registration.
pub(crate) async fn act(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<DeskForm>,
) -> Response {
    let day = match there(&site, &organiser, &asked).await {
        Ok(day) => day,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let done = match typed.fields.acte.as_str() {
        "copier" => return copy(&site, &organiser, day, typed).await,
        "inscrire" | "inviter" => enrol(&site, &organiser, day, &typed.fields).await,
        "retirer" | "rang" => look_after(&site, &organiser, day, &typed.fields).await,
        code => match Act::from_code(code) {
            Some(act) => move_on(&site, &organiser, day, act, &typed.fields).await,
            None => return typed.lost(&site, Lost::NotThere).await,
        },
    };
    match done {
        Ok(()) => see_other(&format!("{PATH}/{day}?fait={}", typed.fields.acte)),
        Err(Why::Typed(errors)) => typed.refused(&site, errors).await,
        Err(Why::Not(Failure::Refused(refusal))) => typed.refused(&site, form::refused(refusal)).await,
        Err(Why::Not(Failure::Fault(fault))) => typed.lost(&site, fault).await,
    }
}

/// Why it is not done: what was typed cannot be read, or the domain says no.
enum Why {
    Typed(Errors),
    Not(Failure<Refusal>),
}

impl From<Failure<Refusal>> for Why {
    fn from(failure: Failure<Refusal>) -> Self {
        Why::Not(failure)
    }
}

async fn copy(site: &Site, organiser: &Organiser, day: DayId, typed: Typed<DeskForm>) -> Response {
    let year = typed.fields.annee.trim().parse::<i32>().ok().filter(|year| (1990..=2200).contains(year));
    let Some(year) = year else {
        return typed.refused(site, Errors::on("annee", "Une année, comme 2027.")).await;
    };
    let submission = Submission::presented(&typed.fields.envoi);
    match edition::copy(&site.community, organiser, day, year, &submission).await {
        Ok(copy) => see_other(&format!("{PATH}/{copy}?fait=copie")),
        Err(Failure::Refused(refusal)) => typed.refused(site, form::refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(site, fault).await,
    }
}

async fn move_on(
    site: &Site,
    organiser: &Organiser,
    day: DayId,
    act: Act,
    form: &DeskForm,
) -> Result<(), Why> {
    let word = Some(form.mot.as_str()).filter(|word| !word.trim().is_empty());
    let word = word.map(Message::parse).transpose();
    let word = word.map_err(|refusal| Why::Typed(Errors::on("mot", text_words("Votre mot", &refusal))))?;
    if act.wants_a_word() && word.is_none() {
        return Err(Why::Typed(Errors::on(
            "mot",
            "Dites pourquoi\u{a0}: les personnes inscrites le liront.",
        )));
    }
    let edition = form.edition.parse().unwrap_or(0);
    edition::act(&site.community, organiser, day, edition, act, word.as_ref()).await?;
    Ok(())
}

async fn enrol(site: &Site, organiser: &Organiser, day: DayId, form: &DeskForm) -> Result<(), Why> {
    let member = named(site, organiser, &form.personne).await?;
    match form.acte.as_str() {
        "inviter" => desk::invite(&site.community, organiser, day, member).await?,
        _ => drop(desk::enrol(&site.community, organiser, day, member).await?),
    }
    Ok(())
}

/// Whoever that name or address is of; nobody where it is of several.
async fn named(site: &Site, organiser: &Organiser, typed: &str) -> Result<Id<Member>, Why> {
    let everybody = people::find(&site.community, organiser, &people::Filter::default()).await;
    let everybody = everybody.map_err(|fault| Why::Not(fault.into()))?.people;
    let wanted = folded(typed.trim());
    let mut found =
        everybody.iter().filter(|one| folded(&one.name) == wanted || folded(&one.email) == wanted);
    match (found.next(), found.next()) {
        (Some(one), None) if !wanted.is_empty() => Ok(one.id),
        (Some(_), Some(_)) => Err(Why::Typed(Errors::on(
            "personne",
            "Plusieurs personnes ont ce nom\u{a0}: donnez l’adresse électronique.",
        ))),
        _ => Err(Refusal::NoSuchPerson).map_err(|refusal| Why::Not(Failure::Refused(refusal))),
    }
}

async fn look_after(site: &Site, organiser: &Organiser, day: DayId, form: &DeskForm) -> Result<(), Why> {
    let member: Id<Member> =
        form.personne.parse().map_err(|_| Why::Not(Failure::Refused(Refusal::NoSuchPerson)))?;
    let field = format!("mot-{member}");
    let word = Word::parse(&form.mot)
        .map_err(|refusal| Why::Typed(Errors::on(&field, text_words("La raison", &refusal))))?;
    match (form.acte.as_str(), form.rang.trim().parse::<u32>()) {
        ("rang", Ok(rank)) if rank > 0 => {
            desk::move_to(&site.community, organiser, day, member, rank, &word).await?;
        }
        ("rang", _) => {
            return Err(Why::Typed(Errors::on(&format!("rang-{member}"), "Un rang, à partir de 1.")));
        }
        _ => desk::take_off(&site.community, organiser, day, member, &word).await?,
    }
    Ok(())
}

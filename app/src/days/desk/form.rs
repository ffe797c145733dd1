//! What is typed of a day, and what it means.

use domain::{
    Id,
    days::{DayTitle, Details, Modality, Public, Refusal, Room, details::Papers},
    library::{Certifier, certification::Typed as Records},
    members::{Member, Stages, antennes::DEPARTMENTS},
};

use crate::{library::Fields, parts::Errors};

mod reading;
#[cfg(test)]
mod tests;
mod typed;

use reading::Reading;
pub(super) use typed::typed;

/// The name of a session's field; ranks count from 0, people from 1.
pub(super) fn at(rank: usize, field: &str) -> String {
    format!("seance_{}_{field}", rank + 1)
}

/// The most seats of a day.
const CROWD: u32 = 1_000;

/// The most sessions that the form shows.
pub(super) const SESSIONS: usize = 6;

/// What is known here of all that a form may name.
#[derive(Default)]
pub(super) struct Known {
    pub(super) certifiers: Vec<Certifier>,
    pub(super) people: Vec<(Id<Member>, String)>,
    /// The certifications that this form names.
    pub(super) records: Records,
}

/// What the form says of a day.
pub(super) fn details(fields: &Fields, known: &Known) -> Result<Details, Errors> {
    let mut reading = Reading { fields, errors: Errors::none() };
    let title = reading.line::<{ DayTitle::MIN }, { DayTitle::MAX }>("titre", "Le titre");
    let objectives = reading.text("objectifs", "Les objectifs");
    if title.is_none() && fields.get("titre").trim().is_empty() {
        reading.refuse("titre", "Donnez un titre à la journée.");
    }
    if objectives.is_none() && fields.get("objectifs").trim().is_empty() {
        reading.refuse("objectifs", "Dites à quoi sert la journée.");
    }
    let year = reading.number("annee", 1990, 2200, "L’année");
    let capacity = reading.number("places", 0, CROWD, "Le nombre de places");
    let quota = match fields.get("quota").trim() {
        "" => None,
        _ => reading.number("quota", 1, CROWD, "Le nombre de places par antenne"),
    };
    let public = reading.choice("public", "Dites pour qui est la journée.", Public::from_code);
    let modality = reading.choice("modalite", "Dites comment elle se tient.", Modality::from_code);
    let (theme, place) = (reading.line("theme", "Le thème"), reading.line("lieu", "Le lieu"));
    let (access, preparation) =
        (reading.text("acces", "L’accès"), reading.text("preparation", "La préparation"));
    let (accessibility, contact) =
        (reading.line("accessibilite", "L’accessibilité"), reading.line("contact", "Le contact"));
    let (opens_at, closes_at) = (reading.moment("ouverture"), reading.moment("fermeture"));
    let sessions = reading.sessions();
    let speakers = reading.speakers(&known.certifiers, &known.people);
    let (certifications, documents) = (reading.certifications(&known.records), reading.documents());
    let department =
        DEPARTMENTS.iter().map(|(code, _)| *code).find(|code| *code == fields.get("departement"));
    let stages: Stages =
        (1..=Stages::COUNT).filter(|stage| fields.has("etape", &stage.to_string())).collect();
    let papers = Papers {
        convocation: fields.has("papier", "convocation"),
        attendance_sheet: fields.has("papier", "emargement"),
        certificate: fields.has("papier", "attestation"),
    };
    match (title, objectives, year, capacity, public, modality) {
        (Some(title), Some(objectives), Some(year), Some(capacity), Some(public), Some(modality))
            if reading.errors.is_empty() =>
        {
            let year = i32::try_from(year).unwrap_or_default();
            let room = Room { capacity, antenne_quota: quota };
            Ok(Details {
                year,
                title,
                objectives,
                public,
                modality,
                theme,
                department,
                place,
                access,
                preparation,
                accessibility,
                contact,
                room,
                opens_at,
                closes_at,
                stages,
                papers,
                sessions,
                speakers,
                certifications,
                documents,
            })
        }
        _ => Err(reading.errors),
    }
}

/// What the domain refuses, beside the field it is about.
pub(super) fn refused(refusal: Refusal) -> Errors {
    match refusal {
        Refusal::ChangedMeanwhile => Errors::on(
            "",
            "Quelqu’un a changé cette journée entre-temps. Votre version est ci-dessous\u{a0}: copiez ce que vous voulez garder, puis rechargez la page.",
        ),
        Refusal::NoSession => Errors::on(
            &at(0, "date"),
            "Une journée publiée a au moins une séance, avec sa date et ses heures.",
        ),
        Refusal::SessionsOverlap => Errors::on(
            &at(0, "debut"),
            "Une séance finit avant de commencer, ou deux séances se chevauchent.",
        ),
        Refusal::OtherYear => Errors::on("annee", "Toutes les séances sont dans l’année du programme."),
        Refusal::SessionSigned => Errors::on(
            &at(0, "date"),
            "Des personnes ont émargé à une séance que vous retirez\u{a0}: gardez-la.",
        ),
        Refusal::NoSuchSpeaker(rank) => Errors::on(
            "intervenants",
            format!("La ligne {rank} nomme un compte ou un certificateur qui n’est plus là."),
        ),
        Refusal::NoSuchDocument(number) => Errors::on(
            "documents",
            format!("Le document n°\u{a0}{number} n’est pas dans la bibliothèque, ou n’y est plus."),
        ),
        Refusal::MayNot => {
            Errors::on("", "Cela ne se fait pas à partir de l’état où est la journée. Rechargez la page.")
        }
        Refusal::NoSuchPerson => Errors::on("personne", "Personne n’a ce nom ou cette adresse ici."),
        Refusal::NotRegistered => Errors::on("", "Cette personne n’attend pas de place."),
        Refusal::NotPublished => {
            Errors::on("", "Publiez d’abord la journée\u{a0}: personne d’autre ne la voit encore.")
        }
        Refusal::DateIsPast => Errors::on(
            "",
            "Donnez d’abord à la journée sa nouvelle date\u{a0}: celle qu’elle porte est passée.",
        ),
        Refusal::CalledOff => {
            Errors::on("", "La journée est annulée ou reportée\u{a0}: sa liste ne change plus.")
        }
        Refusal::Begun => Errors::on("", "La journée a commencé\u{a0}: sa liste ne change plus."),
        Refusal::NotThere | Refusal::NotTheirPublic | Refusal::NotOpenYet | Refusal::ClosedAlready => {
            Errors::on("", "Cette journée n’existe plus.")
        }
    }
}

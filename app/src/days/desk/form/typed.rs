//! A day as its form shows it.

use chrono_tz::Europe::Paris;
use domain::{
    days::{
        Details, Speaker,
        details::{Papers, Theme, Words},
    },
    library::Certifier,
    text::{Line, Markdown},
};

use super::at;
use crate::library::Fields;

/// The form that says this.
pub(in super::super) fn typed(details: &Details, certifiers: &[Certifier]) -> Fields {
    let mut fields = Fields::default();
    let line = |text: Option<&str>| text.unwrap_or_default().to_owned();
    for (name, value) in [
        ("annee", details.year.to_string()),
        ("titre", details.title.as_str().to_owned()),
        ("objectifs", details.objectives.as_str().to_owned()),
        ("public", details.public.code().to_owned()),
        ("modalite", details.modality.code().to_owned()),
        ("theme", line(details.theme.as_ref().map(Theme::as_str))),
        ("departement", line(details.department)),
        ("lieu", line(details.place.as_ref().map(Words::as_str))),
        ("acces", line(details.access.as_ref().map(Markdown::as_str))),
        ("preparation", line(details.preparation.as_ref().map(Markdown::as_str))),
        ("accessibilite", line(details.accessibility.as_ref().map(Words::as_str))),
        ("contact", line(details.contact.as_ref().map(Words::as_str))),
        ("places", details.room.capacity.to_string()),
        ("quota", details.room.antenne_quota.map(|quota| quota.to_string()).unwrap_or_default()),
        (
            "intervenants",
            details.speakers.iter().map(|one| speaker_line(one, certifiers)).collect::<Vec<_>>().join("\n"),
        ),
        ("certifications", joined(details.certifications.iter().map(|number| format!("RNCP{number}")))),
        ("documents", joined(details.documents.iter().map(i64::to_string))),
    ] {
        fields.set(name, value);
    }
    for (name, at) in [("ouverture", details.opens_at), ("fermeture", details.closes_at)] {
        let local = at.map(|at| at.with_timezone(&Paris));
        fields.set(&format!("{name}_date"), local.map(|at| at.date_naive().to_string()).unwrap_or_default());
        fields.set(
            &format!("{name}_heure"),
            local.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
        );
    }
    fields.0.extend(details.stages.iter().map(|stage| ("etape".to_owned(), stage.to_string())));
    let Papers { convocation, attendance_sheet, certificate } = details.papers;
    for (given, name) in
        [(convocation, "convocation"), (attendance_sheet, "emargement"), (certificate, "attestation")]
    {
        fields.0.extend(given.then(|| ("papier".to_owned(), name.to_owned())));
    }
    for (rank, session) in details.sessions.iter().enumerate() {
        let (from, to) = (session.starts_at.with_timezone(&Paris), session.ends_at.with_timezone(&Paris));
        fields.set(&at(rank, "nom"), session.label.as_str());
        fields.set(&at(rank, "date"), from.date_naive().to_string());
        fields.set(&at(rank, "debut"), from.format("%H:%M").to_string());
        fields.set(&at(rank, "fin"), to.format("%H:%M").to_string());
        fields.set(&at(rank, "deroule"), session.agenda.as_str());
    }
    fields
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// « Anne Leroy | chargée de mission | DRIEETS Île-de-France »
fn speaker_line(speaker: &Speaker, certifiers: &[Certifier]) -> String {
    let of = |line: Option<&str>| line.unwrap_or_default().to_owned();
    let certifier =
        certifiers.iter().find(|one| Some(one.id) == speaker.certifier).map(|one| one.name.clone());
    let organisation = certifier.unwrap_or_else(|| of(speaker.organisation.as_ref().map(Line::as_str)));
    let pieces =
        [speaker.name.as_str().to_owned(), of(speaker.function.as_ref().map(Line::as_str)), organisation];
    pieces.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

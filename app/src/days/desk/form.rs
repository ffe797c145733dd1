//! What is typed of a day, and what it means.

use domain::{
    Id,
    days::{DayTitle, Details, Modality, Public, Refusal, Room, details::Papers},
    library::{Certifier, certification::Typed as Records},
    members::{Member, Stages, antennes::DEPARTMENTS},
};

use crate::{library::Fields, parts::Errors};

mod reading;
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
        Refusal::CalledOff => {
            Errors::on("", "La journée est annulée ou reportée\u{a0}: sa liste ne change plus.")
        }
        Refusal::Begun => Errors::on("", "La journée a commencé\u{a0}: sa liste ne change plus."),
        Refusal::NotThere | Refusal::NotTheirPublic | Refusal::NotOpenYet | Refusal::ClosedAlready => {
            Errors::on("", "Cette journée n’existe plus.")
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::library::Rncp;

    use super::*;

    fn filled() -> Fields {
        let mut fields = Fields::default();
        for (name, value) in [
            ("annee", "2027"),
            ("titre", "Financer un parcours"),
            ("objectifs", "Qui paie quoi."),
            ("public", "conseil"),
            ("modalite", "presentiel"),
            ("places", "20"),
            ("quota", "2"),
            ("lieu", "Salle Olympe"),
            ("seance_1_nom", "Après-midi"),
            ("seance_1_date", "2027-03-18"),
            ("seance_1_debut", "14:00"),
            ("seance_1_fin", "17h00"),
            ("seance_2_nom", "Matin"),
            ("seance_2_date", "2027-03-18"),
            ("seance_2_debut", "9h30"),
            ("seance_2_fin", "12:30"),
            ("seance_2_deroule", "9h30 Accueil"),
            ("intervenants", "Anne Leroy | chargée de mission | drieets\nPaul Lemaire"),
            ("certifications", "rncp 25467; RNCP36004"),
            ("documents", "/ressources/documents/12-guide"),
            ("ouverture_date", "2027-01-15"),
        ] {
            fields.set(name, value);
        }
        fields.0.extend([("etape".into(), "1".into()), ("papier".into(), "emargement".into())]);
        fields
    }

    fn known() -> Known {
        let certifiers = vec![Certifier { id: Id::new(3), slug: "drieets".into(), name: "DRIEETS".into() }];
        let numbers = [25467, 36004].into_iter().filter_map(Rncp::new);
        let records = Records { known: numbers.collect(), unknown: Vec::new() };
        Known { certifiers, records, ..Known::default() }
    }

    #[test]
    fn what_is_typed_becomes_a_day_in_paris_time() {
        let people = vec![(Id::new(7), "Paul Lemaire".to_owned())];
        let details = details(&filled(), &Known { people, ..known() }).expect("it is a day");
        let said: Vec<_> =
            details.sessions.iter().map(|one| (one.label.as_str(), one.starts_at.to_rfc3339())).collect();
        assert_eq!(
            said,
            [
                ("Matin", "2027-03-18T08:30:00+00:00".to_owned()),
                ("Après-midi", "2027-03-18T13:00:00+00:00".to_owned())
            ]
        );
        assert_eq!(details.speakers[0].certifier, Some(Id::new(3)));
        assert_eq!(details.speakers[1].member, Some(Id::new(7)));
        assert_eq!((details.certifications, details.documents), (vec![25467, 36004], vec![12]));
        assert_eq!(details.room, Room { capacity: 20, antenne_quota: Some(2) });
        assert!(details.papers.attendance_sheet && !details.papers.convocation);
        assert_eq!(details.opens_at.map(|at| at.to_rfc3339()), Some("2027-01-14T23:00:00+00:00".to_owned()));
    }

    #[test]
    fn a_day_comes_back_as_it_was_typed() {
        let read = details(&filled(), &known()).expect("it is a day");
        assert_eq!(details(&typed(&read, &known().certifiers), &known()), Ok(read));
    }

    #[test]
    fn each_error_is_beside_its_field_and_nothing_is_required_but_the_title_the_aim_and_the_seats() {
        let mut fields = filled();
        for (name, value) in [
            ("titre", ""),
            ("places", "beaucoup"),
            ("public", "x"),
            ("seance_1_fin", "tard"),
            ("certifications", "DEA"),
            ("documents", "le guide"),
            ("fermeture_heure", "12:00"),
        ] {
            fields.set(name, value);
        }
        let records = Records { known: Vec::new(), unknown: vec!["DEA".into()] };
        let errors = details(&fields, &Known { records, ..Known::default() }).expect_err("little is right");
        for field in
            ["titre", "places", "public", "seance_1_fin", "certifications", "documents", "fermeture_date"]
        {
            assert!(errors.of(field).is_some(), "{field}");
        }
        let mut little = Fields::default();
        for name in ["annee", "titre", "objectifs", "public", "modalite", "places"] {
            little.set(name, filled().get(name));
        }
        assert!(details(&little, &Known::default()).is_ok());
    }

    #[test]
    fn the_hour_that_a_night_in_spring_does_not_have_is_the_one_after() {
        let mut fields = filled();
        for (name, value) in
            [("seance_1_date", "2027-03-28"), ("seance_1_debut", "02:30"), ("seance_1_fin", "04:00")]
        {
            fields.set(name, value);
        }
        let details = details(&fields, &Known::default()).expect("it is a day");
        assert_eq!(details.sessions[1].starts_at.to_rfc3339(), "2027-03-28T01:30:00+00:00");
    }
}

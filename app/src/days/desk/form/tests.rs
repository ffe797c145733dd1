//! What is typed of a day is read as it was meant, and comes back.

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

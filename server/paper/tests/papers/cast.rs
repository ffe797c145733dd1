//! The people and the days of these papers.

use paper::*;

/// A picture of one pixel.
const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

pub const TITLE: &str = "Le dossier de faisabilité\u{a0}: accompagner jusqu’à la recevabilité";

pub fn pixel() -> Picture {
    Picture::read(PIXEL.to_vec()).expect("a picture of the test")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn organisation() -> Organisation {
    Organisation {
        name: "Défi métiers".to_owned(),
        address: all(&["16, avenue Jean-Moulin", "75014 Paris"]),
        siret: some("187\u{a0}512\u{a0}345\u{a0}00021"),
        declaration: some("11\u{a0}75\u{a0}12345\u{a0}75"),
        logo: Some(pixel()),
    }
}

pub fn claire() -> Person {
    Person { name: "Claire Bernard".to_owned(), structure: some("Antenne VAE de Melun") }
}

fn signatory() -> Signatory {
    Signatory {
        name: "Béatrice Lamy".to_owned(),
        function: some("directrice générale"),
        signature: Some(pixel()),
    }
}

fn issue() -> Issue {
    Issue { place: "Paris".to_owned(), date: "mercredi 17 mars 2027".to_owned() }
}

fn verification() -> Verification {
    Verification {
        address: "https://communaute.exemple.fr/journees/attestations".to_owned(),
        code: "K7QF-2M9X-PA4T".to_owned(),
    }
}

pub fn convocation() -> Convocation {
    Convocation {
        organisation: organisation(),
        addressee: Some(claire()),
        title: TITLE.to_owned(),
        date: "mardi 16 mars 2027".to_owned(),
        hours: "de 9\u{a0}h\u{a0}30 à 17\u{a0}h".to_owned(),
        modality: "En présentiel".to_owned(),
        remote: false,
        place: all(&["Défi métiers, salle Olympe-de-Gouges", "16, avenue Jean-Moulin, 75014 Paris"]),
        access: all(&["Métro Alésia, sortie 2.\nDemandez l’accueil du deuxième étage."]),
        objectives: all(&["Distinguer la recevabilité de la faisabilité."]),
        sessions: sessions(),
        speakers: vec![
            Speaker {
                name: "Jeanne Roussel".to_owned(),
                function: some("responsable de la recevabilité"),
                structure: some("DAVA de Créteil"),
            },
            Speaker { name: "Karim Benali".to_owned(), ..Speaker::default() },
        ],
        preparation: all(&["Apportez deux dossiers anonymisés."]),
        contact: some("Nadia Ferrand, 01\u{a0}45\u{a0}67\u{a0}89\u{a0}10"),
        accessibility: some("Boucle magnétique sur demande à Lucie Marchand."),
    }
}

fn sessions() -> Vec<Session> {
    let moment = |at: Option<&str>, title: &str, detail: Option<&str>| Moment {
        at: at.map(str::to_owned),
        title: title.to_owned(),
        detail: detail.map(str::to_owned),
    };
    vec![
        Session {
            label: "Matin".to_owned(),
            hours: some("de 9\u{a0}h\u{a0}30 à 12\u{a0}h\u{a0}30"),
            moments: vec![
                moment(Some("9\u{a0}h\u{a0}30"), "Accueil", None),
                moment(None, "Ce que change l’arrêté", Some("Délais et états du dossier")),
            ],
            speakers: all(&["Jeanne Roussel", "Karim Benali"]),
        },
        Session {
            label: "Après-midi".to_owned(),
            hours: some("de 14\u{a0}h à 17\u{a0}h"),
            ..Session::default()
        },
    ]
}

pub fn attendance() -> AttendanceSheet {
    let half_day =
        |label: &str, hours: &str, minutes| HalfDay { label: label.to_owned(), hours: some(hours), minutes };
    AttendanceSheet {
        organisation: organisation(),
        title: TITLE.to_owned(),
        date: "mardi 16 mars 2027".to_owned(),
        place: "Défi métiers, 16, avenue Jean-Moulin, 75014 Paris".to_owned(),
        modality: "En présentiel".to_owned(),
        half_days: vec![
            half_day("Matin", "de 9\u{a0}h\u{a0}30 à 12\u{a0}h\u{a0}30", 180),
            half_day("Après-midi", "de 14\u{a0}h à 17\u{a0}h\u{a0}30", 210),
        ],
        speakers: vec![signer("Jeanne Roussel", "DAVA de Créteil")],
        participants: vec![
            signer("Claire Bernard", "Antenne VAE de Melun"),
            Signer {
                marks: vec![some("Présence signée en ligne à 9\u{a0}h\u{a0}31"), None],
                ..signer("Paul Lemaire", "Antenne VAE de Cergy")
            },
        ],
        blank_lines: 3,
        mentions: all(&["Cette feuille est conservée pour justifier de la tenue de la journée."]),
    }
}

pub fn signer(name: &str, structure: &str) -> Signer {
    Signer { name: name.to_owned(), structure: some(structure), ..Signer::default() }
}

pub fn certificate() -> Certificate {
    let session = |label: &str, hours: &str, planned, attended| Attended {
        label: label.to_owned(),
        hours: hours.to_owned(),
        planned,
        attended,
    };
    Certificate {
        organisation: organisation(),
        signatory: signatory(),
        person: claire(),
        title: TITLE.to_owned(),
        nature: "Journée de professionnalisation".to_owned(),
        dates: "mardi 16 mars 2027".to_owned(),
        place: some("Défi métiers, Paris"),
        sessions: vec![
            session("Matin", "de 9\u{a0}h\u{a0}30 à 12\u{a0}h\u{a0}30", 180, 180),
            session("Après-midi", "de 14\u{a0}h à 17\u{a0}h\u{a0}30", 210, 65),
        ],
        issue: issue(),
        verification: Some(verification()),
    }
}

pub fn year() -> YearCertificate {
    let day = |date: &str, title: &str, place: Option<&str>, attended| AttendedDay {
        date: date.to_owned(),
        title: title.to_owned(),
        place: place.map(str::to_owned),
        attended,
    };
    YearCertificate {
        organisation: organisation(),
        signatory: signatory(),
        person: claire(),
        year: 2027,
        nature: "Journées de professionnalisation".to_owned(),
        days: vec![
            day("mardi 16 mars 2027", TITLE, Some("Défi métiers, Paris"), 245),
            day("jeudi 8 avril 2027", "Financer un parcours", None, 360),
        ],
        issue: issue(),
        verification: Some(verification()),
    }
}

pub fn report() -> Report {
    let section = |title: &str, blocks| Section { title: title.to_owned(), blocks };
    let figure = |value: &str, label: &str| Figure { value: value.to_owned(), label: label.to_owned() };
    Report {
        organisation: organisation(),
        kind: "Bilan annuel".to_owned(),
        title: "Journées de professionnalisation 2027".to_owned(),
        introduction: all(&["Ce bilan rend compte des journées tenues en 2027."]),
        sections: vec![
            section(
                "En bref",
                vec![
                    Block::Figures(vec![
                        figure("15 sur 16", "journées tenues"),
                        figure("87\u{a0}%", "de présence"),
                    ]),
                    Block::Paragraph("Une journée a été reportée.\nUne autre est partagée.".to_owned()),
                ],
            ),
            section("Journées tenues", vec![audiences(), modalities()]),
            section("Présence", vec![rates()]),
            section("Ce qui en est sorti", vec![Block::List(all(&["12 ressources", "9 comptes rendus"]))]),
        ],
    }
}

fn audiences() -> Block {
    let bar = |label: &str, values: [(f64, &str); 2]| Bar {
        label: label.to_owned(),
        values: values.map(|(length, said)| (length, said.to_owned())).to_vec(),
    };
    Block::Bars {
        caption: "Journées par public, deux années".to_owned(),
        label: "Public".to_owned(),
        series: all(&["2026", "2027"]),
        full: None,
        bars: vec![
            bar("Conseillères et conseillers", [(9.0, "9"), (10.0, "10")]),
            bar("Assistantes et assistants", [(3.0, "3"), (2.0, "2")]),
        ],
    }
}

fn modalities() -> Block {
    Block::Table(Table {
        caption: "Journées par modalité".to_owned(),
        header: all(&["Modalité", "Prévues", "Tenues"]),
        numbers: vec![1, 2],
        rows: vec![all(&["En présentiel", "10", "10"]), all(&["Hors les murs", "2", "1"])],
    })
}

fn rates() -> Block {
    let bar = |label: &str, rate: f64, said: &str| Bar {
        label: label.to_owned(),
        values: vec![(rate, said.to_owned())],
    };
    Block::Bars {
        caption: "Taux de présence par département".to_owned(),
        label: "Département".to_owned(),
        series: all(&["Taux"]),
        full: Some(1.0),
        bars: vec![bar("Paris", 0.92, "92\u{a0}%"), bar("Essonne", 0.0, "0\u{a0}%")],
    }
}

/// Every paper, by its name.
pub fn papers() -> Vec<(&'static str, Vec<u8>)> {
    let printed = [
        ("convocation", convocation().pdf()),
        ("attendance", attendance().pdf()),
        ("certificate", certificate().pdf()),
        ("year", year().pdf()),
        ("report", report().pdf()),
    ];
    printed.map(|(name, made)| (name, made.unwrap_or_else(|error| panic!("{name}: {error}")))).to_vec()
}

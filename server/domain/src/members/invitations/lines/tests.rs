//! Lists as people paste them.

use super::*;

const MELUN: Id<Antenne> = Id::new(7);

fn antennes() -> Vec<Antenne> {
    let text = String::new;
    let name = "Centre conseil VAE 77 - Melun".to_owned();
    vec![Antenne {
        id: MELUN,
        department: "77".to_owned(),
        name,
        address: text(),
        operator: text(),
        telephone: text(),
    }]
}

/// Each line as « number, address, name, role, place », or why not.
fn told(list: &str, role: Option<Role>) -> Vec<String> {
    let line = |entry: Entry| match entry.read {
        Err(misread) => format!("{} {misread:?}", entry.number),
        Ok(person) => {
            let name = person.name.map_or("-".to_owned(), |name| name.to_string());
            let place = match (person.antenne, person.organisation) {
                (Some(antenne), _) => antenne.to_string(),
                (_, Some(organisation)) => organisation.to_string(),
                _ => "-".to_owned(),
            };
            let role = person.role.code();
            format!("{} {} {name} {role} {place}", entry.number, person.email.as_str())
        }
    };
    read(list, role, &antennes()).into_iter().map(line).collect()
}

#[test]
fn a_list_from_a_mail_program() {
    let list = "Nora Petit <Nora@Exemple.fr>\n\n  zoe@exemple.fr \n\"Diarra, Moussa\" <moussa@exemple.fr>;\n\
        Ana <ana@exemple.fr>; Léa Roy <lea@exemple.fr>\n<seul@exemple.fr>\nIda <ida@exemple.fr> ; assistante ; centre conseil vae 77 – MELUN";
    assert_eq!(
        told(list, Some(Role::Advisor)),
        [
            "1 nora@exemple.fr Nora Petit advisor -",
            "3 zoe@exemple.fr - advisor -",
            "4 moussa@exemple.fr Diarra, Moussa advisor -",
            "5 ana@exemple.fr Ana advisor -",
            "5 lea@exemple.fr Léa Roy advisor -",
            "6 seul@exemple.fr - advisor -",
            "7 ida@exemple.fr Ida assistant 7",
        ]
    );
}

#[test]
fn a_spreadsheet_whatever_its_signs_and_its_heading() {
    let expected =
        ["2 nora@exemple.fr Nora Petit assistant 7", "3 paul@exemple.fr Paul Lemaire certifier DRIEETS"];
    for sign in [";", ",", "\t"] {
        let list = "\u{feff}Nom;Adresse électronique;RÔLE;Antenne\r\nNora Petit;nora@exemple.fr;Assistante;centre conseil vae 77 melun\r\nPaul Lemaire;paul@exemple.fr;certificateur;DRIEETS\r\n";
        assert_eq!(told(&list.replace(';', sign), None), expected, "{sign:?}");
    }
    let other = "E-mail;Prénom;NOM;Structure;Profil;Remarque\nnora@exemple.fr;Nora;Petit;\"Centre conseil VAE 77 - Melun\";assistant(e);\"a;b\"\npaul@exemple.fr;Paul;Lemaire;DRIEETS;Certificatrice;";
    assert_eq!(told(other, None), expected);
    let bare =
        "Nora Petit;nora@exemple.fr;assistante;Centre conseil VAE 77 - Melun\nzoe@exemple.fr;Zoé;advisor";
    let said = ["1 nora@exemple.fr Nora Petit assistant 7", "2 zoe@exemple.fr Zoé advisor -"];
    assert_eq!(told(bare, None), said);
}

#[test]
fn what_cannot_be_read_is_told_line_by_line_and_stops_nobody() {
    let list = "Nora;nora@exemple;advisor\nNora;;advisor\nNora;nora@exemple.fr;chef\nNora;nora@exemple.fr\n\
        Nora;nora@exemple.fr;advisor;Nulle part\nN;nora@exemple.fr;advisor\nPaul;paul@exemple.fr;certifier;D\n\
        Nora;nora@exemple.fr;advisor\nNora;NORA@exemple.fr;assistant\nNora;nora2@exemple.fr;conseillère et animatrice";
    assert_eq!(
        told(list, None),
        [
            "1 Address",
            "2 NoAddress",
            "3 Role",
            "4 NoRole",
            "5 Antenne",
            "6 Name",
            "7 Organisation",
            "8 nora@exemple.fr Nora advisor -",
            "9 Repeated(8)",
            "10 Role",
        ]
    );
    let long: String = (0..=MOST).map(|n| format!("a{n}@exemple.fr\n")).collect();
    let told = told(&long, Some(Role::Funder));
    assert_eq!((told.len(), told[MOST].as_str()), (MOST + 1, "501 TooMany"));
}

#[test]
fn a_role_is_named_as_people_name_it() {
    for (text, role) in [
        ("Conseillère ou conseiller", Role::Advisor),
        ("conseiller·ère VAE", Role::Advisor),
        ("ASSISTANTE", Role::Assistant),
        ("Contact d’un certificateur", Role::Certifier),
        ("Animatrice", Role::Organiser),
        ("financeur", Role::Funder),
        ("administrateur", Role::Administrator),
    ] {
        assert_eq!(named(text), Some(role), "{text}");
    }
    for role in Role::ALL {
        assert_eq!(named(role.code()), Some(role));
    }
    assert_eq!(named("stagiaire"), None);
}

proptest::proptest! {
    #[test]
    fn no_list_is_too_strange(list in "[\\PC\n\t;,<>@\"]{0,200}") {
        for entry in read(&list, Some(Role::Advisor), &antennes()) {
            proptest::prop_assert!(entry.number >= 1);
        }
    }
}

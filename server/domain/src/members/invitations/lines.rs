//! A list of people, pasted from a mail program or a spreadsheet, read line by line.

use std::collections::HashMap;

use super::{MOST, Organisation, in_an_antenne};
use crate::{
    Id, Role,
    mail::EmailAddress,
    members::{Antenne, MemberName, names::folded},
};

/// Why a line cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// It has no address.
    NoAddress,
    /// Its address is none.
    Address,
    /// Its name is too long, or too short.
    Name,
    /// It says no role, and none was chosen for all.
    NoRole,
    /// Its role is none of ours, or several.
    Role,
    /// Its antenne is none of ours.
    Antenne,
    /// Its organisation is too long, or too short.
    Organisation,
    /// The same address stands on an earlier line, which has this number.
    Repeated(usize),
    /// The list is longer than what is taken at once.
    TooMany,
}

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) email: EmailAddress,
    pub(super) name: Option<MemberName>,
    pub(super) role: Role,
    pub(super) antenne: Option<Id<Antenne>>,
    pub(super) organisation: Option<Organisation>,
}

/// A line of the list: somebody, or why nobody. A line of a mail program may name several people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: usize,
    pub(super) line: String,
    pub(super) read: Result<Person, Misread>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    FirstName,
    Name,
    Email,
    Role,
    Workplace,
    Other,
}

/// Texts of one person, before they are understood.
#[derive(Debug, Clone, Default)]
struct Cells {
    name: String,
    email: String,
    role: String,
    workplace: String,
}

/// Everybody on the list. `role` is for the lines that say none.
pub(super) fn read(list: &str, role: Option<Role>, antennes: &[Antenne]) -> Vec<Entry> {
    let list = list.strip_prefix('\u{feff}').unwrap_or(list);
    let antennes: HashMap<String, Id<Antenne>> =
        antennes.iter().map(|antenne| (folded(&antenne.name), antenne.id)).collect();
    let mut lines = (1..).zip(list.lines()).filter(|(_, line)| !line.trim().is_empty()).peekable();
    let sign = lines.peek().map_or(';', |(_, line)| separator(line));
    let heading = lines.next_if(|(_, line)| is_heading(line, sign));
    let columns: Option<Vec<Column>> =
        heading.map(|(_, line)| cells(line, sign).iter().map(|cell| column(cell)).collect());
    let (mut entries, mut seen) = (Vec::new(), HashMap::new());
    for (number, line) in lines {
        for person in people(line, columns.as_deref()) {
            let read = match entries.len() < MOST {
                true => understood(&person, role, &antennes),
                false => Err(Misread::TooMany),
            };
            let read = read.and_then(|person| match seen.get(&person.email) {
                Some(first) => Err(Misread::Repeated(*first)),
                None => {
                    seen.insert(person.email.clone(), number);
                    Ok(person)
                }
            });
            entries.push(Entry { number, line: line.trim().to_owned(), read });
        }
    }
    entries
}

/// What parts the cells of that line.
fn separator(line: &str) -> char {
    [';', '\t', ','].into_iter().find(|sign| line.contains(*sign)).unwrap_or(';')
}

/// The cells of a line; quotes hold signs, and a quote doubled within them is one.
fn cells(line: &str, sign: char) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let cell = cells.last_mut().expect("there is a first cell");
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            letter if letter == sign && !quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Whether the line says what the columns are: no address in it, and at least the column of the addresses.
fn is_heading(line: &str, sign: char) -> bool {
    !line.contains('@') && cells(line, sign).iter().any(|cell| column(cell) == Column::Email)
}

fn column(heading: &str) -> Column {
    let folded = folded(heading);
    let says = |words: &[&str]| folded.split('-').any(|word| words.contains(&word));
    if says(&["courriel", "mail", "email", "mel", "electronique"]) {
        Column::Email
    } else if says(&["prenom", "firstname"]) && !says(&["nom"]) {
        Column::FirstName
    } else if says(&["nom", "name", "prenom"]) {
        Column::Name
    } else if says(&["role", "profil"]) {
        Column::Role
    } else if says(&["antenne", "organisation", "structure", "organisme", "certificateur"]) {
        Column::Workplace
    } else {
        Column::Other
    }
}

/// The people of a line.
fn people(line: &str, columns: Option<&[Column]>) -> Vec<Cells> {
    match columns {
        Some(columns) => vec![under(columns, &cells(line, separator(line)))],
        None if line.contains('<') && line.contains('>') => correspondents(line),
        None => vec![in_order(cells(line, separator(line)))],
    }
}

/// « Nom <adresse> », several times where a mail program wrote them on one line.
fn correspondents(line: &str) -> Vec<Cells> {
    let signs = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '"' | '\'');
    let mut people = Vec::new();
    let mut rest = line;
    while let Some((name, after)) = rest.split_once('<') {
        let (email, after) = after.split_once('>').unwrap_or((after, ""));
        let name = name.trim_matches(signs).to_owned();
        people.push(Cells { name, email: email.trim().to_owned(), ..Cells::default() });
        rest = after;
    }
    // What follows the last address is the role and the antenne, where there was one person.
    if let ([person], false) = (&mut people[..], rest.trim_matches(signs).is_empty()) {
        let rest = rest.trim_start();
        let more = cells(rest.trim_start_matches([';', ',', '\t']), separator(rest));
        person.role = more.first().cloned().unwrap_or_default();
        person.workplace = more.get(1).cloned().unwrap_or_default();
    }
    people
}

/// The cells under their headings. First and last names may stand in two columns.
fn under(columns: &[Column], cells: &[String]) -> Cells {
    let of = |wanted: Column| {
        let mut found = columns.iter().zip(cells).filter(|(column, _)| **column == wanted);
        found.next().map(|(_, cell)| cell.clone()).unwrap_or_default()
    };
    let name = [of(Column::FirstName), of(Column::Name)].join(" ").trim().to_owned();
    Cells { name, email: of(Column::Email), role: of(Column::Role), workplace: of(Column::Workplace) }
}

/// Without headings: the address is what looks like one; around it name, role, antenne, in that order.
fn in_order(mut cells: Vec<String>) -> Cells {
    let email = match cells.iter().position(|cell| cell.contains('@')) {
        Some(at) => cells.remove(at),
        None => String::new(),
    };
    let mut others = cells.into_iter();
    let mut next = || others.next().unwrap_or_default();
    Cells { name: next(), email, role: next(), workplace: next() }
}

fn understood(
    cells: &Cells,
    role: Option<Role>,
    antennes: &HashMap<String, Id<Antenne>>,
) -> Result<Person, Misread> {
    if cells.email.is_empty() {
        return Err(Misread::NoAddress);
    }
    let email = EmailAddress::parse(&cells.email).map_err(|_| Misread::Address)?;
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let name = said(&cells.name).map(|name| MemberName::parse(&name)).transpose();
    let role = match said(&cells.role) {
        Some(text) => named(&text).ok_or(Misread::Role)?,
        None => role.ok_or(Misread::NoRole)?,
    };
    let (mut antenne, mut organisation) = (None, None);
    match said(&cells.workplace) {
        None => {}
        Some(text) if in_an_antenne(role) => {
            antenne = Some(*antennes.get(&folded(&text)).ok_or(Misread::Antenne)?);
        }
        Some(text) => {
            organisation = Some(Organisation::parse(&text).map_err(|_| Misread::Organisation)?);
        }
    }
    Ok(Person { email, name: name.map_err(|_| Misread::Name)?, role, antenne, organisation })
}

/// The role that these words name, in French or by its code; none where they name several.
fn named(text: &str) -> Option<Role> {
    const STEMS: [(&str, Role); 9] = [
        ("conseill", Role::Advisor),
        ("advisor", Role::Advisor),
        ("assist", Role::Assistant),
        ("certifi", Role::Certifier),
        ("anima", Role::Organiser),
        ("organis", Role::Organiser),
        ("financ", Role::Funder),
        ("funder", Role::Funder),
        ("administrat", Role::Administrator),
    ];
    let folded = folded(text);
    let roles = folded
        .split('-')
        .filter_map(|word| STEMS.into_iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, role)| role));
    let mut roles: Vec<Role> = roles.collect();
    roles.dedup();
    match roles[..] {
        [role] => Some(role),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
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
}

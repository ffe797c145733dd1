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
mod tests;

//! Reading the fields of a day, one by one, with what is to be mended in each.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::{
    Id,
    days::{
        Session, Speaker,
        agenda::{self, Agenda, NotAnAgenda},
        details::{Label, MOST},
    },
    library::{Certifier, certification::Typed as Records},
    members::Member,
    text::{Line, Markdown, TextRefusal, folded},
};

use super::{SESSIONS, at};
use crate::{
    form::text_words,
    library::{Fields, records::unknown_words},
    parts::Errors,
};

/// The fields, and what is to be mended in them so far.
pub(super) struct Reading<'a> {
    pub(super) fields: &'a Fields,
    pub(super) errors: Errors,
}

impl Reading<'_> {
    pub(super) fn refuse(&mut self, field: &str, words: impl Into<String>) {
        self.errors = std::mem::take(&mut self.errors).and(field, words);
    }

    pub(super) fn line<const MIN: usize, const MAX: usize>(
        &mut self,
        name: &str,
        what: &str,
    ) -> Option<Line<MIN, MAX>> {
        match Line::parse(self.fields.get(name)) {
            Ok(line) => Some(line),
            Err(TextRefusal::Empty) => None,
            Err(refusal) => {
                self.refuse(name, text_words(what, &refusal));
                None
            }
        }
    }

    pub(super) fn text(&mut self, name: &str, what: &str) -> Option<Markdown> {
        match Markdown::parse(self.fields.get(name)) {
            Ok(text) => Some(text),
            Err(TextRefusal::Empty) => None,
            Err(refusal) => {
                self.refuse(name, text_words(what, &refusal));
                None
            }
        }
    }

    pub(super) fn number(&mut self, name: &str, least: u32, most: u32, what: &str) -> Option<u32> {
        let read =
            self.fields.get(name).trim().parse::<u32>().ok().filter(|number| (least..=most).contains(number));
        if read.is_none() {
            self.refuse(name, format!("{what} est un nombre de {least} à {most}."));
        }
        read
    }

    pub(super) fn choice<T>(&mut self, name: &str, words: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = of(self.fields.get(name));
        if chosen.is_none() {
            self.refuse(name, words);
        }
        chosen
    }

    /// A date and an hour in Paris; none when both are empty, midnight without an hour.
    pub(super) fn moment(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let (date, hour) = (format!("{name}_date"), format!("{name}_heure"));
        let (typed_date, typed_hour) = (self.fields.value(&date), self.fields.value(&hour));
        match (typed_date.trim(), typed_hour.trim()) {
            ("", "") => None,
            ("", _) => {
                self.refuse(&date, "Donnez aussi la date.");
                None
            }
            (_, "") => self.instant(&typed_date, "00:00", &date, &hour),
            _ => self.instant(&typed_date, &typed_hour, &date, &hour),
        }
    }

    pub(super) fn instant(
        &mut self,
        date: &str,
        hour: &str,
        date_field: &str,
        hour_field: &str,
    ) -> Option<DateTime<Utc>> {
        let day = date.trim().parse::<NaiveDate>().ok();
        let time = NaiveTime::parse_from_str(&hour.trim().replace(['h', 'H', ' '], ":"), "%H:%M").ok();
        if day.is_none() {
            self.refuse(date_field, "Écrivez une date comme 2027-03-18.");
        }
        if time.is_none() {
            self.refuse(hour_field, "Écrivez une heure comme 09:30.");
        }
        // An hour that does not exist in Paris, one night in spring, is the one after.
        let local = day?.and_time(time?);
        let instant = Paris.from_local_datetime(&local).earliest();
        let instant =
            instant.or_else(|| Paris.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest());
        instant.map(|instant| instant.with_timezone(&Utc))
    }

    /// Those whose date is given, in the order of their beginnings.
    pub(super) fn sessions(&mut self) -> Vec<Session> {
        let mut sessions: Vec<Session> = (0..SESSIONS).filter_map(|rank| self.session(rank)).collect();
        sessions.sort_by_key(|session| session.starts_at);
        sessions
    }

    pub(super) fn session(&mut self, rank: usize) -> Option<Session> {
        let [name, date, from, to, agenda] =
            ["nom", "date", "debut", "fin", "deroule"].map(|field| at(rank, field));
        let filled =
            [&date, &from, &to, &agenda].iter().any(|field| !self.fields.get(field).trim().is_empty());
        if !filled {
            return None;
        }
        let day = self.fields.value(&date);
        let (begins, ends) = (self.fields.value(&from), self.fields.value(&to));
        let starts_at = self.instant(&day, &begins, &date, &from);
        // The date is refused once, beside its field.
        let ends_at = starts_at.and_then(|_| self.instant(&day, &ends, &date, &to));
        let label = match self.fields.get(&name).trim() {
            "" => Label::parse(&format!("Séance {}", rank + 1)).ok(),
            _ => self.line(&name, "Le nom de la séance"),
        };
        let agenda_read = match Agenda::parse(self.fields.get(&agenda)) {
            Ok(read) => Some(read),
            Err(NotAnAgenda::TooMany) => {
                self.refuse(&agenda, format!("{} moments au plus par séance.", agenda::MOST));
                None
            }
            Err(NotAnAgenda::TooLong(line)) => {
                self.refuse(&agenda, format!("La ligne {line} dépasse {}\u{a0}caractères.", agenda::LONGEST));
                None
            }
        };
        Some(Session { label: label?, starts_at: starts_at?, ends_at: ends_at?, agenda: agenda_read? })
    }

    /// One a line: name, function, organisation, parted by bars.
    pub(super) fn speakers(
        &mut self,
        certifiers: &[Certifier],
        people: &[(Id<Member>, String)],
    ) -> Vec<Speaker> {
        let typed = self.fields.value("intervenants");
        let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > MOST {
            self.refuse("intervenants", format!("{MOST}\u{a0}intervenantes et intervenants au plus."));
            return Vec::new();
        }
        lines.into_iter().filter_map(|line| self.speaker(line, certifiers, people)).collect()
    }

    pub(super) fn speaker(
        &mut self,
        line: &str,
        certifiers: &[Certifier],
        people: &[(Id<Member>, String)],
    ) -> Option<Speaker> {
        let mut pieces = line.splitn(3, '|').map(str::trim);
        let (name, function, organisation) = (
            pieces.next().unwrap_or_default(),
            pieces.next().unwrap_or_default(),
            pieces.next().unwrap_or_default(),
        );
        let Ok(name) = Line::parse(name) else {
            self.refuse("intervenants", format!("«\u{a0}{line}\u{a0}» ne commence pas par un nom lisible."));
            return None;
        };
        let of = |typed: &str| Line::parse(typed).ok();
        let same = |known: &str, typed: &str| folded(known) == folded(typed);
        let certifier = certifiers.iter().find(|one| same(&one.name, organisation));
        let organisation = certifier.map_or(organisation, |one| one.name.as_str());
        // Two people of the same name are told apart by nobody here: neither is linked.
        let mut named = people.iter().filter(|(_, known)| same(known, name.as_str()));
        let member = named.next().filter(|_| named.next().is_none()).map(|(id, _)| *id);
        Some(Speaker {
            name,
            function: of(function),
            organisation: of(organisation),
            certifier: certifier.map(|one| one.id),
            member,
        })
    }

    pub(super) fn pieces(&self, name: &str) -> Vec<String> {
        let typed = self.fields.get(name).split([',', ';', '\n']);
        typed.map(str::trim).filter(|piece| !piece.is_empty()).take(MOST + 1).map(str::to_owned).collect()
    }

    pub(super) fn certifications(&mut self, records: &Records) -> Vec<i64> {
        if let Some(words) = unknown_words(records) {
            self.refuse("certifications", words);
        }
        records.numbers()
    }

    pub(super) fn documents(&mut self) -> Vec<i64> {
        let read =
            |piece: &String| piece.rsplit('/').next().unwrap_or(piece).parse::<Id<()>>().map(Id::number);
        let pieces = self.pieces("documents");
        if let Some(other) = pieces.iter().find(|piece| read(piece).is_err()) {
            let words =
                format!("«\u{a0}{other}\u{a0}» n’est pas l’adresse d’un document de la bibliothèque.");
            self.refuse("documents", words);
        }
        pieces.iter().filter_map(|piece| read(piece).ok()).collect()
    }
}

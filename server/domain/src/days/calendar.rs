//! Days as diaries read them (RFC 5545): one event a day, the same number for ever, in UTC.

use chrono::{DateTime, Utc};
use icalendar::{Calendar as Object, Component, Event as Entry, EventLike, EventStatus, Property};

use super::{DayId, agenda::Agenda, page::Session};
use crate::{
    mail::{Calendar, EmailAddress, Method, Sender},
    text::{dates, slug},
};

/// What a diary says of a day, for one person or for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The day.
    pub day: DayId,
    /// Grows with each thing that the person is told about it.
    pub sequence: u32,
    /// One line.
    pub title: String,
    /// Where it is held; may be empty.
    pub place: String,
    /// How to get there or to connect, in plain text; may be empty.
    pub access: String,
    /// The address of its page.
    pub url: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Whether it is not on any more, or the person does not come.
    pub cancelled: bool,
    /// Its half-days or slots, in order.
    pub sessions: Vec<(String, DateTime<Utc>, DateTime<Utc>, Agenda)>,
}

impl Facts {
    /// The address of the day's page on that site.
    pub(crate) fn page(&self, site: &str) -> String {
        format!("{site}/journees/{}-{}", self.day, slug(&self.title, "journee"))
    }

    /// The sessions of a page, as a diary says them.
    pub fn sessions_of(sessions: &[Session]) -> Vec<(String, DateTime<Utc>, DateTime<Utc>, Agenda)> {
        let one = |session: &Session| {
            (session.label.clone(), session.starts_at, session.ends_at, session.agenda.clone())
        };
        sessions.iter().map(one).collect()
    }
}

/// What goes with a letter to that person.
pub fn letter(facts: &Facts, sender: &Sender, to: (&str, &EmailAddress), now: DateTime<Utc>) -> Calendar {
    let method = if facts.cancelled { Method::Cancel } else { Method::Request };
    let mut event = entry(facts, sender.address.domain(), now);
    event.append_property(named("ORGANIZER", &sender.name, &sender.address));
    let mut attendee = named("ATTENDEE", to.0, to.1);
    attendee.add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
    event.append_multi_property(attendee.done());
    let mut object = Object::new();
    object.append_property(Property::new("METHOD", method.code()));
    object.append_property(Property::new("PRODID", PRODUCT));
    object.push(event.done());
    Calendar { method, text: object.to_string() }
}

/// A feed that diaries read again and again, or a file to open once.
pub fn feed(name: &str, days: &[Facts], domain: &str, now: DateTime<Utc>) -> String {
    let mut object = Object::new();
    object.append_property(Property::new("PRODID", PRODUCT));
    object.append_property(Property::new("METHOD", "PUBLISH"));
    object.append_property(Property::new("X-WR-CALNAME", name));
    object.append_property(Property::new("NAME", name));
    object.append_property(Property::new("X-WR-TIMEZONE", "Europe/Paris"));
    object.append_property(Property::new("REFRESH-INTERVAL;VALUE=DURATION", "PT6H"));
    object.append_property(Property::new("X-PUBLISHED-TTL", "PT6H"));
    for facts in days {
        object.push(entry(facts, domain, now));
    }
    object.to_string()
}

/// Who wrote the object (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Communauté VAE//Journées//FR";

fn entry(facts: &Facts, domain: &str, now: DateTime<Utc>) -> Entry {
    let mut event = Entry::new();
    event
        .uid(&format!("journee-{}@{domain}", facts.day))
        .sequence(facts.sequence)
        .timestamp(now)
        .starts(facts.starts_at)
        .ends(facts.ends_at)
        .summary(&facts.title)
        .description(&description(facts))
        .url(&facts.url)
        .status(if facts.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if !facts.place.is_empty() {
        event.location(&facts.place);
    }
    event.done()
}

fn named(key: &str, name: &str, address: &EmailAddress) -> Property {
    // A name in a parameter is quoted, and nothing in it may end the quotation (RFC 6868 is read by few).
    let plain: String =
        name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | ';' | ':' | ',')).collect();
    let mut property = Property::new(key, format!("mailto:{address}"));
    property.add_parameter("CN", &format!("\"{plain}\""));
    property.done()
}

/// The sessions with their moments, then how to come, then where to read more.
fn description(facts: &Facts) -> String {
    let mut lines = Vec::new();
    for (label, from, to, agenda) in &facts.sessions {
        let hours = format!("{}\u{a0}– {}", dates::hour_of(*from), dates::hour_of(*to));
        lines.push(format!("{label}, {}, {hours}", dates::day(*from)));
        lines.extend(agenda.moments().into_iter().map(|moment| match moment.at {
            Some(at) => format!("– {} {}", at.format("%H:%M"), moment.title),
            None => format!("– {}", moment.title),
        }));
    }
    if !facts.access.is_empty() {
        lines.push(String::new());
        lines.push(facts.access.clone());
    }
    lines.push(String::new());
    lines.push(facts.url.clone());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use ical::{IcalParser, parser::ical::component::IcalCalendar};

    use super::*;
    use crate::Id;

    fn facts(title: &str, sequence: u32, cancelled: bool) -> Facts {
        let at = |text: &str| -> DateTime<Utc> { text.parse().expect("an instant of the test") };
        let agenda = Agenda::parse("9h30 Accueil, café; tour de table | Salle \\ Olympe").expect("an agenda");
        Facts {
            day: Id::new(12),
            sequence,
            title: title.to_owned(),
            place: "Défi métiers, salle Olympe; 16 avenue Jean-Moulin, Paris".to_owned(),
            access: "Code : 4512\nMétro Alésia".to_owned(),
            url: "https://exemple.fr/journees/12-financer".to_owned(),
            starts_at: at("2027-03-18T08:30:00Z"),
            ends_at: at("2027-03-18T16:00:00Z"),
            cancelled,
            sessions: vec![(
                "Matin".to_owned(),
                at("2027-03-18T08:30:00Z"),
                at("2027-03-18T11:30:00Z"),
                agenda,
            )],
        }
    }

    fn sender() -> Sender {
        let address = EmailAddress::parse("ne-pas-repondre@vae.example").expect("an address");
        Sender { name: "Communauté \"VAE\"; Île-de-France".to_owned(), address }
    }

    fn read(text: &str) -> IcalCalendar {
        let mut read = IcalParser::new(text.as_bytes());
        let object = read.next().expect("an object").expect("it is well made");
        assert!(read.next().is_none(), "only one");
        object
    }

    fn said(object: &IcalCalendar, property: &str) -> String {
        let event = object.events.first().expect("an event");
        let found = event.properties.iter().find(|one| one.name == property);
        found.and_then(|one| one.value.clone()).unwrap_or_default()
    }

    fn sent(facts: &Facts) -> Calendar {
        let to = EmailAddress::parse("claire@exemple.fr").expect("an address");
        letter(facts, &sender(), ("Claire Bernard", &to), facts.starts_at)
    }

    #[test]
    fn another_program_reads_what_we_write() {
        let calendar = sent(&facts("Financer un parcours, et après ; la suite", 3, false));
        assert_eq!(calendar.method, Method::Request);
        let object = read(&calendar.text);
        let method =
            object.properties.iter().find(|one| one.name == "METHOD").and_then(|one| one.value.clone());
        assert_eq!(method.as_deref(), Some("REQUEST"));
        assert_eq!(said(&object, "UID"), "journee-12@vae.example");
        assert_eq!(said(&object, "SEQUENCE"), "3");
        assert_eq!(said(&object, "DTSTART"), "20270318T083000Z");
        assert_eq!(said(&object, "DTEND"), "20270318T160000Z");
        assert_eq!(said(&object, "SUMMARY"), "Financer un parcours\\, et après \\; la suite");
        assert_eq!(said(&object, "STATUS"), "CONFIRMED");
        assert_eq!(said(&object, "ATTENDEE"), "mailto:claire@exemple.fr");
        assert!(said(&object, "DESCRIPTION").contains("Métro Alésia"));
    }

    #[test]
    fn lines_end_as_the_standard_says_and_none_is_too_long() {
        let calendar = sent(&facts(&"é".repeat(140), 0, false));
        for line in calendar.text.split_terminator("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        assert!(calendar.text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn what_is_called_off_is_taken_away_under_the_same_number() {
        let (before, after) = (sent(&facts("Une journée", 3, false)), sent(&facts("Une journée", 4, true)));
        let (before, cancelled) = (read(&before.text), read(&after.text));
        assert_eq!(after.method, Method::Cancel);
        assert_eq!(said(&cancelled, "UID"), said(&before, "UID"));
        assert_eq!(
            (said(&cancelled, "SEQUENCE").as_str(), said(&cancelled, "STATUS").as_str()),
            ("4", "CANCELLED")
        );
    }

    #[test]
    fn nothing_that_is_typed_begins_a_line_of_its_own() {
        let hostile = facts("Journée\r\nATTENDEE:mailto:tous@exemple.fr\nBEGIN:VALARM", 0, false);
        let object = read(&sent(&hostile).text);
        let event = object.events.first().expect("an event");
        assert_eq!(event.properties.iter().filter(|one| one.name == "ATTENDEE").count(), 1);
        assert!(event.alarms.is_empty());
    }

    #[test]
    fn a_feed_has_a_name_and_its_days() {
        let days = [facts("Une", 0, false), Facts { day: Id::new(13), ..facts("Deux", 1, true) }];
        let object = read(&feed("Mes journées", &days, "vae.example", days[0].starts_at));
        assert_eq!(object.events.len(), 2);
        let empty = read(&feed("Mes journées", &[], "vae.example", days[0].starts_at));
        assert!(empty.events.is_empty());
    }
}

//! What the settings and the days say, as papers say it.

use app::{Site, modality_name};
use chrono::{DateTime, Utc};
use domain::{
    days::attendance::{
        certificate::{Certificate, Code, YearCertificate},
        length,
    },
    days::page::Session,
    text::dates,
};
use paper::{AttendedDay, Issue, Organisation, Person, Picture, Signatory, Verification};

/// What these days are, in law and on paper.
pub(super) const NATURE: &str = "Journée de professionnalisation";

/// Who makes the papers.
pub(super) fn organisation(site: &Site) -> Organisation {
    let said = &site.settings.organisation;
    Organisation {
        name: said.name.clone(),
        address: said.address.clone(),
        siret: said.siret.clone(),
        declaration: said.declaration.clone(),
        logo: said.logo.as_ref().and_then(|logo| Picture::read(logo.to_vec())),
    }
}

/// Who signs for it, by hand.
pub(super) fn signatory(site: &Site) -> Signatory {
    let said = &site.settings.organisation;
    Signatory { name: said.signatory.clone(), function: said.function.clone(), signature: None }
}

/// Where and when a paper is made.
pub(super) fn issue(site: &Site) -> Issue {
    Issue { place: site.settings.organisation.town.clone(), date: dates::day(site.community.now()) }
}

/// How a certificate is checked.
pub(super) fn verification(site: &Site, code: &Code) -> Verification {
    let code = code.spaced();
    Verification { address: format!("{}/attestations/{code}", site.settings.public_url), code }
}

/// Somebody, and where they work, where that is known.
pub(super) fn person(name: &str, structure: &str) -> Person {
    Person { name: name.to_owned(), structure: some(structure) }
}

/// A text that says something.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// « de 9 h 30 à 12 h 30 »
pub(super) fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    format!("de {} à {}", dates::hour_of(from), dates::hour_of(to))
}

/// « jeudi 18 mars 2027 », or both ends of what lasts longer.
pub(super) fn days(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    match dates::today(from) == dates::today(to) {
        true => dates::day(from),
        false => format!("du {} au {}", dates::day(from), dates::day(to)),
    }
}

/// « Matin », with its date where the sessions are not all of one.
pub(super) fn labels(sessions: &[Session]) -> Vec<String> {
    let dated =
        sessions.windows(2).any(|two| dates::today(two[0].starts_at) != dates::today(two[1].starts_at));
    let label = |session: &Session| match dated {
        true => format!("{}, {}", session.label, dates::day(session.starts_at)),
        false => session.label.clone(),
    };
    sessions.iter().map(label).collect()
}

/// A day's certificate, ready to be printed.
pub(super) fn certificate(site: &Site, made: &Certificate) -> paper::Certificate {
    let sessions: Vec<Session> = made.sessions.iter().map(|(session, _)| session.clone()).collect();
    let (first, last) = (sessions.first(), sessions.last());
    let attended = labels(&sessions).into_iter().zip(&made.sessions).map(|(label, (session, minutes))| {
        let hours = hours(session.starts_at, session.ends_at);
        paper::Attended { label, hours, planned: length(session), attended: *minutes }
    });
    paper::Certificate {
        organisation: organisation(site),
        signatory: signatory(site),
        person: person(&made.name, &made.structure),
        title: made.day.title.clone(),
        nature: NATURE.to_owned(),
        dates: first.zip(last).map(|(first, last)| days(first.starts_at, last.ends_at)).unwrap_or_default(),
        place: Some(match made.day.place.is_empty() {
            true => modality_name(made.day.modality).to_owned(),
            false => made.day.place.clone(),
        }),
        sessions: attended.collect(),
        issue: issue(site),
        verification: Some(verification(site, &made.code)),
    }
}

/// A year's certificate, ready to be printed.
pub(super) fn year(site: &Site, made: &YearCertificate) -> paper::YearCertificate {
    let day = |day: &domain::days::attendance::certificate::YearDay| AttendedDay {
        date: dates::day(day.starts_at),
        title: day.title.clone(),
        place: some(&day.place),
        attended: day.minutes,
    };
    paper::YearCertificate {
        organisation: organisation(site),
        signatory: signatory(site),
        person: person(&made.name, &made.structure),
        year: made.year,
        nature: "Journées de professionnalisation".to_owned(),
        days: made.days.iter().map(day).collect(),
        issue: issue(site),
        verification: Some(verification(site, &made.code)),
    }
}

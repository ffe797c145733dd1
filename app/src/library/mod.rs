//! The library: certifications, certifiers, and what is said of them wherever they are named; announcements, documents and links.

use domain::library::import::Import;

pub(crate) mod actions;
mod around;
mod browse;
mod certification;
mod certifications;
mod certifier;
mod certifier_form;
mod certifiers;
mod chip;
pub(crate) mod feeds;
pub(crate) mod follows;
mod holdings;
mod lineage;
pub(crate) mod mentioned;
pub(crate) mod mentions;
mod named;
mod nothing;
pub(crate) mod records;
pub(crate) mod resource;
pub(crate) mod shelf;
pub(crate) mod updates;

pub(crate) use browse::{LibraryPage, ResourceRows, kind_name as resource_kind_name};
pub(crate) use certification::CertificationPage;
pub(crate) use certifications::CertificationsPage;
pub(crate) use certifier::CertifierPage;
pub(crate) use certifier_form::EditCertifierPage;
pub(crate) use certifiers::CertifiersPage;
pub(crate) use chip::{CertificationChip, CertificationChips, certification_address};
pub(crate) use follows::FollowsPage;
pub(crate) use holdings::Holdings;
pub(crate) use resource::{Fields, address as document_address};

/// The way to a page of the library.
pub(crate) fn crumbs() -> Vec<(String, String)> {
    vec![("Ressources".to_owned(), "/ressources".to_owned())]
}

/// The address of a certifier's page.
pub(crate) fn certifier_address(slug: &str) -> String {
    format!("/ressources/certificateurs/{slug}")
}

/// What sort of body a certifier is.
pub(crate) fn kind_name(kind: domain::library::certifier::Kind) -> &'static str {
    use domain::library::certifier::Kind;
    match kind {
        Kind::Ministry => "Ministère",
        Kind::Branch => "Branche professionnelle",
        Kind::University => "Université",
        Kind::Chamber => "Chambre consulaire",
        Kind::Establishment => "Établissement",
        Kind::Other => "Autre organisme",
    }
}

/// Where the certifications come from, and of when they are.
pub(crate) fn source_words(import: &Import) -> String {
    let of_when = match (import.shipped, import.snapshot_on) {
        (true, _) => "données de janvier 2021 (et liste de 2023)".to_owned(),
        (false, Some(day)) => format!("données du {}", domain::text::dates::on(day)),
        (false, None) => {
            let day = domain::text::dates::today(import.ended_at.unwrap_or(import.begun_at));
            format!("données reçues le {}", domain::text::dates::on(day))
        }
    };
    format!("Source\u{a0}: France compétences, {of_when}, Licence Ouverte 2.0.")
}

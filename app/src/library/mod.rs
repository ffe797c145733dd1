//! The library: certifications, certifiers, and what is said of them wherever they are named; announcements, documents and links.

mod chip;
pub(crate) mod resource;

pub(crate) use chip::{CertificationChip, CertificationChips, certification_address, standing_words};

/// The address of an announcement.
pub(crate) fn update_address(update: i64, title: &str) -> String {
    format!("/ressources/actualites/{update}-{}", domain::text::slug(title, "actualite"))
}

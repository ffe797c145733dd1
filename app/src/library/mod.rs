//! The library: certifications, certifiers, and what is said of them wherever they are named.

mod chip;

pub(crate) use chip::{CertificationChip, CertificationChips, certification_address, standing_words};

//! The library: certifications, those who deliver them, what these announce, and the documents that help.

use crate::Roles;

pub mod certification;
pub mod certifier;
mod rncp;

pub use certification::Certification;
pub use certifier::{Certifier, CertifierContact, Speaker};
pub use rncp::{NotARncp, Rncp};

/// Everybody with an account reads the library.
pub const AUDIENCE: Roles = Roles::EVERYBODY;

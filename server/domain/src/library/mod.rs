//! The library: certifications, those who deliver them, what these announce, and the documents that help.

use crate::Roles;

pub mod browse;
pub mod certification;
pub mod certifier;
pub mod follow;
pub mod holdings;
pub mod import;
pub mod links;
pub mod resource;
mod rncp;
pub mod shelf;
pub mod talk;
pub mod update;

pub use certification::Certification;
pub use certifier::{Certifier, CertifierContact, Speaker};
pub use rncp::{NotARncp, Rncp};

/// Everybody with an account reads the library.
pub const AUDIENCE: Roles = Roles::EVERYBODY;

//! What every answer carries and what no request gets past.

pub mod headers;
pub mod limits;
pub(crate) mod weight;
pub(crate) mod words;

pub use limits::{Limits, Pace};

//! What happens to a resource, a line of its history each.

use super::Act;

/// What happened to a resource. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It was deposited.
    Deposited,
    /// Somebody moved it.
    Acted(Act),
    /// It has a new version.
    Version,
    /// What is said of it changed.
    Changed,
    /// The last day it held is over.
    Expired,
    /// Somebody reported it.
    Reported,
    /// A report was settled.
    Settled,
}

impl Deed {
    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Deed::Deposited => "deposited",
            Deed::Acted(act) => act.code(),
            Deed::Version => "version",
            Deed::Changed => "changed",
            Deed::Expired => "expired",
            Deed::Reported => "reported",
            Deed::Settled => "settled",
        }
    }

    /// The deed of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        let others =
            [Deed::Deposited, Deed::Version, Deed::Changed, Deed::Expired, Deed::Reported, Deed::Settled];
        let others = others.into_iter().find(|deed| deed.code() == code);
        others.or_else(|| Act::from_code(code).map(Deed::Acted))
    }
}

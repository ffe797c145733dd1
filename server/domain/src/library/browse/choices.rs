//! The choices that narrow the library, and its orders: each with its name in addresses.

/// Whether a resource still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// It does.
    Current,
    /// It was said outdated, or its last day has passed.
    Outdated,
}

impl Freshness {
    /// Both.
    pub const ALL: [Freshness; 2] = [Freshness::Current, Freshness::Outdated];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Freshness::Current => "a-jour",
            Freshness::Outdated => "perime",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Freshness::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// In what order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The latest published first.
    #[default]
    Recent,
    /// The most useful first.
    Useful,
    /// By title.
    Title,
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 3] = [Sort::Recent, Sort::Useful, Sort::Title];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Sort::Recent => "recents",
            Sort::Useful => "utiles",
            Sort::Title => "titre",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Sort::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// One of the choices that narrow the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Words of its title, summary, author, source, tags.
    Words,
    /// What it is.
    Kind,
    /// A certifier it concerns.
    Certifier,
    /// A certification it is about.
    Certification,
    /// The level of a certification it is about.
    Level,
    /// A stage of the guide it serves.
    Stage,
    /// Whether it still holds.
    Freshness,
    /// The year it is of.
    Year,
    /// The département it is for.
    Departement,
    /// A tag.
    Tag,
}

impl Facet {
    /// Every facet, in the order of addresses and pages.
    pub const ALL: [Facet; 10] = [
        Facet::Words,
        Facet::Kind,
        Facet::Certification,
        Facet::Certifier,
        Facet::Level,
        Facet::Stage,
        Facet::Departement,
        Facet::Year,
        Facet::Tag,
        Facet::Freshness,
    ];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Facet::Words => "q",
            Facet::Kind => "nature",
            Facet::Certification => "certification",
            Facet::Certifier => "certificateur",
            Facet::Level => "niveau",
            Facet::Stage => "etape",
            Facet::Departement => "departement",
            Facet::Year => "annee",
            Facet::Tag => "etiquette",
            Facet::Freshness => "etat",
        }
    }
}

//! What a resource is, and in which language.

/// What a resource is. The codes are in the database: a kind keeps its own for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// « Procédure »: how a certifier wants it done.
    Procedure,
    /// « Livret 1 », « dossier de faisabilité ».
    FeasibilityFile,
    /// « Livret 2 », « dossier de validation ».
    ValidationFile,
    /// « Guide du dossier »: how to write it.
    FileGuide,
    /// « Référentiel ».
    Standard,
    /// « Guide du jury ».
    JuryGuide,
    /// « Modèle » of a letter or of a table.
    Template,
    /// « Outil d’accompagnement ».
    Tool,
    /// « Compte rendu ».
    Minutes,
    /// « Support de journée ».
    DayMaterial,
    /// A page somewhere else.
    Link,
    /// Anything else.
    Other,
}

impl ResourceKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [ResourceKind; 12] = [
        ResourceKind::Procedure,
        ResourceKind::FeasibilityFile,
        ResourceKind::ValidationFile,
        ResourceKind::FileGuide,
        ResourceKind::Standard,
        ResourceKind::JuryGuide,
        ResourceKind::Template,
        ResourceKind::Tool,
        ResourceKind::Minutes,
        ResourceKind::DayMaterial,
        ResourceKind::Link,
        ResourceKind::Other,
    ];

    /// Its name in rows, in addresses and in data files.
    pub const fn code(self) -> &'static str {
        match self {
            ResourceKind::Procedure => "procedure",
            ResourceKind::FeasibilityFile => "feasibility-file",
            ResourceKind::ValidationFile => "validation-file",
            ResourceKind::FileGuide => "file-guide",
            ResourceKind::Standard => "standard",
            ResourceKind::JuryGuide => "jury-guide",
            ResourceKind::Template => "template",
            ResourceKind::Tool => "tool",
            ResourceKind::Minutes => "minutes",
            ResourceKind::DayMaterial => "day-material",
            ResourceKind::Link => "link",
            ResourceKind::Other => "other",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        ResourceKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name in French: shown, and found by the search.
    pub const fn label(self) -> &'static str {
        match self {
            ResourceKind::Procedure => "Procédure",
            ResourceKind::FeasibilityFile => "Dossier de faisabilité (livret 1)",
            ResourceKind::ValidationFile => "Dossier de validation (livret 2)",
            ResourceKind::FileGuide => "Guide du dossier",
            ResourceKind::Standard => "Référentiel",
            ResourceKind::JuryGuide => "Guide du jury",
            ResourceKind::Template => "Modèle",
            ResourceKind::Tool => "Outil d’accompagnement",
            ResourceKind::Minutes => "Compte rendu",
            ResourceKind::DayMaterial => "Support de journée",
            ResourceKind::Link => "Lien",
            ResourceKind::Other => "Autre",
        }
    }
}

/// The language of a resource, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(&'static str, &'static str);

impl Language {
    /// Those that are offered: code and name.
    pub const ALL: [Language; 6] = [
        Language("fr", "Français"),
        Language("en", "Anglais"),
        Language("es", "Espagnol"),
        Language("ar", "Arabe"),
        Language("uk", "Ukrainien"),
        Language("und", "Autre, ou plusieurs"),
    ];

    /// The one of nearly everything here.
    pub const FRENCH: Language = Language::ALL[0];

    /// The language of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.0 == code)
    }

    /// Its code (BCP 47).
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// Its name in French.
    pub const fn label(self) -> &'static str {
        self.1
    }
}

/// Who may read a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody with an account.
    Everybody,
    /// The advisors and assistants of the antennes, and those who look after the place.
    Antennes,
}

impl Readers {
    /// Both, in the order in which they are offered.
    pub const ALL: [Readers; 2] = [Readers::Everybody, Readers::Antennes];

    /// Its name in forms and in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Readers::Everybody => "everybody",
            Readers::Antennes => "antennes",
        }
    }

    /// The readers of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Readers::ALL.into_iter().find(|readers| readers.code() == code)
    }

    /// The roles of those readers.
    pub const fn roles(self) -> crate::Roles {
        use crate::{Role, Roles};
        match self {
            Readers::Everybody => Roles::EVERYBODY,
            Readers::Antennes => {
                Roles::of(&[Role::Advisor, Role::Assistant, Role::Organiser, Role::Administrator])
            }
        }
    }

    pub(super) fn of(audience: crate::Roles) -> Self {
        if audience == Readers::Everybody.roles() { Readers::Everybody } else { Readers::Antennes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_language_is_read_back_from_its_code() {
        for kind in ResourceKind::ALL {
            assert_eq!(ResourceKind::from_code(kind.code()), Some(kind));
        }
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        for readers in Readers::ALL {
            assert_eq!(Readers::from_code(readers.code()), Some(readers));
            assert_eq!(Readers::of(readers.roles()), readers);
        }
    }
}

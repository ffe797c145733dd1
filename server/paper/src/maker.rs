//! Who makes a paper, for whom, and how it is known to be true.

use typst::foundations::{Dict, dict};

use crate::{Picture, words};

/// Who makes the papers, as the settings say it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its SIRET.
    pub siret: Option<String>,
    /// Its number as a training organisation, when it has one.
    pub declaration: Option<String>,
    /// Its logo.
    pub logo: Option<Picture>,
}

/// Somebody, and where they work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The structure.
    pub structure: Option<String>,
}

/// Who signs for the organisation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// The function.
    pub function: Option<String>,
    /// The signature, when it is not by hand.
    pub signature: Option<Picture>,
}

/// Where and when a paper is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issue {
    /// The town.
    pub place: String,
    /// « mercredi 17 mars 2027 ».
    pub date: String,
}

/// How anybody can check that a certificate is true.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// The address of the page where it is checked.
    pub address: String,
    /// What is typed there.
    pub code: String,
}

impl Organisation {
    pub(crate) fn said(&self) -> Dict {
        dict! {
            "name" => words::title(&self.name, "Organisme"),
            "address" => words::lines(&self.address),
            "siret" => words::some(self.siret.as_ref()),
            "declaration" => words::some(self.declaration.as_ref()),
            "logo" => self.logo.clone(),
        }
    }
}

impl Person {
    pub(crate) fn said(&self) -> Dict {
        dict! { "name" => words::title(&self.name, "—"), "structure" => words::some(self.structure.as_ref()) }
    }
}

impl Signatory {
    pub(crate) fn said(&self) -> Dict {
        dict! {
            "name" => words::short(&self.name),
            "function" => words::some_short(self.function.as_ref()),
            "signature" => self.signature.clone(),
        }
    }
}

impl Issue {
    pub(crate) fn said(&self) -> Dict {
        dict! { "place" => self.place.as_str(), "date" => self.date.as_str() }
    }
}

impl Verification {
    pub(crate) fn said(&self) -> Dict {
        dict! { "address" => self.address.as_str(), "code" => self.code.as_str() }
    }
}

//! What sort of body a certifier is.

/// The sorts of bodies. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A ministry.
    Ministry,
    /// A branch of trade.
    Branch,
    /// A university or a public school of higher education.
    University,
    /// A chamber of commerce, trades or agriculture.
    Chamber,
    /// A school or a training body.
    Establishment,
    /// Something else.
    Other,
}

impl Kind {
    /// Every sort, in the order in which they are offered.
    pub const ALL: [Kind; 6] =
        [Kind::Ministry, Kind::Branch, Kind::University, Kind::Chamber, Kind::Establishment, Kind::Other];

    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Ministry => "ministere",
            Kind::Branch => "branche",
            Kind::University => "universite",
            Kind::Chamber => "chambre",
            Kind::Establishment => "etablissement",
            Kind::Other => "autre",
        }
    }

    /// The sort of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What the name, folded, lets one think. Organisers correct it.
    pub(crate) fn guess(key: &str) -> Self {
        let words: Vec<&str> = key.split(' ').collect();
        let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
        let says = |some: &[&str]| some.iter().any(|part| key.contains(part));
        match () {
            () if words.first() == Some(&"ministere") => Kind::Ministry,
            () if has(&["cpne", "cpnefp", "cpn", "cpnaa", "uimm", "certidev", "iperia", "ocsport"])
                || says(&[
                    "commission paritaire",
                    "branche",
                    "federation",
                    "syndicat",
                    "union des industries",
                ]) =>
            {
                Kind::Branch
            }
            () if has(&["chambre", "chambres", "cci", "cma", "assemblee"]) || key.starts_with("cci ") => {
                Kind::Chamber
            }
            () if has(&["universite", "universites", "comue", "cnam"])
                || says(&[
                    "conservatoire national des arts et metiers",
                    "institut national polytechnique",
                ]) =>
            {
                Kind::University
            }
            () if has(&[
                "ecole", "institut", "lycee", "centre", "campus", "academie", "college", "afpa", "greta",
            ]) || says(&["formation", "school", "association pour la formation"]) =>
            {
                Kind::Establishment
            }
            () => Kind::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn the_name_of_a_body_says_what_it_is() {
        for (key, kind) in [
            ("ministere du travail", Kind::Ministry),
            ("uimm", Kind::Branch),
            ("commission paritaire nationale de l emploi du sport", Kind::Branch),
            ("aix marseille universite", Kind::University),
            ("conservatoire national des arts et metiers cnam", Kind::University),
            ("chambre de commerce et d industrie de paris", Kind::Chamber),
            ("ecole superieure d administration et de management esam", Kind::Establishment),
            ("michelin", Kind::Other),
        ] {
            assert_eq!(Kind::guess(key), kind, "{key}");
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
    }
}

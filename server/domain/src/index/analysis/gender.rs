//! Double forms written as one word: `conseiller(ère)`, `candidat·e·s`, `formateur/trice`.

/// What the ending after the separator says.
#[derive(Debug, PartialEq)]
pub(super) enum Ending {
    /// The feminine of the word, in full.
    Feminine(String),
    /// An optional plural: `dossier(s)`.
    Plural,
}

/// Reads `ending` as what completes `base` (both folded), or says that it does not.
///
/// The base must fit, so that « dit-elle » or « prenez-le » stay what they are.
pub(super) fn ending(base: &str, ending: &str) -> Option<Ending> {
    if ending == "s" {
        return Some(Ending::Plural);
    }
    let (ending, plural) = match ending.strip_suffix('s') {
        Some(singular) => (singular, "s"),
        None => (ending, ""),
    };
    let base = if plural.is_empty() { base } else { base.strip_suffix('s').unwrap_or(base) };
    let feminine = match ending {
        "e" => format!("{base}e"),
        "ere" | "iere" => format!("{}ere", base.strip_suffix("er")?),
        "rice" | "trice" | "ice" => format!("{}trice", base.strip_suffix("teur")?),
        "euse" | "se" => {
            format!("{}euse", base.strip_suffix("eur").or_else(|| base.strip_suffix("eux"))?)
        }
        "ive" | "ve" => format!("{}ive", base.strip_suffix("if")?),
        "le" | "elle" if base.ends_with("el") => format!("{base}le"),
        "ne" | "enne" | "ienne" if base.ends_with('n') => format!("{base}ne"),
        "te" | "ette" if base.ends_with('t') => format!("{base}te"),
        _ => return None,
    };
    Some(Ending::Feminine(feminine + plural))
}

/// The masculine that a feminine answers to, so that « formatrice » finds « formateur ».
pub(super) fn masculine(word: &str) -> Option<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    if singular.len() < 6 {
        return None;
    }
    if let Some(root) = singular.strip_suffix("trice") {
        return Some(format!("{root}teur"));
    }
    singular.strip_suffix("ere").map(|root| format!("{root}er"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_that_fit_give_the_feminine() {
        for (base, suffix, whole) in [
            ("conseiller", "ere", "conseillere"),
            ("conseillers", "eres", "conseilleres"),
            ("formateur", "rice", "formatrice"),
            ("animateur", "trice", "animatrice"),
            ("candidat", "e", "candidate"),
            ("professionnel", "les", "professionnelles"),
            ("vendeur", "euse", "vendeuse"),
            ("sportif", "ve", "sportive"),
            ("technicien", "ne", "technicienne"),
        ] {
            assert_eq!(ending(base, suffix), Some(Ending::Feminine(whole.into())), "{base}({suffix})");
        }
        assert_eq!(ending("dossier", "s"), Some(Ending::Plural));
    }

    #[test]
    fn endings_that_do_not_fit_are_words() {
        for (base, suffix) in [("dit", "elle"), ("prenez", "le"), ("bonjour", "rice"), ("jury", "vae")] {
            assert_eq!(ending(base, suffix), None, "{base}-{suffix}");
        }
    }
}

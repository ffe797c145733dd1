//! Certifications as forms take them, by number or acronym: what is said of those that are unknown.

use domain::library::certification::Typed;

/// What to mend in the certifications that were typed, if anything.
pub(crate) fn unknown_words(typed: &Typed) -> Option<String> {
    let first = typed.unknown.first()?;
    let shown: String = first.chars().take(40).collect();
    Some(format!(
        "«\u{a0}{shown}\u{a0}» ne désigne aucune certification connue ici. Écrivez un numéro comme RNCP25467, ou un sigle comme DEAES."
    ))
}

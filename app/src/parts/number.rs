//! Figures as French writes them.

/// « 1 234 », with a narrow no-break space between the thousands.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut said = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push('\u{202f}');
        }
        said.push(digit);
    }
    said
}

/// « 1 réponse », « 0 réponse », « 1 234 réponses »: in French, the plural begins at two.
#[must_use]
pub fn counted(n: u64, one: &str, several: &str) -> String {
    format!("{}\u{a0}{}", number(n), if n < 2 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234), "1\u{202f}234");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn the_plural_begins_at_two() {
        assert_eq!(counted(0, "réponse", "réponses"), "0\u{a0}réponse");
        assert_eq!(counted(1, "réponse", "réponses"), "1\u{a0}réponse");
        assert_eq!(counted(2, "réponse", "réponses"), "2\u{a0}réponses");
    }
}

//! How far two spellings are from one another.

/// How many letters to change, add or take away.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in (1..).zip(one.chars()) {
        let mut before = row[0];
        row[0] = line;
        for (at, theirs) in other.iter().enumerate() {
            let changed = before + usize::from(*theirs != letter);
            before = row[at + 1];
            row[at + 1] = changed.min(before + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keystrokes_are_counted() {
        for (one, other, expected) in [("", "", 0), ("abc", "", 3), ("chat", "chien", 3), ("ab", "ba", 2)] {
            assert_eq!((distance(one, other), distance(other, one)), (expected, expected));
        }
    }
}

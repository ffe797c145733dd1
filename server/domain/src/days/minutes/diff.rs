//! What changed from one text to another, line by line.

/// A line, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it is.
    pub change: Change,
    /// Its words.
    pub text: String,
}

/// Where a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both texts.
    Kept,
    /// In the older one only.
    Removed,
    /// In the newer one only.
    Added,
}

/// More comparisons than that are not made: the lines between the common ends are then all said to have changed.
const MOST: usize = 4_000_000;

/// The lines of both texts, in order; those removed come before those put in their place.
pub fn between(old: &str, new: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = (&old[start..], &new[start..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(one, other)| one == other).count();
    let (middle_old, middle_new) = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
    let mut lines = Vec::new();
    lines.extend(old[..start].iter().map(|text| line(Change::Kept, text)));
    lines.extend(compared(middle_old, middle_new));
    lines.extend(old[old.len() - end..].iter().map(|text| line(Change::Kept, text)));
    lines
}

fn line(change: Change, text: &str) -> Line {
    Line { change, text: text.to_owned() }
}

/// By the longest common subsequence: `longest[i][j]` is that of what follows both places.
fn compared(old: &[&str], new: &[&str]) -> Vec<Line> {
    if old.len().saturating_mul(new.len()) > MOST {
        let removed = old.iter().map(|text| line(Change::Removed, text));
        return removed.chain(new.iter().map(|text| line(Change::Added, text))).collect();
    }
    let mut longest = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            longest[i][j] = match one == other {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(line(Change::Kept, old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            lines.push(line(Change::Removed, old[i]));
            i += 1;
        } else {
            lines.push(line(Change::Added, new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[Line], gone: Change) -> Vec<String> {
        lines.iter().filter(|line| line.change != gone).map(|line| line.text.clone()).collect()
    }

    #[test]
    fn what_is_kept_removed_and_added_is_told_apart() {
        let lines = between("Titre\nUn\nDeux\nFin", "Titre\nUn\nTrois\nEncore\nFin");
        let changes: Vec<_> = lines.iter().map(|line| (line.change, line.text.as_str())).collect();
        use Change::{Added, Kept, Removed};
        assert_eq!(
            changes,
            [
                (Kept, "Titre"),
                (Kept, "Un"),
                (Removed, "Deux"),
                (Added, "Trois"),
                (Added, "Encore"),
                (Kept, "Fin")
            ]
        );
        assert!(between("", "").is_empty());
        assert!(between("Un", "Un").iter().all(|line| line.change == Kept));
    }

    #[test]
    fn texts_too_long_to_compare_are_said_to_have_changed_whole() {
        let text = |word: &str| (0..3_000).map(|rank| format!("{word}{rank}\n")).collect::<String>();
        let lines = between(&format!("Titre\n{}Fin", text("a")), &format!("Titre\n{}Fin", text("b")));
        assert_eq!(lines.iter().filter(|line| line.change == Change::Kept).count(), 2);
        assert_eq!(lines.len(), 6_002);
    }

    proptest::proptest! {
        #[test]
        fn both_texts_are_found_again_in_what_is_said(old in "([abc]?\n){0,12}", new in "([abc]?\n){0,12}") {
            let lines = between(&old, &new);
            let whole = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
            proptest::prop_assert_eq!(of(&lines, Change::Added), whole(&old));
            proptest::prop_assert_eq!(of(&lines, Change::Removed), whole(&new));
        }
    }
}

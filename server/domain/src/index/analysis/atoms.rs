//! Runs of letters and digits, before any rule of French applies.

use super::fold::{fold, is_invisible, is_mark};

/// Longer runs say nothing and would bloat the dictionary: they are cut, the same way everywhere.
const LONGEST: usize = 64;

/// A run of letters and digits of the source text.
#[derive(Debug)]
pub(super) struct Atom {
    pub(super) start: usize,
    pub(super) end: usize,
    /// In lower case, without accents.
    pub(super) folded: String,
    /// Whether it is two letters or more, all of them capitals.
    pub(super) capitals: bool,
    /// Whether no letter of it is a capital.
    pub(super) lower: bool,
}

impl Atom {
    /// Whether it has letters only.
    pub(super) fn is_word(&self) -> bool {
        !self.folded.bytes().any(|b| b.is_ascii_digit())
    }
}

/// Every run of the text, in order.
pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(text.len() / 6);
    let mut current: Option<Draft> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            current.get_or_insert_with(|| Draft::new(at)).push(at, c);
        } else if let Some(draft) = &mut current {
            if is_mark(c) {
                draft.end = at + c.len_utf8();
            } else if !is_invisible(c) {
                atoms.extend(current.take().and_then(Draft::finish));
            }
        }
    }
    atoms.extend(current.and_then(Draft::finish));
    atoms
}

struct Draft {
    start: usize,
    end: usize,
    folded: String,
    letters: usize,
    capitals: usize,
}

impl Draft {
    fn new(start: usize) -> Self {
        Draft { start, end: start, folded: String::new(), letters: 0, capitals: 0 }
    }

    fn push(&mut self, at: usize, c: char) {
        self.end = at + c.len_utf8();
        self.letters += usize::from(c.is_alphabetic());
        self.capitals += usize::from(c.is_uppercase());
        if self.folded.len() < LONGEST {
            fold(c, &mut self.folded);
        }
    }

    fn finish(self) -> Option<Atom> {
        let Draft { start, end, folded, letters, capitals } = self;
        let all_capitals = capitals >= 2 && capitals == letters;
        (!folded.is_empty()).then_some(Atom {
            start,
            end,
            folded,
            capitals: all_capitals,
            lower: capitals == 0,
        })
    }
}

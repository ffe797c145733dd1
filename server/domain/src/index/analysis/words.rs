//! The words of a text as a French reader sees them.

use super::atoms::{Atom, atoms};
use super::fold::{is_apostrophe, is_hyphen, is_invisible};
use super::gender::{self, Ending};

/// What is elided before a vowel and stays a word of its own: « l’expérience », « jusqu’au ».
const ELIDED: &[&str] =
    &["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"];

/// What may stand between the letters of a code and its number: « RNCP n° 25467 ».
const BEFORE_NUMBER: &[&str] = &["code", "fiche", "n", "no", "num", "numero"];

/// What a word is made of, which decides whether it has forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Shape {
    /// Letters, some of them small.
    Plain,
    /// Capitals only: perhaps an acronym, perhaps shouting.
    Capitals,
    /// An acronym or a code for sure: never stemmed.
    Code,
}

/// A word and where it is in the text.
#[derive(Clone, Debug)]
pub(in super::super) struct Word {
    pub(in super::super) start: usize,
    pub(in super::super) end: usize,
    /// In lower case, without accents.
    pub(in super::super) text: String,
    /// Its other gender, or the bare number of a code.
    pub(in super::super) also: Option<String>,
    pub(in super::super) shape: Shape,
    /// Whether only a hyphen separates it from the next word.
    pub(in super::super) tied: bool,
}

/// The words of `text`, in order. Never fails and never panics, whatever the text.
pub(in super::super) fn words(text: &str) -> Vec<Word> {
    let run = Run { text, atoms: &atoms(text) };
    let mut words = Vec::with_capacity(run.atoms.len());
    let mut at = 0;
    while at < run.atoms.len() {
        let (mut word, next) = run
            .dotted(at)
            .or_else(|| run.code(at))
            .or_else(|| run.gendered(at))
            .or_else(|| run.apostrophe(at))
            .unwrap_or_else(|| (run.plain(at), at + 1));
        word.tied = next < run.atoms.len() && one(run.gap(next), is_hyphen);
        words.push(word);
        at = next;
    }
    words
}

/// Whether `gap` is one character and satisfies the condition.
fn one(gap: &str, condition: impl Fn(char) -> bool) -> bool {
    let mut visible = gap.chars().filter(|c| !is_invisible(*c));
    visible.next().is_some_and(condition) && visible.next().is_none()
}

struct Run<'a> {
    text: &'a str,
    atoms: &'a [Atom],
}

impl Run<'_> {
    /// What separates an atom from the one before.
    fn gap(&self, at: usize) -> &str {
        &self.text[self.atoms[at - 1].end..self.atoms[at].start]
    }

    fn word(&self, from: usize, to: usize, text: String, shape: Shape) -> Word {
        Word { start: self.atoms[from].start, end: self.atoms[to].end, text, also: None, shape, tied: false }
    }

    fn plain(&self, at: usize) -> Word {
        let atom = &self.atoms[at];
        let shape = match atom {
            atom if !atom.is_word() => Shape::Code,
            atom if atom.capitals => Shape::Capitals,
            _ => Shape::Plain,
        };
        self.word(at, at, atom.folded.clone(), shape)
    }

    /// `R.N.C.P.` is `RNCP`.
    fn dotted(&self, at: usize) -> Option<(Word, usize)> {
        let single = |i: usize| self.atoms[i].folded.len() == 1 && self.atoms[i].is_word();
        let mut next = at + 1;
        while single(at) && next < self.atoms.len() && single(next) && one(self.gap(next), |c| c == '.') {
            next += 1;
        }
        if next - at < 2 {
            return None;
        }
        let text: String = self.atoms[at..next].iter().map(|atom| atom.folded.as_str()).collect();
        // The acronym may itself begin a code: « R.N.C.P. 25467 ».
        if let Some((number, after)) = self.number(&text, next) {
            return Some((self.coded(at, after - 1, &text, number), after));
        }
        Some((self.word(at, next - 1, text, Shape::Code), next))
    }

    /// `RNCP 25467`, `RNCP n° 25467` and `RNCP25467` are one code; so is `L. 6411`-1.
    fn code(&self, at: usize) -> Option<(Word, usize)> {
        let folded = &self.atoms[at].folded;
        if let Some(split) = folded.find(|c: char| c.is_ascii_digit()) {
            let (prefix, number) = folded.split_at(split);
            let known = takes(prefix, number);
            return known.then(|| (self.coded(at, at, prefix, number), at + 1));
        }
        let (number, next) = self.number(folded, at + 1)?;
        Some((self.coded(at, next - 1, folded, number), next))
    }

    /// The number that follows the letters of a code, and what comes after it.
    fn number(&self, prefix: &str, at: usize) -> Option<(&str, usize)> {
        if !matches!(prefix, "rncp" | "rs" | "l" | "r" | "d") {
            return None;
        }
        let filler = self.atoms.get(at).is_some_and(|atom| BEFORE_NUMBER.contains(&atom.folded.as_str()));
        let at = at + usize::from(filler);
        let atom = self.atoms.get(at)?;
        let close = self.gap(at).chars().count() <= 3 && !self.gap(at).contains(['\n', ';', ',', '(']);
        (close && takes(prefix, &atom.folded)).then_some((atom.folded.as_str(), at + 1))
    }

    fn coded(&self, from: usize, to: usize, prefix: &str, number: &str) -> Word {
        let mut word = self.word(from, to, format!("{prefix}{number}"), Shape::Code);
        word.also = Some(number.to_owned());
        word
    }

    /// `conseiller(ère)s`, `candidat·e·s`, `formateur/trice`.
    fn gendered(&self, at: usize) -> Option<(Word, usize)> {
        let (base, suffix) = (&self.atoms[at], self.atoms.get(at + 1)?);
        let opener = self.gap(at + 1).trim_end_matches('-');
        let opener = if opener.is_empty() { self.gap(at + 1) } else { opener };
        let opened = matches!(opener, "(" | "·" | "•" | "⋅" | "‧" | "∙" | "." | "/" | "-");
        if !opened || base.folded.len() < 3 || !base.is_word() || !suffix.lower {
            return None;
        }
        let closed = self.text[suffix.end..].starts_with(')');
        if (opener == "(") != closed {
            return None;
        }
        let read = gender::ending(&base.folded, &suffix.folded)?;
        if read == Ending::Plural && opener != "(" {
            return None;
        }
        let mut next = at + 2;
        let separator = if closed { ")" } else { opener };
        let plural =
            self.atoms.get(next).is_some_and(|atom| atom.folded == "s") && self.gap(next) == separator;
        next += usize::from(plural);
        let mut word = self.word(at, next - 1, base.folded.clone(), self.plain(at).shape);
        word.end += usize::from(closed && !plural);
        if let Ending::Feminine(feminine) = read {
            word.also = Some(feminine);
        }
        Some((word, next))
    }

    /// « aujourd’hui », « prud’hommes », « O’Connor » are one word; an elision ends one.
    fn apostrophe(&self, at: usize) -> Option<(Word, usize)> {
        let (head, tail) = (&self.atoms[at], self.atoms.get(at + 1)?);
        let elided = ELIDED.contains(&head.folded.as_str());
        let joined = one(self.gap(at + 1), is_apostrophe) && head.is_word() && tail.is_word() && !elided;
        joined.then(|| {
            let text = format!("{}{}", head.folded, tail.folded);
            (self.word(at, at + 1, text, Shape::Plain), at + 2)
        })
    }
}

/// Whether `number` can be the number of a code that begins with `prefix`.
fn takes(prefix: &str, number: &str) -> bool {
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    match prefix {
        "rncp" | "rs" => digits && (2..=6).contains(&number.len()),
        // The articles of the Code du travail: L. 6411-1, R. 6412-2.
        "l" | "r" | "d" => digits && number.len() == 4,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn accents_capitals_ligatures_and_decomposed_letters_are_folded() {
        assert_eq!(texts("Œuvre ÉTÉ e\u{301}te\u{301} ｅté ﬁche"), ["oeuvre", "ete", "ete", "ete", "fiche"]);
    }

    #[test]
    fn elisions_end_a_word_and_other_apostrophes_do_not() {
        assert_eq!(texts("l’expérience d'aujourd'hui"), ["l", "experience", "d", "aujourdhui"]);
        assert_eq!(texts("les prud’hommes"), ["les", "prudhommes"]);
    }

    #[test]
    fn soft_hyphens_are_not_there() {
        assert_eq!(texts("rece\u{ad}vabi\u{ad}lité"), ["recevabilite"]);
    }

    #[test]
    fn dotted_acronyms_collapse() {
        assert_eq!(texts("au R.N.C.P. et la V.A.E"), ["au", "rncp", "et", "la", "vae"]);
        assert_eq!(texts("R.N.C.P. 25467"), ["rncp25467"]);
    }

    #[test]
    fn codes_are_one_word_however_they_are_spaced() {
        for text in ["RNCP25467", "RNCP 25467", "rncp n° 25467", "RNCP\u{a0}25467", "RNCP-25467"] {
            let words = words(text);
            assert_eq!(words.len(), 1, "{text}");
            assert_eq!((words[0].text.as_str(), words[0].also.as_deref()), ("rncp25467", Some("25467")));
        }
        assert_eq!(texts("article L. 6411-1"), ["article", "l6411", "1"]);
        assert_eq!(texts("le RNCP, 25467 fiches"), ["le", "rncp", "25467", "fiches"]);
    }

    #[test]
    fn double_forms_are_one_word_in_both_genders() {
        for text in
            ["conseiller(ère)", "conseiller·ère", "conseiller.ère", "conseiller/ère", "conseiller-ère"]
        {
            let words = words(text);
            assert_eq!(words.len(), 1, "{text}");
            assert_eq!(
                (words[0].text.as_str(), words[0].also.as_deref()),
                ("conseiller", Some("conseillere"))
            );
            assert_eq!(words[0].end, text.len(), "{text}");
        }
        assert_eq!(
            texts("des candidat·e·s et candidat(e)s, dossier(s)"),
            ["des", "candidat", "et", "candidat", "dossier"]
        );
        assert_eq!(texts("Fin.elle dit-elle jury.vae"), ["fin", "elle", "dit", "elle", "jury", "vae"]);
    }
}

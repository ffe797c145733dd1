//! The name of a file: for people to read, never a path.

use crate::text::Line;

/// A name without folders, without what misleads, at most 120 characters; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

/// The longest name that is kept.
const LONGEST: usize = 120;

impl FileName {
    /// Makes a name of whatever was said: nobody is refused for the name of a file.
    pub fn of(said: &str) -> Self {
        let last = said.rsplit(['/', '\\']).next().unwrap_or_default();
        let cut: String =
            last.chars().rev().take(LONGEST * 2).collect::<Vec<_>>().into_iter().rev().collect();
        let line = Line::<1, 400>::parse(&cut).map(Line::into_string).unwrap_or_default();
        let plain = line.replace(['<', '>', ':', '"', '|', '?', '*', ';', '%'], "-");
        let trimmed = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
        // What is left may be nothing that is seen: an accent without its letter.
        let seen = Line::<1, 400>::parse(trimmed).map(Line::into_string).ok();
        Self(shortened(seen.as_deref().unwrap_or("document")))
    }

    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the last dot, in small letters; empty when it is no extension.
    pub fn extension(&self) -> String {
        let after = self.0.rsplit_once('.').map_or("", |(_, after)| after);
        let plausible =
            (1..=5).contains(&after.len()) && after.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if plausible { after.to_ascii_lowercase() } else { String::new() }
    }

    /// The name without its extension.
    pub fn stem(&self) -> &str {
        match self.extension().len() {
            0 => &self.0,
            length => &self.0[..self.0.len() - length - 1],
        }
    }
}

/// The end of a name says what it is: the middle goes.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= LONGEST {
        return name.to_owned();
    }
    let end: String = name.chars().skip(count - 20).collect();
    let start: String = name.chars().take(LONGEST - 21).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for (said, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\Paul\\Référentiel DEAES.PDF", "Référentiel DEAES.PDF"),
            ("..", "document"),
            ("", "document"),
            ("\u{c46}.", "document"),
            ("a/b/", "document"),
            (".htaccess", "htaccess"),
            ("nom\r\nSet-Cookie: a=b.pdf", "nom Set-Cookie- a=b.pdf"),
            ("facture\u{202E}fdp.exe", "facturefdp.exe"),
            ("a\0b.pdf", "ab.pdf"),
            ("\"guillemets\".pdf", "-guillemets-.pdf"),
        ] {
            assert_eq!(FileName::of(said).as_str(), kept, "{said:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = FileName::of(&format!("{}.pdf", "é".repeat(400)));
        assert!(name.as_str().chars().count() <= LONGEST && name.extension() == "pdf", "{name:?}");
    }

    #[test]
    fn what_follows_the_last_dot_is_the_extension() {
        assert_eq!(FileName::of("Guide du jury.v2.Docx").extension(), "docx");
        assert_eq!(FileName::of("Guide du jury.v2.Docx").stem(), "Guide du jury.v2");
        assert_eq!(FileName::of("Art. 12 du décret").extension(), "");
        assert_eq!(FileName::of("sans").stem(), "sans");
    }

    proptest::proptest! {
        #[test]
        fn any_name_can_be_shown(said in "\\PC{0,300}") {
            let name = FileName::of(&said);
            proptest::prop_assert!(!name.as_str().is_empty() && name.as_str().chars().count() <= LONGEST);
            proptest::prop_assert!(!name.as_str().contains(['/', '\\', '"', '\n', '\r']));
            let again = FileName::of(name.as_str());
            proptest::prop_assert_eq!(again.as_str(), name.as_str());
            let _ = name.stem();
        }
    }
}

//! The words of a text without their setting: for the index, for lists, for letters.

use pulldown_cmark::{Event, TagEnd};

use super::{Markdown, events::events};

/// The words of a text, a line for each block.
pub fn plain(text: &Markdown) -> String {
    let mut words = String::with_capacity(text.as_str().len());
    for event in events(text.as_str()) {
        match event {
            Event::Text(said) | Event::Code(said) => words.push_str(&said),
            Event::End(TagEnd::TableCell) => words.push(' '),
            Event::HardBreak
            | Event::Rule
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => words.push('\n'),
            _ => {}
        }
    }
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The beginning of a text on one line, at most `max` characters, cut after a whole word.
pub fn excerpt(text: &str, max: usize) -> String {
    let breaks = |c: char| matches!(c, ' ' | '\n' | '\t');
    let line = text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(max) else { return line };
    // The ellipsis takes the place of one character.
    let room = line[..cut].char_indices().next_back().map_or(0, |(at, _)| at);
    let whole = if line[room..].starts_with(' ') { Some(room) } else { line[..room].rfind(' ') };
    // A single very long word is cut where it must be.
    let end = whole.filter(|at| *at >= room / 2).unwrap_or(room);
    let kept = line[..end].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | '«' | '-' | '–')
    });
    if kept.ends_with('…') { kept.to_owned() } else { format!("{kept}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_remain_and_signs_go() {
        let text = Markdown::parse(
            "# Le *jury*\nVoir [le guide](/guide) et `RNCP36004`.\n\n> « cité »\n\n1. un\n2. deux\n\n| a | b |\n|--|--|\n| c | d |\n\n![plan](/p.png)",
        )
        .expect("a text");
        assert_eq!(
            plain(&text),
            "Le jury\nVoir le guide et RNCP36004.\n«\u{A0}cité\u{A0}»\nun\ndeux\na b\nc d\nplan"
        );
    }

    #[test]
    fn an_excerpt_stops_after_a_word() {
        assert_eq!(excerpt("La  validation\ndes acquis", 40), "La validation des acquis");
        assert_eq!(excerpt("La validation des acquis", 24), "La validation des acquis");
        assert_eq!(excerpt("La validation des acquis", 23), "La validation des…");
        assert_eq!(excerpt("La validation des acquis", 14), "La validation…");
        assert_eq!(excerpt("La validation, des acquis", 16), "La validation…");
        assert_eq!(excerpt("Déjà vu… et le reste", 10), "Déjà vu…");
    }

    #[test]
    fn an_excerpt_is_never_longer_than_asked() {
        assert_eq!(excerpt("anticonstitutionnellement", 10), "anticonst…");
        assert_eq!(excerpt("a anticonstitutionnellement", 10), "a anticon…");
        assert_eq!(excerpt("", 10), "");
        assert_eq!(excerpt("ééé", 1), "…");
    }

    proptest::proptest! {
        #[test]
        fn any_text_any_length(text in "\\PC{0,80}", max in 1usize..50) {
            proptest::prop_assert!(excerpt(&text, max).chars().count() <= max);
        }
    }
}

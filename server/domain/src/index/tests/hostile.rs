//! Whatever is written or typed, the index answers.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;

/// Whether the only tags are the marks, well paired.
fn is_safe(html: &str) -> bool {
    let bare = html.replace("<mark>", "").replace("</mark>", "");
    html.matches("<mark>").count() == html.matches("</mark>").count() && !bare.contains(['<', '>', '"', '\''])
}

fn hostile_texts() -> Vec<String> {
    vec![
        "mot ".repeat(10_000),
        "é".repeat(300_000),
        "a".repeat(70_000),
        "… ?! ;;; --- ''' \"\"\" ((( )))".into(),
        "👩🏽‍🏫🎓 jury 🎉".into(),
        "\u{202e}yruj\u{202c} مرحبا שלום".into(),
        "jury\u{0}\u{1}\u{7f}\r\n\tVAE".into(),
        "<script>alert('jury')</script> & <mark>jury</mark>".into(),
        "-".repeat(5_000),
        "conseiller·".repeat(500),
        "R.".repeat(500),
        "l'".repeat(500),
        "RNCP ".repeat(500),
        "candidat(e".repeat(200),
        "livret 1 ".repeat(2_000),
        String::new(),
        "中文 日本語 한국어 ไทย".into(),
        "e\u{301}\u{301}\u{301}\u{301} \u{301} \u{ad}\u{200b}".into(),
    ]
}

fn hostile_library() -> Library {
    Library::of((1..).zip(hostile_texts()).map(|(id, text)| topic(id, &text, &text)))
}

#[test]
fn hostile_texts_are_indexed_found_and_shown_safely() {
    let library = hostile_library();
    for typed in ["jury", "mot", "livret 1", "conseillère", "rncp", "中文", "مرحبا", "script", "candidate"]
    {
        let found = library.ask(typed);
        assert!(!found.hits.is_empty(), "{typed}");
        for hit in found.hits {
            assert!(is_safe(&hit.title_html) && is_safe(&hit.snippet_html), "{}", hit.snippet_html);
            assert!(hit.snippet_html.chars().filter(|c| *c != '<').count() < 1_000, "an extract is short");
        }
    }
}

#[test]
fn hostile_questions_are_answered() {
    let library = texts(&["Le jury", "titre OR AND NOT"]);
    for typed in hostile_texts().iter().map(String::as_str).chain([
        "titre:jury AND (body:* OR [a TO z])",
        "jury~2^100 +jury -",
        "\"",
        "\"\"",
        "«",
        "» «",
        "-\"",
        "--jury",
        "\"-jury\"",
        "- - -",
        "*",
        "\\",
        "%",
        "'; DROP TABLE",
        "/(a+)+$/",
        "{!lucene}",
        "\"a\" \"a\" \"a\"",
        "-a -a -a",
        "\u{feff}",
    ]) {
        library.ask(typed);
    }
    assert_eq!(library.ids("body:jury AND (body:* OR [a TO z])").len(), 2, "operators are words");
}

#[test]
fn only_so_many_unknown_words_are_looked_up_in_the_dictionary() {
    let right =
        "recevabilité financement certificateur accompagnement entretien expérience formation diplôme";
    let library = texts(&[right]);
    let without_third = |word: &str| -> String {
        word.chars().enumerate().filter_map(|(at, c)| (at != 2).then_some(c)).collect()
    };
    let wrong: Vec<_> = right.split(' ').map(without_third).collect();
    let corrected = library.ask(&wrong.join(" ")).corrected.expect("the question is corrected");
    let put_right = corrected.split(' ').zip(right.split(' ')).filter(|(one, other)| one == other);
    assert_eq!(put_right.count(), plan::MOST_GUESSED, "{corrected}");
}

/// Texts made of what the analysis takes apart, and of anything else.
const NOISE: &str =
    "(\\PC|jury|VAE|<|&|\"|-| |\n|«|»|’|·|\\(e\\)|livret 1|RNCP|[0-9]|R\\.N\\.|\u{301}|\u{ad}){0,80}";

fn shown_safely(found: Found) -> Result<(), TestCaseError> {
    for hit in found.hits {
        prop_assert!(is_safe(&hit.title_html), "{}", hit.title_html);
        prop_assert!(is_safe(&hit.snippet_html), "{}", hit.snippet_html);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_cut_where_its_words_are(text in NOISE) {
        for word in analysis::read(&text).words {
            prop_assert!(word.start < word.end && text.get(word.start..word.end).is_some());
        }
    }
}

#[test]
fn any_question_is_answered_safely() {
    let library = hostile_library();
    let outcome = TestRunner::new(ProptestConfig::with_cases(24))
        .run(&NOISE, |typed| shown_safely(library.ask(&typed)));
    outcome.expect("every question is answered");
}

proptest! {
    // Each case writes an index.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_is_found_and_shown_safely(text in NOISE) {
        let library = Library::of([topic(1, &text, &text), topic(2, "jury", &text)]);
        shown_safely(library.ask(&text))?;
        shown_safely(library.ask("jury VAE livret 1"))?;
    }
}

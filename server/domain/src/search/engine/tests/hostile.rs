//! Whatever is written or typed, the index answers.

use proptest::prelude::*;

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

#[test]
fn hostile_texts_are_indexed_found_and_shown_safely() {
    let library = Library::of((1..).zip(hostile_texts()).map(|(id, text)| topic(id, &text, &text)));
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
fn a_question_of_noise_costs_little() {
    let library = Library::of((0..500).map(|id| topic(id, "", &format!("mot{id} autre{} jury", id * 7))));
    let noise: String = (0..24).map(|n| format!("zbcdefghi{n}q ")).collect();
    library.ask(&noise);
    library.ask(&"\"jury jury\" ".repeat(12));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_question_is_answered_and_any_text_shown_safely(
        typed in "(\\PC|jury|VAE|\"|-| |«|»|’|·|\\(|livret 1|RNCP|[0-9]|\u{301}){0,40}",
        text in "(\\PC|jury|VAE|<|&|\"|-| |\n|’|·|\\(e\\)|livret 1|RNCP|R\\.N\\.|\u{301}|\u{ad}){0,80}",
    ) {
        let reading = analysis::read(&text);
        for word in &reading.words {
            prop_assert!(word.start < word.end && text.get(word.start..word.end).is_some());
        }
        Question::parse(&text);
        let library = Library::of([topic(1, &text, &text), topic(2, &typed, "jury")]);
        for question in [&typed, &text] {
            for hit in library.ask(question).hits {
                prop_assert!(is_safe(&hit.title_html), "{}", hit.title_html);
                prop_assert!(is_safe(&hit.snippet_html), "{}", hit.snippet_html);
            }
        }
    }
}

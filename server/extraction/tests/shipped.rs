//! The demonstration's documents: each is read, and the sentence of a page is found on that page.

use std::{fs::File, path::Path};

use extraction::{Outcome, extract};

fn read(name: &str) -> (Outcome, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/library/files").join(name);
    let kind = match path.extension().and_then(|end| end.to_str()) {
        Some("txt") => "text",
        Some(end) => end,
        None => "",
    };
    let mut pages = Vec::new();
    let outcome = extract(kind, File::open(&path).expect("it is shipped"), &mut |page| {
        pages.push(page.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(())
    });
    (outcome, pages)
}

#[test]
fn a_sentence_is_on_the_seventh_page_of_a_pdf_a_docx_and_an_odt() {
    for (name, sentence) in [
        (
            "deaes-guide-jury.pdf",
            "Un jury qui commence par les manques finit par ne plus entendre les preuves.",
        ),
        (
            "deaes-trame-dossier-v3.docx",
            "La chambre 12 sentait le café, et c’est là que j’ai compris que mon métier commençait par attendre.",
        ),
        ("ecrire-avec-compte-rendu.odt", "Une virgule de travers n’a jamais fait échouer personne"),
    ] {
        let (outcome, pages) = read(name);
        assert_eq!(outcome, Outcome::Read, "{name}");
        let on: Vec<usize> =
            (1..).zip(&pages).filter(|(_, page)| page.contains(sentence)).map(|(at, _)| at).collect();
        assert_eq!(on, [7], "{name}: {pages:#?}");
    }
}

/// The two that cannot be read, and why.
const SPOILT: [(&str, Outcome); 2] =
    [("recits-jury-blanc.pdf", Outcome::Encrypted), ("liaison-missions-locales.odt", Outcome::Damaged)];

#[test]
fn every_document_of_the_demonstration_has_words_but_the_two_that_were_spoilt() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/library/files");
    let mut spoilt = Vec::new();
    for entry in folder.read_dir().expect("it is shipped") {
        let name = entry.expect("it is read").file_name().into_string().expect("it is a plain name");
        let (outcome, pages) = read(&name);
        if let Some((known, expected)) = SPOILT.iter().find(|(known, _)| *known == name) {
            assert_eq!((&outcome, pages.is_empty()), (expected, true), "{name}: {pages:#?}");
            spoilt.push(*known);
            continue;
        }
        if name.ends_with(".png") {
            assert_eq!(outcome, Outcome::NoText, "{name}");
            continue;
        }
        assert_eq!(outcome, Outcome::Read, "{name}");
        assert!(
            pages.iter().all(|page| page.split(' ').count() > 3),
            "{name}: a page without words: {pages:#?}"
        );
    }
    spoilt.sort_unstable();
    assert_eq!(spoilt, ["liaison-missions-locales.odt", "recits-jury-blanc.pdf"]);
}

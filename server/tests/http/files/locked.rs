//! Files that open with a password, and files that carry a program for Office: kept as they are, found by their title, and they
//! say so. The locked ones were made by other programs (`locked/make.py`).

use std::{fs::File, path::Path};

use axum::http::StatusCode;
use domain::{
    Role,
    files::{FileName, Media},
};

use super::{
    LOCKED, NEW,
    packages::{WORDS, document},
};
use crate::common::Place;

#[tokio::test]
async fn a_locked_file_is_taken_away_as_it_is_and_found_by_its_title() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for (name, bytes, kind) in [
        ("ferme.pdf", &include_bytes!("locked/ferme.pdf")[..], "application/pdf"),
        ("livret.docx", include_bytes!("locked/livret.docx"), "application/octet-stream"),
        ("dossier.odt", include_bytes!("locked/dossier.odt"), "application/vnd.oasis.opendocument.text"),
    ] {
        let title = format!("Cadenas {}", name.replace('.', " "));
        let document = place.deposits(&jeanne, &title, name, bytes).await;
        place.all_is_read().await;
        assert_eq!(place.known(&document).await, ("encrypted".to_owned(), 0), "{name}");
        let page = place.page_of(&jeanne, &document).await;
        assert!(page.contains(LOCKED), "{name}: {page}");
        let file = place.file_of(&jeanne, &document, "").await;
        assert_eq!((&file.body[..], file.header("content-type")), (bytes, kind), "{name}");
        assert!(file.header("content-disposition").starts_with("attachment; "), "{name}");
        place.index_follows().await;
        let found = place.see(&jeanne, "/recherche?q=cadenas&dans=documents").await.text();
        assert!(found.contains(&format!("href=\"{}\"", document.address)), "{name}: {found}");
    }
    let inside = place.see(&jeanne, "/recherche?q=confidentiel").await.text();
    assert!(!inside.contains("/ressources/documents/"), "{inside}");
}

#[tokio::test]
async fn a_file_that_only_may_not_be_changed_is_read_like_another() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let bytes = include_bytes!("locked/ouvert.pdf");
    let document = place.deposits(&jeanne, "Avis du service", "ouvert.pdf", bytes).await;
    place.all_is_read().await;
    assert_eq!(place.known(&document).await, ("read".to_owned(), 1));
    place.index_follows().await;
    let found = place.see(&jeanne, "/recherche?q=compte+rendu+confidentiel").await.text();
    assert!(found.contains(&document.address), "{found}");
}

#[tokio::test]
async fn a_file_with_macros_says_so_before_it_is_taken_and_is_never_shown() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let mut addresses = Vec::new();
    for (kind, named, label, declared) in [
        ("docm", "livret.docx", "Word avec macros", "application/vnd.ms-word.document.macroEnabled.12"),
        ("xlsm", "classeur.xlsm", "Excel avec macros", "application/vnd.ms-excel.sheet.macroEnabled.12"),
        (
            "pptm",
            "support.pdf",
            "PowerPoint avec macros",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        ),
    ] {
        let bytes = document(kind, Vec::new());
        // Refused for its title: the form that comes back tells of the file.
        let refused = place.posts(&jeanne, NEW, &[("nature", "tool")], Some((named, &bytes))).await;
        refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Il contient des macros"), "{kind}: {}", refused.text());

        let title = format!("Automate {kind}");
        let document = place.deposits(&jeanne, &title, named, &bytes).await;
        place.all_is_read().await;
        assert_eq!(place.known(&document).await, ("read".to_owned(), 1), "{kind}");
        let page = place.page_of(&jeanne, &document).await;
        assert!(page.contains("Ce fichier contient des macros") && page.contains(label), "{kind}: {page}");
        assert!(!page.contains("Lire dans le navigateur"), "{kind}: {page}");
        for query in ["", "?voir"] {
            let file = place.file_of(&jeanne, &document, query).await;
            assert_eq!((&file.body[..], file.header("content-type")), (&bytes[..], declared), "{kind}");
            let disposition = file.header("content-disposition");
            // Its name says what it is, whatever it said.
            assert!(
                disposition.starts_with("attachment; ") && disposition.contains(&format!(".{kind}\"")),
                "{disposition}"
            );
            assert_eq!(file.header("x-content-type-options"), "nosniff");
            assert!(file.header("content-security-policy").starts_with("sandbox;"), "{kind}");
        }
        addresses.push(document.address);
    }
    place.index_follows().await;
    let found = place.see(&jeanne, &format!("/recherche?q={}", WORDS.replace(' ', "+"))).await.text();
    for address in addresses {
        assert!(found.contains(&address), "their words are read, and nothing runs: {found}");
    }
    let run = place.see(&jeanne, "/recherche?q=AutoOpen").await.text();
    assert!(!run.contains("/ressources/documents/"), "{run}");
}

#[test]
fn the_files_of_the_demonstration_are_what_their_names_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/library/files");
    let mut seen = Vec::new();
    for entry in folder.read_dir().expect("it is shipped") {
        let path = entry.expect("it is read").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let media = Media::of(&mut File::open(&path).expect("it opens")).expect("it is read");
        let end = FileName::of(name).extension();
        assert_eq!(media.extensions().first().copied(), Some(end.as_str()), "{name}: {media:?}");
        seen.push(media);
    }
    for media in
        [Media::Pdf, Media::Docx, Media::Odt, Media::Xlsx, Media::Ods, Media::Pptx, Media::Odp, Media::Text]
    {
        assert!(seen.contains(&media), "the demonstration has no {media:?}");
    }
}

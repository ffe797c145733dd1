//! The reader, as the program really starts it: limited, lost if need be, and never the site's trouble.

use std::path::Path;

use domain::{
    Role,
    library::resource::Readers,
    members::Visitor,
    search::{self, Place as Where, Question},
};
use sea_orm::{ConnectionTrait, Statement};

use crate::common::Place;

const PROGRAM: &str = env!("CARGO_BIN_EXE_communaute-vae");

impl Place {
    /// What is known of the only file after its reader has passed.
    async fn read(&self) -> String {
        while server::reading::step(&self.community, Path::new(PROGRAM)).await.expect("the reader starts") {}
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        let query = Statement::from_string(console.get_database_backend(), "SELECT reading FROM files");
        let row = console.query_one_raw(query).await.expect("it is asked").expect("there is one");
        row.try_get_by_index(0).expect("it is a word")
    }
}

#[tokio::test]
async fn a_sentence_of_the_seventh_page_is_found_there() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/library/files");
    for (name, words) in [
        ("deaes-guide-jury.pdf", "commence par les manques"),
        ("deaes-trame-dossier-v3.docx", "la chambre 12 sentait le café"),
        ("ecrire-avec-compte-rendu.odt", "une virgule de travers"),
    ] {
        let place = Place::unhurried().await;
        let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
        let bytes = std::fs::read(files.join(name)).expect("it is shipped");
        place.file(&jeanne, "Un document", name, &bytes, Readers::Everybody, false).await;
        assert_eq!(place.read().await, "read", "{name}");
        place.index_follows().await;
        let visitor = Visitor::from(jeanne.member.clone());
        let found = search::find(&place.community, &visitor, Question::parse(words), None, 1).await;
        let found = found.expect("the search answers");
        let Some(Where::Resource { page, .. }) = found.hits.first().map(|hit| hit.place.clone()) else {
            panic!("{name}: {found:?}");
        };
        assert_eq!((page, found.total), (Some(7), 1), "{name}");
    }
}

#[tokio::test]
async fn a_file_that_kills_its_reader_is_the_readers_trouble_only() {
    let deep = format!(
        "%PDF-1.4\n1 0 obj\n{}{}\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        "[".repeat(400_000),
        "]".repeat(400_000)
    );
    let whole = include_bytes!("../../../demo/library/files/deaes-guide-jury.pdf");
    let cut = &whole[..whole.len() / 2];
    for bytes in [deep.as_bytes(), cut, b"%PDF-1.7\n\xFF\xFF\xFF\xFF"] {
        let place = Place::unhurried().await;
        let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
        let (_, slug) =
            place.file(&jeanne, "Un document", "document.pdf", bytes, Readers::Everybody, false).await;
        let reading = place.read().await;
        assert!(["damaged", "too-long", "empty"].contains(&reading.as_str()), "{reading}");
        let page = place.see(&jeanne, &format!("/ressources/documents/{slug}")).await.text();
        assert!(
            page.contains("Son texte n’a pas pu être lu") || page.contains("Son texte est trop long"),
            "{page}"
        );
    }
}

//! Documents over HTTP: what is sent is streamed and judged by its bytes, what is taken or looked at is shut in.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use domain::{
    Id, Role,
    files::{self, Bytes, FileName, reading as waiting},
    forum::Submission,
    library::resource::{
        Act, Content, Details, Readers, Resource, ResourceKind, ResourceTitle, acting,
        deposit::{self, Deposit},
        version,
    },
    members::Message,
};
use futures::stream;

use crate::{
    cast::Person,
    common::{Answer, Place, get},
};

mod counting;
mod naming;
mod reading;

/// A PDF as small as they come.
pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/// A procedure of that title that everybody may read, and nothing more of it.
pub(crate) fn details(title: &str) -> Details {
    let title = ResourceTitle::parse(title).expect("it is a title");
    Details::new(ResourceKind::Procedure, title, Readers::Everybody)
}

impl Place {
    /// Deposits a small PDF and gives its number and its part of the address; organisers publish at once.
    pub(crate) async fn document(
        &self,
        by: &Person,
        title: &str,
        readers: Readers,
        draft: bool,
    ) -> (Id<Resource>, String) {
        self.file(by, title, "document.pdf", PDF, readers, draft).await
    }

    pub(crate) async fn file(
        &self,
        by: &Person,
        title: &str,
        name: &str,
        bytes: &[u8],
        readers: Readers,
        draft: bool,
    ) -> (Id<Resource>, String) {
        self.deposited(by, Details { readers, ..details(title) }, name, bytes, draft).await
    }

    /// Deposits a file that is as the details say.
    pub(crate) async fn deposited(
        &self,
        by: &Person,
        details: Details,
        name: &str,
        bytes: &[u8],
        draft: bool,
    ) -> (Id<Resource>, String) {
        let content = Content::File(self.upload(by, name, bytes).await);
        let slug = domain::text::slug(details.title.as_str(), "document");
        let deposit = Deposit { details, content, origin: None, draft, submission: Submission::new() };
        let made = deposit::make(&self.community, &by.member, &deposit).await.expect("it is deposited");
        (made, format!("{made}-{slug}"))
    }

    pub(crate) async fn upload(&self, by: &Person, name: &str, bytes: &[u8]) -> Id<files::Upload> {
        let pieces = stream::iter([Ok::<_, ()>(Bytes::copy_from_slice(bytes))]);
        let upload = files::receive(&self.community, &by.member, FileName::of(name), pieces).await;
        upload.expect("the file is taken").id
    }

    /// Adds a version to a resource that was just made.
    pub(crate) async fn second_version(&self, by: &Person, resource: Id<Resource>) {
        let upload = self.upload(by, "suite.txt", b"Une suite.").await;
        let added =
            version::add(&self.community, &by.member, resource, 1, &Content::File(upload), None).await;
        added.expect("it is added");
    }

    /// Takes a resource that was just made out of the library.
    pub(crate) async fn withdraw(&self, by: &Person, resource: Id<Resource>) {
        let word = Message::parse("Trop ancien.").expect("something is said");
        let done = acting::act(&self.community, &by.member, resource, 1, Act::Withdraw, Some(&word)).await;
        done.expect("it is withdrawn");
    }

    /// What comes of a form with a file, as a browser sends it.
    pub(crate) async fn posts(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        self.posts_as(person, path, fields, file.map(|(name, bytes)| ("fichier", name, bytes))).await
    }

    /// The same, where the field of the file has another name.
    pub(crate) async fn posts_as(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &[u8])>,
    ) -> Answer {
        const PART: &str = "----------part";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{PART}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        if let Some((field, name, bytes)) = file {
            let head = "Content-Type: text/html";
            body.extend(
                format!("--{PART}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n{head}\r\n\r\n").bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{PART}--\r\n").bytes());
        let asked = get(path)
            .method("POST")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &person.cookie)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={PART}"))
            .header(header::CONTENT_LENGTH, body.len());
        self.ask(asked.body(Body::from(body)).expect("well made")).await
    }
}

const NEW: &str = "/ressources/documents/nouveau";
const FIELDS: [(&str, &str); 3] =
    [("titre", "Guide du jury"), ("nature", "jury-guide"), ("resume", "Utile.")];

#[tokio::test]
async fn a_document_is_deposited_by_its_form_and_taken_back_as_it_was() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let answer = place.posts(&jeanne, NEW, &FIELDS, Some(("Guide é.pdf", PDF))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").trim_end_matches("?fait=depot").to_owned();
    place.see(&jeanne, &address).await.is_a_page_with(StatusCode::OK);
    let file = place.see(&jeanne, &format!("{address}/fichier/1")).await;
    assert_eq!((file.status, &file.body[..]), (StatusCode::OK, PDF));
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(
        file.header("content-disposition").starts_with("attachment; "),
        "{}",
        file.header("content-disposition")
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("content-security-policy").starts_with("sandbox;"));
    let looked = place.see(&jeanne, &format!("{address}/fichier/1?voir")).await;
    assert!(looked.header("content-disposition").starts_with("inline; "));
    let page = place.see(&jeanne, &address).await.text();
    assert!(page.contains("Téléchargements"), "it was taken once: {page}");
}

#[tokio::test]
async fn a_text_says_in_which_letters_it_is() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for (bytes, letters) in [(&b"Recevabilit\xC3\xA9"[..], "utf-8"), (b"Recevabilit\xE9", "windows-1252")] {
        let (_, slug) = place.file(&jeanne, "Notes", "notes.txt", bytes, Readers::Everybody, false).await;
        for query in ["", "?voir"] {
            let answer = place.see(&jeanne, &format!("/ressources/documents/{slug}/fichier/1{query}")).await;
            assert_eq!(answer.header("content-type"), format!("text/plain; charset={letters}"));
            assert_eq!(&answer.body[..], bytes, "it leaves as it came");
        }
    }
}

#[tokio::test]
async fn a_refusal_of_another_field_loses_no_file() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let fields =
        [("titre", ""), ("nature", "tool"), ("resume", "Des mots <b>à garder</b>"), ("valable", "bientôt")];
    let answer = place.posts(&jeanne, NEW, &fields, Some(("Grille.pdf", PDF))).await;
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("Fichier reçu") && page.contains("Grille.pdf"), "{page}");
    assert!(page.contains("Des mots &lt;b&gt;à garder&lt;/b&gt;"), "{page}");
    let kept = page.split("name=\"fichier_recu\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let kept = kept.expect("the page remembers the file").to_owned();
    let again = [("titre", "Grille"), ("nature", "tool"), ("fichier_recu", kept.as_str())];
    let karim = place.person("Karim Haddad", Role::Advisor).await;
    let stolen = place.posts(&karim, NEW, &again, None).await;
    stolen.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(place.posts(&jeanne, NEW, &again, None).await.status, StatusCode::SEE_OTHER);
    let twin = place.posts(&jeanne, NEW, &FIELDS, Some(("Autre nom.pdf", PDF))).await;
    twin.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.text().contains("déjà dans la bibliothèque"), "{}", twin.text());
}

#[tokio::test]
async fn hostile_files_are_refused_or_kept_and_never_shown() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for (name, bytes, words) in [
        ("vide.pdf", &b""[..], "vide"),
        ("virus.pdf", b"MZ\x90\0\x03", "programme"),
        ("script.txt", b"#!/bin/sh\nrm -rf /", "programme"),
    ] {
        let answer = place.posts(&jeanne, NEW, &FIELDS, Some((name, bytes))).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
    }
    for (name, bytes) in [
        ("page.pdf", &b"<!DOCTYPE html><script>alert(1)</script>"[..]),
        ("dessin.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("../../../etc/cron.d/x.html", b"<script>alert(2)</script>"),
        ("livret.docx", b"PK\x03\x04<script>alert(3)</script>"),
        ("macro.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1macros"),
    ] {
        let (_, slug) = place.file(&jeanne, "Document hostile", name, bytes, Readers::Everybody, false).await;
        for query in ["", "?voir"] {
            let answer = place.see(&jeanne, &format!("/ressources/documents/{slug}/fichier/1{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}");
            assert_eq!(answer.header("content-type"), "application/octet-stream", "{name}");
            let disposition = answer.header("content-disposition");
            assert!(
                disposition.starts_with("attachment; ") && !disposition.contains('/'),
                "{name}: {disposition}"
            );
            assert!(answer.header("content-security-policy").starts_with("sandbox;"), "{name}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }
    }
    let gif = b"GIF89a/*\0\0\0\0*/=1;alert(1)";
    let (_, slug) = place.file(&jeanne, "Image hostile", "image.js", gif, Readers::Everybody, false).await;
    let answer = place.see(&jeanne, &format!("/ressources/documents/{slug}/fichier/1?voir")).await;
    assert_eq!(answer.header("content-type"), "image/gif", "a script tag refuses it");
    assert!(answer.header("content-disposition").contains("image.gif"));
}

#[tokio::test]
async fn what_is_too_heavy_is_said_so_and_leaves_nothing_behind() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let heavy = vec![b'a'; files::HEAVIEST as usize + 1];
    let answer = place.posts(&jeanne, NEW, &FIELDS, Some(("lourd.txt", &heavy))).await;
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text().contains("50\u{a0}Mo") && answer.text().contains("Guide du jury"),
        "{}",
        answer.text()
    );
    let incoming = place.folder.path().join("files/incoming");
    assert_eq!(std::fs::read_dir(incoming).expect("it is there").count(), 0);
    let far_too_heavy = vec![b'a'; files::HEAVIEST as usize + 2 * 1024 * 1024];
    let answer = place.posts(&jeanne, NEW, &FIELDS, Some(("lourd.txt", &far_too_heavy))).await;
    answer.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn viewers_read_by_parts_and_browsers_keep_what_has_not_changed() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (_, slug) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    let path = format!("/ressources/documents/{slug}/fichier/1");
    let ask = async |name: &str, value: &str| {
        let asked = get(&path).header("cookie", &jeanne.cookie).header(name, value);
        place.ask(asked.body(Body::empty()).expect("well made")).await
    };
    let part = ask("range", "bytes=0-7").await;
    assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &PDF[..8]));
    assert_eq!(part.header("content-range"), format!("bytes 0-7/{}", PDF.len()));
    assert_eq!(ask("range", "bytes=99999-").await.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let tag = part.header("etag").to_owned();
    assert_eq!(ask("if-none-match", &tag).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_reader_that_cannot_be_started_leaves_the_file_to_the_next() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    let nowhere = std::path::Path::new("/nowhere/at/all");
    server::reading::step(&place.community, nowhere).await.expect_err("there is no such program");
    assert!(waiting::claim(&place.community).await.expect("it is asked").is_some());
}

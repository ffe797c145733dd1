//! Files that are two things at once, and names that are paths, headers or markup: the bytes decide, and a name is only ever shown.

use std::path::Path;

use axum::http::{StatusCode, header};
use domain::{Role, library::resource::Readers};

use super::{
    Deposited, NEW,
    packages::{document, package},
};
use crate::{
    common::{Place, get},
    documents::PDF,
};

const SCRIPT: &[u8] = b"<!DOCTYPE html><script>alert(document.cookie)</script>";

#[tokio::test]
async fn a_file_that_is_two_things_is_shown_as_neither_or_as_the_one_that_runs_nothing() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let word = document("docx", Vec::new());
    let page_first =
        package(&[("page.html", SCRIPT.to_vec()), ("[Content_Types].xml", b"<Types/>".to_vec())]);
    let word_kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let (nothing, pdf) = ("application/octet-stream", "application/pdf");
    let gif = [b"GIF89a/*", SCRIPT, b"*/=1;alert(1)"].concat();
    for (name, bytes, kind, shown) in [
        ("pdf-page.html", [PDF, b"\n", SCRIPT].concat(), pdf, true),
        ("page-pdf.pdf", [SCRIPT, b"\n", PDF].concat(), nothing, false),
        ("pdf-zip.zip", [PDF, b"\n", &word].concat(), pdf, true),
        ("zip-pdf.pdf", [&word[..], b"\n", PDF].concat(), word_kind, false),
        ("zip-page.html", [&word[..], b"\n", SCRIPT].concat(), word_kind, false),
        ("page-zip.docx", [SCRIPT, b"\n", &word].concat(), nothing, false),
        ("page-inside.html", page_first, nothing, false),
        ("image-page.html", gif, "image/gif", true),
        ("texte-page.txt", [&b"Un mot. "[..], SCRIPT].concat(), nothing, false),
        // Further than one looks, it is text to the end: nothing that is sent as text runs.
        ("long.html", [&[b'a'; 9_000][..], SCRIPT].concat(), "text/plain", true),
    ] {
        let document = place.deposits(&jeanne, "Document double", name, &bytes).await;
        for query in ["", "?voir"] {
            let file = place.file_of(&jeanne, &document, query).await;
            assert_eq!(&file.body[..], &bytes[..], "{name}");
            let declared = file.header("content-type").split(';').next().unwrap_or_default();
            assert_eq!(declared, kind, "{name}");
            assert_eq!(file.header("x-content-type-options"), "nosniff", "{name}: nobody guesses otherwise");
            let how = if shown && query == "?voir" { "inline; " } else { "attachment; " };
            assert!(file.header("content-disposition").starts_with(how), "{name}{query}");
            let policy = file.header("content-security-policy");
            let viewer = kind == pdf && query == "?voir";
            assert!(policy.starts_with("sandbox;") || viewer, "{name}{query}: {policy}");
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("script-src"),
                "{name}: {policy}"
            );
        }
        let page = place.page_of(&jeanne, &document).await;
        assert_eq!(page.contains("Lire dans le navigateur"), shown, "{name}");
    }
}

/// A name as a browser, or somebody with other tools, writes it; and how it leaves, in plain letters.
const NAMES: [(&str, &str); 14] = [
    ("filename=\"../../../etc/cron.d/tache.pdf\"", "tache.pdf"),
    ("filename=\"..\\\\..\\\\windows\\\\tache.pdf\"", "tache.pdf"),
    ("filename=\"C:\\\\fakepath\\\\Guide.pdf\"", "guide.pdf"),
    ("filename=\"/dev/null\"", "null.pdf"),
    ("filename=\"....//....//x.pdf\"", "x.pdf"),
    ("filename=\".htaccess\"", "htaccess.pdf"),
    ("filename=\"..\"", "document.pdf"),
    ("filename=\"%2e%2e%2f%2e%2e%2fx.pdf\"", "-2e-2e-2f-2e-2e-2fx.pdf"),
    ("filename=\"x.pdf%0d%0aSet-Cookie: a=b\"", "x.pdf-0d-0aset-cookie- a_b.pdf"),
    ("filename=\"x.pdf; filename=y.html\"", "x.pdf- filename_y.pdf"),
    ("filename=\"<script>alert(1)</script>.pdf\"", "script-.pdf"),
    ("filename=\"guide\u{202e}fdp.exe\"", "guidefdp.pdf"),
    ("filename=\"a.pdf\"; filename*=UTF-8''..%2f..%2fb.html", ""),
    ("filename=\"guide.pdf.exe\"", "guide.pdf.pdf"),
];

#[tokio::test]
async fn a_name_is_shown_and_never_a_path_a_header_or_markup() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for (index, (said, leaves)) in NAMES.iter().enumerate() {
        let bytes = [PDF, format!("\n% {index}").as_bytes()].concat();
        let document = sends(&place, &jeanne.cookie, said, &bytes).await;
        let file = place.file_of(&jeanne, &document, "").await;
        let disposition = file.header("content-disposition");
        let named = disposition.strip_prefix("attachment; filename=\"").and_then(|rest| rest.split_once('"'));
        let (named, rest) = named.unwrap_or_else(|| panic!("{said}: {disposition}"));
        assert!(leaves.is_empty() || named == *leaves, "{said}: {disposition}");
        assert!(
            !named.contains(['/', '\\']) && !rest.contains("%2F") && !rest.contains(".."),
            "{said}: {disposition}"
        );
        assert!(rest.starts_with("; filename*=UTF-8''") && rest.ends_with(".pdf"), "{said}: {disposition}");
        assert!(file.headers.get(header::SET_COOKIE).is_none(), "{said}");
        let page = place.page_of(&jeanne, &document).await;
        assert!(!page.contains("<script>alert") && !page.contains('\u{202e}'), "{said}: {page}");
    }
    only_contents_are_kept(place.folder.path());
}

/// Deposits a file with a name that is written as it stands.
async fn sends(place: &Place, cookie: &str, named: &str, bytes: &[u8]) -> Deposited {
    const PART: &str = "----------part";
    let head = format!(
        "--{PART}\r\nContent-Disposition: form-data; name=\"titre\"\r\n\r\nUn document\r\n\
        --{PART}\r\nContent-Disposition: form-data; name=\"nature\"\r\n\r\ntool\r\n\
        --{PART}\r\nContent-Disposition: form-data; name=\"fichier\"; {named}\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, format!("\r\n--{PART}--\r\n").as_bytes()].concat();
    let asked = get(NEW)
        .method("POST")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={PART}"));
    let answer = place.ask(asked.body(body.into()).expect("well made")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{named}: {}", answer.text());
    let address = answer.header("location").trim_end_matches("?fait=depot").to_owned();
    Deposited { number: 0, address }
}

/// That what is kept of files bears the names of their contents, and lies nowhere else.
fn only_contents_are_kept(folder: &Path) {
    let kept = folder.join("files");
    let mut contents = 0;
    for spread in kept.read_dir().expect("files are kept there") {
        let spread = spread.expect("it is read");
        for content in spread.path().read_dir().expect("a folder in it") {
            let name = content.expect("it is read").file_name().into_string().expect("a plain name");
            let hexadecimal = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(hexadecimal && name.starts_with(&*spread.file_name().to_string_lossy()), "{name}");
            contents += 1;
        }
    }
    assert_eq!(contents, NAMES.len());
    let beside: Vec<String> = folder
        .read_dir()
        .expect("the place's folder")
        .map(|entry| entry.expect("it is read").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("communaute.db") && name != "files" && name != "index")
        .collect();
    assert_eq!(beside, [""; 0]);
}

#[tokio::test]
async fn the_file_of_a_document_has_one_address_and_no_other_leads_to_it() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (_, slug) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    for version in
        ["+1", "01", "1%00", "1.0", "1e0", "0x1", "%2B1", "1-", "%D9%A1", "4294967297", "..%2f1", "%2e%2e"]
    {
        for way in ["fichier", "versions"] {
            let path = format!("/ressources/documents/{slug}/{way}/{version}");
            let answer = place.see(&jeanne, &path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    let hash = place.see(&jeanne, &format!("/ressources/documents/{slug}/fichier/1")).await;
    let hash = hash.header("etag").trim_matches('"').to_owned();
    for path in [
        format!("/files/{}/{hash}", &hash[..2]),
        format!("/ressources/documents/{hash}/fichier/1"),
        format!("/ressources/documents/{slug}/fichier/{hash}"),
    ] {
        assert_eq!(place.see(&jeanne, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

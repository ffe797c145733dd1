//! Words that would be a program: in every place where people write, on every page where that is read.

use axum::http::StatusCode;
use domain::Role;

use crate::{
    cast::{LIFE, Person},
    common::Place,
    markup,
};

/// Each tries another way out of where it is shown; the element `xss` says that one succeeded.
const HOSTILE: [&str; 12] = [
    "\"><script>alert(1)</script><xss>",
    "'><xss onclick=alert(1)>",
    "</textarea><xss autofocus onfocus=alert(1)>",
    "</title><xss></title>",
    "--><xss><!--",
    "<img src=x onerror=alert(1)><xss>",
    "[clic](javascript:alert(1)) <xss>",
    "[clic](data:text/html;base64,PHhzcz4=)",
    "<javascript:alert(1)> <xss/>",
    "&lt;xss&gt; &#60;xss&#62; \u{ff1c}xss\u{ff1e}",
    "<a href=\"java\tscript:alert(1)\" style=\"x\">clic</a><xss>",
    "`</code><xss>` ![x](javascript:alert(1) \"><xss>\")",
];

#[tokio::test]
async fn hostile_words_are_only_words_wherever_they_are_read() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let mut pages = vec!["/".to_owned(), format!("/forums/{LIFE}"), "/annuaire".to_owned()];
    pages.extend(["/mon-compte", "/plan-du-site", "/forums", "/guide"].map(str::to_owned));
    pages.push(format!("/annuaire/{}", jeanne.member.id()));
    let mut shown = 0;
    for words in HOSTILE {
        let name: String = words.chars().take(80).collect();
        let account = [("nom", name.as_str()), ("fonction", &name), ("presentation", words)];
        let saved = place.send(&jeanne, "/mon-compte", &account).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let mut visited = pages.clone();
        visited.extend(write(&place, &jeanne, words).await);
        place.index_follows().await;
        visited.push(search(words));
        for path in &visited {
            let page = place.see(&jeanne, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
            assert_eq!(markup::dangers(&page.text()), [""; 0], "{words:?} on {path}");
            shown += page.text().matches("alert(1)").count();
        }
    }
    assert!(shown > 100, "the words were shown {shown} times only");
}

/// Opens a topic and replies with these words, and gives the pages where they are read and changed.
async fn write(place: &Place, person: &Person, words: &str) -> Vec<String> {
    let text = format!("Bonjour\n\n{words}\n\n> {words}\n\n- {words}\n\n    {words}");
    let fields = [("genre", "question"), ("titre", words), ("texte", text.as_str())];
    let opened = place.send(person, &format!("/forums/{LIFE}/nouveau"), &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    let topic = opened.header("location").to_owned();
    let replied = place.send(person, &topic, &[("texte", words)]).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.text());
    let (page, _) = replied.header("location").split_once('#').expect("it leads to the reply");
    let edits: Vec<String> = markup::tags(&place.see(person, page).await.text())
        .iter()
        .filter_map(|tag| tag.attribute("href"))
        .filter(|href| href.ends_with("/modifier"))
        .map(str::to_owned)
        .collect();
    assert_eq!(edits.len(), 2, "{page}: {edits:?}");
    [vec![page.to_owned()], edits].concat()
}

fn search(words: &str) -> String {
    format!("/recherche?q={}", url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>())
}

#[tokio::test]
async fn a_question_that_is_a_program_is_a_question() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    place.open(&jeanne, LIFE, "Une alerte ou un script", "Bonjour alert script.").await;
    place.index_follows().await;
    for words in HOSTILE {
        let page = place.see(&jeanne, &search(words)).await;
        page.is_a_page_with(StatusCode::OK);
        let html = page.text();
        assert_eq!(markup::dangers(&html), [""; 0], "{words:?}");
        let field = markup::find(&html, "id", "q").expect("the question is in its field");
        assert_eq!(field.attribute("value"), Some(words));
    }
}

#[tokio::test]
async fn a_text_refused_or_previewed_stays_in_its_area() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let topic = place.open(&jeanne, LIFE, "Un jury en juin", "Bonjour.").await;
    let reply = place.reply(&jeanne, topic, "Une réponse.").await;
    let text = "</textarea><b>x\r\n</TEXTAREA ><xss>";
    let forms = [
        (format!("/forums/{LIFE}/nouveau"), "texte"),
        (format!("/forums/sujets/{topic}-un-jury-en-juin"), "texte"),
        (format!("/forums/sujets/{topic}/modifier"), "texte"),
        (format!("/forums/reponses/{reply}/modifier"), "texte"),
        ("/mon-compte".to_owned(), "presentation"),
    ];
    let too_long = format!("{text}{}", "é".repeat(20_000));
    for (path, area) in forms {
        // A text of its own is refused for its length, on every form; a preview exists where a message is written.
        let refused = place.send(&jeanne, &path, &[("nom", "Jeanne"), (area, &too_long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        stays(&refused.text(), area, &too_long);
        if area == "texte" {
            let shown = place.send(&jeanne, &path, &[(area, text), ("apercu", "oui")]).await;
            assert_eq!(shown.status, StatusCode::OK, "{path}");
            stays(&shown.text(), area, text);
        }
    }
}

/// The area holds the whole text, and nothing of it is outside as an element.
#[track_caller]
fn stays(page: &str, area: &str, text: &str) {
    assert_eq!(markup::dangers(page), [""; 0]);
    assert!(!page.contains("<b>x"), "{page}");
    let area = markup::find(page, "name", area).expect("there is an area");
    assert_eq!(markup::decoded(&area.text), format!("\n{text}"));
}

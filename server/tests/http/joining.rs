//! Coming in by an invitation, asking for one, and the desk's forms: what the answers carry, and what no form gets past.

use axum::http::StatusCode;
use domain::{Role, members::invitations};

use crate::{
    cast::{Person, form},
    common::{Answer, Place, With, get, post},
    markup,
};

const HOSTILE: &str = "</textarea><script>alert(1)</script><xss onclick=\"x\">";

#[tokio::test]
async fn an_invitation_opens_one_account_with_its_cookie_and_is_spent() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let link = format!("/invitation/{}", place.invitation(&odile).await.reveal());
    // Mail scanners open every address of a letter.
    for _ in 0..3 {
        place.get(&link).await.is_a_page_with(StatusCode::OK);
    }
    let fields = [("nom", "Nora Petit"), ("charte", "oui")];
    let (one, two) = tokio::join!(place.sent_by(None, &link, &fields), place.sent_by(None, &link, &fields));
    let (inside, outside) = if one.header("location") == "/bienvenue" { (one, two) } else { (two, one) };
    assert_eq!((inside.status, inside.header("location")), (StatusCode::SEE_OTHER, "/bienvenue"));
    for guard in ["__Host-session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(inside.header("set-cookie").contains(guard), "{}", inside.header("set-cookie"));
    }
    assert_eq!((outside.header("location"), outside.header("set-cookie")), (link.as_str(), ""));
    let spent = place.get(&link).await;
    spent.is_a_page_with(StatusCode::GONE);
    assert!(
        spent.text().contains("/demande-acces") && spent.text().contains("/connexion"),
        "{}",
        spent.text()
    );

    let cookie = inside.header("set-cookie").split(';').next().unwrap_or_default();
    let request = get("/bienvenue").header("cookie", cookie).body(axum::body::Body::empty());
    let first = place.ask(request.expect("well made")).await;
    first.is_a_page_with(StatusCode::OK);
    assert!(first.text().contains("Bienvenue, Nora."), "{}", first.text());
    assert!(markup::find(&first.text(), "name", "charte").is_none(), "it was accepted at the door");
}

#[tokio::test]
async fn without_the_charter_or_a_name_nobody_comes_in_and_the_invitation_stays_good() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let link = format!("/invitation/{}", place.invitation(&odile).await.reveal());
    let answer = place.sent_by(None, &link, &[("nom", HOSTILE)]).await;
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_eq!(markup::dangers(&page), [""; 0]);
    let kept = markup::find(&page, "name", "nom").expect("the field is there");
    assert_eq!(kept.attribute("value"), Some(HOSTILE));
    assert!(markup::find(&page, "href", "#charte").is_some(), "{page}");
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(place.get(&link).await.status, StatusCode::OK);
    for forged in ["A".repeat(43), "A".repeat(42), "' OR 1=1 --".to_owned()] {
        let link = format!("/invitation/{}", forged.replace(' ', "%20"));
        place.get(&link).await.is_a_page_with(StatusCode::GONE);
        let answer = place.sent_by(None, &link, &[("nom", "Nora Petit"), ("charte", "oui")]).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::SEE_OTHER, ""));
    }
}

fn request<'a>(email: &'a str, name: &'a str, reason: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("nom", name),
        ("courriel", email),
        ("structure", "Antenne de Melun"),
        ("role", "advisor"),
        ("raison", reason),
    ]
}

#[tokio::test]
async fn asking_for_an_account_says_the_same_whoever_has_one() {
    let place = Place::unhurried().await;
    place.person("Jeanne Martin", Role::Advisor).await;
    let said = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        (answer.status, headers, answer.body.clone())
    };
    let known = request("jeanne-martin@exemple.fr", "Quelqu’un", "J’arrive.");
    let stranger = request("nora@exemple.fr", "Nora Petit", "J’arrive.");
    let known = place.sent_by(None, "/demande-acces", &known).await;
    assert_eq!(said(&known), said(&place.sent_by(None, "/demande-acces", &stranger).await));
    assert_eq!(known.header("location"), "/demande-acces?envoyee");
}

#[tokio::test]
async fn what_strangers_write_is_only_words_at_the_desk() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let asked = request("nora@exemple.fr", "Nora <script>alert(1)</script>", HOSTILE);
    assert_eq!(place.sent_by(None, "/demande-acces", &asked).await.status, StatusCode::SEE_OTHER);
    let queue = place.see(&odile, "/animation/demandes").await.text();
    assert_eq!(markup::dangers(&queue), [""; 0]);
    let tags = markup::tags(&queue);
    let mut links = tags.iter().filter_map(|tag| tag.attribute("href"));
    let page = links.find(|href| href.starts_with("/animation/demandes/")).expect("it is in the queue");
    let one = place.see(&odile, page).await;
    one.is_a_page_with(StatusCode::OK);
    assert_eq!(markup::dangers(&one.text()), [""; 0]);
    assert!(!markup::has(&one.text(), "xss"), "{}", one.text());
    // A refusal without a word is none; what else was typed stays.
    let refused =
        place.send(&odile, page, &[("geste", "refuser"), ("mot", "  "), ("message", HOSTILE)]).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(markup::dangers(&refused.text()), [""; 0]);
    let kept = markup::find(&refused.text(), "name", "message").expect("the area is there");
    assert_eq!(markup::decoded(&kept.text), format!("\n{HOSTILE}"));
    assert_eq!(place.see(&odile, page).await.status, StatusCode::OK, "it still waits");
}

#[tokio::test]
async fn an_organiser_cannot_make_an_administrator_by_a_forged_form() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let raphael = place.person("Raphaël Simonet", Role::Administrator).await;
    let fields = [("courriel", "nora@exemple.fr"), ("role", "administrator")];
    let refused = place.send(&odile, "/animation/invitations/nouvelle", &fields).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().contains("value=\"administrator\""), "it is not even offered");
    let list = [("liste", "nora@exemple.fr;administratrice"), ("role", "")];
    let refused = place.send(&odile, "/animation/invitations/liste", &list).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let answer = place.send(&raphael, "/animation/invitations/nouvelle", &fields).await;
    assert_eq!(answer.header("location"), "/animation/invitations?fait=invitation");
}

#[tokio::test]
async fn of_a_list_the_lines_to_mend_come_back_with_their_heading() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let list = "nom;courriel;rôle\r\nNora;nora@exemple.fr;conseillère\r\nZoé;zoe@exemple;conseillère\r\n<b>;ana@exemple.fr;chef\r\n";
    let answer = send_list(&place, &odile, list).await;
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_eq!(markup::dangers(&page), [""; 0]);
    let left = markup::find(&page, "name", "liste").expect("the area is there");
    assert_eq!(
        markup::decoded(&left.text),
        "\nnom;courriel;rôle\nZoé;zoe@exemple;conseillère\n<b>;ana@exemple.fr;chef"
    );
    assert_eq!(page.matches("<li><a href=\"#liste\">").count(), 2, "{page}");
    assert!(page.contains("Ligne 3, ") && page.contains("Ligne 4, "), "{page}");

    let mended = "nom;courriel;rôle\r\nZoé;zoe@exemple.fr;conseillère\r\nAna;ana@exemple.fr;assistante";
    let answer = send_list(&place, &odile, mended).await;
    assert_eq!(answer.header("location"), "/animation/invitations?fait=liste&nombre=2");
    let nobody = send_list(&place, &odile, " \r\n").await;
    nobody.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
}

async fn send_list(place: &Place, person: &Person, list: &str) -> Answer {
    place
        .send(person, "/animation/invitations/liste", &[("liste", list), ("role", ""), ("message", "")])
        .await
}

/// The form of a list as browsers send it: what was typed, and a file.
async fn send_file(place: &Place, person: &Person, typed: &str, role: &str, file: &[u8]) -> Answer {
    let part = |name: &str| format!("--limite\r\nContent-Disposition: form-data; name=\"{name}\"");
    let head = format!(
        "{}\r\n\r\n{typed}\r\n{}\r\n\r\n{role}\r\n{}; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\n",
        part("liste"),
        part("role"),
        part("fichier"),
    );
    let body = [head.as_bytes(), file, b"\r\n--limite--\r\n"].concat();
    let mut request = post("/animation/invitations/liste").header("cookie", &person.cookie);
    let headers = request.headers_mut().expect("well made");
    headers.insert("content-type", "multipart/form-data; boundary=limite".parse().expect("it is ASCII"));
    place.ask(request.body(body.into()).expect("well made")).await
}

#[tokio::test]
async fn a_list_comes_as_a_file_too_and_what_is_refused_stays_in_the_page() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    // As a French spreadsheet saves it, with a line to mend.
    let windows = b"Nom;Courriel\r\nZo\xE9 L\x9Cuvre;zoe@exemple.fr\r\nAna;ana@exemple\r\n";
    let answer = send_file(&place, &odile, "", "advisor", windows).await;
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let left = markup::find(&answer.text(), "name", "liste").expect("the area is there");
    assert_eq!(markup::decoded(&left.text), "\nNom;Courriel\nAna;ana@exemple");
    let sent = place.see(&odile, "/animation/invitations").await.text();
    assert!(sent.contains("Zoé Lœuvre"), "{sent}");

    let marked = "\u{feff}nora@exemple.fr\r\nida@exemple.fr\r\n";
    let answer = send_file(&place, &odile, " \r\n", "assistant", marked.as_bytes()).await;
    assert_eq!(answer.header("location"), "/animation/invitations?fait=liste&nombre=2");

    // Of two lists none is chosen for her; what is no list, or too long for one, is not read.
    let heavy = vec![b'a'; invitations::HEAVIEST + 1];
    for (typed, file) in [("lea@exemple.fr", marked.as_bytes()), ("", b"PK\x03\x04\0\0"), ("", &heavy)] {
        let answer = send_file(&place, &odile, typed, "advisor", file).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(markup::find(&page, "href", "#fichier").is_some(), "{page}");
        let area = markup::find(&page, "name", "liste").expect("the area is there");
        assert_eq!(markup::decoded(&area.text).trim(), typed);
    }
}

#[tokio::test]
async fn a_list_that_comes_with_a_file_after_the_session_is_kept_as_it_was_typed() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    place.send(&odile, "/deconnexion", &[]).await;
    let answer = send_file(&place, &odile, "nora@exemple.fr", "advisor", b"").await;
    answer.is_a_page_with(StatusCode::UNAUTHORIZED);
    let kept = markup::find(&answer.text(), "name", "liste").expect("the list is there");
    assert_eq!(kept.attribute("value"), Some("nora@exemple.fr"));
}

#[tokio::test]
async fn an_answer_given_twice_is_given_once() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let page = format!("/animation/demandes/{}", place.request().await);
    let fields = [("geste", "accepter"), ("role", "assistant")];
    let first = place.send(&odile, &page, &fields).await;
    assert_eq!(first.header("location"), "/animation/demandes?fait=accord");
    let second = place.send(&odile, &page, &fields).await;
    second.is_a_page_with(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_asks_for_accounts_faster_than_for_links() {
    let place = Place::with(With::default()).await;
    let mut refused = None;
    for number in 0..12 {
        let email = format!("nora{number}@exemple.fr");
        let body = form(&request(&email, "Nora Petit", "J’arrive."));
        let request = post("/demande-acces").body(axum::body::Body::from(body)).expect("well made");
        let answer = place.ask(request).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some((number, answer.header("retry-after").to_owned()));
            break;
        }
    }
    let (number, wait) = refused.expect("there is a limit");
    assert!(number >= 10 && !wait.is_empty(), "{number} {wait}");
}

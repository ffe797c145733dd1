//! Bytes that are no text, sizes that are no message, numbers of nothing.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
};
use domain::{Role, text::Markdown};

use crate::{
    cast::{LIFE, form},
    common::{Answer, Place, get, post},
};

/// Numbers that somebody made up, as they travel.
pub(super) const FORGED: [&str; 14] = [
    "99999999999999999999",
    "9223372036854775807",
    "-1",
    "0",
    "00",
    "+1",
    "1%00",
    "%001",
    "1%2e0",
    "1%20or%201=1",
    "0x1",
    "%D9%A1%D9%A2",
    "%FF%FE",
    "%ED%A0%80",
];

#[tokio::test]
async fn a_forged_number_is_the_number_of_nothing() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let topic = place.open(&jeanne, LIFE, "Le premier sujet", "Bonjour.").await;
    place.reply(&jeanne, topic, "Bonjour aussi.").await;
    for forged in FORGED {
        for address in [
            format!("/forums/{forged}"),
            format!("/forums/{forged}/nouveau"),
            format!("/forums/sujets/{forged}"),
            format!("/forums/sujets/{forged}/modifier"),
            format!("/forums/reponses/{forged}/modifier"),
            format!("/annuaire/{forged}"),
            format!("/annuaire/antennes/{forged}"),
            format!("/guide/{forged}"),
        ] {
            is_nothing(&place.see(&jeanne, &address).await, &address);
            if !address.starts_with("/annuaire") && !address.starts_with("/guide") && !is_board(&address) {
                let fields = [("genre", "question"), ("titre", "Un titre"), ("texte", "Un texte")];
                is_nothing(&place.send(&jeanne, &address, &fields).await, &address);
            }
        }
        let session = place.send(&jeanne, "/mon-compte/sessions", &[("session", forged)]).await;
        assert!(!session.status.is_server_error() && !session.status.is_success(), "{forged}");
    }
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 1));
    assert_eq!(place.see(&jeanne, "/mon-compte").await.status, StatusCode::OK, "the session goes on");
}

fn is_board(address: &str) -> bool {
    address.matches('/').count() == 2
}

/// A page of ours that says there is nothing; bytes that are no text may be called illegible.
#[track_caller]
pub(super) fn is_nothing(answer: &Answer, address: &str) {
    let illegible = address.contains("%FF") || address.contains("%ED");
    let expected = if illegible && answer.status == StatusCode::BAD_REQUEST {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::NOT_FOUND
    };
    assert_eq!(answer.status, expected, "{address}: {}", answer.text());
    answer.is_a_page_with(expected);
}

#[tokio::test]
async fn what_follows_the_number_of_a_topic_is_only_for_people() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let topic = place.open(&jeanne, LIFE, "Le premier sujet", "Bonjour.").await;
    for slug in ["", "-", "-../../etc/passwd", "-%2e%2e%2f", "-%0d%0aSet-Cookie:%20x=1", "-%00", "-\"><b>"] {
        let slug = slug.replace(['"', '<', '>'], "%22");
        let address = format!("/forums/sujets/{topic}{slug}");
        let answer = place.see(&jeanne, &address).await;
        let beyond = slug.contains("/");
        let expected = if beyond { StatusCode::NOT_FOUND } else { StatusCode::PERMANENT_REDIRECT };
        assert_eq!(answer.status, expected, "{address}");
        if !beyond {
            let own = format!("/forums/sujets/{topic}-le-premier-sujet");
            assert_eq!(answer.header("location"), own, "{address}");
        }
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{address}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_read_as_signs_of_it() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for path in [
        "/recherche?q=%FF%FE",
        "/recherche?q=%00",
        "/recherche?q=%ED%A0%80&page=%FF&dans=%FF",
        "/forums/vie-de-la-communaute?page=%FF",
        "/connexion?suite=%FF%00&envoye%FF",
        "/mon-compte?fait=%FF",
        "/?%FF=%FE&&&=",
    ] {
        let answer = place.see(&jeanne, path).await;
        assert!([200, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.text());
        answer.is_a_page_with(answer.status);
    }
    let opening = format!("/forums/{LIFE}/nouveau");
    let illegible = b"genre=question&titre=Un titre \xff\xfe&texte=Bonjour %FF%C3 \x00%00 tout le monde";
    let request = post(&opening).header("cookie", &jeanne.cookie).body(Body::from(illegible.to_vec()));
    let answer = place.ask(request.expect("well made")).await;
    answer.is_a_page_with(StatusCode::BAD_REQUEST);
    let board = place.see(&jeanne, &format!("/forums/{LIFE}")).await;
    assert!(!board.text().contains("Un titre"), "nothing of it was written: {}", board.text());
}

#[tokio::test]
async fn a_cookie_that_is_no_text_is_no_cookie() {
    let place = Place::unhurried().await;
    for cookie in
        [&b"__Host-session=\xff\xfe"[..], b"\xff", b"=;;;=;", b"__Host-session=%FF%FE; __Host-session="]
    {
        let value = HeaderValue::from_bytes(cookie).expect("such bytes travel");
        let home = get("/").header("cookie", value.clone()).body(Body::empty()).expect("well made");
        place.ask(home).await.is_a_page_with(StatusCode::OK);
        let account = get("/mon-compte").header("cookie", value).body(Body::empty()).expect("well made");
        assert_eq!(place.ask(account).await.status, StatusCode::SEE_OTHER, "{cookie:?}");
    }
}

#[tokio::test]
async fn the_longest_message_fits_and_what_is_heavier_is_refused_in_a_page() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let opening = format!("/forums/{LIFE}/nouveau");
    let fields =
        |text: &str| form(&[("genre", "question"), ("titre", "Une longue question"), ("texte", text)]);
    let ask = |body: String| post(&opening).header("cookie", &jeanne.cookie).body(Body::from(body));

    // Each takes twelve bytes once encoded, which no sign exceeds.
    let longest = fields(&"🙂".repeat(Markdown::MAX));
    let answer = place.ask(ask(longest).expect("well made")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(place.tally(&jeanne, LIFE).await.0, 1);

    let heavier = fields(&"🙂".repeat(Markdown::MAX * 2));
    let answer = place.ask(ask(heavier).expect("well made")).await;
    answer.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("Revenez en arrière"), "{}", answer.text());
    assert_eq!(place.tally(&jeanne, LIFE).await.0, 1, "nothing of it is written");

    let signed_out = post(&opening).body(Body::from("a".repeat(300 * 1024))).expect("well made");
    place.ask(signed_out).await.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused_in_a_page_and_writes_nothing() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let opening = format!("/forums/{LIFE}/nouveau");
    let body = form(&[("genre", "question"), ("titre", "Un titre"), ("texte", "Un texte")]);
    for kind in
        ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "application/x-www-form"]
    {
        for path in [opening.as_str(), "/mon-compte", "/mon-compte/sessions", "/connexion"] {
            let request = post(path).header("cookie", &jeanne.cookie).body(Body::from(body.clone()));
            let mut request = request.expect("well made");
            request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let answer = place.ask(request).await;
            answer.is_a_page_with(StatusCode::UNSUPPORTED_MEDIA_TYPE);
            assert!(answer.text().contains("illisible"), "{}", answer.text());
        }
    }
    assert_eq!(place.tally(&jeanne, LIFE).await.0, 0);

    let mut usual =
        post(&opening).header("cookie", &jeanne.cookie).body(Body::from(body)).expect("well made");
    let kind = HeaderValue::from_static("Application/X-WWW-Form-Urlencoded; charset=UTF-8");
    usual.headers_mut().insert(header::CONTENT_TYPE, kind);
    assert_eq!(place.ask(usual).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_island_that_sends_nonsense_is_told_so() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    for (body, status) in
        [("", 400), ("autre=1", 400), ("text=a&text=b", 400), ("{\"text\":1}", 400), ("text=%FF", 200)]
    {
        let request = post("/api/apercu").header("cookie", &jeanne.cookie).body(Body::from(body));
        let answer = place.ask(request.expect("well made")).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text());
    }
    let hostile = place.send(&jeanne, "/api/apercu", &[("text", "<script>alert(1)</script>**oui**")]).await;
    assert_eq!(hostile.status, StatusCode::OK, "{}", hostile.text());
    assert!(!hostile.text().contains("<script"), "{}", hostile.text());
}

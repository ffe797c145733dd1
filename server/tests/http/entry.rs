//! The ways in as browsers meet them: what is said, what is kept in the page, what never is.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domain::{
    Role,
    members::{Password, audit::Origin, password, proof, sessions},
    secret::Token,
};
use serde_json::{Value, json};

use crate::{
    cast::Person,
    common::{Answer, Place, get, post},
    markup,
};

const RAIN: &str = "pluie fine sur la verrière";
const ROOF: &str = "le toit de l’antenne est vert";

/// Gives the person a password, as if chosen from another device.
async fn choose(place: &Place, person: &Person) {
    let cookie = place.sign_in(&person.member).await;
    let token = Token::presented(cookie.split_once('=').expect("it is a cookie").1).expect("it is a token");
    let (session, _) =
        sessions::resume(&place.community, &token).await.expect("it is read").expect("it is open");
    let nothing = Password::presented("");
    let proven = proof::prove(&place.community, &person.member, &session, &nothing, Origin::HERE).await;
    let chosen = Password::chosen(RAIN, &person.member).expect("it is a good one");
    password::set(&place.community, &proven.expect("the link was just used"), &chosen)
        .await
        .expect("it is set");
}

async fn knock(place: &Place, email: &str, password: &str) -> Answer {
    let fields = [("identifiant", email), ("mot_de_passe", password), ("suite", "/guide")];
    place.sent_by(None, "/connexion/mot-de-passe", &fields).await
}

/// What stands in the field; nothing in one that is empty.
fn kept(answer: &Answer, id: &str) -> String {
    let page = answer.text();
    let field = markup::find(&page, "id", id).unwrap_or_else(|| panic!("no field {id}"));
    field.attribute("value").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_password_leads_where_one_was_going_and_takes_the_place_of_the_old_session() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    choose(&place, &jeanne).await;
    let before = Person { cookie: place.sign_in(&jeanne.member).await, ..jeanne.clone() };
    let fields = [("identifiant", "Jeanne-Martin@exemple.fr"), ("mot_de_passe", RAIN), ("suite", "/guide")];
    let answer = place.send(&before, "/connexion/mot-de-passe", &fields).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/guide"));
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    assert_ne!(cookie, before.cookie);
    let after = Person { cookie, ..before.clone() };
    assert_eq!(place.see(&after, "/mon-compte").await.status, StatusCode::OK);
    assert_eq!(
        place.see(&before, "/mon-compte").await.status,
        StatusCode::SEE_OTHER,
        "the old session is over"
    );
}

#[tokio::test]
async fn a_refusal_says_the_same_to_everybody_and_keeps_everything_but_the_password() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    place.person("Odile Grandjean", Role::Advisor).await;
    choose(&place, &jeanne).await;
    let mut pages = Vec::new();
    for email in ["jeanne-martin@exemple.fr", "odile-grandjean@exemple.fr", "personne@exemple.fr"] {
        let answer = knock(&place, email, ROOF).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            (kept(&answer, "identifiant"), kept(&answer, "mot_de_passe")),
            (email.to_owned(), String::new())
        );
        assert!(!answer.text().contains("toit"), "the password is nowhere in the page");
        assert_eq!(answer.header("cache-control"), "private, no-store");
        pages.push(without_numbers(&answer.text().replace(email, "")));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[1], pages[2]);
}

/// The page without what is different each time: the number that lets its script in.
fn without_numbers(page: &str) -> String {
    let mut pieces = page.split("nonce=\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |page, piece| page + piece.split_once('"').map_or(piece, |(_, rest)| rest))
}

#[tokio::test]
async fn after_too_many_tries_one_is_told_to_wait_in_french_with_what_was_typed() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    choose(&place, &jeanne).await;
    for email in ["jeanne-martin@exemple.fr", "personne@exemple.fr"] {
        for _ in 0..10 {
            assert_eq!(knock(&place, email, ROOF).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = knock(&place, email, RAIN).await;
        answer.is_a_page_with(StatusCode::TOO_MANY_REQUESTS);
        let wait: u32 = answer.header("retry-after").parse().expect("seconds");
        assert!((800..=901).contains(&wait), "{wait}");
        assert!(answer.text().contains("demandez un lien de connexion"), "{}", answer.text());
        assert_eq!(kept(&answer, "identifiant"), email);
        assert_eq!(answer.header("set-cookie"), "");
    }
    let link = place.link("jeanne-martin@exemple.fr", Role::Advisor).await;
    assert_eq!(
        place.sent_by(None, &link, &[]).await.status,
        StatusCode::SEE_OTHER,
        "a link lets in all the same"
    );
}

#[tokio::test]
async fn a_password_that_came_after_the_session_ended_is_not_in_the_page_that_keeps_the_rest() {
    let place = Place::unhurried().await;
    let fields = [("courriel", "ailleurs@exemple.fr"), ("mot_de_passe_present", RAIN)];
    let answer = place.sent_by(None, "/mon-compte/adresse", &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("ailleurs@exemple.fr"));
    assert!(!answer.text().contains("verri") && !answer.text().contains("mot_de_passe"), "{}", answer.text());
}

#[tokio::test]
async fn a_weak_password_is_refused_kindly_and_a_good_one_is_taken() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let page = "/mon-compte/mot-de-passe";
    for (weak, words) in
        [("zyxwv", "Ajoutez un mot ou deux"), ("motdepasse2026!", "Essayez une courte phrase")]
    {
        let answer = place.send(&jeanne, page, &[("mot_de_passe_nouveau", weak)]).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{}", answer.text());
        assert!(!answer.text().contains(weak), "the password is nowhere in the page");
    }
    let answer = place.send(&jeanne, page, &[("mot_de_passe_nouveau", RAIN)]).await;
    assert_eq!(answer.header("location"), "/mon-compte/securite?fait=mot-de-passe");
    assert_eq!(knock(&place, "jeanne-martin@exemple.fr", RAIN).await.status, StatusCode::SEE_OTHER);
}

async fn ask(place: &Place, person: Option<&Person>, path: &str, body: &Value) -> Answer {
    let asked = get(path).method(Method::POST).header("sec-fetch-site", "same-origin");
    let asked = asked.header(header::CONTENT_TYPE, "application/json");
    let asked = person.into_iter().fold(asked, |asked, who| asked.header("cookie", &who.cookie));
    let asked = asked.body(Body::from(body.to_string())).expect("well made");
    place.ask(asked).await
}

#[tokio::test]
async fn the_ceremonies_of_passkeys_speak_json_and_refuse_in_french() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let begun = ask(&place, None, "/api/cles/entree", &json!({})).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    let begun: Value = serde_json::from_slice(&begun.body).expect("it is JSON");
    assert_eq!(begun["options"]["publicKey"]["rpId"], "communaute.exemple.fr");
    assert_eq!(begun["options"]["publicKey"]["userVerification"], "required");
    let ending = json!({ "ceremony": begun["ceremony"], "answer": { "id": "AA" }, "next": "//ailleurs.fr" });
    for _ in 0..2 {
        let refused = ask(&place, None, "/api/cles/entree/fin", &ending).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("n’ouvre aucun compte ici"), "{}", refused.text());
        assert_eq!(refused.header("set-cookie"), "");
    }
    let begun = ask(&place, Some(&jeanne), "/api/cles/ajout", &json!({})).await;
    let begun: Value = serde_json::from_slice(&begun.body).expect("it is JSON");
    let selection = &begun["options"]["publicKey"]["authenticatorSelection"];
    assert_eq!(
        (&selection["residentKey"], &selection["userVerification"]),
        (&json!("required"), &json!("required"))
    );
    let nameless = json!({ "ceremony": begun["ceremony"], "name": " ", "answer": {} });
    let refused = ask(&place, Some(&jeanne), "/api/cles/ajout/fin", &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Le nom est vide"), "{}", refused.text());
    let from_elsewhere = post("/api/cles/entree").header("origin", "https://ailleurs.fr");
    let mut from_elsewhere = from_elsewhere.body(Body::from("{}")).expect("well made");
    from_elsewhere.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("it is a word"));
    assert_eq!(place.ask(from_elsewhere).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_address_that_confirms_is_asked_with_a_button() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let own = place.send(&jeanne, "/mon-compte/adresse", &[("courriel", "jeanne-martin@exemple.fr")]).await;
    own.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let asked = place.send(&jeanne, "/mon-compte/adresse", &[("courriel", "jeanne@ailleurs.fr")]).await;
    assert_eq!(asked.header("location"), "/mon-compte/adresse?fait");
    assert!(place.see(&jeanne, "/mon-compte/adresse").await.text().contains("jeanne@ailleurs.fr"));
    while domain::notices::follow(&place.community).await.expect("the letters follow") {}
    while domain::notices::post(&place.community).await.expect("the post works")
        != domain::notices::Posting::Nothing
    {}
    let letters = place.mailer.letters();
    let paths: Vec<String> = letters
        .iter()
        .filter_map(|letter| letter.text.split_once("/connexion/adresse/"))
        .map(|(_, rest)| format!("/connexion/adresse/{}", &rest[..43]))
        .collect();
    assert_eq!(paths.len(), 2);
    for path in &paths {
        place.get(path).await.is_a_page_with(StatusCode::OK);
        assert_eq!(place.sent_by(None, path, &[("geste", "confirmer")]).await.header("location"), path);
    }
    let done = place.get(&paths[0]).await;
    assert!(done.text().contains("Votre adresse est désormais jeanne@ailleurs.fr"), "{}", done.text());
    assert!(place.see(&jeanne, "/mon-compte").await.text().contains("jeanne@ailleurs.fr"));
}

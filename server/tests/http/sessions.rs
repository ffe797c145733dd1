//! From a link to a page of members, and out again.

use axum::{body::Body, http::StatusCode};
use domain::Role;

use crate::common::{Answer, Place, get, post};

async fn see(place: &Place, path: &str, cookie: &str) -> Answer {
    place.ask(get(path).header("cookie", cookie).body(Body::empty()).expect("well made")).await
}

/// Uses the link; answers the cookie.
async fn enter(place: &Place, link: &str) -> String {
    let answer = place.ask(post(link).body(Body::empty()).expect("well made")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let cookie = answer.header("set-cookie").to_owned();
    for guard in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(guard), "{cookie} lacks {guard}");
    }
    cookie.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_link_lets_in_once_and_the_cookie_until_one_leaves() {
    let place = Place::new().await;
    let link = place.link("jeanne@exemple.fr", Role::Advisor).await;
    let cookie = enter(&place, &link).await;
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert_eq!(see(&place, "/mon-compte", &cookie).await.status, StatusCode::OK);

    let again = place.ask(post(&link).body(Body::empty()).expect("well made")).await;
    assert_eq!(again.header("set-cookie"), "", "a link lets in once");

    let leaving = post("/deconnexion").header("cookie", &cookie).body(Body::empty()).expect("well made");
    let left = place.ask(leaving).await;
    assert_eq!((left.status, left.header("clear-site-data")), (StatusCode::SEE_OTHER, "\"cache\""));
    assert_eq!(
        see(&place, "/mon-compte", &cookie).await.status,
        StatusCode::SEE_OTHER,
        "the session is over"
    );
}

#[tokio::test]
async fn a_cookie_that_opens_nothing_is_as_good_as_none() {
    let place = Place::new().await;
    let forged = format!("__Host-session={}", "A".repeat(43));
    for cookie in ["__Host-session=", "__Host-session=' OR 1=1", "session=x", forged.as_str()] {
        assert_eq!(see(&place, "/", cookie).await.status, StatusCode::OK, "{cookie}");
        let shut = see(&place, "/mon-compte", cookie).await;
        assert_eq!(shut.status, StatusCode::SEE_OTHER, "{cookie}");
        assert!(shut.header("location").starts_with("/connexion"), "{cookie}");
    }
}

#[tokio::test]
async fn reading_a_link_does_not_use_it_up() {
    let place = Place::new().await;
    let link = place.link("jeanne@exemple.fr", Role::Advisor).await;
    // Mail scanners open every address of a letter.
    assert_eq!(place.get(&link).await.status, StatusCode::OK);
    enter(&place, &link).await;
}

//! Addresses that climb: the router reads them as they are written, whoever makes the page would walk up and down in them.

use axum::http::StatusCode;
use domain::Role;

use super::bytes::is_nothing;
use crate::common::Place;

/// Where signed-out people may be, with a piece of their own.
const DOORS: [&str; 3] = ["/connexion/x", "/connexion/adresse/x", "/invitation/x"];

#[tokio::test]
async fn no_door_leads_to_the_page_of_another_address() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let pages = app::routes::addresses();
    assert!(pages.len() > 50, "{}", pages.len());
    for page in pages {
        let page = page.replace(['{', '}'], "");
        for door in DOORS {
            let up = "\\..".repeat(door.matches('/').count());
            let path = format!("{door}{up}{}", page.replace('/', "\\"));
            is_nothing(&place.get(&path).await, &path);
            is_nothing(&place.see(&jeanne, &path).await, &path);
        }
    }
}

#[tokio::test]
async fn a_piece_that_is_dots_is_the_name_of_nothing() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    for dots in [".", "..", "%2e", "%2E%2e", ".%2e", "%2e.", "..\\..", "x\\..", "..%5c.."] {
        for before in [
            "/connexion/",
            "/invitation/",
            "/annuaire/",
            "/guide/",
            "/ressources/documents/",
            "/forums/sujets/",
        ] {
            let path = format!("{before}{dots}");
            let answer = place.see(&jeanne, &path).await;
            let spent = answer.status == StatusCode::GONE && dots.contains("%5c");
            assert!(spent || answer.status == StatusCode::NOT_FOUND, "{path}: {}", answer.status);
        }
        let path = format!("/forums/{dots}/nouveau");
        is_nothing(&place.send(&jeanne, &path, &[("titre", "Un titre")]).await, &path);
    }
}

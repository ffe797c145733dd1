//! Every address, as everybody: what each may do is written in one table, and an address without a line fails.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::Role;

use crate::common::{Place, get};
use stage::Stage;
use table::{Row, rows};

mod forms;
mod shelf;
mod stage;
mod table;

#[tokio::test]
async fn everybody_sees_what_the_table_says_and_nothing_else() {
    let mut stage = Stage::set().await;
    walk(&mut stage, |row| row.method != "POST").await;
    assert_eq!(stage.silent(), [], "nobody is shown there what is for the antennes");
}

#[tokio::test]
async fn everybody_may_send_what_the_table_says_and_nothing_else() {
    let mut stage = Stage::set().await;
    walk(&mut stage, |row| row.method == "POST").await;
}

/// Goes through those rows of the table, as everybody.
async fn walk(stage: &mut Stage, are_walked: impl Fn(&Row) -> bool) {
    let mut wrong = Vec::new();
    for row in rows().into_iter().filter(are_walked) {
        for column in 0..row.outcomes.len() {
            if let Err(why) = stage.holds(&row, column).await {
                let who = column.checked_sub(1).map_or("signed out", |role| Role::ALL[role].code());
                wrong.push(format!("{} {} {} as {who}: {why}", row.method, row.route, row.thing));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_address_has_a_line() {
    assert_eq!(missing(&known(), &rows()), [""; 0]);
    let known: BTreeSet<String> = known().into_iter().collect();
    for row in rows().iter().filter(|row| row.route.contains('{')) {
        let method = row.method.replace("HEAD", "GET").replace("PART", "GET");
        let line = format!("{method} {}", row.route);
        assert!(known.contains(&line), "{line} is in the table, and not in the site any more");
    }
}

#[test]
fn an_address_without_a_line_is_noticed() {
    let mut known = known();
    known.extend(["GET /coulisses".to_owned(), "POST /guide".to_owned(), "POST /api/secrets".to_owned()]);
    assert_eq!(missing(&known, &rows()), ["GET /coulisses", "POST /guide", "POST /api/secrets"]);
}

#[test]
fn every_noun_of_the_menu_is_a_page() {
    let pages = app::routes::addresses();
    for noun in app::parts::Place::NOUNS {
        assert!(pages.iter().any(|page| page == noun.href()), "{noun:?} leads nowhere");
    }
}

/// What the site answers: its pages, its forms, its server functions, its members’ files.
fn known() -> Vec<String> {
    let pages = app::routes::addresses().into_iter().map(|address| format!("GET {address}"));
    let forms = app::routes::form_addresses().into_iter().map(|address| format!("POST {address}"));
    let functions = app::routes::server_functions().into_iter().map(|address| format!("POST {address}"));
    let files = app::routes::file_addresses().into_iter().map(|address| format!("GET {address}"));
    pages.chain(forms).chain(functions).chain(files).collect()
}

/// Those that have no line in the table.
fn missing(known: &[String], rows: &[Row]) -> Vec<String> {
    let lines: BTreeSet<String> = rows.iter().map(|row| format!("{} {}", row.method, row.route)).collect();
    known.iter().filter(|known| !lines.contains(*known)).cloned().collect()
}

#[tokio::test]
async fn what_is_not_a_form_takes_none_and_no_address_takes_another_method() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let forms: BTreeSet<&str> = app::routes::form_addresses().into_iter().collect();
    let pages = app::routes::addresses();
    for route in &pages {
        let path = route.replace(['{', '}'], "");
        if !forms.contains(route.as_str()) {
            let answer = place.send(&jeanne, &path, &[("texte", "Bonjour")]).await;
            answer.is_a_page_with(StatusCode::METHOD_NOT_ALLOWED);
            assert_eq!(answer.header("allow"), "GET,HEAD", "{route}");
        }
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let asked = get(&path).method(method.clone()).header("cookie", &jeanne.cookie);
            let asked = asked.header("sec-fetch-site", "same-origin").body(Body::empty());
            let answer = place.ask(asked.expect("well made")).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {route}");
        }
    }
    for form in forms.iter().filter(|form| !pages.iter().any(|page| page == *form)) {
        let answer = place.see(&jeanne, form).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "GET {form}");
    }
}

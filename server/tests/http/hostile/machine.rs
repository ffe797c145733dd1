//! The machine under the site fails: the person reads why, the log has the same reference, and nothing is half done.

use std::fs;

use axum::http::StatusCode;
use domain::{
    Fault, Role,
    mail::Mailer,
    notices::{self, Posting},
    search,
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tempfile::TempDir;

use crate::{
    cast::{LIFE, Person, address},
    common::{Answer, Place, With, sender},
};

/// A place on SQLite with somebody in it; on PostgreSQL, the reason why there is nothing to see.
async fn on_sqlite() -> Option<(Place, Person)> {
    let place = Place::unhurried().await;
    if place.is_postgres() {
        eprintln!(
            "skipped on PostgreSQL, which has neither a single writer nor a single file to fill or to lock"
        );
        return None;
    }
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    Some((place, jeanne))
}

/// A connection of somebody else's to the same file.
async fn beside(place: &Place) -> DatabaseConnection {
    let mut options = ConnectOptions::new(place.url.clone());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("the file opens twice")
}

const QUESTION: [(&str, &str); 3] =
    [("genre", "question"), ("titre", "Un jury en juin"), ("texte", "Bonjour.\r\nMerci.")];

/// A page in French, with the reference that is in the headers and in the log.
#[track_caller]
fn tells_its_reference(answer: &Answer, status: StatusCode, words: &str) {
    answer.is_a_page_with(status);
    let reference = answer.header("x-request-id");
    let page = answer.text();
    assert!(reference.len() == 8 && page.contains(reference), "{reference}: {page}");
    assert!(page.contains(words) && page.contains("Référence à nous donner"), "{page}");
    assert!(!page.contains("SQL") && !page.contains("code:"), "the machine's words are for the log: {page}");
}

#[tokio::test]
async fn a_locked_database_is_told_in_a_page_and_nothing_is_written() {
    let Some((place, jeanne)) = on_sqlite().await else { return };
    let opening = format!("/forums/{LIFE}/nouveau");
    let other = beside(&place).await;
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let held = other.begin_with_options(immediate).await.expect("the seat is free");

    let refused = place.send(&jeanne, &opening, &QUESTION).await;
    tells_its_reference(&refused, StatusCode::SERVICE_UNAVAILABLE, "Le site est très occupé");
    assert!(refused.text().contains("Mon compte"), "it is the page of somebody signed in");
    assert_eq!(place.see(&jeanne, &opening).await.status, StatusCode::OK, "one reads meanwhile");
    assert_eq!(place.tally(&jeanne, LIFE).await, (0, 0));

    held.rollback().await.expect("the seat is given back");
    assert_eq!(place.send(&jeanne, &opening, &QUESTION).await.status, StatusCode::SEE_OTHER);
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 0));
}

#[tokio::test]
async fn a_full_disk_is_told_in_a_page_and_nothing_is_half_written() {
    let Some((place, jeanne)) = on_sqlite().await else { return };
    // The site's own connection cannot be made to lack room: the file refuses in the very words of one that does.
    let refusing = "CREATE TRIGGER full BEFORE INSERT ON journal
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    beside(&place).await.execute_unprepared(refusing).await.expect("the trigger is made");

    let refused = place.send(&jeanne, &format!("/forums/{LIFE}/nouveau"), &QUESTION).await;
    tells_its_reference(&refused, StatusCode::INSUFFICIENT_STORAGE, "ne peut plus rien enregistrer");
    assert_eq!(
        place.tally(&jeanne, LIFE).await,
        (0, 0),
        "the topic came before the journal, and went with it"
    );
    assert_eq!(place.see(&jeanne, "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_that_cannot_grow_is_a_full_disk() {
    let Some((place, _)) = on_sqlite().await else { return };
    let file = beside(&place).await;
    file.execute_unprepared("PRAGMA max_page_count = 1").await.expect("SQLite takes the size it has for it");
    let heavy = "INSERT INTO letters (recipient, subject, body_text, body_html, written_at, try_at)
        VALUES ('a', 'b', hex(zeroblob(1000000)), '', '2027-01-01', '2027-01-01')";
    let refused = file.execute_unprepared(heavy).await.expect_err("there is no room");
    let said = refused.to_string();
    assert!(said.contains("(code: 13)"), "{said}");
    assert!(matches!(Fault::from(refused), Fault::Full(_)), "{said}");
}

#[tokio::test]
async fn without_its_index_the_site_lives_and_the_search_answers_or_says_why() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let title = "Un jury en juin";
    let topic = place.open(&jeanne, LIFE, title, "Bonjour.").await;
    place.index_follows().await;
    fs::remove_dir_all(place.folder.path().join("index")).expect("the index can be removed");

    for path in ["/recherche?q=jury", "/recherche?q=introuvable&dans=sujets"] {
        let found = place.see(&jeanne, path).await;
        if found.status != StatusCode::OK {
            tells_its_reference(&found, StatusCode::INTERNAL_SERVER_ERROR, "Le site a eu un problème");
        }
    }
    let page = address(topic, title);
    for path in ["/", "/forums", page.as_str(), "/annuaire", "/guide"] {
        assert_eq!(place.see(&jeanne, path).await.status, StatusCode::OK, "{path}");
    }
    let replied = place.send(&jeanne, &page, &[("texte", "Une réponse.")]).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.text());
    // The worker meets a fault, which it logs and tries again; never a panic.
    if let Err(fault) = search::follow(&place.community).await {
        assert!(matches!(fault, Fault::Index(_)), "{fault}");
    }
    assert_eq!(place.see(&jeanne, &page).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_folder_that_takes_no_letter_delays_the_letter_and_nobody_else() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    // Tests may run as root, whom no permission stops: a file stands where the folder should be.
    let mail = folder.path().join("mail");
    fs::write(&mail, "").expect("the file is written");
    let mailer = Mailer::folder(mail.clone(), sender());
    let place = Place::with(With { mailer: Some(mailer), ..With::default() }).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;

    let fields = [("courriel", jeanne.member.email().as_str())];
    let asked = place.sent_by(None, "/connexion", &fields).await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/connexion?envoye"));
    while notices::follow(&place.community).await.expect("the letter is written down") {}
    assert_eq!(notices::post(&place.community).await.expect("a letter may wait"), Posting::Delayed);
    assert_eq!(notices::post(&place.community).await.expect("not yet"), Posting::Nothing);

    fs::remove_file(&mail).expect("the folder is free again");
    let later = place.community.at(place.community.now() + chrono::TimeDelta::minutes(2));
    assert_eq!(notices::post(&later).await.expect("the letter leaves"), Posting::Posted);
    let letters = fs::read_dir(&mail).expect("the folder is made").count();
    assert_eq!(letters, 1);
}

//! Files that mean harm, or look as if they did: sent by the form, read by the program as it really starts, shown, taken away. Each
//! is a file like another; none is the site's trouble.

use std::path::Path;

use axum::http::StatusCode;
use sea_orm::{ConnectionTrait, Statement};

use crate::{
    cast::Person,
    common::{Answer, Place},
};

mod bombs;
mod disguises;
mod door;
mod locked;
mod packages;
mod readers;

/// The program, as the tests' build made it.
const PROGRAM: &str = env!("CARGO_BIN_EXE_communaute-vae");

/// Where documents are deposited.
const NEW: &str = "/ressources/documents/nouveau";

/// What the page says of a file that is read in part, cannot be read, or is locked.
const TOO_LONG: &str = "Son texte est trop long";
const DAMAGED: &str = "le fichier est abîmé. Seul son titre est trouvé.";
const LOCKED: &str = "un mot de passe le protège. Seul son titre est trouvé.";

/// A document that came by its form.
struct Deposited {
    number: i64,
    address: String,
}

impl Place {
    /// Deposits that file by its form; an organiser's is published at once.
    async fn deposits(&self, by: &Person, title: &str, name: &str, bytes: &[u8]) -> Deposited {
        let fields = [("titre", title), ("nature", "tool")];
        let answer = self.posts(by, NEW, &fields, Some((name, bytes))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.text());
        let address = answer.header("location").trim_end_matches("?fait=depot").to_owned();
        let number = address.split(['/', '-']).filter_map(|piece| piece.parse().ok()).next();
        Deposited { number: number.expect("the address has its number"), address }
    }

    /// Lets the program read all that waits.
    async fn all_is_read(&self) {
        while server::reading::step(&self.community, Path::new(PROGRAM)).await.expect("the reader starts") {}
    }

    /// How far its text is known, and how many pages of it.
    async fn known(&self, document: &Deposited) -> (String, i32) {
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        let query = format!(
            "SELECT f.reading, COALESCE(f.pages, 0) FROM files f JOIN resource_versions v ON v.hash = f.hash
            WHERE v.resource_id = {}",
            document.number
        );
        let query = Statement::from_string(console.get_database_backend(), query);
        let row = console.query_one_raw(query).await.expect("it is asked").expect("it has a file");
        console.close().await.expect("the console closes");
        (row.try_get_by_index(0).expect("a word"), row.try_get_by_index(1).expect("a number"))
    }

    /// That number of rows.
    async fn count(&self, of: &str) -> i64 {
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        let query = format!("SELECT COUNT(*) FROM {of}");
        let query = Statement::from_string(console.get_database_backend(), query);
        let row = console.query_one_raw(query).await.expect("it is asked").expect("there is a number");
        console.close().await.expect("the console closes");
        row.try_get_by_index(0).expect("a number")
    }

    /// The document's page, which is there as that of any other.
    async fn page_of(&self, by: &Person, document: &Deposited) -> String {
        let page = self.see(by, &document.address).await;
        page.is_a_page_with(StatusCode::OK);
        assert_eq!(self.get("/healthz").await.status, StatusCode::OK);
        page.text()
    }

    /// Its file, taken away; or looked at, where `?voir` asks for it.
    async fn file_of(&self, by: &Person, document: &Deposited, query: &str) -> Answer {
        let answer = self.see(by, &format!("{}/fichier/1{query}", document.address)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer
    }
}

/// Bytes that this process has held at most since this was last asked; the tests that ask have their process to themselves.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a process knows itself");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak is told");
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().expect("in kilobytes");
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    kilobytes * 1024
}

const MEGA: u64 = 1024 * 1024;

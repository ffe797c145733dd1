//! The rush on a day's seats, as it happens: the running program, over HTTP, with many people at the same instant.
//!
//! Exactly as many as there are seats get one, the others are in the queue in the order in which they came, and nobody is lost: on
//! SQLite, and where `VAE_TEST_DATABASE_URL` names a server on PostgreSQL, with one process and with two. `control` does the same
//! with the guard off, and seats are oversold.
//!
//! `VAE_CONTENTION=500x50` is five hundred people and fifty rounds; without it a few people rush twice, to be quick.

mod crowd;
mod site;

use std::collections::BTreeMap;

use crowd::{Crowd, Stay};
use domain::days::registration;
use site::Site;

/// Seats of each day.
const SEATS: u32 = 12;

/// How many people, how many times.
fn size() -> (usize, usize) {
    let said = std::env::var("VAE_CONTENTION").unwrap_or_else(|_| "60x2".to_owned());
    let (people, rounds) = said.split_once('x').expect("VAE_CONTENTION is PEOPLExROUNDS");
    (people.parse().expect("a number of people"), rounds.parse().expect("a number of rounds"))
}

async fn rush(processes: usize) {
    let (people, rounds) = size();
    let site = Site::open(processes).await;
    let crowd = Crowd::gather(&site, people).await;
    for round in 1..=rounds {
        let day = site.day(&format!("Journée très demandée, tour {round}"), SEATS).await;
        let stays = crowd.rush(&site, day).await;
        let rows = site.registrations(day).await;
        assert_eq!(rows.len(), people, "round {round}: nobody is lost, nobody is there twice");
        let seated: Vec<i64> = rows.iter().filter(|row| row.1 == "seated").map(|row| row.2).collect();
        assert_eq!(seated.len(), SEATS as usize, "round {round}: exactly as many as there are seats");
        let mut ranks: Vec<i64> = rows.iter().map(|row| row.2).collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), people, "round {round}: each has a rank of their own");
        assert!(
            seated.iter().all(|rank| *rank <= ranks[SEATS as usize - 1]),
            "round {round}: the first are seated"
        );
        in_order_of_arrival(&stays, &rows, round);
    }
}

/// Whoever was answered before somebody else asked has a lower rank.
fn in_order_of_arrival(stays: &BTreeMap<i64, Stay>, rows: &[(i64, String, i64)], round: usize) {
    let rank: BTreeMap<i64, i64> = rows.iter().map(|(member, _, rank)| (*member, *rank)).collect();
    for (first, one) in stays {
        for (second, other) in stays {
            if one.answered < other.asked {
                assert!(
                    rank[first] < rank[second],
                    "round {round}: {first} was answered before {second} asked"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_gives_exactly_the_seats_there_are() {
    rush(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_one_postgresql_give_exactly_the_seats_there_are() {
    if Site::on_postgres() {
        rush(2).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn control_without_the_guard_seats_are_oversold() {
    let site = Site::open(0).await;
    let crowd = Crowd::gather(&site, 60).await;
    let mut oversold = 0;
    for round in 1..=5 {
        let day = site.day(&format!("Journée sans garde, tour {round}"), SEATS).await;
        let rushing = crowd.members().map(|member| {
            let community = site.community();
            tokio::spawn(async move {
                registration::control::register_without_guard(&community, &member, day)
                    .await
                    .expect("they come");
            })
        });
        for one in rushing.collect::<Vec<_>>() {
            one.await.expect("it ends");
        }
        let rows = site.registrations(day).await;
        oversold += u32::from(rows.iter().filter(|row| row.1 == "seated").count() > SEATS as usize);
    }
    assert!(
        oversold > 0,
        "if looking and then writing is enough, the guard is not what keeps the number right"
    );
}

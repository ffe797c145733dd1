//! Wherever a page leads, there is something there for the person who reads it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use domain::Role;

use crate::{
    cast::{CERTIFICATIONS, JURY, LIFE, Person},
    common::Place,
    markup,
};

#[tokio::test]
async fn no_link_leads_nowhere_for_anybody() {
    let place = lively().await;
    let mut dead = dead_links(&place, None).await;
    for role in Role::ALL {
        let person = place.person(&format!("Une {}", role.code()), role).await;
        dead.extend(dead_links(&place, Some(&person)).await);
    }
    assert_eq!(dead, [""; 0]);
}

/// Long topics, several pages of them, and somebody whose name and titles are all but plain.
async fn lively() -> Place {
    let place = Place::unhurried().await;
    let odile = place.person("Odile d’Été & fils", Role::Organiser).await;
    for board in [JURY, CERTIFICATIONS, LIFE] {
        let topic = place.open(&odile, board, "« L’œuvre » : 100 % d’idées & plus ?", "Un message.").await;
        for number in 0..21 {
            place.reply(&odile, topic, &format!("Une réponse {number}.")).await;
        }
    }
    for number in 0..21 {
        place.open(&odile, LIFE, &format!("Un sujet numéro {number}"), "Un message.").await;
    }
    place.index_follows().await;
    place
}

/// The texts that are the same for everybody: they send whoever is signed out to the door.
const SAME_FOR_ALL: [&str; 3] = ["/accessibilite", "/aide", "/confidentialite"];

/// A page: its status, and the places in it.
type Seen = (StatusCode, BTreeSet<String>);

/// Follows every link from the home page and from a search; tells which ones lead to nothing, or to no place in their page.
async fn dead_links(place: &Place, person: Option<&Person>) -> Vec<String> {
    let mut waiting = BTreeSet::from(["/".to_owned()]);
    if person.is_some() {
        waiting.extend(["/recherche?q=message", "/recherche?q=odile&dans=personnes"].map(str::to_owned));
    }
    let (mut seen, mut links) = (BTreeMap::<String, Seen>::new(), BTreeSet::new());
    while let Some(path) = waiting.pop_first() {
        let answer = place.seen_by(person, &path).await;
        let tags = markup::tags(&answer.text());
        let ids = tags.iter().filter_map(|tag| tag.attribute("id")).map(str::to_owned);
        seen.insert(path.clone(), (answer.status, ids.collect()));
        for link in tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attribute("href")) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() { path.as_str() } else { target };
            if !target.starts_with('/') {
                continue;
            }
            links.insert((path.clone(), target.to_owned(), anchor.to_owned()));
            if !seen.contains_key(target) {
                waiting.insert(target.to_owned());
            }
        }
    }
    assert!(links.len() > 20, "there is little to follow: {links:?}");
    let who = person.map_or("somebody signed out", |person| person.member.name().as_str());
    let dead = links.iter().filter_map(|(from, target, anchor)| {
        let (status, ids) = &seen[target];
        let to_the_door = person.is_none() && SAME_FOR_ALL.contains(&from.as_str());
        let there = *status == StatusCode::OK || from == target || to_the_door;
        let found = anchor.is_empty() || ids.contains(anchor);
        (!there || !found).then(|| format!("{who}, from {from}: {target}#{anchor}, {status}"))
    });
    dead.collect()
}

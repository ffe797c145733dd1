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

/// Follows every link from the home page and from a search; tells which ones lead to nothing, or to no place in their page.
async fn dead_links(place: &Place, person: Option<&Person>) -> Vec<String> {
    let mut waiting: BTreeMap<String, String> = BTreeMap::new();
    for start in ["/", "/recherche?q=message", "/recherche?q=odile&dans=personnes"] {
        if start == "/" || person.is_some() {
            waiting.insert(start.to_owned(), "the beginning".to_owned());
        }
    }
    let (mut seen, mut anchors, mut dead) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
    while let Some((path, from)) = waiting.pop_first() {
        let answer = place.seen_by(person, &path).await;
        let who = person.map_or("somebody signed out", |person| person.member.name().as_str());
        if answer.status != StatusCode::OK {
            dead.push(format!("{who}: {path}, from {from}: {}", answer.status));
            seen.insert(path, BTreeSet::new());
            continue;
        }
        let tags = markup::tags(&answer.text());
        let ids = tags.iter().filter_map(|tag| tag.attribute("id")).map(str::to_owned);
        seen.insert(path.clone(), ids.collect::<BTreeSet<String>>());
        for link in tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attribute("href")) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() { path.as_str() } else { target };
            if !target.starts_with('/') {
                continue;
            }
            anchors.insert((path.clone(), target.to_owned(), anchor.to_owned()));
            if !seen.contains_key(target) {
                waiting.entry(target.to_owned()).or_insert_with(|| path.clone());
            }
        }
    }
    let lost = |(_, target, anchor): &&(String, String, String)| {
        !anchor.is_empty() && seen.get(target).is_none_or(|ids| !ids.contains(anchor))
    };
    let lost = anchors.iter().filter(lost);
    dead.extend(lost.map(|(from, target, anchor)| format!("{target} has no #{anchor}, from {from}")));
    dead
}

//! What the community has of a certification and of a certifier, on their pages.

use domain::Role;

use crate::{common::Place, markup, shelves::CERTIFIER};

const DEAES: &str = "/ressources/certifications/RNCP25467";

/// Where the links of the page lead, in order.
fn links(html: &str) -> Vec<String> {
    let tags = markup::tags(html).into_iter().filter(|tag| tag.name == "a");
    tags.filter_map(|tag| tag.attribute("href").map(str::to_owned)).collect()
}

#[tokio::test]
async fn the_latest_announcements_are_on_both_pages_with_the_way_to_all_of_them() {
    let place = Place::unhurried().await;
    place.certifications().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let certifier = format!("/ressources/certificateurs/{CERTIFIER}");
    place.certifier().await;
    let pages = [(DEAES, "certification=25467"), (certifier.as_str(), &format!("certificateur={CERTIFIER}"))];
    for (page, query) in pages {
        let before = place.see(&helene, page).await.text();
        assert!(before.contains("Rien n’a encore été annoncé ici."), "{before}");
        assert!(links(&before).contains(&format!("/ressources/actualites?{query}")), "{before}");
    }
    let mut updates = Vec::new();
    for number in 1..=6 {
        let id = place.update(&jeanne, &format!("Actualité numéro {number}")).await;
        updates.push(format!("/ressources/actualites/{id}-actualite-numero-{number}"));
    }
    updates.reverse();
    for (page, query) in pages {
        let seen = place.see(&helene, page).await.text();
        let links = links(&seen);
        let listed: Vec<_> = links.iter().filter(|link| updates.contains(link)).cloned().collect();
        assert_eq!(listed, updates[..5], "the latest five, the latest first: {page}");
        let every = format!("/ressources/actualites?{query}");
        assert!(links.contains(&every), "{seen}");
        let all = place.see(&helene, &every).await.text();
        assert!(all.contains("6\u{a0}actualités.") && all.contains(&updates[5]), "{all}");
    }
}

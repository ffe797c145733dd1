//! Feeds: the whole addresses that open them to whoever cannot sign in, each telling what its view tells.

use axum::http::StatusCode;
use domain::{
    Role,
    library::resource::{Act, Readers, acting},
    members::Message,
};

use crate::{cast::Person, common::Place};

const FOLLOWS: &str = "/ressources/suivis";

impl Place {
    /// The feed at that address, for whoever has no session.
    async fn told(&self, person: Option<&Person>, path: &str) -> String {
        let answer = self.seen_by(person, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.header("content-type").starts_with("application/atom+xml"), "{path}");
        answer.text()
    }
}

#[tokio::test]
async fn a_key_is_shown_in_the_whole_address_of_each_list() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    place.update(&jeanne, "Une actualité").await;
    for view in ["actualites", "ressources?etape=2"] {
        let done = place.sent_by(Some(&jeanne), FOLLOWS, &[("geste", "suivre"), ("vue", view)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    let page = place.sent_by(Some(&jeanne), FOLLOWS, &[("geste", "cle")]).await.text();
    let shown = page.split("class=\"feed-address\"><code>").skip(1);
    let shown: Vec<String> = shown
        .filter_map(|rest| rest.split('<').next())
        .map(|address| format!("/ressources{}", address.split("/ressources").nth(1).unwrap_or_default()))
        .map(|path| path.replace("&amp;", "&"))
        .collect();
    let lists: Vec<_> =
        shown.iter().filter_map(|path| path.split_once("cle=")).map(|(list, _)| list).collect();
    assert_eq!(
        lists,
        ["/ressources/actualites.atom?", "/ressources.atom?etape=2&", "/ressources.atom?"],
        "{page}"
    );
    for path in &shown {
        place.told(None, path).await;
    }
    assert!(place.told(None, &shown[0]).await.contains("Une actualité"));
    assert_eq!(place.get("/ressources/actualites.atom").await.status, StatusCode::NOT_FOUND);
    // The page does not say it twice.
    assert!(!place.see(&jeanne, FOLLOWS).await.text().contains("cle="));
}

#[tokio::test]
async fn the_feed_of_a_page_tells_what_the_page_tells() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (old, _) = place.document(&jeanne, "Ancienne grille", Readers::Everybody, false).await;
    let word = Message::parse("Trop ancienne.").expect("something is said");
    let done = acting::act(&place.community, &jeanne.member, old, 1, Act::Outdate, Some(&word)).await;
    done.expect("it is outdated");
    place.file(&jeanne, "Guide du jury", "guide.txt", b"Le guide.", Readers::Everybody, false).await;
    for (query, outdated, current) in
        [("?etat=perime", true, false), ("?etat=a-jour", false, true), ("", true, true)]
    {
        let page = place.see(&jeanne, &format!("/ressources{query}")).await.text();
        assert!(page.contains(&format!("href=\"/ressources.atom{query}\"")), "{page}");
        let feed = place.told(Some(&jeanne), &format!("/ressources.atom{query}")).await;
        assert_eq!(
            (feed.contains("Ancienne grille"), feed.contains("Guide du jury")),
            (outdated, current),
            "{feed}"
        );
    }
}

#[tokio::test]
async fn a_new_version_brings_its_date_to_the_feed() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (first, _) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    place.file(&jeanne, "Grille", "grille.txt", b"La grille.", Readers::Everybody, false).await;
    let dates = async || {
        let feed = place.told(Some(&jeanne), "/ressources.atom").await;
        let part = |entry: &str, name: &str| {
            let rest = entry.split(&format!("<{name}>")).nth(1).expect("it has one");
            rest.split('<').next().unwrap_or_default().to_owned()
        };
        let entries = feed.split("<entry>").skip(1);
        entries
            .map(|entry| (part(entry, "title"), part(entry, "updated") == part(entry, "published")))
            .collect::<Vec<_>>()
    };
    assert_eq!(dates().await, [("Grille".to_owned(), true), ("Guide du jury".to_owned(), true)]);
    place.second_version(&jeanne, first).await;
    assert_eq!(dates().await, [("Guide du jury".to_owned(), false), ("Grille".to_owned(), true)]);
}

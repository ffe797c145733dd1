//! Feeds, as a reader of feeds takes them: by a key, without a session.

use atom_syndication::{Feed, TextType};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use domain::{
    Id, Role,
    library::resource::{Details, Readers, Resource, ResourceKind, ResourceTitle, edition, reading},
    members::Visitor,
    text::Markdown,
};

use crate::{
    cast::Person,
    common::{ADDRESS, Answer, Place, get},
    documents::{PDF, details},
    shelves::CERTIFIER,
};

/// A title and a summary that break what is not escaped.
const HOSTILE: &str = "Guide <b>&amp;</b> ]]></title><script>alert(1)</script> \"d’Été\"";

impl Place {
    /// Makes that person’s key, as the page’s form does.
    async fn key(&self, person: &Person) -> String {
        let made = self.send(person, "/ressources/suivis", &[("geste", "cle")]).await;
        made.is_a_page_with(StatusCode::OK);
        let page = made.text();
        let key = page.split("cle=").nth(1).and_then(|rest| rest.get(..43)).expect("it is shown");
        key.to_owned()
    }

    async fn shelve(
        &self,
        by: &Person,
        kind: ResourceKind,
        title: &str,
        readers: Readers,
    ) -> (Id<Resource>, String) {
        let summary = Markdown::parse("Un <i>résumé</i> & **plus**, ]]> aussi.").ok();
        let details = Details { kind, readers, summary, ..details(title) };
        self.deposited(by, details, "document.pdf", PDF, false).await
    }

    /// The feed at that address, for whoever has no session.
    async fn feed(&self, path: &str) -> Feed {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        read(&answer)
    }
}

fn read(answer: &Answer) -> Feed {
    Feed::read_from(&answer.body[..]).unwrap_or_else(|why| panic!("{why}: {}", answer.text()))
}

fn titles(feed: &Feed) -> Vec<&str> {
    feed.entries().iter().map(|entry| entry.title().as_str()).collect()
}

#[tokio::test]
async fn a_feed_holds_what_is_asked_and_what_the_holder_of_its_key_may_see() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    place.shelve(&jeanne, ResourceKind::JuryGuide, "Guide du jury", Readers::Everybody).await;
    place.shelve(&jeanne, ResourceKind::Tool, "Outil des antennes", Readers::Antennes).await;
    place.shelve(&claire, ResourceKind::Tool, "Outil à relire", Readers::Everybody).await;
    place.update(&jeanne, "Le calendrier de mars").await;
    let (claires, helenes) = (place.key(&claire).await, place.key(&helene).await);
    for (path, key, expected) in [
        ("/ressources.atom?", &claires, &["Outil des antennes", "Guide du jury"][..]),
        ("/ressources.atom?", &helenes, &["Guide du jury"]),
        ("/ressources.atom?nature=tool&", &claires, &["Outil des antennes"]),
        ("/ressources.atom?nature=tool&", &helenes, &[]),
        ("/ressources.atom?q=guide&", &claires, &["Guide du jury"]),
        ("/ressources/actualites.atom?", &helenes, &["Le calendrier de mars"]),
        (
            &format!("/ressources/actualites.atom?certificateur={CERTIFIER}&"),
            &helenes,
            &["Le calendrier de mars"],
        ),
        ("/ressources/actualites.atom?certificateur=cnam&", &helenes, &[]),
        ("/ressources/actualites.atom?certification=25467&annee=2027&", &claires, &["Le calendrier de mars"]),
        ("/ressources/actualites.atom?annee=2026&", &claires, &[]),
    ] {
        let feed = place.feed(&format!("{path}cle={key}")).await;
        assert_eq!(titles(&feed), expected, "{path}");
        assert!(!feed.to_string().contains(key.as_str()), "the key is in no feed: {path}");
    }
}

#[tokio::test]
async fn a_key_opens_feeds_and_nothing_else_until_another_is_made() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let key = place.key(&claire).await;
    for path in ["/ressources", "/ressources/suivis", "/ressources/actualites", "/"] {
        let answer = place.get(&format!("{path}?cle={key}")).await;
        let says = answer.text();
        assert!(answer.status == StatusCode::SEE_OTHER || !says.contains("Claire Bernard"), "{path}: {says}");
    }
    let mut other = key.clone();
    other.replace_range(0..1, if key.starts_with('A') { "B" } else { "A" });
    for wrong in ["", "AAAA", &other, "%00", &"A".repeat(4_000)] {
        let answer = place.get(&format!("/ressources.atom?cle={wrong}")).await;
        answer.is_a_page_with(StatusCode::NOT_FOUND);
    }
    let second = place.key(&claire).await;
    place.get(&format!("/ressources.atom?cle={key}")).await.is_a_page_with(StatusCode::NOT_FOUND);
    place.feed(&format!("/ressources.atom?cle={second}")).await;
    let revoked = place.send(&claire, "/ressources/suivis", &[("geste", "sans-cle")]).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    place.get(&format!("/ressources.atom?cle={second}")).await.is_a_page_with(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_people_wrote_is_text_in_a_feed_whatever_is_in_it() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    place.shelve(&jeanne, ResourceKind::Tool, HOSTILE, Readers::Everybody).await;
    place.update(&jeanne, HOSTILE).await;
    let key = place.key(&jeanne).await;
    for path in ["/ressources.atom", "/ressources/actualites.atom"] {
        let answer = place.get(&format!("{path}?q=%3Cscript%3Ealert&cle={key}")).await;
        let written = answer.text();
        assert!(!written.contains("<script") && !written.contains("<b>"), "{written}");
        let feed = read(&answer);
        assert_eq!(titles(&feed), [HOSTILE], "{written}");
        assert!(feed.title().as_str().contains("<script>alert"), "{written}");
        let entry = &feed.entries()[0];
        assert_eq!(entry.title().r#type, TextType::Text);
        if let Some(summary) = entry.summary() {
            assert!(summary.as_str().contains("& plus, ]]> aussi."), "{written}");
        }
    }
}

#[tokio::test]
async fn an_entry_is_known_by_the_same_name_whatever_becomes_of_its_title_and_leads_to_its_page() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (id, slug) = place.shelve(&jeanne, ResourceKind::Tool, "Ancien titre", Readers::Everybody).await;
    let update = place.update(&jeanne, "Une actualité").await;
    let key = place.key(&jeanne).await;
    let path = format!("/ressources.atom?cle={key}");
    let before = place.feed(&path).await;
    let visitor = Visitor::from(jeanne.member.clone());
    let mut found = reading::find(&place.community, &visitor, id).await.expect("it is there");
    found.details.title = ResourceTitle::parse("Nouveau titre").expect("it is a title");
    edition::change(&place.community, &jeanne.member, id, found.edition, &found.details)
        .await
        .expect("she may");
    let after = place.feed(&path).await;
    assert_eq!((titles(&before), titles(&after)), (vec!["Ancien titre"], vec!["Nouveau titre"]));
    let names = [&before, &after].map(|feed| feed.entries()[0].id().to_owned());
    assert_eq!(names, [(); 2].map(|()| format!("{ADDRESS}/ressources/documents/{id}")));
    assert_eq!(before.id(), after.id());
    let leads = |feed: &Feed| feed.entries()[0].links()[0].href().to_owned();
    assert_eq!(leads(&before), format!("{ADDRESS}/ressources/documents/{slug}"));
    assert_eq!(leads(&after), format!("{ADDRESS}/ressources/documents/{id}-nouveau-titre"));
    let updates = place.feed(&format!("/ressources/actualites.atom?cle={key}")).await;
    assert_eq!(updates.entries()[0].id(), format!("{ADDRESS}/ressources/actualites/{update}"));
    assert_ne!(updates.id(), after.id(), "two feeds are two");
}

#[tokio::test]
async fn a_reader_who_has_the_feed_is_told_that_nothing_is_new_until_something_is() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let path = format!("/ressources.atom?cle={}", place.key(&jeanne).await);
    let ask = async |known: &str| {
        let asked = get(&path).header(header::IF_NONE_MATCH, known).body(Body::empty());
        place.ask(asked.expect("well made")).await
    };
    let empty = place.get(&path).await;
    assert_eq!(titles(&read(&empty)), [""; 0]);
    let mark = empty.header("etag").to_owned();
    for known in [mark.clone(), format!("W/{mark}"), format!("\"autre\", {mark}")] {
        let again = ask(&known).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(again.header("etag"), mark);
    }
    place.shelve(&jeanne, ResourceKind::Tool, "Un outil", Readers::Everybody).await;
    let more = ask(&mark).await;
    assert_eq!((more.status, titles(&read(&more))), (StatusCode::OK, vec!["Un outil"]));
    assert_ne!(more.header("etag"), mark);
}

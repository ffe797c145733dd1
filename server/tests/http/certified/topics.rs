//! The certifications of a topic, as one types them in its form.

use axum::http::StatusCode;
use domain::Role;

use super::links;
use crate::{
    cast::{CERTIFICATIONS, Person},
    common::{Answer, Place},
    markup,
};

const DEAES: &str = "/ressources/certifications/RNCP36004";
const FORMER: &str = "/ressources/certifications/RNCP25467";
const BARGE: &str = "/ressources/certifications/RNCP100";

impl Place {
    /// Opens a topic of that title about what is typed.
    async fn opens(&self, person: &Person, title: &str, typed: &str) -> Answer {
        let fields =
            [("genre", "question"), ("titre", title), ("texte", "Qui le sait ?"), ("certifications", typed)];
        self.send(person, &format!("/forums/{CERTIFICATIONS}/nouveau"), &fields).await
    }
}

fn typed(html: &str) -> String {
    let field = markup::find(html, "name", "certifications").expect("the field is there");
    field.attribute("value").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_topic_is_about_what_its_author_types_by_acronym_or_number_and_says_what_became_of_it() {
    let place = Place::unhurried().await;
    place.records().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let opened = place.opens(&claire, "Quel jury en juin ?", "deaes, rncp 25467 ; DEAES").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    let topic = opened.header("location").to_owned();
    let page = place.page(&claire, &topic).await;
    let named: Vec<_> =
        links(&page).into_iter().filter(|link| [DEAES, FORMER].contains(&link.as_str())).collect();
    // The former one is said to be replaced by the other, which is a link again.
    assert!(named.contains(&DEAES.to_owned()) && named.contains(&FORMER.to_owned()), "{named:?}");
    assert!(page.contains("remplacée par"), "{page}");
    for path in [DEAES, FORMER] {
        assert!(links(&place.page(&claire, path).await).contains(&topic), "{path} leads back to it");
    }
}

#[tokio::test]
async fn what_names_no_certification_is_said_so_and_nothing_typed_is_lost() {
    let place = Place::unhurried().await;
    place.records().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    for (wrong, first) in [
        ("DEAES, RNCP999999", "RNCP999999"),
        ("<b>zzz</b>, DEAES", "&lt;b&gt;zzz&lt;/b&gt;"),
        ("25 juin", "25 juin"),
    ] {
        let refused = place.opens(&claire, "Quel jury en juin ?", wrong).await;
        refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(
            page.contains(&format!("«\u{a0}{first}\u{a0}» ne désigne aucune certification connue ici.")),
            "{page}"
        );
        assert_eq!((typed(&page).as_str(), page.contains("Qui le sait ?")), (wrong, true), "{page}");
        assert_eq!(markup::dangers(&page), [""; 0]);
    }
    assert_eq!(place.tally(&claire, CERTIFICATIONS).await, (0, 0), "nothing was opened");
}

#[tokio::test]
async fn the_author_changes_what_the_topic_is_about() {
    let place = Place::unhurried().await;
    place.records().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let opened = place.opens(&claire, "Quel jury en juin ?", "DEAES, RNCP100").await;
    let topic = opened.header("location").to_owned();
    let number =
        topic.trim_start_matches("/forums/sujets/").split('-').next().expect("it has a number").to_owned();
    let form = format!("/forums/sujets/{number}/modifier");
    let chosen = typed(&place.page(&claire, &form).await);
    let mut chosen: Vec<_> = chosen.split(", ").collect();
    chosen.sort_unstable();
    assert_eq!(chosen, ["RNCP100", "RNCP36004"]);
    let change = async |version: &str, certifications: &str| {
        let fields = [
            ("version", version),
            ("titre", "Quel jury en juin ?"),
            ("texte", "Qui le sait ?"),
            ("certifications", certifications),
        ];
        place.send(&claire, &form, &fields).await
    };
    change("1", "DEAES, personne").await.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(change("1", "DEAES").await.status, StatusCode::SEE_OTHER);
    let now = links(&place.page(&claire, &topic).await);
    assert!(now.contains(&DEAES.to_owned()) && !now.contains(&BARGE.to_owned()), "{now:?}");
    assert!(!links(&place.page(&claire, BARGE).await).contains(&topic), "it is about that no more");
}

//! What the community has of a certification and of a certifier, on their pages.

use axum::http::StatusCode;
use domain::{
    Role,
    library::resource::{Details, Readers},
};

use crate::{
    cast::{CERTIFICATIONS, JURY, LIFE, Person},
    common::Place,
    documents::{PDF, details},
    markup,
    shelves::CERTIFIER,
};

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

/// Deposits documents about the DEAES that serve stages of the guide: two for everybody, one for the antennes.
async fn documents(place: &Place, by: &Person) {
    for (title, stages, readers) in [
        ("Guide du jury", &[4, 5][..], Readers::Everybody),
        ("Outil des antennes", &[4], Readers::Antennes),
        ("Sans étape", &[], Readers::Everybody),
    ] {
        let stages = stages.iter().copied().collect();
        let certifications = vec!["RNCP25467".parse().expect("it is a number")];
        let details = Details { stages, readers, certifications, ..details(title) };
        place.deposited(by, details, "document.pdf", PDF, false).await;
    }
}

#[tokio::test]
async fn a_certification_says_where_its_documents_serve_and_each_stage_leads_to_its_own() {
    let place = Place::unhurried().await;
    place.certifications().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let nothing = place.see(&helene, DEAES).await.text();
    assert!(!nothing.contains("Aux étapes du guide"), "{nothing}");
    documents(&place, &jeanne).await;
    for (person, fourth) in [(&jeanne, "2\u{a0}documents"), (&helene, "1\u{a0}document<")] {
        let seen = place.see(person, DEAES).await.text();
        let section = seen.split_once("Aux étapes du guide").expect("it is there").1;
        let section = section.split_once("</section>").expect("it ends").0;
        assert!(section.contains(fourth) && section.contains("1\u{a0}document<"), "{section}");
        let mut expected = Vec::new();
        for stage in [4, 5] {
            let narrowed = format!("/ressources?certification=25467&etape={stage}#documents");
            let list = place.see(person, &narrowed).await.text();
            assert!(list.contains("Guide du jury") && !list.contains("Sans étape"), "{list}");
            expected.extend([format!("/guide/{stage}"), narrowed]);
        }
        assert_eq!(links(section), expected);
    }
    let stage = place.see(&helene, "/guide/4").await.text();
    assert!(stage.contains("Guide du jury") && !stage.contains("Outil des antennes"), "{stage}");
    assert!(links(&stage).contains(&"/ressources?etape=4#documents".to_owned()), "{stage}");
}

/// Where « Demander à la communauté » leads on that page, if it is there.
fn question(html: &str) -> Option<String> {
    let forms = links(html).into_iter().filter(|link| link.contains("/nouveau?"));
    let found: Vec<String> = forms.filter(|link| link.starts_with("/forums/")).collect();
    assert_eq!(html.matches("Demander à la communauté").count(), found.len(), "{html}");
    found.into_iter().next()
}

#[tokio::test]
async fn whoever_may_ask_the_community_is_led_to_a_form_that_is_begun() {
    let place = Place::unhurried().await;
    place.certifications().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    documents(&place, &jeanne).await;
    place.index_follows().await;
    for (role, board) in [
        (Role::Advisor, Some(CERTIFICATIONS)),
        (Role::Assistant, Some(CERTIFICATIONS)),
        (Role::Organiser, Some(CERTIFICATIONS)),
        (Role::Certifier, Some(LIFE)),
        (Role::Administrator, Some(LIFE)),
        (Role::Funder, None),
    ] {
        let person = place.person(&format!("Une {}", role.code()), role).await;
        for (page, title, certifications) in [
            (DEAES, "DEAES\u{a0}:", "RNCP25467"),
            ("/ressources?q=zzyzxw+%26+jury", "zzyzxw & jury", ""),
            ("/ressources?q=zzyzxw&certification=25467", "zzyzxw", "RNCP25467"),
            ("/recherche?q=zzyzxw+%22+jurixw", "zzyzxw \" jurixw", ""),
        ] {
            let seen = place.see(&person, page).await;
            seen.is_a_page_with(StatusCode::OK);
            let question = question(&seen.text());
            let Some(board) = board else {
                assert_eq!(question, None, "{page} as {}", role.code());
                continue;
            };
            let question = question.unwrap_or_else(|| panic!("{page} as {}", role.code()));
            assert!(question.starts_with(&format!("/forums/{board}/nouveau?")), "{question}");
            let form = place.see(&person, &question).await;
            form.is_a_page_with(StatusCode::OK);
            let typed = |name: &str| {
                let field = markup::find(&form.text(), "name", name).expect("the field is there");
                field.attribute("value").unwrap_or_default().to_owned()
            };
            assert_eq!((typed("titre").as_str(), typed("certifications").as_str()), (title, certifications));
        }
    }
}

#[tokio::test]
async fn a_form_that_an_address_begins_is_sent_as_it_was_changed() {
    let place = Place::unhurried().await;
    place.certifications().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let hostile = "titre=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E%00%E2%80%AE%0D%0A%22onfocus%3D&certifications=%22%3E%3Cb%3E,1&texte=%3C/textarea%3E&genre=practice";
    let form = place.see(&claire, &format!("/forums/{JURY}/nouveau?{hostile}")).await;
    form.is_a_page_with(StatusCode::OK);
    assert_eq!(markup::dangers(&form.text()), [""; 0]);
    let field = markup::find(&form.text(), "name", "titre").expect("it is there");
    assert_eq!(field.attribute("value"), Some("</title><script>alert(1)</script> \"onfocus="));
    let texts = markup::tags(&form.text()).into_iter().find(|tag| tag.name == "textarea");
    assert_eq!(texts.expect("it is there").text.trim(), "", "an address says nothing in somebody's place");

    let begun = format!("/forums/{JURY}/nouveau?titre=D%C3%A9but&certifications=RNCP25467");
    let fields = [("genre", "question"), ("titre", "Autre chose"), ("texte", ""), ("certifications", "")];
    let refused = place.send(&claire, &begun, &fields).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let field = markup::find(&refused.text(), "name", "titre").expect("it is there");
    assert_eq!(
        field.attribute("value"),
        Some("Autre chose"),
        "what was typed, and not what the address says"
    );
}

//! A certifier's name in a form: read kindly, asked again beside the nearest where it leads to no one, and nothing else is lost.

use axum::http::StatusCode;
use domain::Role;

use super::{NEW, PDF};
use crate::common::{Answer, Place};

/// The value of the hidden field of that name.
fn hidden(page: &str, name: &str) -> String {
    let value =
        page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("no {name} in {page}")).to_owned()
}

const RADIO: &str = "type=\"radio\" name=\"certificateurs-0\" value=\"ministere-des-essais\"";

fn asked_again(answer: &Answer) -> String {
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    answer.text()
}

#[tokio::test]
async fn a_certifier_is_named_kindly_and_asked_again_beside_its_field() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    place.certifier().await;
    let fields = |named: &'static str| {
        [("titre", "Grille <b>"), ("nature", "tool"), ("valable", "31/12/2027"), ("certificateurs", named)]
    };
    let sent = fields("Ministère des esais\r\nzzyzx");
    let page = asked_again(&place.posts(&jeanne, NEW, &sent, Some(("Grille.pdf", PDF))).await);
    assert!(page.contains(RADIO) && page.contains("href=\"#certificateurs-0\""), "{page}");
    assert!(page.contains("ne se reconnaît sous «\u{a0}zzyzx\u{a0}»"), "{page}");
    assert_eq!(hidden(&page, "certificateurs-0-pour"), "Ministère des esais");
    // Nothing else is lost: the file, the other fields, the lines as they were typed.
    assert!(page.contains("Grille.pdf") && page.contains("value=\"Grille &lt;b&gt;\""), "{page}");
    assert!(page.contains("\nMinistère des esais\r\nzzyzx</textarea>"), "{page}");

    let kept = hidden(&page, "fichier_recu");
    let chosen =
        [("certificateurs-0-pour", "Ministère des esais"), ("certificateurs-0", "ministere-des-essais")];
    let mut again = fields("Ministère des esais").to_vec();
    again.extend(chosen);
    again.push(("fichier_recu", &kept));
    // Chosen, but refused for something else: the choice is still there.
    let untitled: Vec<_> = again.iter().copied().filter(|(name, _)| *name != "titre").collect();
    let page = asked_again(&place.posts(&jeanne, NEW, &untitled, None).await);
    assert!(page.contains(&format!("{RADIO} checked")), "{page}");
    let done = place.posts(&jeanne, NEW, &again, None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = place.see(&jeanne, done.header("location")).await.text();
    assert!(page.contains("/ressources/certificateurs/ministere-des-essais"), "{page}");
}

#[tokio::test]
async fn a_choice_is_that_of_its_name_and_a_known_spelling_needs_none() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    place.certifier().await;
    for (named, extra, status) in [
        ("MINISTERE  des Essais", ("", ""), StatusCode::SEE_OTHER),
        (
            "https://exemple.fr/ressources/certificateurs/ministere-des-essais",
            ("", ""),
            StatusCode::SEE_OTHER,
        ),
        // Made for another name, or of nobody.
        ("Essais", ("certificateurs-0-pour", "Autre"), StatusCode::UNPROCESSABLE_ENTITY),
        ("zzyzx", ("certificateurs-0-pour", "zzyzx"), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let slug = if named == "zzyzx" { "nobody" } else { "ministere-des-essais" };
        let fields = [
            ("titre", "Une page utile"),
            ("nature", "link"),
            ("adresse", "https://exemple.fr/page"),
            ("certificateurs", named),
            extra,
            ("certificateurs-0", slug),
        ];
        let answer = place.posts(&jeanne, NEW, &fields, None).await;
        assert_eq!(answer.status, status, "{named}: {}", answer.text());
    }
}

#[tokio::test]
async fn an_announcement_asks_again_whom_it_is_for_and_only_those_who_announce() {
    let place = Place::unhurried().await;
    let (jeanne, claire) =
        (place.person("Jeanne Martin", Role::Organiser).await, place.person("Claire B", Role::Advisor).await);
    place.certifier().await;
    let path = "/ressources/actualites/nouvelle";
    let fields = [
        ("certificateur", "essais"),
        ("titre", "Un jury de plus"),
        ("texte", "En **juin**."),
        ("date", "2027-03-01"),
    ];
    let page = asked_again(&place.send(&jeanne, path, &fields).await);
    let radio = "type=\"radio\" name=\"certificateur-0\" value=\"ministere-des-essais\"";
    assert!(page.contains(radio) && page.contains("En **juin**."), "{page}");
    assert_eq!(hidden(&page, "certificateur-0-pour"), "essais");
    let mut again = fields.to_vec();
    again.extend([("certificateur-0-pour", "essais"), ("certificateur-0", "ministere-des-essais")]);
    assert_eq!(place.send(&claire, path, &again).await.status, StatusCode::NOT_FOUND);
    assert_eq!(place.send(&jeanne, path, &again).await.status, StatusCode::SEE_OTHER);
}

//! Answering by a form, wording questions, reading results.

use axum::http::StatusCode;
use domain::Role;

use crate::{cast::Person, common::Place, days::words, markup};

/// A place where those people came to a day that has just ended, and the address of its hot survey.
async fn over(place: &Place, odile: &Person, people: &[&Person]) -> (String, String) {
    let (day, slug) = place.day_over(odile, "Financer un parcours", people).await;
    (format!("/journees/{slug}/questionnaire/chaud"), format!("/animation/journees/{day}/questionnaires"))
}

/// The names of the fields of that kind.
fn fields(page: &str, kind: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in page.split('<').filter(|piece| piece.contains(kind)) {
        let name = piece.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        if name.starts_with('q') && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

async fn answers(place: &Place, person: &Person, page: &str, mark: &str, words: &str) -> StatusCode {
    let shown = place.see(person, page).await.text();
    let marks = fields(&shown, "type=\"radio\"");
    let texts = fields(&shown, "textarea");
    let mut typed: Vec<(&str, &str)> = vec![("edition", "1")];
    typed.extend(marks.iter().take(3).map(|name| (name.as_str(), mark)));
    typed.extend(texts.iter().map(|name| (name.as_str(), words)));
    place.send(person, page, &typed).await.status
}

#[tokio::test]
async fn one_is_invited_on_the_front_page_answers_once_and_is_thanked() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let (jeanne, marc) =
        (place.person("Jeanne Martin", Role::Advisor).await, place.person("Marc Petit", Role::Advisor).await);
    let (page, desk) = over(&place, &odile, &[&jeanne]).await;
    let front = place.see(&jeanne, "/").await;
    assert!(
        words(&front).contains("Votre avis est attendu")
            && markup::find(&front.text(), "href", &page).is_some()
    );
    assert!(!words(&place.see(&marc, "/").await).contains("Votre avis est attendu"));
    let shown = words(&place.see(&jeanne, &page).await);
    assert!(shown.contains("Vos réponses sont anonymes"), "{shown}");

    let blank = place.send(&jeanne, &page, &[("edition", "1")]).await;
    blank.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&blank).contains("Répondez à cette question."));
    assert_eq!(answers(&place, &jeanne, &page, "5", "Les circuits").await, StatusCode::SEE_OTHER);
    let thanked = words(&place.see(&jeanne, &format!("{page}?fait=reponse")).await);
    assert!(thanked.contains("vos réponses sont enregistrées") && !thanked.contains("Envoyer"), "{thanked}");
    assert!(!words(&place.see(&jeanne, "/").await).contains("Votre avis est attendu"));
    assert_eq!(place.see(&marc, &page).await.status, StatusCode::NOT_FOUND, "he was not there");
    let few = words(&place.see(&odile, &desk).await);
    assert!(few.contains("1 réponse sur 1 demandée") && few.contains("à partir de 3 réponses"), "{few}");
    assert!(!few.contains("Les circuits"), "{few}");
}

#[tokio::test]
async fn organisers_read_tables_and_remarks_that_name_nobody() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let mut people = Vec::new();
    for name in ["Jeanne Martin", "Marc Petit", "Léa Roy", "Nora Petit"] {
        people.push(place.person(name, Role::Advisor).await);
    }
    let (page, desk) = over(&place, &odile, &people.iter().collect::<Vec<_>>()).await;
    for (person, mark) in people.iter().zip(["5", "4", "4"]) {
        assert_eq!(answers(&place, person, &page, mark, "<b>Merci</b>").await, StatusCode::SEE_OTHER);
    }
    let open = words(&place.see(&odile, &desk).await);
    assert!(open.contains("une fois le questionnaire clos") && !open.contains("Merci"), "{open}");
    let closed = place.send(&odile, &desk, &[("acte", "clore"), ("moment", "chaud")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let read = place.see(&odile, &desk).await;
    let said = words(&read);
    assert!(
        said.contains("3 réponses sur 4 demandées (75 %)") && said.contains("moyenne 4,3 sur 5"),
        "{said}"
    );
    assert!(said.contains("67 %") && !read.text().contains("<b>Merci</b>"), "{said}");
    assert!(people.iter().all(|person| !said.contains(person.member.name().as_str())), "{said}");
    assert!(read.text().contains("<caption"), "each chart is a table");
    let fixed = place
        .send(
            &odile,
            &format!("{desk}/chaud"),
            &[("edition", "1"), ("question_1_texte", "Pourquoi ?"), ("question_1_nature", "texte")],
        )
        .await;
    fixed.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&fixed).contains("les questions ne changent plus"));
}

#[tokio::test]
async fn the_questions_of_a_day_are_worded_and_what_was_typed_comes_back() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let (_, desk) = over(&place, &odile, &[]).await;
    let edit = format!("{desk}/froid");
    let wrong = [
        ("edition", "0"),
        ("delai", "2"),
        ("question_1_texte", "Cela vous sert-il ?"),
        ("question_1_nature", "echelle"),
        ("question_1_choix", "Pas du tout"),
    ];
    let refused = place.send(&odile, &edit, &wrong).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&refused);
    assert!(said.contains("Deux lignes : ce que veut dire 1, ce que veut dire 5."), "{said}");
    assert!(refused.text().contains("Cela vous sert-il ?"));
    let right = [
        ("edition", "0"),
        ("delai", "20"),
        ("question_1_texte", "Cela vous sert-il ?"),
        ("question_1_nature", "oui-non"),
    ];
    assert_eq!(place.send(&odile, &edit, &right).await.status, StatusCode::SEE_OTHER);
    let planned = words(&place.see(&odile, &desk).await);
    assert!(planned.contains("S’ouvrira 20 jours après la journée."), "{planned}");
    assert!(place.see(&odile, &edit).await.text().contains("Cela vous sert-il ?"));
}

#[tokio::test]
async fn what_one_needs_may_be_changed_until_it_closes() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let none = words(&place.see(&jeanne, "/journees/besoins").await);
    assert!(none.contains("Aucun recueil n’est ouvert"), "{none}");
    let survey = place.needs(&odile).await;
    for choice in ["1", "3"] {
        let sent = place
            .send(&jeanne, "/journees/besoins", &[("edition", "1"), ("q1", choice), ("q7", "Des visites")])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    }
    let again = place.see(&jeanne, "/journees/besoins").await;
    assert!(again.text().contains("Des visites") && words(&again).contains("sans les noms"));
    let checked = again.text().matches(" checked").count();
    assert_eq!(checked, 1, "the last answer");
    let desk = format!("/animation/journees/besoins/{survey}");
    assert!(words(&place.see(&odile, &desk).await).contains("1 réponse sur 1 demandée"));
    assert_eq!(place.send(&odile, &desk, &[("acte", "clore")]).await.status, StatusCode::SEE_OTHER);
    let late = place.send(&jeanne, "/journees/besoins", &[("edition", "1"), ("q1", "2")]).await;
    late.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
}

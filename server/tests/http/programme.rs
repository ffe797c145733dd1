//! The programme, whatever is asked of it, and what of it is said outside.

use axum::http::StatusCode;
use chrono::Duration;
use domain::Role;

use crate::{
    common::Place,
    days::{morning, words},
    markup,
};

#[tokio::test]
async fn the_programme_survives_any_question() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let details = morning("Financer un parcours", Duration::days(20));
    place.day(&odile, &details).await;
    let year = details.year;
    for query in [
        format!("annee={year}&public=tous&modalite=presentiel&theme=financement&departement=75&places=oui"),
        format!("annee={year}&vue=mois"),
        format!("annee={year}&vue=annee"),
    ] {
        let answer = place.see(&jeanne, &format!("/journees?{query}")).await;
        answer.is_a_page_with(StatusCode::OK);
        assert_eq!(markup::dangers(&answer.text()), [""; 0], "{query}");
    }
    let narrowed = words(&place.see(&jeanne, &format!("/journees?annee={year}&mes-journees=oui")).await);
    assert!(narrowed.contains("Aucune journée ne répond à ces choix."), "{narrowed}");
    for hostile in [
        "annee=99999&vue=x&mois=13",
        "theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "departement=75'--",
        "annee=1990&vue=mois&mois=12",
        "annee=2200&vue=annee",
        "%FF=%FE&public=%00",
    ] {
        let answer = place.see(&jeanne, &format!("/journees?{hostile}")).await;
        answer.is_a_page_with(StatusCode::OK);
        assert_eq!(markup::dangers(&answer.text()), [""; 0], "{hostile}");
    }
    let outside = place.get("/").await;
    let shown = words(&outside);
    assert!(shown.contains("Les prochaines journées") && shown.contains("Financer un parcours"), "{shown}");
    assert!(!shown.contains("Olympe"), "titles are all that is said outside: {shown}");
}

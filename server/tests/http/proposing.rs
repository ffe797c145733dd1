//! Proposing a theme and answering it by their forms: what is taken, what is refused, what leads where.

use axum::http::StatusCode;
use domain::Role;

use crate::{common::Place, days::words, markup};

#[tokio::test]
async fn one_proposes_and_others_support_comment_and_take_it_back() {
    let place = Place::unhurried().await;
    let (jeanne, marc) = (
        place.person("Jeanne Martin", Role::Advisor).await,
        place.person("Marc Petit", Role::Assistant).await,
    );
    let refused = place
        .send(&jeanne, "/journees/propositions/nouvelle", &[("titre", "Le jury"), ("public", "tous")])
        .await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let title = markup::find(&refused.text(), "name", "titre").expect("what was typed is there");
    assert_eq!(title.attribute("value"), Some("Le jury"));
    assert!(words(&refused).contains("Dites pourquoi ce thème mérite une journée."));
    let fields = [
        ("titre", "Le jury vu de l’intérieur"),
        ("pourquoi", "Trois antennes le demandent."),
        ("public", "conseil"),
        ("intervenants", "Une présidente de jury"),
    ];
    let sent = place.send(&jeanne, "/journees/propositions/nouvelle", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = sent.header("location").split('?').next().expect("an address").to_owned();
    let seen = words(&place.see(&marc, &page).await);
    assert!(seen.contains("Soutenir ce thème") && seen.contains("Une présidente de jury"), "{seen}");
    assert!(!seen.contains("Répondre") && !seen.contains("Modifier ma proposition"), "{seen}");

    place.send(&marc, &page, &[("acte", "voter")]).await;
    assert!(words(&place.see(&marc, &page).await).contains("2 personnes la soutiennent"));
    place.send(&marc, &page, &[("acte", "ne-plus-voter")]).await;
    assert!(words(&place.see(&marc, &page).await).contains("1 personne la soutient"));
    // It would not be for him.
    let comes = place.send(&marc, &page, &[("acte", "venir")]).await;
    comes.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let hostile = "<script>alert(1)</script>";
    place.send(&marc, &page, &[("acte", "commenter"), ("texte", hostile)]).await;
    let commented = place.see(&jeanne, &page).await;
    assert!(!commented.text().contains(hostile) && commented.text().contains("&lt;script&gt;"));
    assert!(!words(&commented).contains("Retirer mon commentaire"), "it is his");
    let list = words(&place.see(&marc, "/journees/propositions").await);
    assert!(list.contains("Le jury vu de l’intérieur") && list.contains("1 commentaire"), "{list}");
}

#[tokio::test]
async fn an_organiser_answers_with_a_word_and_a_retained_theme_opens_as_a_draft() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (
        place.person("Odile Grandjean", Role::Organiser).await,
        place.person("Jeanne Martin", Role::Advisor).await,
    );
    let page =
        format!("/journees/propositions/{}", place.proposal(&jeanne, "Le jury vu de l’intérieur").await.1);
    let wordless = place.send(&odile, &page, &[("acte", "decliner"), ("mot", " ")]).await;
    wordless.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = place.send(&jeanne, &page, &[("acte", "decliner"), ("mot", "Non.")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    let kept = place
        .send(&odile, &page, &[("acte", "retenir"), ("mot", "Ce sera en mai."), ("annee", "2031")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let draft = kept.header("location").to_owned();
    let form = place.see(&odile, &draft).await;
    assert_eq!(
        markup::find(&form.text(), "name", "titre")
            .and_then(|field| field.attribute("value").map(markup::decoded)),
        Some("Le jury vu de l’intérieur".to_owned())
    );
    let seen = words(&place.see(&jeanne, &page).await);
    assert!(seen.contains("Ce sera en mai.") && !seen.contains("Voir la journée"), "{seen}");
    assert!(words(&place.see(&odile, &page).await).contains("Préparer la journée"));
    let day = draft.trim_end_matches("/modifier").rsplit('/').next().expect("a number").to_owned();
    let hers = place.see(&odile, &format!("/journees/{day}-le-jury-vu-de-l-interieur")).await;
    assert!(words(&hers).contains("Née d’une proposition de Jeanne Martin"), "{}", words(&hers));
}

#[tokio::test]
async fn a_merged_theme_leads_to_what_it_has_become() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (
        place.person("Odile Grandjean", Role::Organiser).await,
        place.person("Jeanne Martin", Role::Advisor).await,
    );
    let (jury, oral) =
        (place.proposal(&jeanne, "Le jury").await, place.proposal(&jeanne, "L’oral du jury").await);
    let page = |slug: &str| format!("/journees/propositions/{slug}");
    let sent = place
        .send(
            &odile,
            &page(&oral.1),
            &[("acte", "reunir"), ("mot", "Ensemble."), ("avec", &jury.0.to_string())],
        )
        .await;
    assert_eq!(sent.header("location"), format!("{}?fait=reunir", page(&jury.1)));
    let moved = place.see(&jeanne, &page(&oral.1)).await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (StatusCode::PERMANENT_REDIRECT, page(&jury.1).as_str())
    );
    let list = words(&place.see(&jeanne, "/journees/propositions").await);
    assert!(!list.contains("L’oral du jury"), "{list}");
    assert!(
        words(&place.see(&jeanne, &page(&jury.1)).await).contains("« L’oral du jury », de Jeanne Martin")
    );
}

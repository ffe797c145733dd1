//! The organisers' desk through the router: files, forms that are refused, a suspended person at the door, eyes that were lent.

use axum::http::StatusCode;
use domain::{
    Role, Roles,
    library::certifier::{self, desk},
    mail::EmailAddress,
    members::{
        MemberName,
        audit::Origin,
        desk::{
            acting, merge,
            suspension::{self, Reason},
        },
        joining, sign_in,
        sign_in::Destination,
    },
    upkeep,
};

use crate::{
    cast::Person,
    common::{Place, post},
};

fn at_desk(person: &Person) -> domain::members::Organiser {
    person.member.as_organiser(Origin::HERE).expect("they have a place there")
}

fn file_of(person: &Person) -> String {
    format!("/animation/personnes/{}", person.member.id())
}

#[tokio::test]
async fn the_list_leaves_as_a_file_that_no_spreadsheet_runs() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    place.person("Claire Bernard", Role::Advisor).await;
    let name = MemberName::parse("=HYPERLINK(\"x\";\"Zoé\")").expect("it is a name");
    let email = EmailAddress::parse("zoe@exemple.fr").expect("it is an address");
    let newcomer = joining::Newcomer::new(name, email, Roles::of(&[Role::Assistant]));
    joining::welcome(&place.community, &newcomer).await.expect("she is welcome");

    let file = place.see(&delphine, "/animation/personnes.csv").await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"personnes-"));
    let text = file.text();
    assert!(text.starts_with("\u{feff}Numéro;Nom;Adresse électronique;"), "{text}");
    assert_eq!(text.matches("\r\n").count(), 4, "{text}");
    assert!(text.contains(";\"'=HYPERLINK(\"\"x\"\";\"\"Zoé\"\")\";zoe@exemple.fr;"), "{text}");

    let filtered = place.see(&delphine, "/animation/personnes.csv?role=advisor&q=BERN").await.text();
    assert!(filtered.contains("Claire Bernard") && !filtered.contains("Delphine"), "{filtered}");
    let log = place.see(&delphine, "/animation/journal").await.text();
    assert_eq!(log.matches("a exporté une liste de personnes").count(), 2, "{log}");
    let log = place.see(&delphine, "/animation/journal.csv?geste=people_exported").await.text();
    assert_eq!(log.matches("Export des personnes").count(), 2, "{log}");
}

#[tokio::test]
async fn whoever_proves_to_be_a_suspended_person_is_told_and_nobody_else() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    let karim = place.person("Karim Haddad", Role::Advisor).await;
    let until = place.community.now() + chrono::Duration::days(7);
    let reason = Reason::parse("Messages injurieux").expect("it is a reason");
    suspension::suspend(&place.community, &at_desk(&delphine), karim.member.id(), Some(until), &reason)
        .await
        .expect("he is suspended");
    assert_eq!(place.see(&karim, "/forums").await.status, StatusCode::SEE_OTHER, "his session is over");

    let home = Destination::parse("/");
    let link = sign_in::mint_now(&place.community, karim.member.email(), &home).await.expect("a link");
    let path = format!("/connexion/{}", link.reveal());
    let looked = place.get(&path).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(!looked.text().contains("suspendu"), "the page of a link says nothing");
    let refused = place.ask(post(&path).body(axum::body::Body::empty()).expect("well made")).await;
    refused.is_a_page_with(StatusCode::FORBIDDEN);
    assert!(
        refused.text().contains("Votre accès est suspendu") && refused.text().contains("href=\"/contact\"")
    );
    assert!(!refused.text().contains("injurieux"), "the reason is for the desk");
    assert_eq!(refused.header("set-cookie"), "");

    let asked =
        |email: &'static str| place.sent_by(None, "/connexion", Box::leak(Box::new([("courriel", email)])));
    let (known, unknown) = (asked("karim-haddad@exemple.fr").await, asked("personne@exemple.fr").await);
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    assert_eq!(known.header("location"), unknown.header("location"));
}

#[tokio::test]
async fn a_form_of_the_desk_that_is_refused_keeps_what_was_typed() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    let karim = place.person("Karim Haddad", Role::Advisor).await;
    let hostile = "\"><script>alert(1)</script>";
    let yesterday = [("geste", "suspension"), ("raison", hostile), ("fin", "2020-01-01")];
    let refused = place.send(&delphine, &file_of(&karim), &yesterday).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Le retour doit être un jour à venir."), "{}", refused.text());
    assert!(refused.text().contains("value=\"2020-01-01\"") && !refused.text().contains("<script>alert"));
    let sent = place.send(&delphine, &file_of(&karim), &[("geste", "suspension"), ("raison", hostile)]).await;
    assert_eq!(sent.header("location"), format!("{}?fait=suspension", file_of(&karim)));
    let page = place.see(&delphine, &file_of(&karim)).await.text();
    assert!(page.contains("Accès suspendu") && !page.contains("<script>alert"), "{page}");

    for form in [
        &[("geste", "fusion"), ("autre", "personne@exemple.fr"), ("fusion-sure", "oui")][..],
        &[("geste", "fusion"), ("autre", "delphine-roux@exemple.fr")],
        &[("geste", "depart"), ("nom", "former")],
        &[("geste", "depart"), ("depart-sur", "oui")],
        &[("geste", "place"), ("antenne", "douze")],
        &[("geste", "place"), ("antenne", "99999")],
        &[("geste", "roles")],
    ] {
        let answer = place.send(&delphine, &file_of(&karim), form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    let nonsense = place.send(&delphine, &file_of(&karim), &[("geste", "danser")]).await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_forged_box_makes_nobody_an_administrator() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    let page = place.see(&delphine, &file_of(&delphine)).await.text();
    assert!(!page.contains("role-administrator"), "the box is not hers");
    let forged = [("geste", "roles"), ("role-organiser", "oui"), ("role-administrator", "oui")];
    let refused = place.send(&delphine, &file_of(&delphine), &forged).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Seule l’administration du site"), "{}", refused.text());
    let raphael = place.person("Raphaël Morel", Role::Administrator).await;
    // What she may not take, she does not take by leaving it out: the page sends it back as it is.
    let page = place.see(&delphine, &file_of(&raphael)).await.text();
    assert!(page.contains("type=\"hidden\" name=\"role-administrator\" value=\"oui\""), "{page}");
}

#[tokio::test]
async fn the_address_of_an_account_that_is_gone_leads_to_the_one_that_was_kept() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    let kept = place.person("Claire Bernard", Role::Advisor).await;
    let gone = place.person("Claire Bernard Diallo", Role::Advisor).await;
    merge::merge(&place.community, &at_desk(&delphine), kept.member.id(), gone.member.id())
        .await
        .expect("merged");
    for (before, after) in [
        (
            format!("/annuaire/{}-claire", gone.member.id()),
            format!("/annuaire/{}-claire-bernard", kept.member.id()),
        ),
        (file_of(&gone), format!("{}-claire-bernard", file_of(&kept))),
    ] {
        let answer = place.see(&delphine, &before).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::PERMANENT_REDIRECT, after.as_str())
        );
        assert_eq!(place.see(&delphine, &after).await.status, StatusCode::OK);
    }
    assert_eq!(place.get(&format!("/annuaire/{}", gone.member.id())).await.status, StatusCode::SEE_OTHER);
    let here = place.see(&gone, "/mon-compte").await;
    assert!(here.text().contains("Claire Bernard</h1>"), "her other device is signed in to the kept account");
}

#[tokio::test]
async fn whoever_looks_in_somebodys_place_only_looks() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let look = [("geste", "voir")];
    assert_eq!(
        place.send(&delphine, &file_of(&claire), &look).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let allowed = place.send(&claire, "/mon-compte/aide", &[("geste", "autoriser")]).await;
    assert_eq!(allowed.header("location"), "/mon-compte?fait=aide");
    assert_eq!(place.send(&delphine, &file_of(&claire), &look).await.header("location"), "/");

    for path in ["/", "/forums", "/annuaire", "/aide", "/nulle-part", "/mon-compte"] {
        let page = place.see(&delphine, path).await.text();
        assert!(
            page.contains("Vous voyez le site comme ") && page.contains("Claire Bernard"),
            "{path}: {page}"
        );
        assert!(page.contains("action=\"/animation/arreter\""), "{path}");
    }
    for path in ["/animation", "/animation/personnes", "/animation/journal"] {
        assert_eq!(place.see(&delphine, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in app::routes::file_addresses().into_iter().filter(|path| !path.starts_with("/photos/")) {
        assert_eq!(place.see(&delphine, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for form in app::routes::form_addresses().into_iter().chain(app::routes::server_functions()) {
        let path = form.replace(['{', '}'], "");
        if path != "/animation/arreter" {
            let answer = place.send(&delphine, &path, &[("nom", "Autre Nom"), ("geste", "retirer")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let claires = place.see(&claire, "/mon-compte").await.text();
    assert!(claires.contains("Delphine Roux voit le site à votre place"), "{claires}");
    assert!(!claires.contains("Vous voyez le site comme"), "her own pages have no band");

    let stopped = place.send(&delphine, "/animation/arreter", &[]).await;
    assert_eq!(stopped.header("location"), file_of(&claire));
    let back = place.see(&delphine, &file_of(&claire)).await;
    assert_eq!(back.status, StatusCode::OK);
    for words in ["a commencé à voir le site comme", "a cessé de voir le site comme"] {
        assert!(back.text().contains(words), "{words}");
    }

    // Claire changes her mind while Delphine looks: the very next page is Delphine's own.
    place.send(&delphine, &file_of(&claire), &look).await;
    acting::withdraw(&place.community, &claire.member, Origin::HERE).await.expect("it is withdrawn");
    assert_eq!(place.see(&delphine, "/animation").await.status, StatusCode::OK);
    let email = claire.member.email();
    let claire = upkeep::member(&place.community, email).await.expect("it is read").expect("she is there");
    assert_eq!(claire.name().as_str(), "Claire Bernard", "and nothing was changed");
}

#[tokio::test]
async fn a_name_is_taken_off_a_certifier_once_somebody_is_sure() {
    let place = Place::unhurried().await;
    let delphine = place.person("Delphine Roux", Role::Organiser).await;
    place.certifications().await;
    let find = async |name: &str| {
        let found = certifier::naming::named(&place.community, name).await.expect("it is read");
        found.expect("it is there")
    };
    let (travail, emploi) = (find("Ministère du travail").await, find("Ministère chargé de l’Emploi").await);
    let page = format!("/animation/certificateurs/{}", travail.id);
    let one = place.see(&delphine, &page).await.text();
    assert!(!one.contains("?detacher="), "it has no other name: {one}");
    desk::merge(&place.community, &at_desk(&delphine), travail.id, emploi.id).await.expect("they are merged");

    let two = place.see(&delphine, &page).await.text();
    let ask = "?detacher=ministere+charge+de+l+emploi";
    assert_eq!(two.matches("?detacher=").count(), 1, "{two}");
    assert!(two.contains(ask) && !two.contains("Détacher cette orthographe"), "{two}");
    let sure = place.see(&delphine, &format!("{page}{ask}")).await;
    sure.is_a_page_with(StatusCode::OK);
    assert!(sure.text().contains("Détacher cette orthographe"), "{}", sure.text());
    let own = place.see(&delphine, &format!("{page}?detacher=ministere+du+travail")).await.text();
    assert!(!own.contains("Détacher cette orthographe"), "{own}");

    let fields = |folded| [("geste", "detacher"), ("orthographe", folded)];
    let refused = place.send(&delphine, &page, &fields("ministere du travail")).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let done = place.send(&delphine, &page, &fields("ministere charge de l emploi")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let after = place.see(&delphine, done.header("location")).await.text();
    assert!(after.contains("de nouveau un certificateur à part"), "{after}");
    assert!(after.contains(&format!("/ressources/certificateurs/{}\"", emploi.slug)), "{after}");
    let twice = place.send(&delphine, &page, &fields("ministere charge de l emploi")).await;
    let told = place.see(&delphine, twice.header("location")).await.text();
    assert!(told.contains("n’était déjà plus sur cette fiche"), "{told}");
}

//! Links looked at over the wire, on a web of the test's own.

use std::time::Duration;

use axum::http::Method;
use domain::library::links::Outcome;

use super::fetch::Sight;

mod rounds;
mod web;

use web::Web;

fn alive(status: u16) -> Sight {
    Sight::Answered(Outcome::Alive(status))
}

/// Why nothing is there, when somebody said so.
#[track_caller]
fn dead(sight: Sight) -> String {
    match sight {
        Sight::Answered(Outcome::Dead(_, why)) => why,
        sight => panic!("{sight:?}"),
    }
}

const ASTRAY: &str = "les redirections ne mènent nulle part";
const SILENT: &str = "le site ne répond pas";

#[tokio::test]
async fn redirects_are_followed_five_times_and_a_circle_leads_nowhere() {
    let web = Web::opens().await;
    let looking = web.looking();
    assert_eq!(looking.at("http://page.exemple.fr/vers/5").await, alive(200));
    assert_eq!(
        web.asked("autre.exemple.fr"),
        ["GET /robots.txt", "HEAD /bien"],
        "the last one leaves the site"
    );
    assert_eq!(dead(looking.at("http://page.exemple.fr/vers/6").await), ASTRAY);
    assert_eq!(dead(looking.at("http://page.exemple.fr/boucle").await), ASTRAY);
    let circle = web.asked("page.exemple.fr").iter().filter(|asked| *asked == "HEAD /boucle").count();
    assert_eq!(circle, 6);
    assert_eq!(dead(looking.at("http://page.exemple.fr/nulle-part").await), ASTRAY, "it does not say where");
}

#[tokio::test]
async fn no_redirect_makes_us_knock_at_a_neighbours_door() {
    let web = Web::opens().await;
    let looking = web.looking();
    for way in ["ici", "six", "nuage", "port", "fichier", "secret"] {
        let sight = looking.at(&format!("http://piege.exemple.fr/{way}")).await;
        assert_eq!(dead(sight), "l’adresse n’est pas publique", "{way}");
    }
    // A name leads to a neighbour beside the public: it is looked up, and not one of its addresses is asked.
    assert_eq!(dead(looking.at("http://piege.exemple.fr/voisin").await), SILENT);
    assert!(web.everything().iter().all(|asked| asked.host == "piege.exemple.fr"), "{:?}", web.everything());
}

#[tokio::test]
async fn a_site_that_knows_no_head_is_asked_for_a_handful_of_bytes_and_no_other() {
    let web = Web::opens().await;
    let looking = web.looking();
    assert_eq!(looking.at("http://page.exemple.fr/bien").await, alive(200));
    assert_eq!(web.asked("page.exemple.fr"), ["GET /robots.txt", "HEAD /bien"]);
    assert_eq!(looking.at("http://vieux.exemple.fr/sans-head").await, alive(200));
    assert_eq!(web.asked("vieux.exemple.fr"), ["GET /robots.txt", "HEAD /sans-head", "GET /sans-head"]);
    assert_eq!(looking.at("http://page.exemple.fr/mot-de-passe").await, alive(401));
    assert_eq!(dead(looking.at("http://page.exemple.fr/parti").await), "la page n’existe plus (410)");
    assert_eq!(dead(looking.at("http://page.exemple.fr/panne").await), "le site est en panne (503)");
    for asked in web.everything() {
        assert!(
            asked.agent.starts_with("CommunauteVAE/1.0 (+https://communaute.exemple.fr;"),
            "{}",
            asked.agent
        );
        let some = asked.range.as_deref() == Some("bytes=0-2047");
        assert!(some || asked.path == "/robots.txt", "{} {}", asked.path, asked.method);
    }
    // The endless page was hung up on: what the network holds on its way is all that left.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let poured = web.poured();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(web.poured(), poured, "it still pours");
}

#[tokio::test]
async fn what_a_site_asks_of_machines_is_read_first_and_done() {
    let web = Web::opens().await;
    let looking = web.looking();
    let kept_out = looking.at("http://ferme.exemple.fr/page").await;
    assert!(matches!(kept_out, Sight::Answered(Outcome::Unknown(_))), "{kept_out:?}");
    assert_eq!(web.asked("ferme.exemple.fr"), ["GET /robots.txt"], "not even HEAD");
    assert_eq!(looking.at("http://ferme.exemple.fr/ouvert").await, alive(200));
    // A redirect into a closed site stops at its door.
    let further = looking.at("http://page.exemple.fr/vers-ferme").await;
    assert!(matches!(further, Sight::Answered(Outcome::Unknown(_))), "{further:?}");
    assert!(!web.asked("ferme.exemple.fr").contains(&"HEAD /page".to_owned()));
    // Rules without end are read as far as rules go; what comes after counts for nothing.
    let soon = tokio::time::timeout(Duration::from_secs(5), looking.at("http://bavard.exemple.fr/bien"));
    assert_eq!(soon.await.expect("it is read no further"), alive(200));
}

#[tokio::test]
async fn a_site_that_is_not_there_is_told_from_one_that_says_so() {
    let web = Web::opens().await;
    let looking = web.looking();
    let silence = looking.at("http://muet.exemple.fr/").await;
    assert!(matches!(silence, Sight::Silence(_)), "{silence:?}");
    let unasked = looking.at("http://127.0.0.1/").await;
    assert!(matches!(unasked, Sight::Unasked(Outcome::Dead(None, _))), "{unasked:?}");
    // Somebody answered, and sent us to somebody who did not.
    assert_eq!(dead(looking.at("http://page.exemple.fr/vers-muet").await), SILENT);
    assert!(web.everything().iter().all(|asked| asked.method != Method::POST));
}

//! What people follow, when what it names changes: certifiers that become one, documents that have a new version.

use chrono::Duration;
use domain::{
    Id,
    forum::Submission,
    library::{
        browse::{self, Asked},
        certifier::{self, desk},
        follow::{self, View},
        resource::{
            Content, Details, Readers, Resource, ResourceKind, ResourceTitle, WebAddress,
            deposit::{self, Deposit},
            version,
        },
        update,
    },
    members::{
        LetterChoices, Member,
        letter_choices::{self, Digest},
    },
};

use crate::{
    announcing::{announcement, certifier_of, paul_speaks, with_certifiers},
    desk::at_desk,
    place::{Place, seen_by},
};

fn view(written: &str) -> View {
    View::read(written).expect("it is a view")
}

async fn follows(place: &Place, member: &Member, written: &str) {
    let choices = LetterChoices { digest: Digest::Daily, ..LetterChoices::default() };
    letter_choices::change(place, member, choices).await.expect("it is kept");
    follow::follow(place, member, &view(written)).await.expect("one may follow");
}

fn details(title: &str) -> Details {
    let title = ResourceTitle::parse(title).expect("it is a title");
    Details::new(ResourceKind::Procedure, title, Readers::Everybody)
}

fn link(address: &str) -> Content {
    Content::Link(WebAddress::parse(address).expect("it is an address"))
}

/// A link of Delphine's, published at once.
async fn deposited(place: &Place, details: Details) -> Id<Resource> {
    let content = link("https://exemple.fr/1");
    let deposit = Deposit { details, content, origin: None, draft: false, submission: Submission::new() };
    deposit::make(place, &place.delphine, &deposit).await.expect("an organiser publishes at once")
}

/// The workers have their time, and letters theirs.
async fn a_day_passes(place: &Place) {
    place.worker_passes().await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
}

#[tokio::test]
async fn who_follows_a_certifier_that_was_merged_follows_the_one_that_stays() {
    let place = with_certifiers().await;
    place
        .tamper(
            "INSERT INTO certifiers (slug, name, folded, kind, changed_at)
            VALUES ('cnam-paris', 'CNAM de Paris', 'cnam de paris', 'other', '2027-01-01T00:00:00Z')",
        )
        .await;
    follows(&place, &place.claire, "ressources?certificateur=cnam-paris").await;
    follows(&place, &place.karim, "actualites?certificateur=cnam").await;
    let ministry = certifier_of(&place, "ministere-des-solidarites").await;
    let (cnam, paris) = (certifier_of(&place, "cnam").await, certifier_of(&place, "cnam-paris").await);
    let delphine = at_desk(&place.delphine);
    desk::merge(&place, &delphine, cnam, paris).await.expect("they are merged");
    desk::merge(&place, &delphine, ministry, cnam).await.expect("and once more");

    let paul = paul_speaks(&place).await;
    update::publish(&place, &paul, &announcement("Le diplôme change")).await.expect("it is announced");
    a_day_passes(&place).await;
    for member in [&place.claire, &place.karim] {
        let letters = place.letters_of(member);
        assert!(letters.len() == 1 && letters[0].text.contains("Le diplôme change"), "{letters:?}");
        let latest = follow::latest_updates(&place, member, 3).await.expect("they are read");
        assert_eq!(latest.len(), 1);
    }

    let today = view("ressources?certificateur=ministere-des-solidarites");
    for written in ["cnam-paris", "cnam", "ministere-des-solidarites"] {
        let asked = view(&format!("ressources?certificateur={written}"));
        assert!(follow::follows(&place, &place.claire, &asked).await.expect("it is known"), "{written}");
        assert_eq!(follow::today(&place, asked).await.expect("it is led"), today);
    }
    follow::follow(&place, &place.claire, &today).await.expect("she follows it already");
    let all = follow::all(&place, &place.claire).await.expect("they are read");
    assert_eq!(all.iter().map(|one| &one.view).collect::<Vec<_>>(), [&today]);
    follow::stop(&place, &place.claire, &today).await.expect("she may stop");
    assert!(follow::all(&place, &place.claire).await.expect("they are read").is_empty());
}

#[tokio::test]
async fn the_former_address_of_a_certifier_narrows_to_the_one_that_stays() {
    let place = with_certifiers().await;
    let ministry = certifier_of(&place, "ministere-des-solidarites").await;
    let certifiers = vec![ministry];
    deposited(&place, Details { certifiers, ..details("La procédure") }).await;
    let found = async |slug: &str| {
        let certifier = certifier::today(&place, Some(slug.to_owned())).await.expect("it is known");
        let asked = Asked { certifier, ..Asked::default() };
        browse::look(&place, &seen_by(&place.claire), &asked, 1).await.expect("it answers").total
    };
    assert_eq!((found("ministere-des-solidarites").await, found("cnam").await), (1, 0));
    let cnam = certifier_of(&place, "cnam").await;
    desk::merge(&place, &at_desk(&place.delphine), ministry, cnam).await.expect("they are merged");
    assert_eq!((found("cnam").await, found("nobody-at-all").await), (1, 0));
}

#[tokio::test]
async fn each_new_version_of_a_document_is_news_once() {
    let place = Place::founded().await;
    let told = |member: &Member| -> Vec<String> {
        let letters = place.letters_of(member).into_iter();
        let lines = letters.flat_map(|letter| letter.text.lines().map(str::to_owned).collect::<Vec<_>>());
        lines.filter(|line| line.starts_with("Document") || line.starts_with("Nouvelle version")).collect()
    };
    let renew = async |resource, number: i32| {
        let content = link(&format!("https://exemple.fr/{number}"));
        let added = version::add(&place, &place.delphine, resource, number - 1, &content, None).await;
        added.expect("it is added");
    };
    let (new, renewed) = ("Document\u{a0}: La procédure", "Nouvelle version\u{a0}: La procédure");
    follows(&place, &place.claire, "ressources").await;
    follows(&place, &place.delphine, "ressources").await;
    let resource = deposited(&place, details("La procédure")).await;
    a_day_passes(&place).await;
    assert_eq!(told(&place.claire), [new]);

    follows(&place, &place.karim, "ressources").await;
    place.passes(Duration::seconds(1));
    renew(resource, 2).await;
    a_day_passes(&place).await;
    a_day_passes(&place).await;
    assert_eq!(
        (told(&place.claire), told(&place.karim)),
        (vec![new.into(), renewed.into()], vec![renewed.into()])
    );

    renew(resource, 3).await;
    place.worker_passes().await;
    place.passes(Duration::seconds(1));
    renew(resource, 4).await;
    place.passes(Duration::seconds(1));
    follows(&place, &place.paul, "ressources").await;
    a_day_passes(&place).await;
    assert_eq!(told(&place.karim), [renewed, renewed], "two that wait are one line");
    assert_eq!(told(&place.paul), [""; 0], "it was there before he followed");
    assert_eq!(told(&place.delphine), [""; 0], "she made them");
    let seen =
        browse::latest(&place, &seen_by(&place.claire), &Asked::default(), 1).await.expect("it answers");
    assert!(seen[0].renewed_at > seen[0].published_at);
}

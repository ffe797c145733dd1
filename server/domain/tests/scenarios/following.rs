//! What people follow, when what it names changes: certifiers that become one.

use chrono::Duration;
use domain::{
    forum::Submission,
    library::{
        browse::{self, Asked},
        certifier::{self, desk},
        follow::{self, View},
        resource::{
            Content, Details, Readers, ResourceKind, ResourceTitle, WebAddress,
            deposit::{self, Deposit},
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
    let details = Details {
        certifiers: vec![ministry],
        ..Details::new(
            ResourceKind::Procedure,
            ResourceTitle::parse("La procédure").expect("it is a title"),
            Readers::Everybody,
        )
    };
    let content = Content::Link(WebAddress::parse("https://exemple.fr/procedure").expect("it is an address"));
    let deposit = Deposit { details, content, origin: None, draft: false, submission: Submission::new() };
    deposit::make(&place, &place.delphine, &deposit).await.expect("an organiser publishes at once");
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

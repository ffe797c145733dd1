//! What the library holds about something, on the pages of what it is about.

use chrono::Duration;
use domain::{
    Id,
    forum::Submission,
    library::{
        Certifier, holdings,
        resource::{
            Content, Details, Readers, ResourceKind, ResourceTitle, State, WebAddress,
            deposit::{self, Deposit},
        },
    },
    members::Visitor,
    statements,
};

use crate::{
    announcing::{certifier_of, with_certifiers},
    place::{Place, seen_by},
};

const RNCP: &str = "RNCP25467";

/// Delphine deposits a link about the certification, the certifier and the second stage.
async fn deposited(place: &Place, certifier: Id<Certifier>, title: &str, readers: Readers, draft: bool) {
    let title = ResourceTitle::parse(title).expect("it is a title");
    let details = Details {
        stages: [2].into_iter().collect(),
        certifications: vec![RNCP.parse().expect("it is a number")],
        certifiers: vec![certifier],
        valid_until: Some(place.now().date_naive()),
        ..Details::new(ResourceKind::Procedure, title, readers)
    };
    let content = Content::Link(WebAddress::parse("https://exemple.fr/jury").expect("it is an address"));
    let deposit = Deposit { details, content, origin: None, draft, submission: Submission::new() };
    deposit::make(place, &place.delphine, &deposit).await.expect("an organiser publishes at once");
}

/// What the three pages list for that visitor, when they agree: a title and where it stands, each page in one statement.
async fn listed(place: &Place, visitor: &Visitor, certifier: Id<Certifier>) -> Vec<(String, State)> {
    let number = RNCP.parse().expect("it is a number");
    let (about, first) = statements::counted(holdings::about(place, visitor, number)).await;
    let (of_certifier, second) = statements::counted(holdings::of(place, visitor, certifier)).await;
    let (serving, third) = statements::counted(holdings::serving(place, visitor, 2)).await;
    assert_eq!([first, second, third], [1; 3]);
    let pages = [about.map(|held| held.latest), of_certifier.map(|held| held.latest), serving];
    let [certification, of_certifier, stage] = pages.map(|found| {
        let found = found.expect("the library answers").into_iter();
        found.map(|one| (one.title, one.state)).collect::<Vec<_>>()
    });
    assert_eq!(certification, of_certifier);
    assert_eq!(certification, stage);
    certification
}

#[tokio::test]
async fn the_pages_of_what_a_document_is_about_list_it_to_those_who_may_see_it_the_latest_first() {
    let place = with_certifiers().await;
    let cnam = certifier_of(&place, "cnam").await;
    let other = certifier_of(&place, "ministere-des-solidarites").await;
    deposited(&place, cnam, "Calendrier des jurys", Readers::Everybody, false).await;
    place.passes(Duration::days(1));
    deposited(&place, cnam, "Outil des antennes", Readers::Antennes, false).await;
    deposited(&place, cnam, "Pas encore prêt", Readers::Everybody, true).await;

    let calendar = ("Calendrier des jurys".to_owned(), State::Outdated);
    let tool = ("Outil des antennes".to_owned(), State::Published);
    assert_eq!(listed(&place, &seen_by(&place.claire), cnam).await, [tool, calendar.clone()]);
    assert_eq!(listed(&place, &seen_by(&place.paul), cnam).await, [calendar]);
    assert_eq!(listed(&place, &Visitor::SIGNED_OUT, cnam).await, []);

    let visitor = seen_by(&place.claire);
    assert!(holdings::of(&place, &visitor, other).await.expect("it answers").latest.is_empty());
    assert!(holdings::serving(&place, &visitor, 3).await.expect("it answers").is_empty());
    let another = "RNCP36004".parse().expect("it is a number");
    assert!(holdings::about(&place, &visitor, another).await.expect("it answers").latest.is_empty());
}

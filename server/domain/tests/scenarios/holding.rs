//! What the library holds about a certification: the latest, and how many serve each stage of the guide, for whoever looks.

use domain::{
    library::{
        Rncp,
        browse::{self, Asked},
        holdings::{self, Held},
        resource::{Content, Details, Readers, WebAddress},
    },
    members::{Member, Visitor},
    statements,
};

use crate::{
    documents::details,
    place::{Place, seen_by},
};

const DEAES: u32 = 25_467;

fn deaes() -> Rncp {
    Rncp::new(DEAES).expect("it is a number")
}

/// A link about the DEAES, published at once.
async fn published(place: &Place, title: &str, stages: &[u8], readers: Readers) {
    let details = Details {
        stages: stages.iter().copied().collect(),
        readers,
        certifications: vec![deaes()],
        ..details(title)
    };
    let content = Content::Link(WebAddress::parse("https://exemple.fr/deaes").expect("it is an address"));
    place.deposits_as(&place.delphine, details, content).await.expect("an organiser publishes at once");
}

async fn held(place: &Place, member: &Member) -> Held {
    holdings::about(place, &seen_by(member), deaes()).await.expect("it is read")
}

#[tokio::test]
async fn stages_count_what_the_library_lists_for_whoever_looks() {
    let place = Place::founded().await;
    assert_eq!(held(&place, &place.claire).await, Held::default());
    published(&place, "Guide du jury", &[4, 5], Readers::Everybody).await;
    published(&place, "Outil des antennes", &[2, 4], Readers::Antennes).await;
    published(&place, "Sans étape", &[], Readers::Everybody).await;
    let elsewhere = Details { stages: [1].into_iter().collect(), ..details("Sur autre chose") };
    let content = Content::Link(WebAddress::parse("https://exemple.fr/autre").expect("it is an address"));
    place.deposits_as(&place.delphine, elsewhere, content).await.expect("it is published");

    for (member, titles, stages) in
        [(&place.claire, 3, &[(2, 1), (4, 2), (5, 1)][..]), (&place.helene, 2, &[(4, 1), (5, 1)])]
    {
        let held = held(&place, member).await;
        assert_eq!((held.latest.len(), held.stages.as_slice()), (titles, stages), "{}", member.name());
        for (stage, count) in held.stages {
            let asked = Asked::read_query(&format!("certification={DEAES}&etape={stage}"));
            let found = browse::look(&place, &seen_by(member), &asked, 1).await.expect("it answers");
            assert_eq!(found.total as u64, count, "the list has as many: stage {stage}, {}", member.name());
        }
    }
    let nobody = holdings::about(&place, &Visitor::SIGNED_OUT, deaes()).await;
    assert_eq!(nobody.expect("it is read"), Held::default());
}

#[tokio::test]
async fn the_stages_count_all_that_there_is_and_not_only_the_latest_in_one_statement() {
    let place = Place::founded().await;
    for number in 1..=14 {
        published(&place, &format!("Document {number}"), &[3], Readers::Everybody).await;
    }
    let claire = seen_by(&place.claire);
    let (held, statements) = statements::counted(holdings::about(&place, &claire, deaes())).await;
    let held = held.expect("it is read");
    assert_eq!((held.latest.len(), held.stages.as_slice(), statements), (12, &[(3, 14)][..], 1));
    assert_eq!(held.latest[0].title, "Document 14", "the latest first");
}

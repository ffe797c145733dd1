//! What is said around the days of the demonstration is there for those who read it.

use domain::days::{Part, discussion::Discussion, minutes::Standing, page, programme, question};

use super::*;

/// The days of three years whose title begins so, as the organiser reads them.
async fn day(place: &Place, title: &str) -> domain::days::TrainingDay {
    let delphine = account(&place.community, "delphine.arnaud@exemple.fr").await.expect("asked");
    let visitor = Visitor::from(delphine.expect("the organiser"));
    let year = programme::this_year(&place.community);
    for year in year - 2..=year + 1 {
        let days = programme::of_year(&place.community, &visitor, year).await.expect("the programme");
        if let Some(found) = days.iter().find(|day| day.title.starts_with(title)) {
            return page::read(&place.community, &visitor, found.id).await.expect("it is there");
        }
    }
    panic!("no day begins with {title}");
}

#[tokio::test]
async fn days_have_their_questions_minutes_documents_and_discussions() {
    let place = Place::founded().await;
    fill(&place.community).await.expect("filled");
    let delphine = account(&place.community, "delphine.arnaud@exemple.fr").await.expect("asked");
    let visitor = Visitor::from(delphine.expect("the organiser"));
    let opco = day(&place, "Financer un parcours").await;
    assert_eq!(Part::of(&visitor, &opco), Part::Organises);
    let questions = question::list(&place.community, &visitor, &opco).await.expect("read").expect("hers");
    let votes: Vec<_> = questions.iter().map(|one| one.votes).collect();
    assert_eq!(votes, [7, 5, 3, 2, 1]);
    assert!(matches!(opco.discussion, Discussion::There { .. }), "{:?}", opco.discussion);
    assert_eq!(opco.documents.iter().filter(|(.., after)| !after).count(), 1);

    for title in ["Préparer au jury", "Faisabilité", "Rencontre avec les certificateurs"] {
        assert_eq!(day(&place, title).await.minutes, Standing::Published, "{title}");
    }
    assert_eq!(day(&place, "Visite d’un lycée").await.minutes, Standing::Draft);
    for title in ["Rencontre avec les certificateurs", "Faisabilité", "Le livret 2 du travail social"] {
        assert!(day(&place, title).await.documents.iter().any(|(.., after)| *after), "{title}");
    }
}

//! One search over everything, fed by the worker, limited to what each may see.

use domain::{
    Community, Id,
    forum::{Topic, TopicKind, edition},
    members::{Member, Presentation, Visitor, account},
    search::{self, Found, Kind, Place as Where, Question},
};

use crate::place::{ASSISTANTS, CERTIFICATIONS, JURY, Place, said, seen_by, titled};

mod days;
mod library;

async fn search_in(community: &Community, visitor: &Visitor, typed: &str) -> Found {
    search::find(community, visitor, Question::parse(typed), None, 1).await.expect("the search answers")
}

fn topics(found: &Found) -> Vec<i64> {
    let topic = |place: &Where| if let Where::Topic { id, .. } = place { Some(*id) } else { None };
    found.hits.iter().filter_map(|hit| topic(&hit.place)).collect()
}

/// That there is not a trace of it: no hit, no count, no word lent.
#[track_caller]
pub(crate) fn is_nothing(found: &Found) {
    assert!(found.hits.is_empty(), "{found:?}");
    assert_eq!(found.total, 0, "{found:?}");
    assert!(found.kinds.iter().all(|(_, count)| *count == 0), "{found:?}");
    assert_eq!(found.corrected, None, "{found:?}");
}

#[tokio::test]
async fn what_is_written_is_found_once_the_worker_has_passed() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let topic =
        place.ask(&place.claire, JURY, "Visioconférence au jury", "Un candidat expatrié peut-il ?").await;
    place.reply(&place.karim, topic, "La DREETS de Mayotte l’accepte.").await;
    is_nothing(&place.find(&place.claire, "Mayotte").await);
    place.worker_passes().await;

    let found = place.find(&place.claire, "candidats expatriés").await;
    assert_eq!(topics(&found), [topic.number()]);
    assert!(found.hits[0].passage_html.contains("<mark>expatrié</mark>"), "{found:?}");
    assert_eq!(found.hits[0].author, "Claire Bernard");
    let found = place.find(&place.claire, "Mayotte").await;
    let (board, title) = ("Jury et après-jury".to_owned(), "Visioconférence au jury".to_owned());
    assert_eq!(found.hits[0].place, Where::Reply { topic: topic.number(), number: 1, board, title });
    assert_eq!((found.total, found.hits.len()), (1, 1));
}

#[tokio::test]
async fn people_and_the_guide_are_found_too() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let found = place.find(&place.lucie, "Haddad").await;
    assert_eq!(found.hits[0].place, Where::Person { id: place.karim.id().number() });
    let found = place.find(&place.lucie, "contractualiser le travail coopératif").await;
    assert_eq!(found.hits[0].place, Where::Guide { stage: 1 });

    let mut presentation = account::Details {
        name: place.karim.name().clone(),
        function: None,
        presentation: Presentation::parse("Spécialiste des titres de la batellerie.").expect("it is short"),
    };
    account::change(&place, &place.karim, &presentation).await.expect("it is changed");
    place.worker_passes().await;
    assert_eq!(place.find(&place.lucie, "batellerie").await.total, 1);
    presentation.presentation = Presentation::default();
    account::change(&place, &place.karim, &presentation).await.expect("it is changed");
    place.worker_passes().await;
    is_nothing(&place.find(&place.lucie, "batellerie").await);
}

#[tokio::test]
async fn an_edited_text_is_found_by_its_new_words_and_no_longer_by_the_old() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Un souci de tachygraphe.").await;
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "tachygraphe").await.total, 1);
    let (title, body) = (titled("Oral de la VAE"), said("Un souci de chronographe."));
    edition::change_topic(&place, &place.claire, topic, &title, &body, 1).await.expect("it is changed");
    place.worker_passes().await;
    assert_eq!(topics(&place.find(&place.karim, "chronographe").await), [topic.number()]);
    is_nothing(&place.find(&place.karim, "tachygraphe").await);
}

/// Lucie writes between assistants of a « Zygmunt » that nobody else ever names.
async fn a_name_between_assistants(place: &Place) -> Id<Topic> {
    let topic =
        place.ask(&place.lucie, ASSISTANTS, "Dossier égaré", "Le livret de M. Zygmunt est perdu.").await;
    place.reply(&place.delphine, topic, "Zygmunt a rappelé.").await;
    place.worker_passes().await;
    topic
}

#[tokio::test]
async fn what_one_may_not_see_is_in_no_hit_no_count_and_no_correction() {
    let place = Place::founded().await;
    let topic = a_name_between_assistants(&place).await;
    let found = place.find(&place.lucie, "Zygmunt").await;
    assert_eq!((found.total, topics(&found)), (2, vec![topic.number()]));
    let spelt = place.find(&place.delphine, "Zygmont").await;
    assert_eq!((spelt.total, spelt.corrected.is_some()), (2, true), "{spelt:?}");
    for (member, role) in place.everybody() {
        if member == &place.lucie || member == &place.delphine {
            continue;
        }
        for typed in
            ["Zygmunt", "zygmunt", "Zygmont", "Zyg", "\"Zygmunt est perdu\"", "livret Zygmunt -rappelé"]
        {
            let found = place.find(member, typed).await;
            let names = found.hits.iter().any(|hit| hit.passage_html.contains("ygmunt"));
            assert!(!names && topics(&found).is_empty(), "{role:?} {typed}: {found:?}");
            let counted = found.kinds.iter().filter(|(kind, _)| matches!(kind, Kind::Topic | Kind::Reply));
            assert_eq!(counted.map(|(_, count)| count).sum::<usize>(), 0, "{role:?} {typed}");
            let lent = found.corrected.as_deref().is_some_and(|text| text.to_lowercase().contains("zygmunt"));
            assert!(!lent, "{role:?} {typed}: {found:?}");
        }
        is_nothing(&place.find(member, "Zygmont").await);
    }
    is_nothing(&search_in(&place, &Visitor::SIGNED_OUT, "Zygmunt").await);
    is_nothing(&search_in(&place, &Visitor::SIGNED_OUT, "Karim").await);
}

#[tokio::test]
async fn the_funder_finds_people_and_the_guide_and_nothing_of_the_boards() {
    let place = Place::founded().await;
    place.ask(&place.claire, JURY, "Le candidat et son financement", "Qui finance ?").await;
    place.worker_passes().await;
    let found = place.find(&place.helene, "candidat").await;
    assert!(found.total > 0);
    assert!(
        found.hits.iter().all(|hit| matches!(hit.place, Where::Guide { .. } | Where::Person { .. })),
        "{found:?}"
    );
}

#[tokio::test]
async fn an_index_behind_a_boards_audience_tells_nothing() {
    let place = Place::founded().await;
    let topic =
        place.ask(&place.claire, CERTIFICATIONS, "Jury DEAES", "Le dossier de M. Zygmunt est perdu.").await;
    place.reply(&place.karim, topic, "Zygmunt a rappelé.").await;
    place.worker_passes().await;
    let found = place.find(&place.paul, "Zygmont").await;
    assert_eq!((found.total, found.corrected.is_some()), (2, true));

    // The board closes to certifiers, and no worker has passed.
    place.tamper(&format!("UPDATE boards SET audience = 11 WHERE slug = '{CERTIFICATIONS}'")).await;
    is_nothing(&place.find(&place.paul, "Zygmunt").await);
    is_nothing(&place.find(&place.paul, "Zygmont").await);
    assert_eq!(place.find(&place.claire, "Zygmunt").await.total, 2);
}

/// All that the search says of these questions, without the order among equals.
async fn answers(community: &Community, people: &[(&Member, domain::Role)]) -> Vec<String> {
    let mut answers = Vec::new();
    for (member, role) in people {
        for typed in
            ["jury", "Zygmunt", "Zygmont", "candidat", "Karim", "financement", "\"livret 2\"", "chronographe"]
                .into_iter()
                .chain(library::WORDS)
        {
            let found = search_in(community, &seen_by(member), typed).await;
            let mut hits: Vec<_> = found
                .hits
                .iter()
                .map(|hit| format!("{:?} {} {}", hit.place, hit.title_html, hit.passage_html))
                .collect();
            hits.sort();
            answers.push(format!(
                "{role:?} {typed}: {} {:?} {:?} {hits:#?}",
                found.total, found.kinds, found.corrected
            ));
        }
    }
    answers
}

#[tokio::test]
async fn an_index_built_anew_answers_like_the_one_that_followed() {
    let place = Place::founded().await;
    place.worker_passes().await;
    a_name_between_assistants(&place).await;
    let topic =
        place.open(&place.claire, JURY, TopicKind::Practice, "Jury blanc", "Avec le livret 2 en main.").await;
    place.worker_passes().await;
    place.reply(&place.karim, topic, "Le financement du jury ?").await;
    let (title, body) = (titled("Jury blanc"), said("Avec un chronographe."));
    edition::change_topic(&place, &place.claire, topic, &title, &body, 1).await.expect("it is changed");
    library::lives(&place).await;
    place.worker_passes().await;
    let followed = answers(&place, &place.everybody()).await;

    // Another process begins with an empty index, and builds it by itself.
    let (other, engine) = place.another_process().await;
    assert_eq!(engine.position(), None);
    while search::follow(&other).await.expect("the index follows") {}
    assert_eq!(engine.position(), place.engine.position());
    assert_eq!(engine.count(), place.engine.count());
    assert_eq!(answers(&other, &place.everybody()).await, followed);

    let entries = search::rebuild(&place).await.expect("it is rebuilt");
    assert_eq!(entries, place.engine.count());
    assert_eq!(answers(&place, &place.everybody()).await, followed);
    assert!(!search::follow(&place).await.expect("the index follows"), "nothing is left to do");
}

#[tokio::test]
async fn an_index_ahead_of_a_database_put_back_from_a_copy_is_built_anew() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let end = place.number("SELECT MAX(id) FROM journal").await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Un souci de tachygraphe.").await;
    place.worker_passes().await;
    // What a copy taken before the question has: neither the topic nor its entry.
    place.tamper(&format!("DELETE FROM topics WHERE id = {topic}")).await;
    place.tamper(&format!("DELETE FROM journal WHERE id > {end}")).await;
    place.worker_passes().await;
    assert_eq!(place.engine.position(), Some(end));
    is_nothing(&place.find(&place.claire, "tachygraphe").await);
}

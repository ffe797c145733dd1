//! Topics and replies: how they are read, listed and counted.

use chrono::Duration;
use domain::{
    Failure, Id,
    forum::{Board, PAGE, Refusal, Submission, Topic, TopicKind, board, reply, subjects, topic},
    members::Visitor,
    statements,
};

use crate::place::{CERTIFICATIONS, JURY, Place, said, seen_by};

#[tokio::test]
async fn a_topic_shows_who_asked_what_where_and_when() {
    let place = Place::founded().await;
    let id = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir **accompagné** ?").await;
    let (topic, replies) = topic::read(&place, &seen_by(&place.karim), id, 1).await.expect("it is there");
    assert_eq!(
        (topic.title.as_str(), topic.kind, topic.board.slug.as_str()),
        ("Oral de la VAE", TopicKind::Question, JURY)
    );
    let message = &topic.message;
    assert_eq!((message.author.id, message.author.name.as_str()), (place.claire.id(), "Claire Bernard"));
    assert_eq!(message.author.place.as_deref(), Some("Centre conseil VAE 75 - Paris 4ème"));
    assert!(message.html.as_str().contains("<strong>accompagné</strong>"), "{}", message.html.as_str());
    assert_eq!((message.written_at, message.edited_at), (place.now(), None));
    assert_eq!((topic.replies, replies.len()), (0, 0));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    for (topic, page) in
        [(Id::new(topic.number() + 1), 1), (Id::new(-1), 1), (topic, 0), (topic, 2), (topic, u32::MAX)]
    {
        let read = topic::read(&place, &seen_by(&place.claire), topic, page).await;
        assert_eq!(
            read.map(|_| ()).map_err(Failure::refusal),
            Err(Some(Refusal::NotThere)),
            "{topic:?} {page}"
        );
    }
    let board = board::find(&place, &seen_by(&place.claire), "jury' OR 1=1 --").await;
    assert_eq!(board.map(|_| ()).map_err(Failure::refusal), Err(Some(Refusal::NotThere)));
}

#[tokio::test]
async fn replies_come_by_pages_in_the_order_in_which_they_were_given() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    for number in 1..=2 * PAGE + 5 {
        let author = if number % 2 == 0 { &place.karim } else { &place.lucie };
        assert_eq!(place.reply(author, topic, &format!("Réponse {number}")).await, number);
    }
    let mut read = Vec::new();
    for (page, expected) in [(1, PAGE), (2, PAGE), (3, 5)] {
        let (shown, replies) =
            topic::read(&place, &seen_by(&place.claire), topic, page).await.expect("it is there");
        assert_eq!((shown.replies, replies.len()), (2 * PAGE + 5, expected as usize));
        read.extend(replies);
    }
    for (number, reply) in (1..).zip(&read) {
        assert_eq!(reply.number, number);
        assert_eq!(reply.message.html.as_str().trim(), format!("<p>Réponse {number}</p>"));
        let author = if number % 2 == 0 { "Karim Haddad" } else { "Lucie Petit" };
        assert_eq!(reply.message.author.name, author);
    }
    let beyond = topic::read(&place, &seen_by(&place.claire), topic, 4).await;
    assert_eq!(beyond.map(|_| ()).map_err(Failure::refusal), Err(Some(Refusal::NotThere)));
}

async fn topics(place: &Place, board: &Board, page: u32) -> Vec<Id<Topic>> {
    board::topics(place, board, page)
        .await
        .expect("they are read")
        .into_iter()
        .map(|topic| topic.id)
        .collect()
}

#[tokio::test]
async fn a_board_lists_its_liveliest_topics_first_page_after_page() {
    let place = Place::founded().await;
    let mut opened = Vec::new();
    for number in 1..=PAGE + 3 {
        place.passes(Duration::minutes(1));
        opened.push(place.ask(&place.claire, JURY, &format!("Question {number}"), "Qui sait ?").await);
    }
    place.ask(&place.claire, CERTIFICATIONS, "Ailleurs", "Dans un autre espace.").await;
    place.passes(Duration::minutes(1));
    place.reply(&place.karim, opened[0], "Moi, je sais.").await;
    opened.reverse();
    opened.rotate_right(1);

    let board = place.board(&place.karim, JURY).await;
    assert_eq!(topics(&place, &board, 1).await, opened[..PAGE as usize]);
    assert_eq!(topics(&place, &board, 2).await, opened[PAGE as usize..]);
    assert_eq!(topics(&place, &board, 3).await, []);
}

#[tokio::test]
async fn a_board_counts_its_topics_and_knows_when_something_was_last_said() {
    let place = Place::founded().await;
    let tell = async |slug| {
        let board = place.board(&place.claire, slug).await;
        (board.topics, board.active_at)
    };
    assert_eq!(tell(JURY).await, (0, None));
    place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.passes(Duration::minutes(1));
    let topic = place.ask(&place.karim, JURY, "Après-jury", "Comment annoncer un refus ?").await;
    assert_eq!(tell(JURY).await, (2, Some(place.now())));
    place.passes(Duration::minutes(1));
    place.reply(&place.claire, topic, "Avec le procès-verbal sous les yeux.").await;
    assert_eq!(tell(JURY).await, (2, Some(place.now())));
    assert_eq!(tell(CERTIFICATIONS).await, (0, None), "another board heard nothing");
}

#[tokio::test]
async fn an_unanswered_question_waits_at_the_top_until_somebody_answers() {
    let place = Place::founded().await;
    let first = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.passes(Duration::minutes(1));
    place.open(&place.karim, JURY, TopicKind::Practice, "Jury blanc", "Voici comment je fais.").await;
    let second = place.ask(&place.lucie, CERTIFICATIONS, "Jury DEAES", "À quelle date ?").await;
    let waiting = async || {
        let list = board::unanswered(&place, &seen_by(&place.claire), 10).await.expect("it is read");
        list.into_iter().map(|topic| topic.id).collect::<Vec<_>>()
    };
    assert_eq!(waiting().await, [second, first], "a shared practice asks for nothing");
    place.reply(&place.paul, second, "Le 12 juin.").await;
    assert_eq!(waiting().await, [first]);
    assert_eq!(board::unanswered(&place, &seen_by(&place.claire), 0).await.expect("it is read"), []);
}

#[tokio::test]
async fn the_liveliest_and_ones_own_are_listed_with_all_that_a_line_shows() {
    let place = Place::founded().await;
    let first = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    let opened_at = place.now();
    place.passes(Duration::minutes(1));
    let second = place.ask(&place.karim, CERTIFICATIONS, "Jury DEAES", "À quelle date ?").await;
    place.passes(Duration::minutes(1));
    place.reply(&place.lucie, first, "Non, mais on l’y prépare.").await;

    let lively = board::lively(&place, &seen_by(&place.claire), 10).await.expect("it is read");
    assert_eq!(lively.iter().map(|topic| topic.id).collect::<Vec<_>>(), [first, second]);
    let line = &lively[0];
    assert_eq!(
        (line.title.as_str(), line.author.as_str(), line.board.as_str()),
        ("Oral de la VAE", "Claire Bernard", "Jury et après-jury")
    );
    assert_eq!((line.board_slug.as_str(), line.replies), (JURY, 1));
    assert_eq!((line.opened_at, line.active_at), (opened_at, place.now()));
    let hers =
        board::opened_by(&place, &seen_by(&place.karim), place.claire.id(), 10).await.expect("it is read");
    assert_eq!(hers, lively[..1]);
}

#[tokio::test]
async fn a_form_sent_twice_writes_once_and_one_come_back_to_with_other_words_writes_again() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Le livret 2 en six mois", "Est-ce tenable ?").await;
    let form = Submission::new();
    let send = async |words: &str| {
        let posted = reply::post(&place, &place.karim, topic, &said(words), &form).await;
        posted.expect("Karim may reply").number
    };
    assert_eq!((send("Oui, trois fois.").await, send("Oui, trois fois.").await), (1, 1));
    assert_eq!(send("Et même en quatre mois.").await, 2);
}

#[tokio::test]
async fn one_asks_where_one_may_open_a_topic_about_certifications_if_one_may_there() {
    let place = Place::founded().await;
    let asks = async |member| {
        let (board, statements) = statements::counted(board::where_to_ask(&place, &seen_by(member))).await;
        assert!(statements <= 1);
        board.expect("it is found").map(|board| board.slug)
    };
    for (member, expected) in [
        (&place.claire, Some(CERTIFICATIONS)),
        (&place.lucie, Some(CERTIFICATIONS)),
        (&place.delphine, Some(CERTIFICATIONS)),
        // He reads that board and replies in it: its topics are opened by others.
        (&place.paul, Some("vie-de-la-communaute")),
        (&place.raphael, Some("vie-de-la-communaute")),
        (&place.helene, None),
    ] {
        assert_eq!(asks(member).await.as_deref(), expected, "{}", member.name());
    }
    assert_eq!(board::where_to_ask(&place, &Visitor::SIGNED_OUT).await.expect("nothing is asked"), None);
    // A board that is not there any more leaves the first of the others.
    place.tamper(&format!("UPDATE boards SET slug = 'autre' WHERE slug = '{CERTIFICATIONS}'")).await;
    assert_eq!(asks(&place.claire).await.as_deref(), Some("recevabilite-faisabilite"));
}

#[tokio::test]
async fn what_is_said_of_a_certification_comes_liveliest_first_with_where_to_ask_in_one_statement() {
    let place = Place::founded().await;
    let mut opened = Vec::new();
    for (number, board) in [JURY, CERTIFICATIONS, JURY, CERTIFICATIONS].into_iter().enumerate() {
        opened
            .push(place.ask(&place.claire, board, &format!("Question {number}"), "Sur le RNCP25467.").await);
        place.passes(Duration::minutes(1));
    }
    place.ask(&place.claire, JURY, "Sur autre chose", "Sur le RNCP4504.").await;
    place.reply(&place.karim, opened[0], "Une réponse.").await;
    for (member, expected, ask) in [
        (&place.claire, vec![opened[0], opened[3], opened[2]], Some(CERTIFICATIONS)),
        (&place.paul, vec![opened[3], opened[1]], Some("vie-de-la-communaute")),
        (&place.helene, vec![], None),
    ] {
        let visitor = seen_by(member);
        let (said, statements) = statements::counted(subjects::about(&place, &visitor, 25_467, 3)).await;
        let said = said.expect("it is read");
        let ids: Vec<_> = said.topics.iter().map(|topic| topic.id).collect();
        let ask_in = said.ask.map(|board| board.slug);
        assert_eq!((ids, ask_in.as_deref(), statements), (expected, ask, 1), "{}", member.name());
    }
}

//! Who sees, opens and replies where. What a person may not see does not exist for that person.

use domain::{
    Failure, Id, Role, Roles,
    forum::{
        Refusal, Submission, Topic, TopicKind, board,
        edition::{self, Target},
        reply, topic,
    },
    members::{Member, Visitor},
};

use crate::place::{ASSISTANTS, CERTIFICATIONS, JURY, Place, said, seen_by, titled};

/// The founding boards: who reads and replies there, who opens topics there.
const BOARDS: [(&str, &[Role], &[Role]); 9] = {
    use Role::{Administrator, Advisor, Assistant, Certifier, Organiser};
    const TRADE: &[Role] = &[Advisor, Assistant, Organiser];
    const WRITERS: &[Role] = &[Advisor, Assistant, Certifier, Organiser, Administrator];
    [
        ("recevabilite-faisabilite", TRADE, TRADE),
        ("dossier-de-validation", TRADE, TRADE),
        (JURY, TRADE, TRADE),
        ("financement", TRADE, TRADE),
        (CERTIFICATIONS, &[Advisor, Assistant, Certifier, Organiser], TRADE),
        ("pratiques-d-accompagnement", TRADE, TRADE),
        (ASSISTANTS, &[Assistant, Organiser], &[Assistant, Organiser]),
        ("vie-de-la-communaute", WRITERS, WRITERS),
        ("preparation-des-journees", &[Organiser], &[Organiser]),
    ]
};

fn opening() -> topic::Opening {
    let kind = TopicKind::Question;
    topic::Opening {
        kind,
        title: titled("Qui peut lire ceci ?"),
        body: said("On verra bien."),
        certifications: Vec::new(),
    }
}

#[tokio::test]
async fn each_role_sees_opens_and_replies_where_the_founding_says_and_nowhere_else() {
    let place = Place::founded().await;
    let mut asked = 0;
    for (slug, readers, openers) in BOARDS {
        // Delphine reads every founding board; nobody else gets hold of one they may not see.
        let board = place.board(&place.delphine, slug).await;
        let known = place.ask(&place.delphine, slug, "Ouvert par Delphine", "Pour qui peut lire.").await;
        for (member, role) in place.everybody() {
            let (reads, opens) = (readers.contains(&role), openers.contains(&role));
            let who = format!("{role:?} in {slug}");
            let found = board::find(&place, &seen_by(member), slug).await.map_err(Failure::refusal);
            assert_eq!(found.map(|board| board.slug), or_not_there(reads, slug.to_owned()), "{who}");
            let read = topic::read(&place, &seen_by(member), known, 1).await.map_err(Failure::refusal);
            assert_eq!(read.map(|(topic, _)| topic.id), or_not_there(reads, known), "{who}");
            let replied = reply::post(&place, member, known, &said("Merci"), &Submission::new()).await;
            assert_eq!(replied.map(|_| ()).map_err(Failure::refusal), or_not_there(reads, ()), "{who}");
            let edited = edition::open(&place, member, Target::Topic(known)).await.map(|_| ());
            let expected = if role == Role::Organiser {
                Ok(())
            } else {
                or_not_there(reads, ()).and(Err(Some(Refusal::NotTheAuthor)))
            };
            assert_eq!(edited.map_err(Failure::refusal), expected, "{who}");
            let opened = topic::open(&place, member, &board, &opening()).await.map(|_| ());
            let expected = if opens { Ok(()) } else { Err(Some(Refusal::NotAnOpener)) };
            assert_eq!(opened.map_err(Failure::refusal), expected, "{who}");
            assert_eq!((board.may_reply(member), board.may_open(member)), (reads, opens), "{who}");
            asked += 1;
        }
    }
    assert_eq!(asked, 9 * 7);
}

fn or_not_there<T>(there: bool, value: T) -> Result<T, Option<Refusal>> {
    if there { Ok(value) } else { Err(Some(Refusal::NotThere)) }
}

#[tokio::test]
async fn the_list_of_boards_is_of_those_one_may_see_in_their_order() {
    let place = Place::founded().await;
    for (member, role) in place.everybody() {
        let seen = board::all(&place, &seen_by(member)).await.expect("they are read");
        let seen: Vec<_> = seen.iter().map(|board| board.slug.as_str()).collect();
        let expected: Vec<_> =
            BOARDS.iter().filter(|(_, readers, _)| readers.contains(&role)).map(|(slug, ..)| *slug).collect();
        assert_eq!(seen, expected, "{role:?}");
    }
    assert_eq!(board::all(&place, &Visitor::SIGNED_OUT).await.expect("they are read"), []);
    assert_eq!(
        board::all(&place, &seen_by(&place.helene)).await.expect("they are read"),
        [],
        "the funder sees no board"
    );
}

/// What each list tells that visitor, as topic numbers.
async fn lists(place: &Place, visitor: &Visitor, author: &Member) -> [Vec<Id<Topic>>; 3] {
    let unanswered = board::unanswered(place, visitor, 50).await.expect("it is read");
    let lively = board::lively(place, visitor, 50).await.expect("it is read");
    let opened = board::opened_by(place, visitor, author.id(), 50).await.expect("it is read");
    [unanswered, lively, opened].map(|list| list.into_iter().map(|topic| topic.id).collect())
}

#[tokio::test]
async fn no_list_tells_of_a_topic_that_one_may_not_see() {
    let place = Place::founded().await;
    let between_assistants =
        place.ask(&place.lucie, ASSISTANTS, "Relances en retard", "Comment faites-vous ?").await;
    let to_certifiers = place.ask(&place.lucie, CERTIFICATIONS, "Jury DEAES", "À quelle date ?").await;
    let same = |topics: Vec<Id<Topic>>| [topics.clone(), topics.clone(), topics];
    let tell = async |member: &Member| {
        let mut lists = lists(&place, &seen_by(member), &place.lucie).await;
        lists.iter_mut().for_each(|list| list.sort_by_key(|topic| topic.number()));
        lists
    };
    assert_eq!(tell(&place.lucie).await, same(vec![between_assistants, to_certifiers]));
    assert_eq!(tell(&place.delphine).await, same(vec![between_assistants, to_certifiers]));
    assert_eq!(tell(&place.claire).await, same(vec![to_certifiers]));
    assert_eq!(tell(&place.paul).await, same(vec![to_certifiers]));
    assert_eq!(tell(&place.helene).await, same(vec![]));
    assert_eq!(tell(&place.raphael).await, same(vec![]));
    assert_eq!(lists(&place, &Visitor::SIGNED_OUT, &place.lucie).await, same(vec![]));
}

#[tokio::test]
async fn a_board_closed_to_its_author_takes_the_text_out_of_their_hands() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, CERTIFICATIONS, "Jury DEAES", "À quelle date ?").await;
    place.tamper(&format!("UPDATE boards SET audience = 8 WHERE slug = '{CERTIFICATIONS}'")).await;
    let not_there = Err(Some(Refusal::NotThere));
    let draft = edition::open(&place, &place.claire, Target::Topic(topic)).await;
    assert_eq!(draft.map(|_| ()).map_err(Failure::refusal), not_there);
    let change =
        edition::change_topic(&place, &place.claire, topic, &titled("Jury annulé"), &said("Rien."), 1).await;
    assert_eq!(change.map_err(Failure::refusal), not_there);
    let reply = reply::post(&place, &place.claire, topic, &said("Et moi ?"), &Submission::new()).await;
    assert_eq!(reply.map(|_| ()).map_err(Failure::refusal), not_there);
}

#[tokio::test]
async fn a_board_opened_to_the_funder_is_read_by_her_and_never_answered() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Combien de jurys ?", "En Île-de-France, cette année.").await;
    let everybody = Roles::EVERYBODY.bits();
    place
        .tamper(&format!(
            "UPDATE boards SET audience = {everybody}, openers = {everybody} WHERE slug = '{JURY}'"
        ))
        .await;
    assert!(topic::find(&place, &seen_by(&place.helene), topic).await.is_ok());
    let reply = reply::post(&place, &place.helene, topic, &said("Douze."), &Submission::new()).await;
    assert_eq!(reply.map(|_| ()).map_err(Failure::refusal), Err(Some(Refusal::NotThere)));
}

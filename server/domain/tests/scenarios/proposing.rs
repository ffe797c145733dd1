//! A theme, from somebody's idea to a day: wanted, talked about, made one with another, answered.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Failure,
    days::{
        self, Public, edition,
        proposal::{
            Act, Draft, Listed, Proposal, ProposalId, Refusal, State, Support, Wished, answering, listing,
            making,
            page::{self, Found},
            support, why,
        },
    },
    forum::Submission,
    members::{Member, Message, departure::KeptName, desk, letter_choices},
    text::Line,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::{
    mishaps::at_once,
    place::{Place, seen_by},
    registering::desk_of,
};

fn theme(title: &str) -> Draft {
    Draft {
        title: Line::parse(title).expect("a title"),
        why: why("Trois antennes le demandent.").expect("a text"),
        speakers: Wished::parse("Une présidente de jury").expect("a line"),
        public: Public::Both,
    }
}

fn word(text: &str) -> Message {
    Message::parse(text).expect("a word")
}

async fn proposed(place: &Place, member: &Member, title: &str) -> ProposalId {
    making::propose(place, member, &theme(title), &Submission::new()).await.expect("it is proposed")
}

async fn votes(place: &Place, member: &Member, proposal: ProposalId) -> Result<ProposalId, Option<Refusal>> {
    support::say(place, member, proposal, Support::Vote, true).await.map_err(Failure::refusal)
}

async fn read(place: &Place, member: &Member, proposal: ProposalId) -> Proposal {
    match page::read(place, &seen_by(member), proposal).await.expect("it is read") {
        Found::There(proposal) => *proposal,
        Found::Elsewhere(..) => panic!("it is somewhere else"),
    }
}

async fn listed(place: &Place) -> Vec<Listed> {
    listing::all(place, &seen_by(&place.claire)).await.expect("they are listed")
}

fn subjects(place: &Place, member: &Member) -> Vec<String> {
    place.letters_of(member).into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn whoever_proposes_has_a_voice_and_each_has_one_that_may_be_taken_back() {
    let place = Place::founded().await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    assert_eq!(votes(&place, &place.karim, jury).await, Ok(jury));
    assert_eq!(votes(&place, &place.karim, jury).await, Ok(jury), "twice is once");
    support::say(&place, &place.lucie, jury, Support::Come, true).await.expect("she would come");
    let seen = read(&place, &place.karim, jury).await;
    assert_eq!((seen.votes, seen.comers), (2, 1));
    assert!(seen.mine.voted && !seen.mine.comes);
    for _ in 0..2 {
        support::say(&place, &place.claire, jury, Support::Vote, false).await.expect("she takes it back");
    }
    assert_eq!(read(&place, &place.claire, jury).await.votes, 1);
}

#[tokio::test]
async fn the_same_form_sent_twice_proposes_and_says_once() {
    let place = Place::founded().await;
    let form = Submission::new();
    let first = making::propose(&place, &place.claire, &theme("Financer"), &form).await.expect("proposed");
    let again = making::propose(&place, &place.claire, &theme("Financer"), &form).await.expect("proposed");
    assert_eq!(first, again);
    for _ in 0..2 {
        support::comment(&place, &place.karim, first, &word("Avec un OPCO ?"), &form).await.expect("said");
    }
    assert_eq!(read(&place, &place.claire, first).await.comments.len(), 1);
}

#[tokio::test]
async fn those_who_have_no_part_in_the_programme_see_none_of_it() {
    let place = Place::founded().await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    for stranger in [&place.paul, &place.helene] {
        assert_eq!(listing::all(&place, &seen_by(stranger)).await.expect("nothing"), []);
        let read = page::read(&place, &seen_by(stranger), jury).await.map_err(Failure::refusal);
        assert_eq!(read, Err(Some(Refusal::NotThere)));
        assert_eq!(votes(&place, stranger, jury).await, Err(Some(Refusal::NotThere)));
        let made = making::propose(&place, stranger, &theme("Un autre thème"), &Submission::new()).await;
        assert_eq!(made.map_err(Failure::refusal), Err(Some(Refusal::MayNot)));
    }
    // Organisers propose and comment; the votes are those of whom the programme is for.
    assert_eq!(votes(&place, &place.delphine, jury).await, Err(Some(Refusal::MayNot)));
    let hers = proposed(&place, &place.delphine, "Une idée de l’équipe").await;
    assert_eq!(read(&place, &place.claire, hers).await.votes, 0);
}

#[tokio::test]
async fn nobody_would_come_to_a_day_that_is_not_for_them() {
    let place = Place::founded().await;
    let draft = Draft { public: Public::Assistants, ..theme("Accueillir au téléphone") };
    let theirs = making::propose(&place, &place.lucie, &draft, &Submission::new()).await.expect("proposed");
    let comes = support::say(&place, &place.claire, theirs, Support::Come, true).await;
    assert_eq!(comes.map_err(Failure::refusal), Err(Some(Refusal::MayNot)));
    assert_eq!(votes(&place, &place.claire, theirs).await, Ok(theirs), "wanting it for others is allowed");
}

#[tokio::test]
async fn the_author_mends_the_words_while_nobody_has_answered_and_nobody_else_does() {
    let place = Place::founded().await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    let (_, edition) = making::open(&place, &place.claire, jury).await.expect("hers");
    let change = async |member: &Member, edition| {
        let changed = making::change(&place, member, jury, edition, &theme("Le jury, côté coulisses")).await;
        changed.map_err(Failure::refusal)
    };
    assert_eq!(change(&place.karim, edition).await, Err(Some(Refusal::NotThere)));
    assert_eq!(change(&place.claire, edition).await, Ok(()));
    assert_eq!(change(&place.claire, edition).await, Err(Some(Refusal::ChangedMeanwhile)));
    let desk = desk_of(&place);
    answering::answer(&place, &desk, jury, Act::Keep, &word("L’an prochain.")).await.expect("kept");
    assert_eq!(change(&place.claire, edition + 1).await, Err(Some(Refusal::Answered)));
    assert_eq!(read(&place, &place.karim, jury).await.title, "Le jury, côté coulisses");
}

#[tokio::test]
async fn one_withdraws_one_s_own_comment_and_nothing_of_it_is_left() {
    let place = Place::founded().await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    support::comment(&place, &place.karim, jury, &word("Avec un jury blanc."), &Submission::new())
        .await
        .expect("said");
    let comment = read(&place, &place.claire, jury).await.comments[0].id;
    let not_hers = support::withdraw(&place, &place.claire, comment).await.map_err(Failure::refusal);
    assert_eq!(not_hers, Err(Some(Refusal::NotThere)));
    for _ in 0..2 {
        support::withdraw(&place, &place.karim, comment).await.expect("withdrawn");
    }
    assert_eq!(read(&place, &place.claire, jury).await.comments, []);
    assert_eq!(place.number("SELECT COUNT(*) FROM proposal_comments WHERE body <> ''").await, 0);
}

#[tokio::test]
async fn two_proposals_become_one_with_all_who_want_them_counted_once_and_one_address_leads_to_the_other() {
    let place = Place::founded().await;
    let desk = desk_of(&place);
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    let oral = proposed(&place, &place.karim, "S’entraîner à l’oral").await;
    let blank = proposed(&place, &place.lucie, "Des jurys blancs").await;
    assert_eq!(votes(&place, &place.lucie, jury).await, Ok(jury));
    assert_eq!(votes(&place, &place.lucie, oral).await, Ok(oral));
    support::comment(&place, &place.lucie, oral, &word("En petits groupes."), &Submission::new())
        .await
        .expect("said");
    answering::merge(&place, &desk, blank, oral, &word("C’est la même chose.")).await.expect("merged");
    answering::merge(&place, &desk, oral, jury, &word("Cela se prépare ensemble.")).await.expect("merged");
    for gone in [oral, blank] {
        let found = page::read(&place, &seen_by(&place.claire), gone).await.expect("found");
        assert_eq!(found, Found::Elsewhere(jury, "Le jury vu de l’intérieur".to_owned()), "in one step");
    }
    let kept = read(&place, &place.claire, jury).await;
    assert_eq!(kept.votes, 3, "Claire, Karim and Lucie");
    assert_eq!(kept.comments[0].came_from.as_deref(), Some("S’entraîner à l’oral"));
    assert_eq!(kept.joined.len(), 2);
    // A vote for what is gone is one for what it has become, and so is taking it back.
    support::say(&place, &place.karim, oral, Support::Vote, false).await.expect("taken back");
    assert_eq!(read(&place, &place.karim, jury).await.votes, 2);
    assert_eq!(votes(&place, &place.karim, blank).await, Ok(jury));
    assert_eq!(read(&place, &place.karim, jury).await.votes, 3);
    let again = answering::merge(&place, &desk, oral, jury, &word("Encore.")).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::Answered)));
    let back =
        answering::merge(&place, &desk, jury, oral, &word("Et retour.")).await.map_err(Failure::refusal);
    assert_eq!(back, Err(Some(Refusal::NoSuchOther)), "nothing goes round in circles");
}

#[tokio::test]
async fn what_is_retained_becomes_a_draft_that_knows_where_it_comes_from() {
    let place = Place::founded().await;
    let desk = desk_of(&place);
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    let day = answering::retain(&place, &desk, jury, 2027, &word("Ce sera en mai.")).await.expect("retained");
    let (details, ..) = edition::open(&place, &desk, day).await.expect("a draft");
    assert_eq!(details.title.as_str(), "Le jury vu de l’intérieur");
    assert_eq!(details.objectives.as_str(), "Trois antennes le demandent.");
    assert_eq!((details.public, details.year), (Public::Both, 2027));
    let origin = async |member: &Member| {
        days::page::read(&place, &seen_by(member), day).await.expect("it is there").origin
    };
    let hers = origin(&place.delphine).await.expect("it has one");
    assert_eq!((hers.0, hers.2.as_str()), (jury, place.claire.name().as_str()));
    // A draft is the organisers' to see.
    assert_eq!(read(&place, &place.claire, jury).await.day, None);
    assert_eq!(read(&place, &place.delphine, jury).await.day.map(|(day, ..)| day), Some(day));
    let again =
        answering::retain(&place, &desk, jury, 2027, &word("Encore.")).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::Answered)));
    assert_eq!(votes(&place, &place.karim, jury).await, Err(Some(Refusal::Answered)));
    assert_eq!(place.number("SELECT COUNT(*) FROM training_days").await, 1);
    place.tamper("UPDATE training_days SET state = 'published'").await;
    assert_eq!(origin(&place.karim).await.map(|(proposal, ..)| proposal), Some(jury));
    assert_eq!(origin(&place.helene).await, None, "the funder sees no proposals");
}

#[tokio::test]
async fn authors_and_those_who_want_it_read_the_answer_once_and_whoever_wants_no_letters_does_not() {
    let place = Place::founded().await;
    let desk = desk_of(&place);
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    let oral = proposed(&place, &place.karim, "S’entraîner à l’oral").await;
    assert_eq!(votes(&place, &place.lucie, oral).await, Ok(oral));
    answering::merge(&place, &desk, oral, jury, &word("Cela se prépare ensemble.")).await.expect("merged");
    place.worker_passes().await;
    let merged = "Proposition réunie à une autre\u{a0}: S’entraîner à l’oral";
    assert_eq!(subjects(&place, &place.karim), [merged]);
    assert_eq!(subjects(&place, &place.lucie), [merged]);
    assert_eq!(subjects(&place, &place.claire), Vec::<String>::new(), "hers is as it was");
    let quiet = letter_choices::LetterChoices {
        days: false,
        ..letter_choices::of(&place, &place.lucie).await.expect("hers")
    };
    letter_choices::change(&place, &place.lucie, quiet).await.expect("chosen");
    answering::answer(&place, &desk, jury, Act::Decline, &word("Le Cnam le fait déjà."))
        .await
        .expect("declined");
    place.worker_passes().await;
    place.worker_passes().await;
    let declined = "Proposition non retenue\u{a0}: Le jury vu de l’intérieur";
    assert_eq!(subjects(&place, &place.claire), [declined]);
    assert_eq!(subjects(&place, &place.karim), [merged, declined], "he proposed a part of it");
    assert_eq!(subjects(&place, &place.lucie), [merged]);
    let letter = place.letters_of(&place.claire).remove(0);
    assert!(letter.text.contains("Le Cnam le fait déjà."), "{}", letter.text);
}

#[tokio::test]
async fn votes_at_the_very_moment_of_a_merge_are_neither_lost_nor_counted_twice() {
    let place = Place::founded().await;
    let crowd = place.crowd(12).await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    let oral = proposed(&place, &place.karim, "S’entraîner à l’oral").await;
    let voting = crowd.iter().cloned().flat_map(|member| [(member.clone(), jury), (member, oral)]);
    let community = place.community();
    let mut tasks: Vec<futures::future::BoxFuture<'static, ()>> = Vec::new();
    for (rank, (member, proposal)) in voting.enumerate() {
        let community = community.clone();
        tasks.push(Box::pin(async move {
            support::say(&community, &member, proposal, Support::Vote, true).await.expect("a vote");
        }));
        if rank == 9 {
            let (community, desk) = (place.community(), desk_of(&place));
            tasks.push(Box::pin(async move {
                answering::merge(&community, &desk, oral, jury, &word("Ensemble.")).await.expect("merged");
            }));
        }
    }
    at_once(tasks).await;
    assert_eq!(read(&place, &place.claire, jury).await.votes, 14, "the crowd, Claire and Karim");
}

#[tokio::test]
async fn whoever_leaves_takes_their_votes_along_and_one_person_of_two_accounts_has_one() {
    let place = Place::founded().await;
    let jury = proposed(&place, &place.claire, "Le jury vu de l’intérieur").await;
    for member in [&place.karim, &place.lucie] {
        assert_eq!(votes(&place, member, jury).await, Ok(jury));
    }
    desk::merge::merge(&place, &desk_of(&place), place.claire.id(), place.karim.id())
        .await
        .expect("one person");
    assert_eq!(read(&place, &place.claire, jury).await.votes, 2);
    desk::departure::close(&place, &desk_of(&place), place.lucie.id(), KeptName::Former)
        .await
        .expect("closed");
    assert_eq!(read(&place, &place.claire, jury).await.votes, 1);
}

/// What may happen to three proposals and four people.
#[derive(Debug, Clone, Copy)]
enum Happening {
    Votes(usize, usize),
    TakesBack(usize, usize),
    Merge(usize, usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    let two = || (0_usize..4, 0_usize..4);
    prop_oneof![
        4 => two().prop_map(|(person, theme)| Happening::Votes(person, theme)),
        2 => two().prop_map(|(person, theme)| Happening::TakesBack(person, theme)),
        1 => two().prop_map(|(one, other)| Happening::Merge(one, other)),
    ]
}

/// What should be: who wants each theme, and where each leads.
struct Model {
    wanted: BTreeMap<usize, BTreeSet<usize>>,
    leads: [usize; 4],
}

impl Model {
    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Votes(person, theme) => {
                self.wanted.entry(self.leads[theme]).or_default().insert(person);
            }
            Happening::TakesBack(person, theme) => {
                self.wanted.entry(self.leads[theme]).or_default().remove(&person);
            }
            Happening::Merge(one, other)
                if one != other && self.leads[one] == one && self.leads[other] == other =>
            {
                let gone = self.wanted.remove(&one).unwrap_or_default();
                self.wanted.entry(other).or_default().extend(gone);
                for lead in self.leads.iter_mut().filter(|lead| **lead == one) {
                    *lead = other;
                }
            }
            Happening::Merge(..) => {}
        }
    }
}

#[test]
fn any_interleaving_of_votes_and_merges_counts_everybody_once_and_loses_nobody() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let happenings = prop::collection::vec(happening(), 0..25);
    let outcome = runner.run(&happenings, |happenings| runtime.block_on(is_counted(&happenings)));
    outcome.expect("every interleaving is counted");
}

async fn is_counted(happenings: &[Happening]) -> Result<(), TestCaseError> {
    let place = Place::founded().await;
    let (desk, people) = (desk_of(&place), place.crowd(4).await);
    let mut themes = Vec::new();
    for title in ["Un thème", "Un autre", "Un troisième", "Un quatrième"] {
        // An organiser's has no vote to begin with.
        themes.push(proposed(&place, &place.delphine, title).await);
    }
    let mut model = Model { wanted: BTreeMap::new(), leads: [0, 1, 2, 3] };
    for happening in happenings {
        match *happening {
            Happening::Votes(person, theme) => {
                support::say(&place, &people[person], themes[theme], Support::Vote, true)
                    .await
                    .expect("a vote");
            }
            Happening::TakesBack(person, theme) => {
                support::say(&place, &people[person], themes[theme], Support::Vote, false)
                    .await
                    .expect("taken back");
            }
            Happening::Merge(one, other) => {
                let merged =
                    answering::merge(&place, &desk, themes[one], themes[other], &word("Ensemble.")).await;
                let possible = one != other && model.leads[one] == one && model.leads[other] == other;
                prop_assert_eq!(merged.is_ok(), possible);
            }
        }
        model.happens(*happening);
        for one in listed(&place).await.into_iter().filter(|one| one.state != State::Merged) {
            let theme = themes.iter().position(|id| *id == one.id).expect("it is one of them");
            let wanted = model.wanted.get(&theme).map_or(0, BTreeSet::len);
            prop_assert_eq!(one.votes as usize, wanted, "{:?} after {:?}", one.title, happening);
        }
    }
    Ok(())
}

//! Being known: what each shows, to whom, and how one is found by it.

use std::io::Cursor;

use chrono::Duration;
use domain::{
    Failure, Id, Role,
    members::{
        Audience, Expertise, Member, Reach, Refusal, Tags, Telephone, Visitor, account,
        audit::Origin,
        departure::{self, KeptName},
        directory::{self, Asked, Profile},
        expertise, photo, reach, rights,
    },
    search::Place as Where,
};

use image::{DynamicImage, ImageFormat};

use crate::place::{Place, seen_by};

const NUMBER: &str = "06 12 34 56 78";

async fn reached(place: &Place, member: &Member, telephone_for: Audience, email_for: Audience) {
    let telephone = Some(Telephone::parse(NUMBER).expect("it can be dialled"));
    let decided = Reach { telephone, telephone_for, email_for };
    reach::change(place, member, &decided).await.expect("it is changed");
}

async fn knows(place: &Place, member: &Member, tags: &str, stages: &[u8]) {
    let tags = Tags::parse(tags).expect("they can be kept");
    let known = Expertise { tags, stages: stages.iter().copied().collect() };
    expertise::change(place, member, &known).await.expect("it is changed");
}

/// Karim, as that person sees him.
async fn karim(place: &Place, seen: &Member) -> Profile {
    let profile = directory::profile(place, &seen_by(seen), place.karim.id()).await;
    profile.expect("everybody with an account sees Karim")
}

async fn look(place: &Place, asked: Asked) -> Vec<String> {
    let found = directory::look(place, &seen_by(&place.lucie), asked).await.expect("the directory answers");
    found.people.into_iter().map(|person| person.name).collect()
}

fn words(words: &str) -> Asked {
    Asked { words: words.to_owned(), ..Asked::default() }
}

#[tokio::test]
async fn a_number_and_an_address_are_seen_by_those_whom_karim_chose() {
    let place = Place::founded().await;
    let audiences: [(Audience, &[Role]); 4] = [
        (Audience::Nobody, &[]),
        (Audience::Team, &[Role::Organiser, Role::Administrator]),
        (Audience::Antennes, &[Role::Advisor, Role::Assistant, Role::Organiser, Role::Administrator]),
        (Audience::Everybody, &Role::ALL),
    ];
    for (audience, chosen) in audiences {
        for (telephone_for, email_for) in [(audience, Audience::Nobody), (Audience::Nobody, audience)] {
            reached(&place, &place.karim, telephone_for, email_for).await;
            for (member, role) in place.everybody() {
                let seen = karim(&place, member).await;
                let by_telephone = telephone_for == audience && chosen.contains(&role);
                let by_email = email_for == audience && chosen.contains(&role);
                assert_eq!(seen.telephone.is_some(), by_telephone, "{role:?} {audience:?}");
                assert_eq!(seen.email.is_some(), by_email, "{role:?} {audience:?}");
                let previewed = directory::mine_as(&place, &place.karim, role).await.expect("it is read");
                assert_eq!(previewed, seen, "what Karim is told that a {role:?} sees");
            }
        }
    }
    let outside = directory::profile(&place, &Visitor::SIGNED_OUT, place.karim.id()).await;
    assert_eq!(outside.map_err(Failure::refusal), Err(Some(Refusal::NoSuchMember)));
}

#[tokio::test]
async fn until_somebody_decides_the_address_is_nobodys_and_the_number_is_for_the_antennes_and_the_team() {
    let place = Place::founded().await;
    let mine = account::mine(&place, &place.karim).await.expect("it is read");
    let (telephone_for, email_for) = (Audience::Antennes, Audience::Nobody);
    assert_eq!(mine.reach, Reach { telephone: None, telephone_for, email_for });
    for (member, _) in place.everybody() {
        let seen = karim(&place, member).await;
        assert_eq!((seen.telephone, seen.email), (None, None));
    }
}

#[tokio::test]
async fn a_number_taken_back_is_gone() {
    let place = Place::founded().await;
    reached(&place, &place.karim, Audience::Everybody, Audience::Everybody).await;
    assert_eq!(karim(&place, &place.helene).await.telephone.expect("it is shown").as_str(), NUMBER);
    let none = Reach { telephone: None, telephone_for: Audience::Everybody, email_for: Audience::Nobody };
    reach::change(&place, &place.karim, &none).await.expect("it is changed");
    let seen = karim(&place, &place.helene).await;
    assert_eq!((seen.telephone, seen.email), (None, None));
    assert_eq!(place.number("SELECT COUNT(*) FROM members WHERE telephone IS NOT NULL").await, 0);
}

#[tokio::test]
async fn nobody_is_found_by_a_number_or_an_address_whoever_sees_them() {
    let place = Place::founded().await;
    reached(&place, &place.karim, Audience::Everybody, Audience::Everybody).await;
    place.worker_passes().await;
    for typed in [NUMBER, "0612345678", "\"12 34 56\"", "345678", "exemple"] {
        for (member, role) in place.everybody() {
            let found = place.find(member, typed).await;
            let people = found.hits.iter().filter(|hit| matches!(hit.place, Where::Person { .. })).count();
            assert_eq!((people, found.corrected), (0, None), "{role:?} {typed}");
        }
        let listed = look(&place, words(typed)).await;
        assert_eq!(listed, [""; 0], "{typed}");
    }
}

#[tokio::test]
async fn people_are_found_by_what_they_know_once_the_worker_has_passed() {
    let place = Place::founded().await;
    knows(&place, &place.karim, "Batellerie RNCP25467\nPublic allophone", &[2, 5]).await;
    place.worker_passes().await;
    for typed in ["batellerie", "RNCP25467", "allophones", "batelerie"] {
        let found = place.find(&place.helene, typed).await;
        assert_eq!(found.hits[0].place, Where::Person { id: place.karim.id().number() }, "{typed}");
    }
    assert_eq!(
        place.column::<i32>("SELECT certification FROM member_tags WHERE certification IS NOT NULL").await,
        [25_467]
    );
    let seen = karim(&place, &place.helene).await.expertise;
    assert_eq!(seen.tags.typed(), "Batellerie RNCP25467\nPublic allophone");
    assert_eq!(seen.stages.iter().collect::<Vec<_>>(), [2, 5]);

    knows(&place, &place.karim, "Public allophone", &[]).await;
    place.worker_passes().await;
    assert_eq!(place.find(&place.helene, "batellerie").await.total, 0, "it is taken back");
}

#[tokio::test]
async fn one_tag_spelt_twice_is_one_for_the_directory() {
    let place = Place::founded().await;
    knows(&place, &place.karim, "DEAES", &[1]).await;
    knows(&place, &place.claire, "deaes\nJury", &[]).await;
    knows(&place, &place.paul, "Deaes", &[1]).await;
    let deaes = Asked { tag: Some("deaes".to_owned()), ..Asked::default() };
    assert_eq!(look(&place, deaes.clone()).await, ["Claire Bernard", "Karim Haddad", "Paul Lemaire"]);
    let found = directory::look(&place, &seen_by(&place.lucie), deaes.clone()).await.expect("it answers");
    assert_eq!(found.counts.tags[0].2, 3);
    let advisors = Asked { role: Some(Role::Advisor), stage: Some(1), ..deaes };
    assert_eq!(look(&place, advisors).await, ["Karim Haddad"]);
}

#[tokio::test]
async fn the_directory_forgives_accents_capitals_and_one_mistake() {
    let place = Place::founded().await;
    for (typed, name) in [
        ("helene", "Hélène Garnier"),
        ("HADAD", "Karim Haddad"),
        ("bernrad", "Claire Bernard"),
        ("melun", "Lucie Petit"),
        ("drieets", "Paul Lemaire"),
        ("pantin karim", "Karim Haddad"),
        ("dél", "Delphine Roux"),
    ] {
        assert_eq!(look(&place, words(typed)).await, [name], "{typed}");
    }
    assert_eq!(look(&place, words("melun karim")).await, [""; 0], "both words are asked for");
    let everybody = directory::look(&place, &seen_by(&place.lucie), words("")).await.expect("it answers");
    assert_eq!((everybody.people.len(), everybody.total), (7, 7));
    let outside = directory::look(&place, &Visitor::SIGNED_OUT, words("")).await.expect("it answers");
    assert!(outside.people.is_empty() && outside.antennes.is_empty() && outside.counts.roles.is_empty());
}

#[tokio::test]
async fn an_antenne_has_a_page_with_those_who_work_there() {
    let place = Place::founded().await;
    let visitor = seen_by(&place.helene);
    let (antennes, _) = directory::everybody(&place, &visitor).await.expect("it is read");
    let pantin = antennes.iter().find(|antenne| antenne.name.contains("Pantin")).expect("it is there");
    let (antenne, people) = directory::antenne(&place, &visitor, pantin.id).await.expect("it is read");
    assert_eq!(&antenne, pantin);
    assert_eq!(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Karim Haddad"]);
    for (visitor, id) in [(&visitor, Id::new(999_999)), (&Visitor::SIGNED_OUT, pantin.id)] {
        let nothing = directory::antenne(&place, visitor, id).await;
        assert_eq!(nothing.map_err(Failure::refusal), Err(Some(Refusal::NoSuchAntenne)));
    }
}

#[tokio::test]
async fn each_change_is_recorded_as_its_persons_own() {
    let place = Place::founded().await;
    reached(&place, &place.karim, Audience::Team, Audience::Nobody).await;
    knows(&place, &place.karim, "DEAES", &[3]).await;
    let id = place.karim.id();
    let recorded = format!(
        "SELECT COUNT(*) FROM journal WHERE kind = 'member_changed' AND subject_id = {id} AND actor_id = {id}"
    );
    assert_eq!(place.number(&recorded).await, 2);
    assert_eq!(place.number("SELECT COUNT(DISTINCT member_id) FROM member_tags").await, 1);
}

/// Gives Karim a number, words and a photo.
async fn karim_shows_himself(place: &Place) {
    reached(place, &place.karim, Audience::Everybody, Audience::Everybody).await;
    knows(place, &place.karim, "Batellerie RNCP25467", &[2, 5]).await;
    let mut file = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(128, 128).write_to(&mut file, ImageFormat::Png).expect("it is drawn");
    photo::keep(place, &place.karim, file.into_inner()).await.expect("it is kept");
}

#[tokio::test]
async fn what_karim_shows_is_in_the_copy_of_his_data() {
    let place = Place::founded().await;
    karim_shows_himself(&place).await;
    let files = rights::take(&place, &place.karim, Origin::HERE).await.expect("it is taken");
    let text: String = files.iter().map(|file| String::from_utf8_lossy(&file.content).into_owned()).collect();
    for known in [NUMBER, "membres", "Batellerie RNCP25467", "25467", "2 5"] {
        assert!(text.contains(known), "{known}: {text}");
    }
    let photo = files.iter().find(|file| file.name == "photo.jpg").expect("his photo is there");
    assert!(photo.content.starts_with(&[0xff, 0xd8, 0xff]));
    let of_claire = rights::take(&place, &place.claire, Origin::HERE).await.expect("it is taken");
    let held = |file: &rights::PersonalFile| String::from_utf8_lossy(&file.content).contains("Batellerie");
    assert!(!of_claire.iter().any(|file| file.name == "photo.jpg" || held(file)));
}

#[tokio::test]
async fn nothing_that_karim_showed_is_left_when_he_has_gone() {
    let place = Place::founded().await;
    karim_shows_himself(&place).await;
    let kept = "SELECT (SELECT COUNT(*) FROM member_tags) + (SELECT COUNT(*) FROM member_photos)
        + (SELECT COUNT(*) FROM members WHERE telephone IS NOT NULL OR email_for <> 0 OR stages <> 0)";
    assert_eq!(place.number(kept).await, 3);
    departure::ask(&place, &place.karim, KeptName::Own, Origin::HERE).await.expect("it is asked");
    place.passes(Duration::days(30));
    departure::carry_due(&place).await.expect("it is carried out");
    assert_eq!(place.number(kept).await, 0);
}

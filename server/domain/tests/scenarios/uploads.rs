//! Files that were sent and have not become anything yet: so many of each person, the last ones.

use domain::{
    Failure, Id,
    files::{self, Bytes, FileName, Upload, WAITING},
    members::Member,
};
use futures::stream;

use crate::place::Place;

impl Place {
    async fn brings(&self, member: &Member, text: &str) -> Id<Upload> {
        let pieces = stream::iter([Ok::<_, ()>(Bytes::copy_from_slice(text.as_bytes()))]);
        files::receive(self, member, FileName::of("essai.txt"), pieces).await.expect("the file is taken").id
    }

    async fn waits(&self, member: &Member, upload: Id<Upload>) -> bool {
        match files::find(self, member, upload).await {
            Ok(_) => true,
            Err(Failure::Refused(files::Refusal::NotThere)) => false,
            Err(failure) => panic!("{failure:?}"),
        }
    }
}

#[tokio::test]
async fn the_oldest_file_of_a_person_makes_room_and_nobody_elses_does() {
    let place = Place::founded().await;
    let of_karim = place.brings(&place.karim, "Le mien").await;
    let first = place.brings(&place.claire, "Le premier").await;
    for number in 1..WAITING {
        place.brings(&place.claire, &format!("Essai {number}")).await;
    }
    assert!(place.waits(&place.claire, first).await, "there is room for so many");
    assert_eq!(place.number("SELECT COUNT(*) FROM files").await, i64::from(WAITING) + 1);
    let last = place.brings(&place.claire, "Le dernier").await;
    assert!(!place.waits(&place.claire, first).await && place.waits(&place.claire, last).await);
    assert!(place.waits(&place.karim, of_karim).await);
    assert_eq!(place.number("SELECT COUNT(*) FROM files").await, i64::from(WAITING) + 1, "its content went");
}

#[tokio::test]
async fn a_content_that_something_else_names_outlives_whoever_sent_it_too_often() {
    let place = Place::founded().await;
    place.brings(&place.karim, "Le même").await;
    place.brings(&place.claire, "Le même").await;
    for _ in 0..=WAITING {
        // The same again and again: one content, which is still waited for.
        place.brings(&place.claire, "Toujours le même").await;
    }
    let contents = "SELECT COUNT(*) FROM files";
    assert_eq!(place.number(contents).await, 2, "Karim waits for one, Claire for the other");
    assert_eq!(place.number("SELECT COUNT(*) FROM uploads").await, i64::from(WAITING) + 1);
    for number in 0..WAITING {
        place.brings(&place.claire, &format!("Autre chose {number}")).await;
    }
    assert_eq!(place.number(contents).await, i64::from(WAITING) + 1);
}

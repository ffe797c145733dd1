//! The certifications that a topic is about: chosen by its author, or named in what is written there (« RNCP25467 »).
//!
//! Numbers only: what a number is, the library says.

use sea_orm::DatabaseTransaction;

use super::{
    Board, Refusal, Topic,
    board::{self, Listed},
    edition, store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    members::{Member, Visitor},
};

/// No topic is about more.
pub const MOST: usize = 12;

/// The numbers of records that a text names: « RNCP 25467 », « rncp36004 », « RNCP n° 4504 ». A number alone names nothing.
pub fn named_in(text: &str) -> Vec<i64> {
    let mut named = Vec::new();
    let mut rest = text;
    while let Some(at) = find_letters(rest) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + LETTERS.len()..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '°' | 'º' | ':' | '*' | '_'))
            .trim_start_matches(['n', 'N'])
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '°' | 'º'));
        let digits: &str = &after[..after.bytes().take_while(u8::is_ascii_digit).count()];
        let number = digits.parse::<i64>().ok().filter(|_| (2..=6).contains(&digits.len()));
        if let Some(number) =
            number.filter(|number| *number > 0 && !before.is_some_and(char::is_alphanumeric))
            && !named.contains(&number)
            && named.len() < MOST
        {
            named.push(number);
        }
        rest = &rest[at + LETTERS.len()..];
    }
    named
}

const LETTERS: &str = "rncp";

fn find_letters(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.windows(LETTERS.len()).position(|window| window.eq_ignore_ascii_case(LETTERS.as_bytes()))
}

/// The numbers that the topic carries, those chosen first, each with whether it was chosen; the topic's page has checked that it
/// may be read.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(community: &Community, topic: Id<Topic>) -> Result<Vec<(i64, bool)>, Fault> {
    store::subjects(community.database.reader(), topic).await
}

/// Chooses what one's topic is about, in the place of what was chosen before.
///
/// # Errors
/// Those of [`edition::open`].
pub async fn choose(
    community: &Community,
    member: &Member,
    topic: Id<Topic>,
    numbers: &[i64],
) -> Result<(), Failure<Refusal>> {
    edition::open(community, member, edition::Target::Topic(topic)).await?;
    let transaction = community.database.begin().await?;
    store::forget_subjects(&transaction, topic, true).await?;
    name(&transaction, topic, numbers, true).await?;
    Ok(transaction.commit().await?)
}

/// What is said about a certification, and where more may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The topics that the visitor may read, the liveliest first.
    pub topics: Vec<Listed>,
    /// The board in which the visitor would ask; none for whoever may not.
    pub ask: Option<Board>,
}

/// What the visitor may read about that certification, and where to ask about it. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn about(
    community: &Community,
    visitor: &Visitor,
    certification: i64,
    most: u32,
) -> Result<Said, Fault> {
    let Some(member) = visitor.member() else { return Ok(Said::default()) };
    let (topics, boards) = store::topics_about(&community.database, visitor, certification, most).await?;
    Ok(Said { topics, ask: board::to_ask(boards, member) })
}

/// The topics about any certification of that certifier that the visitor may read, the liveliest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn about_certifier(
    community: &Community,
    visitor: &Visitor,
    certifier: i64,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    store::topics_about_certifier(&community.database, visitor, certifier, most).await
}

/// Writes the numbers beside the topic; one that was chosen stays so.
pub(super) async fn name(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
    numbers: &[i64],
    chosen: bool,
) -> Result<(), Fault> {
    for number in numbers.iter().take(MOST) {
        store::add_subject(transaction, topic, *number, chosen).await?;
    }
    Ok(())
}

/// Reads all that is written in the topic again, after one of its texts changed.
pub(super) async fn read_again(transaction: &DatabaseTransaction, topic: Id<Topic>) -> Result<(), Fault> {
    let mut named = Vec::new();
    for text in store::texts_of(transaction, topic).await? {
        named.extend(named_in(&text));
    }
    store::forget_subjects(transaction, topic, false).await?;
    name(transaction, topic, &named, false).await
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn a_number_with_its_letters_names_a_record() {
        for (text, expected) in [
            ("Le RNCP25467 est remplacé par le **RNCP 36004**.", &[25467, 36004][..]),
            ("rncp n° 4504, RNCP-5440 ; RNCP\u{a0}:\u{a0}491", &[4504, 5440, 491]),
            ("RNCP25467 et encore RNCP25467", &[25467]),
            ("En 25467 jours", &[]),
            ("le RNCP, fiche 25467", &[]),
            ("XRNCP25467", &[]),
            ("RNCP1234567 RNCP", &[]),
            ("", &[]),
        ] {
            assert_eq!(named_in(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(RNCP|rncp|°|n|[0-9]|é| |\\PC){0,60}") {
            proptest::prop_assert!(named_in(&text).iter().all(|number| (1..1_000_000).contains(number)));
        }
    }
}

//! Which letters a person wants: three choices, made at the first visit and changed whenever one likes.

use super::{Member, store};
use crate::{Community, fault::Fault};

/// When to be told that somebody answered what one wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answers {
    /// As it happens.
    #[default]
    AtOnce,
    /// Once a day, all together.
    Daily,
    /// Never by letter.
    Never,
}

impl Answers {
    /// Every possibility, in the order in which they are offered.
    pub const ALL: [Answers; 3] = [Answers::AtOnce, Answers::Daily, Answers::Never];

    /// Its name in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Answers::AtOnce => "at_once",
            Answers::Daily => "daily",
            Answers::Never => "never",
        }
    }

    /// The possibility of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Answers::ALL.into_iter().find(|answers| answers.code() == code)
    }
}

/// How often to be told what is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digest {
    /// Every working day.
    Daily,
    /// Once a week.
    #[default]
    Weekly,
    /// Never by letter.
    Never,
}

impl Digest {
    /// Every possibility, in the order in which they are offered.
    pub const ALL: [Digest; 3] = [Digest::Daily, Digest::Weekly, Digest::Never];

    /// Its name in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Digest::Daily => "daily",
            Digest::Weekly => "weekly",
            Digest::Never => "never",
        }
    }

    /// The possibility of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Digest::ALL.into_iter().find(|digest| digest.code() == code)
    }
}

/// The three choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterChoices {
    /// Answers to what I wrote.
    pub answers: Answers,
    /// What is new.
    pub digest: Digest,
    /// Announcements of the training days.
    pub days: bool,
}

impl Default for LetterChoices {
    fn default() -> Self {
        Self { answers: Answers::default(), digest: Digest::default(), days: true }
    }
}

/// The letters that the person wants.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(community: &Community, member: &Member) -> Result<LetterChoices, Fault> {
    Ok(store::first_visit(&community.database, member.id).await?.choices)
}

/// Changes them.
///
/// # Errors
/// When the database cannot answer.
pub async fn change(community: &Community, member: &Member, choices: LetterChoices) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::change_letters(&transaction, member.id, choices).await?;
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_read_back_from_its_code() {
        assert!(Answers::ALL.into_iter().all(|one| Answers::from_code(one.code()) == Some(one)));
        assert!(Digest::ALL.into_iter().all(|one| Digest::from_code(one.code()) == Some(one)));
        assert_eq!((Answers::from_code("weekly"), Digest::from_code("at_once")), (None, None));
    }
}

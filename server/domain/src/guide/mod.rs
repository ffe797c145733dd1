//! The shared guide: five stages, and for each what the accompanying professional does, uses, and what the candidate does.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Community, Failure, Roles,
    database::{all, change},
    fault::Fault,
    journal::{self, Event},
    members::Visitor,
};

mod founding;

pub use founding::{TITLE, text};

/// A stage with its three columns, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// From 1 to 5.
    pub number: u8,
    /// Its name.
    pub title: String,
    /// Guidelines for the accompanying professional (« repères »).
    pub guidelines: Vec<String>,
    /// Tools used (« outils »).
    pub tools: Vec<String>,
    /// What the candidate does.
    pub candidate: Vec<String>,
}

/// What is said to a person about the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such stage, or not for this visitor.
    NoSuchStage,
}

/// Everybody with an account reads the guide.
pub const AUDIENCE: Roles = Roles::EVERYBODY;

/// All the stages, in order; none for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn read(community: &Community, visitor: &Visitor) -> Result<Vec<Stage>, Fault> {
    if !visitor.sees(AUDIENCE) {
        return Ok(Vec::new());
    }
    stages(community.database.reader()).await
}

/// One stage, with the names of the one before and the one after left to [`read`].
///
/// # Errors
/// [`Refusal::NoSuchStage`] when there is none, or the visitor is signed out.
pub async fn stage(community: &Community, visitor: &Visitor, number: u8) -> Result<Stage, Failure<Refusal>> {
    let stages = read(community, visitor).await?;
    stages.into_iter().find(|stage| stage.number == number).ok_or(Failure::Refused(Refusal::NoSuchStage))
}

/// The stages as they are kept, for those who follow the journal.
pub(crate) async fn stages(connection: &impl ConnectionTrait) -> Result<Vec<Stage>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i32,
        title: String,
        part: String,
        wording: String,
    }
    let query =
        "SELECT s.number, s.title, g.part, g.wording FROM stages s JOIN guidelines g ON g.stage = s.number
        ORDER BY s.number, g.part, g.position";
    let mut stages: Vec<Stage> = Vec::new();
    for row in all::<Row>(connection, query, vec![]).await? {
        let number = u8::try_from(row.number).unwrap_or(0);
        if stages.last().is_none_or(|stage| stage.number != number) {
            let (guidelines, tools, candidate) = (Vec::new(), Vec::new(), Vec::new());
            stages.push(Stage { number, title: row.title, guidelines, tools, candidate });
        }
        let Some(stage) = stages.last_mut() else { continue };
        match row.part.as_str() {
            "guideline" => stage.guidelines.push(row.wording),
            "tool" => stage.tools.push(row.wording),
            _ => stage.candidate.push(row.wording),
        }
    }
    Ok(stages)
}

/// Writes the founding text into a place whose guide is empty.
pub(crate) async fn found(community: &Community, transaction: &DatabaseTransaction) -> Result<(), Fault> {
    if !stages(transaction).await?.is_empty() {
        return Ok(());
    }
    for stage in text() {
        let number = i32::from(stage.number);
        let insert = "INSERT INTO stages (number, title) VALUES ($1, $2)";
        change(transaction, insert, vec![number.into(), stage.title.clone().into()]).await?;
        let parts =
            [("guideline", &stage.guidelines), ("tool", &stage.tools), ("candidate", &stage.candidate)];
        for (part, wordings) in parts {
            for (position, wording) in (1_i32..).zip(wordings) {
                let insert =
                    "INSERT INTO guidelines (stage, part, position, wording) VALUES ($1, $2, $3, $4)";
                let values = vec![number.into(), part.into(), position.into(), wording.clone().into()];
                change(transaction, insert, values).await?;
            }
        }
        let event = Event::GuideChanged(i64::from(stage.number));
        journal::record(transaction, community.now(), None, event).await?;
    }
    Ok(())
}

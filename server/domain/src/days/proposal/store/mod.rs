//! The rows of proposals.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Act, Draft, ProposalId, State, Title, Wished};
use crate::{
    Id,
    database::{Number, change, one},
    days::Public,
    fault::Fault,
    members::Member,
    text::Markdown,
};

mod reading;
mod telling;
mod writing;

pub(super) use reading::*;
pub(crate) use telling::{Person, Told, told};
pub(super) use writing::*;

fn state(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a proposal that is {code:?}")))
}

fn public(code: &str) -> Result<Public, Fault> {
    Public::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a proposal for {code:?}")))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What was done to a proposal. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Made,
    Changed,
    Answered(Act),
}

impl Deed {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Deed::Made => "made",
            Deed::Changed => "changed",
            Deed::Answered(act) => act.code(),
        }
    }
}

/// A proposal as the rules see it, while its row is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) author: Id<Member>,
    pub(super) public: Public,
    pub(super) state: State,
}

/// Holds the proposal's row until the end of the transaction: one statement that reads and writes.
pub(super) async fn hold(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
) -> Result<Option<Held>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        author_id: i64,
        public: String,
        state: String,
    }
    let hold =
        "UPDATE theme_proposals SET turns = turns + 1 WHERE id = $1 RETURNING author_id, public, state";
    let row: Option<Row> = one(transaction, hold, vec![proposal.number().into()]).await?;
    row.map(|row| {
        Ok(Held { author: Id::new(row.author_id), public: public(&row.public)?, state: state(&row.state)? })
    })
    .transpose()
}

/// The proposal that this one has become: itself, most of the time.
pub(super) async fn kept(
    connection: &impl ConnectionTrait,
    proposal: ProposalId,
) -> Result<Option<ProposalId>, Fault> {
    let query = "SELECT COALESCE(merged_into, id) AS id FROM theme_proposals WHERE id = $1";
    let row: Option<Number> = one(connection, query, vec![proposal.number().into()]).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// The proposal as it was typed, with its edition.
pub(super) async fn draft(
    connection: &impl ConnectionTrait,
    proposal: ProposalId,
) -> Result<Option<(Draft, i32, Held)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        author_id: i64,
        title: String,
        why: String,
        speakers: String,
        public: String,
        state: String,
        edition: i32,
    }
    let query =
        "SELECT author_id, title, why, speakers, public, state, edition FROM theme_proposals WHERE id = $1";
    let Some(row) = one::<Row>(connection, query, vec![proposal.number().into()]).await? else {
        return Ok(None);
    };
    let title = Title::parse(&row.title);
    let public = public(&row.public)?;
    let draft = Draft {
        title: title.map_err(|_| Fault::Corrupt(format!("a proposal called {:?}", row.title)))?,
        why: Markdown::from_stored(row.why),
        speakers: Wished::from_stored(row.speakers),
        public,
    };
    let held = Held { author: Id::new(row.author_id), public, state: state(&row.state)? };
    Ok(Some((draft, row.edition, held)))
}

/// Notes what was done to a proposal; the number of the deed.
pub(super) async fn note(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    by: Id<Member>,
    deed: Deed,
    word: &str,
    other: Option<ProposalId>,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO proposal_deeds (proposal_id, at, by_id, deed, word, other_id)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = vec![
        proposal.number().into(),
        now.into(),
        by.number().into(),
        deed.code().into(),
        word.into(),
        other.map(Id::number).into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    row.map(|row| row.id).ok_or_else(|| Fault::Corrupt("a deed without a number".to_owned()))
}

/// Where the proposal stands now.
pub(super) async fn set_state(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    state: State,
) -> Result<(), Fault> {
    let update = "UPDATE theme_proposals SET state = $2 WHERE id = $1";
    change(transaction, update, vec![proposal.number().into(), state.code().into()]).await?;
    Ok(())
}

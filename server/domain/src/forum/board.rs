//! Boards, and the topics listed in them.

use chrono::{DateTime, Utc};

use super::{Board, Refusal, Topic, TopicKind, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    members::{Member, Visitor},
};

/// The board of the foundation about certifications and those who deliver them.
pub const CERTIFICATIONS: &str = "certifications-et-certificateurs";

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: Id<Topic>,
    /// What it is.
    pub kind: TopicKind,
    /// One line.
    pub title: String,
    /// Who opened it.
    pub author: String,
    /// The name of its board.
    pub board: String,
    /// The address part of its board.
    pub board_slug: String,
    /// How many replies it has.
    pub replies: u32,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When something was last said in it.
    pub active_at: DateTime<Utc>,
}

/// The boards that the visitor may see, in their order.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community, visitor: &Visitor) -> Result<Vec<Board>, Fault> {
    store::boards(&community.database, visitor).await
}

/// The board in which the visitor would ask; none for whoever may not open a topic anywhere. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn where_to_ask(community: &Community, visitor: &Visitor) -> Result<Option<Board>, Fault> {
    let Some(member) = visitor.member() else { return Ok(None) };
    Ok(to_ask(all(community, visitor).await?, member))
}

/// The one in which that person would ask the community what the library does not say: of those in which they may open a topic, the
/// one about certifications, or else the first.
pub(super) fn to_ask(boards: Vec<Board>, member: &Member) -> Option<Board> {
    let mut open = boards.into_iter().filter(|board| board.may_open(member));
    let first = open.next()?;
    if first.slug == CERTIFICATIONS {
        return Some(first);
    }
    Some(open.find(|board| board.slug == CERTIFICATIONS).unwrap_or(first))
}

/// One board.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn find(community: &Community, visitor: &Visitor, slug: &str) -> Result<Board, Failure<Refusal>> {
    // PostgreSQL takes no text with this sign in it: to ask for such a board would be a fault.
    if slug.contains('\0') {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::board(&community.database, visitor, slug).await?.ok_or(Failure::Refused(Refusal::NotThere))
}

/// A page of the board's topics, the liveliest first; pages count from 1.
///
/// # Errors
/// When the database cannot answer.
pub async fn topics(community: &Community, board: &Board, page: u32) -> Result<Vec<Listed>, Fault> {
    store::topics_of_board(&community.database, board.id, page).await
}

/// The questions that nobody has answered, the latest first, where the visitor may answer.
///
/// # Errors
/// When the database cannot answer.
pub async fn unanswered(community: &Community, visitor: &Visitor, most: u32) -> Result<Vec<Listed>, Fault> {
    store::unanswered(&community.database, visitor, most).await
}

/// The topics where something was said last.
///
/// # Errors
/// When the database cannot answer.
pub async fn lively(community: &Community, visitor: &Visitor, most: u32) -> Result<Vec<Listed>, Fault> {
    store::lively(&community.database, visitor, most).await
}

/// What that person opened last, where the visitor may read it.
///
/// # Errors
/// When the database cannot answer.
pub async fn opened_by(
    community: &Community,
    visitor: &Visitor,
    author: Id<Member>,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    store::opened_by(&community.database, visitor, author, most).await
}

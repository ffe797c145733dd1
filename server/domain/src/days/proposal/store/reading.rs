//! Reading proposals.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{count, public, state};
use crate::{
    Id,
    database::{all, one},
    days::{
        DayId, State as DayState,
        proposal::{Act, Answer, Comment, Listed, Mine, Proposal, ProposalId, Wished},
    },
    fault::Fault,
    text::Html,
};

/// Every proposal, the most wanted first; `me` is the visitor's number.
pub(in crate::days::proposal) async fn list(
    connection: &impl ConnectionTrait,
    me: i64,
) -> Result<Vec<Listed>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        public: String,
        state: String,
        author: String,
        made_at: DateTime<Utc>,
        votes: i64,
        comers: i64,
        comments: i64,
        voted: i64,
        comes: i64,
    }
    let query = "SELECT p.id, p.title, p.public, p.state, m.name AS author, p.made_at, COALESCE(s.votes, 0) AS votes,
            COALESCE(s.comers, 0) AS comers, COALESCE(c.comments, 0) AS comments, COALESCE(s.voted, 0) AS voted,
            COALESCE(s.comes, 0) AS comes
        FROM theme_proposals p JOIN members m ON m.id = p.author_id
        LEFT JOIN (SELECT proposal_id, COUNT(CASE WHEN kind = 'vote' THEN 1 END) AS votes,
                COUNT(CASE WHEN kind = 'come' THEN 1 END) AS comers,
                COUNT(CASE WHEN kind = 'vote' AND member_id = $1 THEN 1 END) AS voted,
                COUNT(CASE WHEN kind = 'come' AND member_id = $1 THEN 1 END) AS comes
            FROM proposal_supports GROUP BY proposal_id) s ON s.proposal_id = p.id
        LEFT JOIN (SELECT proposal_id, COUNT(*) AS comments FROM proposal_comments WHERE withdrawn_at IS NULL GROUP BY proposal_id) c
            ON c.proposal_id = p.id
        ORDER BY COALESCE(s.votes, 0) DESC, COALESCE(s.comers, 0) DESC, p.made_at DESC, p.id DESC";
    let rows: Vec<Row> = all(connection, query, vec![me.into()]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Listed {
                id: Id::new(row.id),
                title: row.title,
                public: public(&row.public)?,
                state: state(&row.state)?,
                author: row.author,
                made_at: row.made_at,
                votes: count(row.votes),
                comers: count(row.comers),
                comments: count(row.comments),
                mine: Mine { voted: row.voted > 0, comes: row.comes > 0 },
            })
        })
        .collect()
}

#[derive(FromQueryResult)]
struct Row {
    title: String,
    why_html: String,
    speakers: String,
    public: String,
    state: String,
    author_id: i64,
    author: String,
    made_at: DateTime<Utc>,
    changed_at: Option<DateTime<Utc>>,
    edition: i32,
    merged_into: Option<i64>,
    merged_title: Option<String>,
    day_id: Option<i64>,
    day_title: Option<String>,
    day_state: Option<String>,
    votes: i64,
    comers: i64,
    voted: i64,
    comes: i64,
    act: Option<String>,
    word: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<DateTime<Utc>>,
}

impl Row {
    fn day(&self, drafts: bool) -> Option<(DayId, String, DayState)> {
        let state = DayState::from_code(self.day_state.as_deref()?)?;
        let (id, title) = (Id::new(self.day_id?), self.day_title.clone()?);
        (drafts || state.is_shown()).then_some((id, title, state))
    }

    fn answer(&self) -> Option<Answer> {
        Some(Answer {
            act: Act::from_code(self.act.as_deref()?)?,
            word: self.word.clone().unwrap_or_default(),
            by: self.answered_by.clone()?,
            at: self.answered_at?,
        })
    }
}

/// A proposal, and the number and title of what it has become where it is one with another.
type Read = (Proposal, Option<(ProposalId, String)>);

/// The proposal, without what is said of it.
pub(in crate::days::proposal) async fn proposal(
    connection: &impl ConnectionTrait,
    me: i64,
    drafts: bool,
    proposal: ProposalId,
) -> Result<Option<Read>, Fault> {
    let query = "SELECT p.title, p.why_html, p.speakers, p.public, p.state, p.author_id, m.name AS author, p.made_at, p.changed_at,
            p.edition, p.merged_into, k.title AS merged_title, p.day_id, d.title AS day_title, d.state AS day_state,
            (SELECT COUNT(*) FROM proposal_supports s WHERE s.proposal_id = p.id AND s.kind = 'vote') AS votes,
            (SELECT COUNT(*) FROM proposal_supports s WHERE s.proposal_id = p.id AND s.kind = 'come') AS comers,
            (SELECT COUNT(*) FROM proposal_supports s WHERE s.proposal_id = p.id AND s.kind = 'vote' AND s.member_id = $2) AS voted,
            (SELECT COUNT(*) FROM proposal_supports s WHERE s.proposal_id = p.id AND s.kind = 'come' AND s.member_id = $2) AS comes,
            a.deed AS act, a.word, b.name AS answered_by, a.at AS answered_at
        FROM theme_proposals p JOIN members m ON m.id = p.author_id
            LEFT JOIN theme_proposals k ON k.id = p.merged_into
            LEFT JOIN training_days d ON d.id = p.day_id
            LEFT JOIN proposal_deeds a ON a.id = (SELECT MAX(l.id) FROM proposal_deeds l
                WHERE l.proposal_id = p.id AND l.deed NOT IN ('made', 'changed'))
            LEFT JOIN members b ON b.id = a.by_id
        WHERE p.id = $1";
    let Some(row) = one::<Row>(connection, query, vec![proposal.number().into(), me.into()]).await? else {
        return Ok(None);
    };
    let (day, answer) = (row.day(drafts), row.answer());
    let into = row.merged_into.map(Id::new).zip(row.merged_title);
    let found = Proposal {
        id: proposal,
        title: row.title,
        why: Html::from_stored(row.why_html),
        speakers: Wished::from_stored(row.speakers),
        public: public(&row.public)?,
        state: state(&row.state)?,
        author: (Id::new(row.author_id), row.author),
        made_at: row.made_at,
        changed_at: row.changed_at,
        edition: row.edition,
        votes: count(row.votes),
        comers: count(row.comers),
        mine: Mine { voted: row.voted > 0, comes: row.comes > 0 },
        answer,
        day,
        joined: Vec::new(),
        comments: Vec::new(),
    };
    Ok(Some((found, into)))
}

/// What is said of it, in order.
pub(in crate::days::proposal) async fn comments(
    connection: &impl ConnectionTrait,
    proposal: ProposalId,
) -> Result<Vec<Comment>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        author_id: i64,
        name: String,
        body: String,
        written_at: DateTime<Utc>,
        came_from: Option<String>,
    }
    let query = "SELECT c.id, c.author_id, m.name, c.body, c.written_at, f.title AS came_from
        FROM proposal_comments c JOIN members m ON m.id = c.author_id LEFT JOIN theme_proposals f ON f.id = c.came_from
        WHERE c.proposal_id = $1 AND c.withdrawn_at IS NULL ORDER BY c.written_at, c.id";
    let rows: Vec<Row> = all(connection, query, vec![proposal.number().into()]).await?;
    let comment = |row: Row| Comment {
        id: Id::new(row.id),
        author: (Id::new(row.author_id), row.name),
        body: row.body,
        written_at: row.written_at,
        came_from: row.came_from,
    };
    Ok(rows.into_iter().map(comment).collect())
}

/// Those that are one with it: title and author.
pub(in crate::days::proposal) async fn joined(
    connection: &impl ConnectionTrait,
    proposal: ProposalId,
) -> Result<Vec<(String, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        name: String,
    }
    let query = "SELECT p.title, m.name FROM theme_proposals p JOIN members m ON m.id = p.author_id
        WHERE p.merged_into = $1 ORDER BY p.id";
    let rows: Vec<Row> = all(connection, query, vec![proposal.number().into()]).await?;
    Ok(rows.into_iter().map(|row| (row.title, row.name)).collect())
}

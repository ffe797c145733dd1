//! What the letters about proposals need to know.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Id,
    database::{all, one},
    days::proposal::{AUDIENCE, Act, ProposalId},
    fault::Fault,
    mail::EmailAddress,
};

/// Something that was answered to a proposal.
pub(crate) struct Told {
    pub(crate) proposal: ProposalId,
    pub(crate) title: String,
    pub(crate) act: Act,
    pub(crate) word: String,
    /// What it was merged into: its number and title.
    pub(crate) other: Option<(ProposalId, String)>,
    pub(crate) people: Vec<Person>,
}

/// Somebody who is told.
#[derive(FromQueryResult)]
struct PersonRow {
    name: String,
    email: String,
    author: i32,
}

/// Somebody who is told, and whether they proposed it, or something that is one with it.
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) is_author: bool,
}

/// What that line of a proposal's history says, and to whom: its authors, and of those who support it or comment on it whoever wishes
/// letters about the days; `None` for what nobody is told.
pub(crate) async fn told(connection: &impl ConnectionTrait, deed: i64) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        proposal_id: i64,
        title: String,
        deed: String,
        word: String,
        by_id: Option<i64>,
        other_id: Option<i64>,
        other_title: Option<String>,
    }
    let query = "SELECT e.proposal_id, p.title, e.deed, e.word, e.by_id, e.other_id, o.title AS other_title
        FROM proposal_deeds e JOIN theme_proposals p ON p.id = e.proposal_id LEFT JOIN theme_proposals o ON o.id = e.other_id
        WHERE e.id = $1";
    let Some(row) = one::<Row>(connection, query, vec![deed.into()]).await? else { return Ok(None) };
    let Some(act) = Act::from_code(&row.deed) else { return Ok(None) };
    let people = "SELECT t.name, t.email, t.author FROM (SELECT m.id, m.name, m.email, m.letters_days,
                CASE WHEN EXISTS (SELECT 1 FROM theme_proposals p WHERE (p.id = $1 OR p.merged_into = $1) AND p.author_id = m.id)
                    THEN 1 ELSE 0 END AS author,
                CASE WHEN EXISTS (SELECT 1 FROM proposal_supports s WHERE s.proposal_id = $1 AND s.member_id = m.id)
                    OR EXISTS (SELECT 1 FROM proposal_comments c WHERE (c.proposal_id = $1 OR c.came_from = $1) AND c.author_id = m.id
                        AND c.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS supporter
            FROM members m WHERE m.left_at IS NULL AND m.id <> $2 AND (m.roles & $3) <> 0) t
        WHERE t.author = 1 OR (t.supporter = 1 AND t.letters_days = 1) ORDER BY t.id";
    let values = vec![row.proposal_id.into(), row.by_id.unwrap_or_default().into(), AUDIENCE.column().into()];
    let people: Vec<PersonRow> = all(connection, people, values).await?;
    // An address that is none is an account that was erased a moment ago.
    let person = |row: PersonRow| {
        let email = EmailAddress::parse(&row.email).ok()?;
        Some(Person { name: row.name, email, is_author: row.author != 0 })
    };
    Ok(Some(Told {
        proposal: Id::new(row.proposal_id),
        title: row.title,
        act,
        word: row.word,
        other: row.other_id.map(Id::new).zip(row.other_title),
        people: people.into_iter().filter_map(person).collect(),
    }))
}

//! Writing proposals, and what is said of them.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::super::{Comment, Draft, ProposalId, State, Support};
use crate::{
    Id,
    database::{Number, change, one},
    days::DayId,
    fault::Fault,
    forum::Submission,
    members::{Member, Message},
    text::{RENDERER, render},
};

/// Adds a proposal; `None` when the form was already sent.
pub(in crate::days::proposal) async fn add(
    transaction: &DatabaseTransaction,
    author: Id<Member>,
    draft: &Draft,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<ProposalId>, Fault> {
    let insert = "INSERT INTO theme_proposals (author_id, title, why, why_html, renderer, speakers, public, state, made_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (author_id, submission) DO NOTHING RETURNING id";
    let values = vec![
        author.number().into(),
        draft.title.as_str().into(),
        draft.why.as_str().into(),
        render(&draft.why).into_string().into(),
        RENDERER.into(),
        draft.speakers.as_str().into(),
        draft.public.code().into(),
        State::Open.code().into(),
        now.into(),
        submission.as_str().into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

pub(in crate::days::proposal) async fn of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<ProposalId, Fault> {
    let query = "SELECT id FROM theme_proposals WHERE author_id = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![author.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("a proposal made twice and found nowhere".to_owned()))
}

/// Whether the proposal was still at that edition, and says this now.
pub(in crate::days::proposal) async fn rewrite(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    edition: i32,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE theme_proposals SET title = $3, why = $4, why_html = $5, renderer = $6, speakers = $7, public = $8,
            changed_at = $9, edition = edition + 1
        WHERE id = $1 AND edition = $2";
    let values = vec![
        proposal.number().into(),
        edition.into(),
        draft.title.as_str().into(),
        draft.why.as_str().into(),
        render(&draft.why).into_string().into(),
        RENDERER.into(),
        draft.speakers.as_str().into(),
        draft.public.code().into(),
        now.into(),
    ];
    Ok(change(transaction, update, values).await? > 0)
}

pub(in crate::days::proposal) async fn support(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    member: Id<Member>,
    support: Support,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO proposal_supports (proposal_id, member_id, kind, since) VALUES ($1, $2, $3, $4)
        ON CONFLICT (proposal_id, member_id, kind) DO NOTHING";
    let values = vec![proposal.number().into(), member.number().into(), support.code().into(), now.into()];
    change(transaction, insert, values).await?;
    Ok(())
}

pub(in crate::days::proposal) async fn take_back(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    member: Id<Member>,
    support: Support,
) -> Result<(), Fault> {
    let delete = "DELETE FROM proposal_supports WHERE proposal_id = $1 AND member_id = $2 AND kind = $3";
    let values = vec![proposal.number().into(), member.number().into(), support.code().into()];
    change(transaction, delete, values).await?;
    Ok(())
}

pub(in crate::days::proposal) async fn comment(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    author: Id<Member>,
    body: &Message,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO proposal_comments (proposal_id, author_id, body, written_at, submission)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (author_id, submission) DO NOTHING";
    let values = vec![
        proposal.number().into(),
        author.number().into(),
        body.as_str().into(),
        now.into(),
        submission.as_str().into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

/// Whether the comment is that person's, and is no more.
pub(in crate::days::proposal) async fn withdraw(
    transaction: &DatabaseTransaction,
    comment: Id<Comment>,
    author: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE proposal_comments SET body = '', withdrawn_at = COALESCE(withdrawn_at, $3)
        WHERE id = $1 AND author_id = $2";
    let values = vec![comment.number().into(), author.number().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}

/// Makes the one lead to the other, in one step, with all that led to it; what was said of it is said of the other too, once a person.
pub(in crate::days::proposal) async fn merge(
    transaction: &DatabaseTransaction,
    goes: ProposalId,
    stays: ProposalId,
) -> Result<(), Fault> {
    let two = || vec![goes.number().into(), stays.number().into()];
    let supports = "INSERT INTO proposal_supports (proposal_id, member_id, kind, since)
        SELECT $2, member_id, kind, since FROM proposal_supports WHERE proposal_id = $1
        ON CONFLICT (proposal_id, member_id, kind) DO NOTHING";
    change(transaction, supports, two()).await?;
    let comments = "UPDATE proposal_comments SET proposal_id = $2, came_from = COALESCE(came_from, $1) WHERE proposal_id = $1";
    change(transaction, comments, two()).await?;
    let leads =
        "UPDATE theme_proposals SET merged_into = $2, state = 'reunie' WHERE id = $1 OR merged_into = $1";
    change(transaction, leads, two()).await?;
    Ok(())
}

/// The day that came of it.
pub(in crate::days::proposal) async fn became(
    transaction: &DatabaseTransaction,
    proposal: ProposalId,
    day: DayId,
) -> Result<(), Fault> {
    let update = "UPDATE theme_proposals SET day_id = $2 WHERE id = $1";
    change(transaction, update, vec![proposal.number().into(), day.number().into()]).await?;
    Ok(())
}

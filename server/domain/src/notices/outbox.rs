//! The outbox: letters wait here until the post takes them, however long that is.
//!
//! Invariant: a letter is claimed for a minute by one process, and posted at least once. Its `Message-ID` is that of its row,
//! so that a copy sent after a crash is recognised as one.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Community,
    database::{change, one},
    fault::Fault,
    mail::{EmailAddress, Letter, MailFault},
};

/// A letter that still cannot be posted after that many tries, more than three days in all, is given up.
const TRIES: i32 = 20;

/// How long a process may take to post a letter before another one tries.
const LEASE: Duration = Duration::minutes(1);

/// What came of a try at posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posting {
    /// A letter left.
    Posted,
    /// A letter could not leave, and will be tried again or was given up.
    Delayed,
    /// No letter waits.
    Nothing,
}

/// Puts a letter in the outbox, in the transaction of what it tells.
pub(super) async fn write(
    transaction: &DatabaseTransaction,
    letter: &Letter,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO letters (recipient, subject, body_text, body_html, written_at, try_at)
        VALUES ($1, $2, $3, $4, $5, $5)";
    let values = vec![
        letter.to.as_str().into(),
        letter.subject.clone().into(),
        letter.text.clone().into(),
        letter.html.clone().into(),
        now.into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

/// Posts the letter that has waited longest.
///
/// # Errors
/// When the database cannot answer; a letter that cannot leave is not an error.
pub async fn post(community: &Community) -> Result<Posting, Fault> {
    if waiting(community).await? == 0 {
        return Ok(Posting::Nothing);
    }
    let Some(claimed) = claim(community).await? else { return Ok(Posting::Nothing) };
    let sent = match EmailAddress::parse(&claimed.recipient) {
        Ok(to) => {
            let letter =
                Letter { to, subject: claimed.subject, text: claimed.body_text, html: claimed.body_html };
            community.mailer.send(&letter, &format!("lettre-{}", claimed.id)).await
        }
        Err(_) => Err(MailFault::Permanent("its address is none".to_owned())),
    };
    match sent {
        Ok(()) => {
            let done = "UPDATE letters SET posted_at = $2, claimed_until = NULL, error = NULL,
                body_text = '', body_html = '' WHERE id = $1";
            settle(community, done, vec![claimed.id.into(), community.now().into()]).await?;
            Ok(Posting::Posted)
        }
        Err(fault) => {
            let final_try = fault.is_permanent() || claimed.attempts >= TRIES;
            tracing::warn!(letter = claimed.id, attempts = claimed.attempts, error = %fault, final_try, "letter not posted");
            let now = community.now();
            let (statement, at) = if final_try {
                let given_up = "UPDATE letters SET abandoned_at = $2, claimed_until = NULL, error = $3,
                    body_text = '', body_html = '' WHERE id = $1";
                (given_up, now)
            } else {
                let later = now + backoff(claimed.attempts);
                ("UPDATE letters SET try_at = $2, claimed_until = NULL, error = $3 WHERE id = $1", later)
            };
            settle(community, statement, vec![claimed.id.into(), at.into(), fault.to_string().into()])
                .await?;
            Ok(Posting::Delayed)
        }
    }
}

/// How many letters are due now.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(community: &Community) -> Result<u64, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        letters: i64,
    }
    let query = "SELECT COUNT(*) AS letters FROM letters
        WHERE posted_at IS NULL AND abandoned_at IS NULL AND try_at <= $1
            AND (claimed_until IS NULL OR claimed_until < $1)";
    let row: Option<Row> = one(community.database.reader(), query, vec![community.now().into()]).await?;
    Ok(row.map_or(0, |row| row.letters.unsigned_abs()))
}

#[derive(FromQueryResult)]
struct Claimed {
    id: i64,
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    attempts: i32,
}

/// Takes the letter that has waited longest. The outer condition is read again once another process's claim is committed:
/// of two processes that chose the same letter, one gets nothing.
async fn claim(community: &Community) -> Result<Option<Claimed>, Fault> {
    let now = community.now();
    let due = "posted_at IS NULL AND abandoned_at IS NULL AND try_at <= $1
        AND (claimed_until IS NULL OR claimed_until < $1)";
    let claim = format!(
        "UPDATE letters SET claimed_until = $2, attempts = attempts + 1
        WHERE id = (SELECT id FROM letters WHERE {due} ORDER BY try_at, id LIMIT 1) AND {due}
        RETURNING id, recipient, subject, body_text, body_html, attempts"
    );
    let transaction = community.database.begin().await?;
    let claimed = one(&transaction, &claim, vec![now.into(), (now + LEASE).into()]).await?;
    transaction.commit().await?;
    Ok(claimed)
}

async fn settle(community: &Community, statement: &str, values: Vec<sea_orm::Value>) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    change(&transaction, statement, values).await?;
    Ok(transaction.commit().await?)
}

/// Half a minute, then twice as long each time, at most eight hours.
fn backoff(attempts: i32) -> Duration {
    Duration::seconds(30 << (attempts - 1).clamp(0, 10)).min(Duration::hours(8))
}

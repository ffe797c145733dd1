//! The outbox: letters wait here until the post takes them, however long that is.
//!
//! Invariant: a letter is claimed for a minute by one process, and posted at least once. Its `Message-ID` is that of its row,
//! so that a copy sent after a crash is recognised as one.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Community,
    database::{Number, change, one},
    fault::Fault,
    mail::{Calendar, EmailAddress, Letter, MailFault, Method},
    members::invitations,
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

/// Puts a letter in the outbox, in the transaction of what it tells, and gives its number. A letter that offers something until
/// `useless_after` is not posted later.
pub(super) async fn write(
    transaction: &DatabaseTransaction,
    letter: &Letter,
    now: DateTime<Utc>,
    useless_after: Option<DateTime<Utc>>,
) -> Result<i64, Fault> {
    write_with(transaction, letter, None, now, useless_after).await
}

/// The same, with something for the diary.
pub(super) async fn write_with(
    transaction: &DatabaseTransaction,
    letter: &Letter,
    calendar: Option<&Calendar>,
    now: DateTime<Utc>,
    useless_after: Option<DateTime<Utc>>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO letters (recipient, subject, body_text, body_html, written_at, try_at, useless_after, calendar,
            calendar_method)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8) RETURNING id";
    let values = vec![
        letter.to.as_str().into(),
        letter.subject.clone().into(),
        letter.text.clone().into(),
        letter.html.clone().into(),
        now.into(),
        useless_after.into(),
        calendar.map(|calendar| calendar.text.clone()).into(),
        calendar.map(|calendar| calendar.method.code()).into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(row.map_or(0, |row| row.id))
}

/// Gives up a letter that has not left and should not any more.
pub(super) async fn withdraw(
    transaction: &DatabaseTransaction,
    letter: i64,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE letters SET abandoned_at = $2, claimed_until = NULL, error = 'withdrawn',
            body_text = '', body_html = '', calendar = NULL
        WHERE id = $1 AND posted_at IS NULL AND abandoned_at IS NULL";
    change(transaction, update, vec![letter.into(), now.into()]).await?;
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
    if claimed.useless_after.is_some_and(|end| end <= community.now()) {
        tracing::warn!(
            letter = claimed.id,
            attempts = claimed.attempts,
            "letter given up: its time has passed"
        );
        give_up(community, claimed.id, "its time has passed").await?;
        return Ok(Posting::Delayed);
    }
    match send(community, &claimed).await {
        Ok(()) => {
            let done = "UPDATE letters SET posted_at = $2, claimed_until = NULL, error = NULL,
                body_text = '', body_html = '', calendar = NULL WHERE id = $1";
            settle(community, claimed.id, done, vec![community.now().into()], true).await?;
            Ok(Posting::Posted)
        }
        Err(fault) => {
            let final_try = fault.is_permanent() || claimed.attempts >= TRIES;
            tracing::warn!(letter = claimed.id, attempts = claimed.attempts, error = %fault, final_try, "letter not posted");
            if final_try {
                give_up(community, claimed.id, &fault.to_string()).await?;
            } else {
                put_off(community, &claimed, &fault).await?;
            }
            Ok(Posting::Delayed)
        }
    }
}

async fn send(community: &Community, claimed: &Claimed) -> Result<(), MailFault> {
    let to = EmailAddress::parse(&claimed.recipient)
        .map_err(|_| MailFault::Permanent("its address is none".to_owned()))?;
    let letter = Letter {
        to,
        subject: claimed.subject.clone(),
        text: claimed.body_text.clone(),
        html: claimed.body_html.clone(),
    };
    let method = claimed.calendar_method.as_deref().and_then(Method::from_code);
    let calendar = claimed.calendar.clone().zip(method).map(|(text, method)| Calendar { method, text });
    community.mailer.send_with(&letter, calendar.as_ref(), &format!("lettre-{}", claimed.id)).await
}

/// How many letters are due now.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(community: &Community) -> Result<u64, Fault> {
    let query = "SELECT COUNT(*) AS id FROM letters
        WHERE posted_at IS NULL AND abandoned_at IS NULL AND try_at <= $1
            AND (claimed_until IS NULL OR claimed_until < $1)";
    let row: Option<Number> = one(community.database.reader(), query, vec![community.now().into()]).await?;
    Ok(row.map_or(0, |row| row.id.unsigned_abs()))
}

#[derive(FromQueryResult)]
struct Claimed {
    id: i64,
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    attempts: i32,
    useless_after: Option<DateTime<Utc>>,
    calendar: Option<String>,
    calendar_method: Option<String>,
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
        RETURNING id, recipient, subject, body_text, body_html, attempts, useless_after, calendar, calendar_method"
    );
    let transaction = community.database.begin().await?;
    let claimed = one(&transaction, &claim, vec![now.into(), (now + LEASE).into()]).await?;
    transaction.commit().await?;
    Ok(claimed)
}

/// The letter will never leave: only the trace of it stays.
async fn give_up(community: &Community, letter: i64, why: &str) -> Result<(), Fault> {
    let given_up = "UPDATE letters SET abandoned_at = $2, claimed_until = NULL, error = $3,
        body_text = '', body_html = '', calendar = NULL WHERE id = $1";
    settle(community, letter, given_up, vec![community.now().into(), why.into()], false).await
}

/// Ends the letter's stay here, and tells the invitation that it carries, if it does.
async fn settle(
    community: &Community,
    letter: i64,
    statement: &str,
    mut values: Vec<sea_orm::Value>,
    left: bool,
) -> Result<(), Fault> {
    values.insert(0, letter.into());
    let transaction = community.database.begin().await?;
    change(&transaction, statement, values).await?;
    invitations::letter_settled(&transaction, letter, left, community.now()).await?;
    Ok(transaction.commit().await?)
}

async fn put_off(community: &Community, claimed: &Claimed, fault: &MailFault) -> Result<(), Fault> {
    let later = community.now() + backoff(claimed.attempts);
    let update = "UPDATE letters SET try_at = $2, claimed_until = NULL, error = $3 WHERE id = $1";
    let transaction = community.database.begin().await?;
    change(&transaction, update, vec![claimed.id.into(), later.into(), fault.to_string().into()]).await?;
    Ok(transaction.commit().await?)
}

/// Half a minute, then twice as long each time, at most eight hours.
fn backoff(attempts: i32) -> Duration {
    Duration::seconds(30 << (attempts - 1).clamp(0, 10)).min(Duration::hours(8))
}

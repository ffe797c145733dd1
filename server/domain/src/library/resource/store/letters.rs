//! What the letters about resources need to know.

use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::DESK;
use crate::{
    Id,
    database::{all, one},
    fault::Fault,
    library::resource::{Act, Deed, Resource, State},
    mail::EmailAddress,
};

/// Something that happened to a resource, and those who are told.
pub(crate) struct Told {
    pub(crate) resource: Id<Resource>,
    pub(crate) title: String,
    pub(crate) deed: Deed,
    pub(crate) word: String,
    /// Who did it.
    pub(crate) by: String,
    /// Who is written to.
    pub(crate) people: Vec<Addressee>,
}

/// Somebody who is written to.
pub(crate) struct Addressee {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
}

/// What that line of the history says, and to whom. Nobody is told what they did themselves.
pub(crate) async fn told(transaction: &DatabaseTransaction, deed: i64) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        resource_id: i64,
        title: String,
        deed: String,
        word: String,
        by: Option<String>,
        state: String,
    }
    let query = "SELECT d.resource_id, r.state, r.title, d.deed, d.word, m.name AS by FROM resource_deeds d
        JOIN resources r ON r.id = d.resource_id LEFT JOIN members m ON m.id = d.by_id WHERE d.id = $1";
    let row: Option<Row> = one(transaction, query, vec![deed.into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(done) = Deed::from_code(&row.deed) else { return Ok(None) };
    // Somebody may have read it again before the letter was written.
    let waits = matches!(done, Deed::Deposited | Deed::Acted(Act::Submit | Act::Restore));
    if waits && row.state != State::ToReview.code() {
        return Ok(None);
    }
    let to = match done {
        Deed::Acted(Act::Validate | Act::SendBack | Act::Withdraw | Act::Outdate) => To::Depositor,
        Deed::Settled => To::Reporter,
        _ => To::Desk,
    };
    let people = people(transaction, deed, to).await?;
    // Nobody: the site itself looked.
    let by = row.by.unwrap_or_else(|| "Le site".to_owned());
    Ok(Some(Told {
        resource: Id::new(row.resource_id),
        title: row.title,
        deed: done,
        word: row.word,
        by,
        people,
    }))
}

/// To whom it is said.
#[derive(Clone, Copy)]
enum To {
    Depositor,
    /// Whoever reported what was settled.
    Reporter,
    Desk,
}

/// The depositor, or whoever reported it; or else the organisers, and who speaks for the certifiers it names, as long as they may see it.
async fn people(transaction: &DatabaseTransaction, deed: i64, to: To) -> Result<Vec<Addressee>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
    }
    let who = match to {
        To::Depositor => "m.id = r.depositor_id".to_owned(),
        To::Reporter => "(r.audience & m.roles) <> 0 AND EXISTS (SELECT 1 FROM resource_reports s
            WHERE s.resource_id = r.id AND s.settled_at = d.at AND s.by_id = m.id)"
            .to_owned(),
        To::Desk => format!(
            "((m.roles & {}) <> 0 OR EXISTS (SELECT 1 FROM resource_certifiers rc
                JOIN certifier_members cm ON cm.certifier_id = rc.certifier_id
                WHERE rc.resource_id = r.id AND cm.member_id = m.id AND (m.roles & {}) <> 0
                    AND (r.audience & m.roles) <> 0))",
            crate::Role::Organiser as u32 as i32 & DESK,
            crate::Role::Certifier as u32 as i32
        ),
    };
    let query = format!(
        "SELECT m.name, m.email FROM resource_deeds d JOIN resources r ON r.id = d.resource_id, members m
        WHERE d.id = $1 AND m.left_at IS NULL AND (d.by_id IS NULL OR m.id <> d.by_id) AND {who} ORDER BY m.id"
    );
    let rows: Vec<Row> = all(transaction, &query, vec![deed.into()]).await?;
    rows.into_iter()
        .map(|row| {
            let email = EmailAddress::parse(&row.email);
            let email = email.map_err(|_| Fault::Corrupt("an account with no address".to_owned()))?;
            Ok(Addressee { name: row.name, email })
        })
        .collect()
}

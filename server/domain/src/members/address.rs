//! Changing one's address: asked from the account, confirmed at both addresses within a day, told to both.
//!
//! The letter to the old address can also stop it: whoever finds an open session cannot take the account away. When somebody
//! already has the new address, the person who asks sees no difference; only the letter to that address says so.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Member, Refusal, audit,
    audit::{Deed, Origin},
    proof::Proven,
    store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
    secret::Token,
};

/// Both addresses have that long to confirm.
pub const HOURS: i64 = 24;

/// Letters leave for an address that may be anybody's: so many askings a day and no more.
const ASKINGS: u64 = 5;

/// A change that was asked for.
#[derive(Debug)]
pub enum AddressChange {}

/// Whose letter a link was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The address that the account has.
    Old,
    /// The address that it is to have.
    New,
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// This address has not confirmed.
    Open,
    /// This address has; the other has not.
    Half,
    /// Both have, and the account has its new address.
    Done,
}

/// What the page of a link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Whose letter the link was in.
    pub side: Side,
    /// The address that the account is to have.
    pub new: EmailAddress,
    /// How far the change is.
    pub state: State,
}

/// A change that waits for its confirmations, as the person's account shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The address that the account is to have.
    pub new: EmailAddress,
    /// Whether the old address has confirmed.
    pub old_confirmed: bool,
    /// Whether the new one has.
    pub new_confirmed: bool,
    /// Until when it waits.
    pub expires_at: DateTime<Utc>,
}

/// Asks for another address; the one before, if it still waits, is forgotten.
///
/// # Errors
/// [`Refusal::SameAddress`] when it is the person's own already, [`Refusal::Wait`] after too many askings in a day.
pub async fn ask(community: &Community, proven: &Proven, new: &EmailAddress) -> Result<(), Failure<Refusal>> {
    let (now, member) = (community.now(), proven.member());
    if *new == member.email {
        return Err(Failure::Refused(Refusal::SameAddress));
    }
    let transaction = community.database.begin().await?;
    let day = Duration::hours(HOURS);
    if store::askings(&transaction, member.id, now - day).await? >= ASKINGS {
        let seconds = u32::try_from(day.num_seconds()).unwrap_or(u32::MAX);
        return Err(Failure::Refused(Refusal::Wait { seconds }));
    }
    store::cancel_changes(&transaction, member.id, now).await?;
    let asked = store::Asking { member, session: proven.session(), new, now, expires_at: now + day };
    let change = store::add_change(&transaction, &asked).await?;
    audit::note(&transaction, now, proven.line(Deed::AddressChangeAsked)).await?;
    let event = Event::AddressChangeAsked(change.number());
    journal::record(&transaction, now, Some(member.id.number()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// The change that waits, if any.
///
/// # Errors
/// When the database cannot answer.
pub async fn pending(community: &Community, member: &Member) -> Result<Option<Pending>, Fault> {
    store::pending_change(&community.database, member.id, community.now()).await
}

/// The two letters of a change: what they say, and the token of each link. Nobody confirms for an address that is taken.
pub(crate) struct Letters {
    pub(crate) name: String,
    pub(crate) old: EmailAddress,
    pub(crate) new: EmailAddress,
    pub(crate) of_old: Token,
    pub(crate) of_new: Option<Token>,
}

/// Mints the tokens of a change, once.
pub(crate) async fn mint(
    community: &Community,
    transaction: &DatabaseTransaction,
    change: Id<AddressChange>,
) -> Result<Option<Letters>, Fault> {
    let Some(asked) = store::unlettered_change(transaction, change, community.now()).await? else {
        return Ok(None);
    };
    let (of_old, of_new) = (Token::mint(), (!asked.taken).then(Token::mint));
    store::letter_change(transaction, change, &of_old, of_new.as_ref()).await?;
    let store::Unlettered { name, old, new, .. } = asked;
    Ok(Some(Letters { name, old, new, of_old, of_new }))
}

/// A change that was made, for the letters that say so.
pub(crate) struct Made {
    pub(crate) name: String,
    pub(crate) old: EmailAddress,
    pub(crate) new: EmailAddress,
}

pub(crate) async fn made(
    transaction: &DatabaseTransaction,
    change: Id<AddressChange>,
) -> Result<Option<Made>, Fault> {
    store::made_change(transaction, change).await
}

/// What the link leads to; looking changes nothing.
///
/// # Errors
/// [`Refusal::LinkSpent`] when it leads nowhere any more.
pub async fn look(community: &Community, token: &Token) -> Result<Looked, Failure<Refusal>> {
    let looked = store::look_at_change(&community.database, token, community.now()).await?;
    looked.ok_or(Failure::Refused(Refusal::LinkSpent))
}

/// Confirms from one of the two addresses; from the second, the account has its new address, and the person's sessions end but
/// for the one that asked.
///
/// # Errors
/// [`Refusal::LinkSpent`] when the link leads nowhere any more, or when somebody else took the address meanwhile.
pub async fn confirm(community: &Community, token: &Token, origin: Origin) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let Some(change) = store::confirm_change(&transaction, token, now).await? else {
        return Err(Failure::Refused(Refusal::LinkSpent));
    };
    if change.both_confirmed {
        if !store::give_address(&transaction, &change).await? {
            return Err(Failure::Refused(Refusal::LinkSpent));
        }
        store::finish_change(&transaction, change.id, now).await?;
        store::end_sessions(&transaction, change.member, Some(change.session), now).await?;
        store::void_links(&transaction, change.member, now).await?;
        audit::note(&transaction, now, line(change.member, Deed::AddressChanged, origin)).await?;
        let member = Some(change.member.number());
        journal::record(&transaction, now, member, Event::AddressChanged(change.id.number())).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// « Ce n’est pas moi », from the old address: nothing changes, and every session of the account ends.
///
/// # Errors
/// [`Refusal::LinkSpent`] when the link leads nowhere any more, or is not the old address's.
pub async fn refuse(community: &Community, token: &Token, origin: Origin) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let Some(member) = store::refuse_change(&transaction, token, now).await? else {
        return Err(Failure::Refused(Refusal::LinkSpent));
    };
    store::end_sessions(&transaction, member, None, now).await?;
    store::void_links(&transaction, member, now).await?;
    audit::note(&transaction, now, line(member, Deed::AddressChangeRefused, origin)).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whoever holds the link acts in the person's name.
fn line(member: Id<Member>, deed: Deed, origin: Origin) -> audit::Line {
    let member = Some(member);
    audit::Line { actor: member, deed, subject: member, detail: String::new(), origin }
}

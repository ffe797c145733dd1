//! Asking for an account, and the desk's answer.
//!
//! Asking does the same work whether or not the address has an account, so that neither the answer nor its time tells.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Invitation, MemberName, Message, Organiser, Refusal,
    audit::{self, Deed},
    invitations::{self, Host, Invitee, Organisation, Workplace},
    likeness::{self, Alike},
    store,
};
use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
};

/// What one may ask to be.
pub const ROLES: [Role; 3] = [Role::Advisor, Role::Assistant, Role::Certifier];

/// No more than one letter in that time to somebody who has an account and asks for one.
const HINT: Duration = Duration::days(1);

/// What somebody without an account says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// First and last name.
    pub name: MemberName,
    /// Where the answer goes.
    pub email: EmailAddress,
    /// Where they say they work.
    pub structure: Organisation,
    /// What they wish to be: one of [`ROLES`].
    pub role: Role,
    /// Why.
    pub reason: Message,
}

/// A request that waits for the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRequest {
    /// Its number.
    pub id: Id<AccessRequest>,
    /// First and last name, as the person says.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// Where they say they work.
    pub structure: String,
    /// What they wish to be.
    pub role: Role,
    /// Why.
    pub reason: String,
    /// When they last asked.
    pub made_at: DateTime<Utc>,
    /// How many times they asked.
    pub times: u32,
}

/// Asks for an account. Asking again says the same request anew.
///
/// # Errors
/// When the database cannot answer.
pub async fn ask(community: &Community, claim: &Claim) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let request = store::add_request(&transaction, claim, now).await?;
    journal::record(&transaction, now, None, Event::AccessAsked(request.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// The requests that wait, the oldest first, each with the accounts and invitations that look like it.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(
    community: &Community,
    _: &Organiser,
) -> Result<Vec<(AccessRequest, Vec<Alike>)>, Fault> {
    let requests = store::open_requests(&community.database, None).await?;
    let known = match requests.is_empty() {
        true => Vec::new(),
        false => store::known_people(&community.database, community.now()).await?,
    };
    let with_alike = |request: AccessRequest| {
        let alike = likeness::of(&request.name, &request.email, &known);
        (request, alike)
    };
    Ok(requests.into_iter().map(with_alike).collect())
}

/// One of them.
///
/// # Errors
/// [`Refusal::NoSuchRequest`] when it was answered, or never was.
pub async fn find(
    community: &Community,
    _: &Organiser,
    request: Id<AccessRequest>,
) -> Result<(AccessRequest, Vec<Alike>), Failure<Refusal>> {
    let found = store::open_requests(&community.database, Some(request)).await?.pop();
    let request = found.ok_or(Failure::Refused(Refusal::NoSuchRequest))?;
    let known = store::known_people(&community.database, community.now()).await?;
    let alike = likeness::of(&request.name, &request.email, &known);
    Ok((request, alike))
}

/// Grants the request: an invitation with that role, in the place of any that the address already has.
///
/// # Errors
/// [`Refusal::NoSuchRequest`] when somebody answered it first; otherwise as [`invitations::invite`].
pub async fn grant(
    community: &Community,
    organiser: &Organiser,
    request: Id<AccessRequest>,
    role: Role,
    workplace: Workplace,
    message: Option<Message>,
) -> Result<Id<Invitation>, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let asked = store::open_request(&transaction, request).await?;
    let (email, name) = asked.ok_or(Failure::Refused(Refusal::NoSuchRequest))?;
    let replaced = store::revoke_invitation_of(&transaction, &email, now).await?;
    let invitee = Invitee { email, name: Some(name), role, workplace, message };
    let host = Host::Organiser(organiser);
    let invitation = invitations::add(&transaction, now, host, &invitee).await?;
    if let Some(replaced) = replaced {
        let event = Event::InvitationRevoked(replaced.number());
        invitations::record(community, &transaction, host.id(), event).await?;
    }
    let event = Event::InvitationSent(invitation.number());
    invitations::record(community, &transaction, host.id(), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(invitation)
}

/// Refuses the request with a word, which goes in a letter.
///
/// # Errors
/// [`Refusal::NoSuchRequest`] when somebody answered it first.
pub async fn refuse(
    community: &Community,
    organiser: &Organiser,
    request: Id<AccessRequest>,
    word: &Message,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let role = store::refuse_request(&transaction, request, word, organiser.id(), now).await?;
    let role = role.ok_or(Failure::Refused(Refusal::NoSuchRequest))?;
    let line = organiser.line(Deed::AccessRefused, None, role.code().to_owned());
    audit::note(&transaction, now, line).await?;
    let event = Event::AccessRefused(request.number());
    invitations::record(community, &transaction, Some(organiser.id()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Somebody to write to about their request: name, address, and the desk's word where there is one.
pub(crate) struct Told {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) word: String,
}

/// Whoever has an account already and asks for one: told so by a letter, once a day at most.
pub(crate) async fn to_hint(
    community: &Community,
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
) -> Result<Option<Told>, Fault> {
    let now = community.now();
    store::hint(transaction, request, now, now - HINT).await
}

/// Whoever was refused, with the desk's word.
pub(crate) async fn refused(
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
) -> Result<Option<Told>, Fault> {
    store::refused_request(transaction, request).await
}

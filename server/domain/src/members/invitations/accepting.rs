//! The other end of an invitation: looking at it changes nothing, accepting it makes the account.

use chrono::{DateTime, Utc};

use super::super::{
    Member, MemberName, Refusal,
    audit::Origin,
    joining::{self, Newcomer},
    sessions::{self, Opening, Way},
    store,
};
use crate::{
    Community, Failure, Id, Role, Roles,
    journal::{self, Event},
    secret::Token,
};

/// What the page of an invitation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where the letter went.
    pub email: String,
    /// The name that was given; the person may correct it.
    pub name: Option<String>,
    /// What the person will be here.
    pub role: Role,
    /// The antenne or the organisation.
    pub workplace: Option<String>,
    /// Who invites; nobody when it is the team.
    pub host: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// What the invitation offers, as long as it does.
///
/// # Errors
/// [`Refusal::InvitationSpent`] when it is unknown, used, revoked or too old.
pub async fn look(community: &Community, token: &Token) -> Result<Offer, Failure<Refusal>> {
    let offer = store::live_invitation(&community.database, token, community.now()).await?;
    offer.ok_or(Failure::Refused(Refusal::InvitationSpent))
}

/// Uses the invitation up: makes the account of whoever accepts it, and the charter with it, and opens a session on this device.
/// Of two tabs, one gets in.
///
/// # Errors
/// [`Refusal::InvitationSpent`] as [`look`]; [`Refusal::AddressTaken`] when the address got an account in another way meanwhile.
pub async fn accept(
    community: &Community,
    token: &Token,
    name: &MemberName,
    device: &str,
    origin: Origin,
) -> Result<(Token, Id<Member>), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let spent = store::spend_invitation(&transaction, token, now).await?;
    let spent = spent.ok_or(Failure::Refused(Refusal::InvitationSpent))?;
    let newcomer = Newcomer {
        antenne: spent.antenne,
        organisation: spent.organisation,
        charter_at: Some(now),
        ..Newcomer::new(name.clone(), spent.email, Roles::of(&[spent.role]))
    };
    let member = joining::add(&transaction, &newcomer, now, joining::Way::Invited(origin)).await?;
    store::note_newcomer(&transaction, spent.id, member).await?;
    let opening = Opening { member, device, way: Way::Link, now };
    let session = sessions::open_for(&transaction, &opening).await?;
    journal::record(&transaction, now, Some(member.number()), Event::MemberJoined(member.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok((session, member))
}

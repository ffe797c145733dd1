//! Invitations: somebody of the desk invites, a letter carries the link, whoever opens it in time has an account.
//!
//! Invariant: an address has at most one open invitation, and its token exists only in the letter.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Antenne, Member, MemberName, Organiser, Refusal,
    audit::{self, Deed, Line, Origin},
    names::Message,
    store,
};
use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
    text,
};

mod accepting;
mod letter;
mod lines;
mod many;
mod state;

pub use accepting::{Offer, accept, look};
pub use letter::mint_now;
pub(crate) use letter::{Carried, letter_of, letter_settled, lettered, mint};
pub use lines::Misread;
pub use many::{HEAVIEST, MOST, Outcome, Unsaid, Why, invite_many};
pub(super) use state::Dates;
pub use state::State;

/// How long an invitation is good for.
pub const DAYS: i64 = 14;

/// Invitations on a page of the list.
pub const PAGE: u32 = 50;

/// The number of an invitation.
#[derive(Debug)]
pub enum Invitation {}

/// The body somebody speaks for, where it is no antenne.
pub type Organisation = text::Line<2, 120>;

/// Where somebody works, as far as the role says: advisors and assistants in an antenne, the others elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workplace {
    pub(super) antenne: Option<Id<Antenne>>,
    pub(super) organisation: Option<Organisation>,
}

impl Workplace {
    /// Of the two, the one that goes with the role.
    pub fn of(role: Role, antenne: Option<Id<Antenne>>, organisation: Option<Organisation>) -> Self {
        match in_an_antenne(role) {
            true => Self { antenne, organisation: None },
            false => Self { antenne: None, organisation },
        }
    }
}

/// Whether those who have that role work in an antenne.
pub fn in_an_antenne(role: Role) -> bool {
    matches!(role, Role::Advisor | Role::Assistant)
}

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Where the letter goes.
    pub email: EmailAddress,
    /// First and last name, where they are known; the person may correct them.
    pub name: Option<MemberName>,
    /// What the person will be here.
    pub role: Role,
    /// Where the person works.
    pub workplace: Workplace,
    /// A few words for the letter.
    pub message: Option<Message>,
}

/// In whose name somebody is invited.
#[derive(Debug, Clone, Copy)]
pub enum Host<'a> {
    /// Somebody at the desk.
    Organiser(&'a Organiser),
    /// The team, by whoever has shell access.
    Team,
}

impl Host<'_> {
    fn may_give(self, role: Role) -> bool {
        match self {
            Host::Organiser(organiser) => organiser.may_give(role),
            Host::Team => true,
        }
    }

    pub(super) fn id(self) -> Option<Id<Member>> {
        match self {
            Host::Organiser(organiser) => Some(organiser.id()),
            Host::Team => None,
        }
    }

    fn line(self, deed: Deed, detail: String) -> Line {
        match self {
            Host::Organiser(organiser) => organiser.line(deed, None, detail),
            Host::Team => Line { actor: None, deed, subject: None, detail, origin: Origin::HERE },
        }
    }
}

/// A line of the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The invitation's number.
    pub id: Id<Invitation>,
    /// To whom; not kept once there is an account.
    pub email: Option<String>,
    /// The name that was given with it.
    pub name: Option<String>,
    /// What was offered.
    pub role: Role,
    /// The antenne or the organisation.
    pub workplace: Option<String>,
    /// Who invites; nobody when it was the team.
    pub host: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When its link ends.
    pub expires_at: DateTime<Utc>,
    /// What became of it.
    pub state: State,
    /// The account that came of it: number and name.
    pub member: Option<(Id<Member>, String)>,
    /// Whether it still stands: it can be sent again.
    pub open: bool,
}

/// Invites somebody. The letter is a consequence.
///
/// # Errors
/// [`Refusal::MayNotGive`], [`Refusal::AddressTaken`] when there is an account, [`Refusal::AlreadyInvited`] when an invitation is
/// still good.
pub async fn invite(
    community: &Community,
    host: Host<'_>,
    invitee: &Invitee,
) -> Result<Id<Invitation>, Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let invitation = add(&transaction, community.now(), host, invitee).await?;
    record(community, &transaction, host.id(), Event::InvitationSent(invitation.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(invitation)
}

/// Writes the invitation and answers the address's open request, if there is one.
pub(super) async fn add(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
    host: Host<'_>,
    invitee: &Invitee,
) -> Result<Id<Invitation>, Failure<Refusal>> {
    if !host.may_give(invitee.role) {
        return Err(Failure::Refused(Refusal::MayNotGive));
    }
    let made_by = host.id();
    let invitation =
        store::add_invitation(transaction, invitee, made_by, now, now + Duration::days(DAYS)).await?;
    store::grant_open_request(transaction, &invitee.email, invitation, made_by, now).await?;
    audit::note(transaction, now, host.line(Deed::Invited, invitee.role.code().to_owned())).await?;
    Ok(invitation)
}

pub(super) async fn record(
    community: &Community,
    transaction: &DatabaseTransaction,
    actor: Option<Id<Member>>,
    event: Event,
) -> Result<(), Fault> {
    journal::record(transaction, community.now(), actor.map(Id::number), event).await
}

/// Sends the invitation again: another link, another fortnight. The link of the first letter ends at once.
///
/// # Errors
/// [`Refusal::NoSuchInvitation`] when it was accepted, revoked or replaced, or the address has an account by now.
pub async fn resend(
    community: &Community,
    organiser: &Organiser,
    invitation: Id<Invitation>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let renewed = store::renew_invitation(&transaction, invitation, now + Duration::days(DAYS)).await?;
    let role = renewed.ok_or(Failure::Refused(Refusal::NoSuchInvitation))?;
    let line = organiser.line(Deed::InvitationResent, None, role.code().to_owned());
    audit::note(&transaction, now, line).await?;
    let event = Event::InvitationSent(invitation.number());
    record(community, &transaction, Some(organiser.id()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Takes the invitation back: its link leads nowhere from now on.
///
/// # Errors
/// [`Refusal::NoSuchInvitation`] when it is not open any more.
pub async fn revoke(
    community: &Community,
    organiser: &Organiser,
    invitation: Id<Invitation>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let revoked = store::revoke_invitation(&transaction, invitation, now).await?;
    let role = revoked.ok_or(Failure::Refused(Refusal::NoSuchInvitation))?;
    let line = organiser.line(Deed::InvitationRevoked, None, role.code().to_owned());
    audit::note(&transaction, now, line).await?;
    let event = Event::InvitationRevoked(invitation.number());
    record(community, &transaction, Some(organiser.id()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// A page of the invitations, the latest first, all or those in that state; and how many there are in all.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(
    community: &Community,
    _: &Organiser,
    state: Option<State>,
    page: u32,
) -> Result<(Vec<Listed>, u64), Fault> {
    store::invitations(&community.database, state, page, community.now()).await
}

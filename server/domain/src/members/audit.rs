//! The audit log: who did what to whom, when, from which address.
//!
//! Invariant: a deed and its line are one transaction, and a line never changes. A line says *that* something was done; the words
//! of a person (a reason, a message) stay with what they are about.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::Member;
use crate::{Id, database::change, fault::Fault};

/// Where a deed comes from, as the server's guard found it; nowhere on the command line and in the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin(Option<IpAddr>);

impl Origin {
    /// The machine itself: the command line, the worker, the demonstration.
    pub const HERE: Origin = Origin(None);

    /// Somebody at that address.
    pub const fn address(ip: IpAddr) -> Self {
        Self(Some(ip))
    }

    /// The network, for counting: a household has one IPv4 address, or the 2⁶⁴ addresses of an IPv6 network.
    pub(crate) fn network(self) -> Option<IpAddr> {
        self.0.map(|ip| match ip {
            IpAddr::V4(_) => ip,
            IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into(),
        })
    }

    /// The address as it is kept.
    pub(crate) fn column(self) -> Option<String> {
        self.0.map(|ip| ip.to_string())
    }
}

/// What can be done to an account. The codes are in the database: a deed keeps its own for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// An account was made.
    Joined,
    /// Roles were given or taken; the detail says which there were and which there are.
    RolesChanged,
    /// A person moved to another antenne or organisation.
    Moved,
    /// A person was suspended; the detail says until when.
    Suspended,
    /// A suspension was lifted before its end.
    Reinstated,
    /// Two accounts of one person became one.
    Merged,
    /// A person let the team see the site in their place.
    HelpAllowed,
    /// A person changed their mind about it.
    HelpWithdrawn,
    /// An organiser began to see the site in somebody's place.
    ActingStarted,
    /// An organiser saw enough, or the time was over.
    ActingStopped,
    /// The list of people left the site as a file.
    PeopleExported,
    /// The audit log left the site as a file.
    LogExported,
    /// A person asked for the closing of their account, or nobody had come for long.
    ClosureAsked,
    /// A closing was called off.
    ClosureCalledOff,
    /// An account was closed and what it said of the person erased.
    Closed,
    /// A person took a copy of all that is known of them.
    DataTaken,
    /// Somebody set or changed their password.
    PasswordSet,
    /// Somebody took their password away.
    PasswordRemoved,
    /// Somebody added a passkey.
    PasskeyAdded,
    /// Somebody removed a passkey.
    PasskeyRemoved,
    /// Somebody asked for another address.
    AddressChangeAsked,
    /// Both addresses confirmed, and the account has the new one.
    AddressChanged,
    /// The old address said that it was not them; every session ended.
    AddressChangeRefused,
    /// Somebody was invited.
    Invited,
    /// An invitation was sent again, with another link and another term.
    InvitationResent,
    /// An invitation was taken back.
    InvitationRevoked,
    /// A request for an account was refused.
    AccessRefused,
    /// Two certifiers were found to be one body; the detail names them.
    CertifiersMerged,
    /// A name joined to a certifier by mistake was taken off; the detail names both.
    SpellingDetached,
    /// A person speaks for a certifier, which the detail names.
    VoiceGiven,
    /// A person does not speak for it any more.
    VoiceTaken,
}

impl Deed {
    /// Every deed, in the order in which the log's filter offers them.
    pub const ALL: [Deed; 31] = [
        Deed::Joined,
        Deed::RolesChanged,
        Deed::Moved,
        Deed::Suspended,
        Deed::Reinstated,
        Deed::Merged,
        Deed::HelpAllowed,
        Deed::HelpWithdrawn,
        Deed::ActingStarted,
        Deed::ActingStopped,
        Deed::PeopleExported,
        Deed::LogExported,
        Deed::ClosureAsked,
        Deed::ClosureCalledOff,
        Deed::Closed,
        Deed::DataTaken,
        Deed::PasswordSet,
        Deed::PasswordRemoved,
        Deed::PasskeyAdded,
        Deed::PasskeyRemoved,
        Deed::AddressChangeAsked,
        Deed::AddressChanged,
        Deed::AddressChangeRefused,
        Deed::Invited,
        Deed::InvitationResent,
        Deed::InvitationRevoked,
        Deed::AccessRefused,
        Deed::CertifiersMerged,
        Deed::SpellingDetached,
        Deed::VoiceGiven,
        Deed::VoiceTaken,
    ];

    /// Its name in the database and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Deed::Joined => "joined",
            Deed::RolesChanged => "roles_changed",
            Deed::Moved => "moved",
            Deed::Suspended => "suspended",
            Deed::Reinstated => "reinstated",
            Deed::Merged => "merged",
            Deed::HelpAllowed => "help_allowed",
            Deed::HelpWithdrawn => "help_withdrawn",
            Deed::ActingStarted => "acting_started",
            Deed::ActingStopped => "acting_stopped",
            Deed::PeopleExported => "people_exported",
            Deed::LogExported => "log_exported",
            Deed::ClosureAsked => "closure_asked",
            Deed::ClosureCalledOff => "closure_called_off",
            Deed::Closed => "closed",
            Deed::DataTaken => "data_taken",
            Deed::PasswordSet => "password_set",
            Deed::PasswordRemoved => "password_removed",
            Deed::PasskeyAdded => "passkey_added",
            Deed::PasskeyRemoved => "passkey_removed",
            Deed::AddressChangeAsked => "address_change_asked",
            Deed::AddressChanged => "address_changed",
            Deed::AddressChangeRefused => "address_change_refused",
            Deed::Invited => "invited",
            Deed::InvitationResent => "invitation_resent",
            Deed::InvitationRevoked => "invitation_revoked",
            Deed::AccessRefused => "access_refused",
            Deed::CertifiersMerged => "certifiers_merged",
            Deed::SpellingDetached => "spelling_detached",
            Deed::VoiceGiven => "voice_given",
            Deed::VoiceTaken => "voice_taken",
        }
    }

    /// The deed of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Deed::ALL.into_iter().find(|deed| deed.code() == code)
    }
}

/// A line about to be written.
pub(crate) struct Line {
    /// Who did it; nobody for the worker and the command line.
    pub(crate) actor: Option<Id<Member>>,
    /// What was done.
    pub(crate) deed: Deed,
    /// To whom, where it is somebody with an account.
    pub(crate) subject: Option<Id<Member>>,
    /// A few words more: the roles given, the antenne. Never an address, a token or a text that a person wrote.
    pub(crate) detail: String,
    /// From where.
    pub(crate) origin: Origin,
}

/// Writes the line, in the transaction of the deed.
pub(crate) async fn note(
    transaction: &DatabaseTransaction,
    at: DateTime<Utc>,
    line: Line,
) -> Result<(), Fault> {
    let insert = "INSERT INTO audit_log (at, actor_id, deed, subject_id, detail, address)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let values = vec![
        at.into(),
        line.actor.map(Id::number).into(),
        line.deed.code().into(),
        line.subject.map(Id::number).into(),
        line.detail.into(),
        line.origin.column().into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_read_back_from_its_code() {
        for deed in Deed::ALL {
            assert_eq!(Deed::from_code(deed.code()), Some(deed));
        }
        assert_eq!(Deed::from_code("danced"), None);
    }
}

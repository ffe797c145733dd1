//! People: who they are, what they show and to whom, the antennes they work in, how they sign in.

use chrono::{DateTime, Utc};

use crate::{Id, Role, Roles, mail::EmailAddress};

pub mod access;
pub mod account;
pub mod address;
pub mod antennes;
pub mod attempts;
pub mod audit;
pub mod departure;
pub mod desk;
pub mod directory;
pub mod dormancy;
pub mod entrance;
pub mod expertise;
pub mod feed_key;
pub mod first_visit;
pub mod invitations;
pub mod joining;
pub mod letter_choices;
pub mod likeness;
pub mod names;
mod organiser;
pub mod passkeys;
pub mod password;
pub mod photo;
pub mod proof;
pub mod reach;
pub mod rights;
pub mod sessions;
pub mod sign_in;
pub mod standing;
pub(crate) mod store;
mod telephone;

pub use access::AccessRequest;
pub use antennes::Antenne;
pub use expertise::{Expertise, Stages, Tag, TagRefusal, Tags};
pub use invitations::Invitation;
pub use letter_choices::LetterChoices;
pub use names::{MemberName, Message, Presentation};
pub use organiser::Organiser;
pub use password::Password;
pub use photo::PhotoName;
pub use reach::{Audience, Reach};
pub use sessions::Session;
pub use sign_in::SignInLink;
pub use standing::Standing;
pub use telephone::{NotATelephone, Telephone};

/// A person with an account, as the session that let them in knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub(crate) id: Id<Member>,
    pub(crate) name: MemberName,
    pub(crate) email: EmailAddress,
    pub(crate) roles: Roles,
    pub(crate) visited_before_at: Option<DateTime<Utc>>,
    pub(crate) welcomed: bool,
}

impl Member {
    /// The person's number.
    pub fn id(&self) -> Id<Member> {
        self.id
    }

    /// First and last name.
    pub fn name(&self) -> &MemberName {
        &self.name
    }

    /// Where letters reach the person; shown to nobody else.
    pub fn email(&self) -> &EmailAddress {
        &self.email
    }

    /// What the person is here.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// When the visit before this one ended: what is later is new to the person.
    pub fn visited_before_at(&self) -> Option<DateTime<Utc>> {
        self.visited_before_at
    }

    /// Whether the first visit is over: charter, profile, letters.
    pub fn is_welcomed(&self) -> bool {
        self.welcomed
    }
}

/// Whoever is asking, signed in or not: reads, and sees only what their roles let them see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visitor(Option<Member>);

impl Visitor {
    /// Somebody who has not signed in.
    pub const SIGNED_OUT: Visitor = Visitor(None);

    /// The person, when signed in.
    pub fn member(&self) -> Option<&Member> {
        self.0.as_ref()
    }

    /// The person's roles; none when signed out.
    pub fn roles(&self) -> Roles {
        self.0.as_ref().map_or(Roles::NONE, Member::roles)
    }

    /// Whether the visitor belongs to that audience.
    pub fn sees(&self, audience: Roles) -> bool {
        self.roles().meets(audience)
    }

    /// Whether the person belongs to the boards' side of the house: everybody but the funder, who only reads reports.
    pub fn has_boards(&self) -> bool {
        self.roles().iter().any(|role| role != Role::Funder)
    }
}

impl From<Member> for Visitor {
    fn from(member: Member) -> Self {
        Self(Some(member))
    }
}

/// What is said to a person about their account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such person, or not for this visitor.
    NoSuchMember,
    /// The sign-in link is not one of ours, was used, or is too old.
    LinkSpent,
    /// The account is suspended until then; without an end, until an organiser lifts it. Said only to whoever proved to be the person.
    Suspended(Option<DateTime<Utc>>),
    /// The account is closed.
    Gone,
    /// Somebody already has an account with that address.
    AddressTaken,
    /// No antenne has that name or that number.
    NoSuchAntenne,
    /// A community keeps at least one administrator.
    LastAdministrator,
    /// No account has that address (told on the command line only).
    NoAccount,
    /// The address and the password do not go together: which of the two is wrong is not said.
    WrongPassword,
    /// It was tried too often.
    Wait {
        /// How long to wait.
        seconds: u32,
    },
    /// The person came in too long ago to change how they come in.
    ProofNeeded,
    /// It is the address that the person has.
    SameAddress,
    /// The passkey is not the right one, or its answer came too late.
    PasskeyRefused,
    /// Nobody needs so many passkeys.
    TooManyPasskeys,
    /// The invitation is not one of ours, was used or revoked, or is too old.
    InvitationSpent,
    /// That address has an invitation that is still good.
    AlreadyInvited,
    /// There is no such invitation, or nothing can be done with it any more.
    NoSuchInvitation,
    /// There is no such request, or it was answered.
    NoSuchRequest,
    /// That role is not theirs to give.
    MayNotGive,
    /// The charter comes first.
    CharterFirst,
}

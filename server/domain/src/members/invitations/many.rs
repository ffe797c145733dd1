//! Inviting many at once: each line of a list on its own, the good ones kept, the others told with their number.

use super::{
    super::{Refusal, names::Message, store},
    Host, Invitation, Invitee, Organisation, Workplace, invite,
    lines::{self, Misread},
};
use crate::{Community, Failure, Id, Role, fault::Fault, mail::EmailAddress, members::Antenne};

/// The most lines of one list.
pub const MOST: usize = 500;

/// The most bytes of a file that holds such a list: more than this is something else.
pub const HEAVIEST: usize = 256 * 1024;

/// What holds for every line that does not say it itself.
#[derive(Debug, Clone, Default)]
pub struct Unsaid {
    /// The role.
    pub role: Option<Role>,
    /// The antenne, for those who work in one.
    pub antenne: Option<Id<Antenne>>,
    /// The organisation, for the others.
    pub organisation: Option<Organisation>,
    /// A few words for every letter.
    pub message: Option<Message>,
}

/// Why a line invites nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It cannot be read.
    Misread(Misread),
    /// It can, and is refused.
    Refused(Refusal),
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its number in the list, from 1.
    pub number: usize,
    /// The line, as it came.
    pub line: String,
    /// Whom it invites, where that can be read.
    pub email: Option<EmailAddress>,
    /// The invitation, or why there is none.
    pub result: Result<Id<Invitation>, Why>,
}

/// Invites everybody on the list: `Nom <adresse>`, an address alone, or `nom;courriel;rôle;antenne` with or without its heading.
/// A second time, nobody is invited twice.
///
/// # Errors
/// When the database cannot answer; the lines before are kept.
pub async fn invite_many(
    community: &Community,
    host: Host<'_>,
    list: &str,
    unsaid: &Unsaid,
) -> Result<Vec<Outcome>, Fault> {
    let antennes = store::antennes(&community.database).await?;
    let mut outcomes = Vec::new();
    for entry in lines::read(list, unsaid.role, &antennes) {
        let (email, result) = match entry.read {
            Err(misread) => (None, Err(Why::Misread(misread))),
            Ok(person) => {
                let antenne = person.antenne.or(unsaid.antenne);
                let organisation = person.organisation.or_else(|| unsaid.organisation.clone());
                let invitee = Invitee {
                    workplace: Workplace::of(person.role, antenne, organisation),
                    email: person.email,
                    name: person.name,
                    role: person.role,
                    message: unsaid.message.clone(),
                };
                let result = match invite(community, host, &invitee).await {
                    Ok(invitation) => Ok(invitation),
                    Err(Failure::Refused(refusal)) => Err(Why::Refused(refusal)),
                    Err(Failure::Fault(fault)) => return Err(fault),
                };
                (Some(invitee.email), result)
            }
        };
        outcomes.push(Outcome { number: entry.number, line: entry.line, email, result });
    }
    Ok(outcomes)
}

//! How people come into the demonstration: some by an invitation, all through their first visit; and who is being invited and who
//! asks to come in on the day it is filled.

use chrono::{DateTime, Duration, Utc};
use domain::{
    Role,
    mail::EmailAddress,
    members::{
        LetterChoices, Member, MemberName, Message, Presentation, Visitor,
        access::{self, Claim},
        audit::Origin,
        directory,
        first_visit::{self, Steps},
        invitations::{self, Host, Invitee, Organisation, Workplace},
    },
    text::Line,
};
use serde::Deserialize;

use super::{DemoFault, Failure, Stage, data::Person, told};

const JOINING: &str = include_str!("../../demo/joining.toml");

/// Everything of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrivals {
    invitation: Vec<InvitationEntry>,
    request: Vec<RequestEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InvitationEntry {
    by: String,
    name: Option<String>,
    email: String,
    role: String,
    antenne: Option<String>,
    organisation: Option<String>,
    message: Option<String>,
    days_ago: f64,
    state: Ending,
}

/// How an invitation ends by the day of the filling.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Ending {
    Sent,
    Expired,
    Revoked,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestEntry {
    name: String,
    email: String,
    structure: String,
    role: String,
    reason: String,
    days_ago: f64,
}

/// The arrivals of the file.
pub(super) fn arrivals() -> Result<Arrivals, DemoFault> {
    toml::from_str(JOINING).map_err(|why| DemoFault::Data(format!("joining: {why}")))
}

impl Stage<'_> {
    /// Makes them, each at its own time; what was made before an interruption stays as it is.
    pub(super) async fn receive(&self, arrivals: &Arrivals) -> Result<(), DemoFault> {
        for entry in &arrivals.invitation {
            self.invite(entry).await?;
        }
        for entry in &arrivals.request {
            let community = self.community.at(self.community.now() - days(entry.days_ago));
            let claim = Claim {
                name: MemberName::parse(&entry.name).map_err(faulty(&entry.email))?,
                email: EmailAddress::parse(&entry.email).map_err(faulty(&entry.email))?,
                structure: Organisation::parse(&entry.structure).map_err(faulty(&entry.email))?,
                role: entry.role.parse::<Role>().map_err(faulty(&entry.email))?,
                reason: Message::parse(&entry.reason).map_err(faulty(&entry.email))?,
            };
            access::ask(&community, &claim).await?;
        }
        Ok(())
    }

    /// Whether the person came in by an invitation, two days after it was sent: those whose host was there already do.
    pub(super) async fn come_in(&self, at: DateTime<Utc>, person: &Person) -> Result<bool, DemoFault> {
        let host = person.invited_by.as_deref().and_then(|host| self.cast.get(host));
        let Some(organiser) = host.and_then(|host| host.as_organiser(Origin::HERE)) else { return Ok(false) };
        let newcomer = &person.newcomer;
        let role = newcomer.roles.iter().next();
        let role = role.ok_or_else(|| DemoFault::Data(format!("{} has no role", person.key)))?;
        let antennes =
            directory::antennes(self.community, &Visitor::from(organiser.member().clone())).await?;
        let named = |name: &String| antennes.iter().find(|antenne| antenne.name == *name).map(|one| one.id);
        let antenne = newcomer.antenne.as_ref().and_then(named);
        let organisation = newcomer.organisation.as_deref().map(Organisation::parse).transpose();
        let invitee = Invitee {
            email: newcomer.email.clone(),
            name: Some(newcomer.name.clone()),
            role,
            workplace: Workplace::of(role, antenne, organisation.map_err(faulty(&person.key))?),
            message: None,
        };
        let before = self.community.at(at - days(2.0));
        let made = invitations::invite(&before, Host::Organiser(&organiser), &invitee).await;
        let invitation = match made {
            Ok(invitation) => invitation,
            // A filling that was interrupted: the person is here, or comes in by the door.
            Err(Failure::Refused(_)) => return Ok(false),
            Err(failure) => return Err(told("invite", &person.key, failure)),
        };
        let token = invitations::mint_now(&before, invitation).await;
        let token = token.map_err(|failure| told("write to", &person.key, failure))?;
        let (community, name) = (self.community.at(at), &person.newcomer.name);
        let accepted = invitations::accept(&community, &token, name, "Firefox", Origin::HERE).await;
        accepted.map_err(|failure| told("let in", &person.key, failure))?;
        Ok(true)
    }

    /// The first visit of whoever has just come in.
    pub(super) async fn visit(
        &self,
        at: DateTime<Utc>,
        person: &Person,
        member: &Member,
    ) -> Result<(), DemoFault> {
        let newcomer = &person.newcomer;
        let function = newcomer.function.as_deref().map(Line::parse).transpose();
        let presentation = Presentation::parse(newcomer.presentation.as_deref().unwrap_or_default());
        let steps = Steps {
            function: function.map_err(faulty(&person.key))?,
            presentation: presentation.map_err(faulty(&person.key))?,
            choices: LetterChoices::default(),
            charter: true,
        };
        let over = first_visit::finish(&self.community.at(at), member, &steps).await;
        over.map_err(|failure| told("welcome", &person.key, failure))
    }

    async fn invite(&self, entry: &InvitationEntry) -> Result<(), DemoFault> {
        let by = self.author(&entry.by)?;
        let organiser = by.as_organiser(Origin::HERE);
        let organiser = organiser.ok_or_else(|| DemoFault::Data(format!("{} invites nobody", entry.by)))?;
        let antennes = directory::antennes(self.community, &Visitor::from(by.clone())).await?;
        let named = |name: &String| antennes.iter().find(|antenne| antenne.name == *name).map(|one| one.id);
        let role = entry.role.parse::<Role>().map_err(faulty(&entry.email))?;
        let organisation = entry.organisation.as_deref().map(Organisation::parse).transpose();
        let organisation = organisation.map_err(faulty(&entry.email))?;
        let invitee = Invitee {
            email: EmailAddress::parse(&entry.email).map_err(faulty(&entry.email))?,
            name: entry.name.as_deref().map(MemberName::parse).transpose().map_err(faulty(&entry.email))?,
            role,
            workplace: Workplace::of(role, entry.antenne.as_ref().and_then(named), organisation),
            message: entry
                .message
                .as_deref()
                .map(Message::parse)
                .transpose()
                .map_err(faulty(&entry.email))?,
        };
        let at = self.community.now() - days(entry.days_ago);
        let made = invitations::invite(&self.community.at(at), Host::Organiser(&organiser), &invitee).await;
        let invitation = match made {
            Ok(invitation) => invitation,
            Err(Failure::Refused(_)) => return Ok(()),
            Err(failure) => return Err(told("invite", &entry.email, failure)),
        };
        if entry.state == Ending::Revoked {
            let community = self.community.at(at + days(1.0));
            let revoked = invitations::revoke(&community, &organiser, invitation).await;
            revoked.map_err(|failure| told("revoke the invitation of", &entry.email, failure))?;
        }
        Ok(())
    }
}

fn days(count: f64) -> Duration {
    Duration::minutes((count * 24.0 * 60.0).round() as i64)
}

fn faulty<E: std::fmt::Debug>(key: &str) -> impl FnOnce(E) -> DemoFault {
    move |why| DemoFault::Data(format!("{key}: {why:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_recent_and_what_is_expired_is_not() {
        let arrivals = arrivals().expect("it is read");
        for entry in &arrivals.invitation {
            let old = entry.days_ago > invitations::DAYS as f64;
            assert_eq!(old, entry.state == Ending::Expired, "{}", entry.email);
        }
        assert_eq!((arrivals.invitation.len(), arrivals.request.len()), (5, 3));
    }
}

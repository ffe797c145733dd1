//! Letters to people: written as consequences of the journal, posted by the worker.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use crate::{
    Community, Id,
    days::{proposal, registration, store},
    fault::Fault,
    journal::{self, Event, Reading},
    library::{follow, resource},
    mail::Letter,
    members::{
        access, address, attempts, departure, desk::suspension, invitations, passkeys, password, sign_in,
    },
};

mod days;
mod entry;
mod following;
mod joining;
mod letters;
mod library;
mod outbox;
mod programme;
mod proposals;
mod surveys;

pub use following::tell_followers;
pub use outbox::{Posting, post, waiting};
pub use programme::{remind, tell_changes};
pub use surveys::{ask, remind_to_answer};

/// The name under which the letters follow the journal.
pub(crate) const READER: &str = "letters";

/// News of the library are news that long.
const NEWS: Duration = Duration::days(3);

/// Writes the letters of the next journal entry. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn follow(community: &Community) -> Result<bool, Fault> {
    let reading = journal::read_on(community, READER, has_letters, async |transaction, happened| {
        let now = community.now();
        match happened.event()? {
            Event::InvitationSent(invitation) => carry(community, transaction, invitation).await,
            Event::UpdatePublished(update) => follow::note_update(transaction, update, now).await,
            Event::CertificationsImported(import) => follow::note_import(transaction, import, now).await,
            Event::ResourceChanged(resource) => follow::note_resource(transaction, resource, now).await,
            Event::InvitationRevoked(invitation) => {
                match invitations::letter_of(transaction, Id::new(invitation)).await? {
                    Some(letter) => outbox::withdraw(transaction, letter, now).await,
                    None => Ok(()),
                }
            }
            // What happened to a document long ago is no news: an index or a demonstration catching up writes to nobody.
            Event::ResourceDeed(_) | Event::RegistrationDeed(_) | Event::ProposalDeed(_)
                if now - happened.at > NEWS =>
            {
                Ok(())
            }
            Event::RegistrationDeed(deed) => tell_registration(community, transaction, deed).await,
            event => {
                for (letter, useless_after) in letters(community, transaction, event).await? {
                    outbox::write(transaction, &letter, now, useless_after).await?;
                }
                Ok(())
            }
        }
    })
    .await?;
    Ok(reading == Reading::Acted)
}

/// Whether somebody is written to when that happens, or a letter that waits should not leave any more.
fn has_letters(event: Event) -> bool {
    matches!(
        event,
        Event::SignInAsked(_)
            | Event::ClosureAsked(_)
            | Event::MemberSuspended(_)
            | Event::PasswordChanged(_)
            | Event::PasswordTried(_)
            | Event::PasskeyAdded(_)
            | Event::AddressChangeAsked(_)
            | Event::AddressChanged(_)
            | Event::InvitationSent(_)
            | Event::InvitationRevoked(_)
            | Event::AccessAsked(_)
            | Event::AccessRefused(_)
            | Event::ResourceDeed(_)
            | Event::UpdatePublished(_)
            | Event::CertificationsImported(_)
            | Event::ResourceChanged(_)
            | Event::RegistrationDeed(_)
            | Event::ProposalDeed(_)
    )
}

/// A letter, and when what it offers ends, if it does.
type Dated = (Letter, Option<DateTime<Utc>>);

/// The letters that go with what happened.
async fn letters(
    community: &Community,
    transaction: &DatabaseTransaction,
    event: Event,
) -> Result<Vec<Dated>, Fault> {
    let site = &community.address;
    let one = |letter: Option<Letter>| letter.into_iter().map(|letter| (letter, None)).collect();
    let both = |two: Option<[Letter; 2]>| two.into_iter().flatten().map(|letter| (letter, None)).collect();
    Ok(match event {
        Event::SignInAsked(link) => {
            let asked = sign_in::mint(community, transaction, Id::new(link)).await?;
            asked.map(|asked| (letters::sign_in(site, &asked), Some(asked.expires_at))).into_iter().collect()
        }
        Event::ClosureAsked(closure) => {
            let farewell = departure::farewell(transaction, Id::new(closure)).await?;
            one(farewell.map(|farewell| letters::closure(site, &farewell)))
        }
        Event::MemberSuspended(suspension) => {
            let suspended = suspension::suspended(community, transaction, suspension).await?;
            one(suspended.map(|suspended| letters::suspension(site, &suspended)))
        }
        Event::PasswordChanged(member) => {
            let changed = password::changed(transaction, Id::new(member)).await?;
            one(changed.map(|changed| entry::password_changed(site, &changed)))
        }
        Event::PasswordTried(alarm) => {
            let person = attempts::alarmed(community, transaction, Id::new(alarm)).await?;
            one(person.map(|person| entry::password_tried(site, &person)))
        }
        Event::PasskeyAdded(passkey) => {
            let added = passkeys::added(transaction, Id::new(passkey)).await?;
            one(added.map(|(person, name)| entry::passkey_added(site, &person, &name)))
        }
        Event::AddressChangeAsked(change) => {
            let asked = address::mint(community, transaction, Id::new(change)).await?;
            let until = community.now() + Duration::hours(address::HOURS);
            let two = asked.map(|asked| entry::address_asked(site, &asked)).into_iter().flatten();
            two.map(|letter| (letter, Some(until))).collect()
        }
        Event::AddressChanged(change) => {
            let made = address::made(transaction, Id::new(change)).await?;
            both(made.map(|made| entry::address_changed(site, &made)))
        }
        Event::AccessAsked(request) => {
            let told = access::to_hint(community, transaction, Id::new(request)).await?;
            one(told.map(|told| joining::has_account(site, &told)))
        }
        Event::AccessRefused(request) => {
            let told = access::refused(transaction, Id::new(request)).await?;
            one(told.map(|told| joining::access_refused(&told)))
        }
        Event::ResourceDeed(deed) => {
            let told = resource::store::told(transaction, deed).await?;
            let letters = told.iter().flat_map(|told| library::resource_letters(site, told));
            letters.map(|letter| (letter, None)).collect()
        }
        Event::ProposalDeed(deed) => {
            let told = proposal::store::told(transaction, deed).await?;
            let letters = told.iter().flat_map(|told| proposals::answer_letters(site, told));
            letters.map(|letter| (letter, None)).collect()
        }
        _ => Vec::new(),
    })
}

/// Writes to whoever's registration it is.
async fn tell_registration(
    community: &Community,
    transaction: &DatabaseTransaction,
    deed: i64,
) -> Result<(), Fault> {
    let now = community.now();
    let Some(told) = store::told(transaction, deed).await? else { return Ok(()) };
    let seated = told.state == registration::State::Seated;
    // A day that is over, or not known any more when, is nobody's to come to.
    let facts = store::facts(transaction, told.day, seated).await?.filter(|facts| facts.ends_at > now);
    let Some(facts) = facts else { return Ok(()) };
    if let Some((letter, diary)) = days::registration_letter(community, &facts, &told, now) {
        outbox::write_with(transaction, &letter, diary.as_ref(), now, Some(facts.ends_at)).await?;
    }
    Ok(())
}

/// Puts the invitation in a letter, in the place of the one before, and remembers which.
async fn carry(
    community: &Community,
    transaction: &DatabaseTransaction,
    invitation: i64,
) -> Result<(), Fault> {
    let (now, invitation) = (community.now(), Id::new(invitation));
    let Some(carried) = invitations::mint(community, transaction, invitation).await? else { return Ok(()) };
    if let Some(before) = carried.replaces {
        outbox::withdraw(transaction, before, now).await?;
    }
    let letter = joining::invitation(&community.address, &carried);
    let letter = outbox::write(transaction, &letter, now, Some(carried.expires_at)).await?;
    invitations::lettered(transaction, invitation, letter).await
}

//! Letters to people: written as consequences of the journal, posted by the worker.

use sea_orm::DatabaseTransaction;

use crate::{
    Community, Id,
    fault::Fault,
    journal::{self, Event, Reading},
    mail::Letter,
    members::{address, attempts, departure, passkeys, password, sign_in},
};

mod entry;
mod letters;
mod outbox;

pub use outbox::{Posting, post, waiting};

/// The name under which the letters follow the journal.
pub(crate) const READER: &str = "letters";

/// Writes the letters of the next journal entry. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn follow(community: &Community) -> Result<bool, Fault> {
    let reading = journal::read_on(community, READER, has_letters, async |transaction, happened| {
        let site = &community.address;
        let letter = match happened.event()? {
            Event::SignInAsked(link) => sign_in::mint(community, transaction, Id::new(link))
                .await?
                .map(|invitation| letters::sign_in(site, &invitation)),
            Event::ClosureAsked(closure) => departure::farewell(transaction, Id::new(closure))
                .await?
                .map(|farewell| letters::closure(site, &farewell)),
            Event::PasswordChanged(member) => password::changed(transaction, Id::new(member))
                .await?
                .map(|changed| entry::password_changed(site, &changed)),
            Event::PasswordTried(alarm) => attempts::alarmed(community, transaction, Id::new(alarm))
                .await?
                .map(|person| entry::password_tried(site, &person)),
            Event::PasskeyAdded(passkey) => passkeys::added(transaction, Id::new(passkey))
                .await?
                .map(|(person, name)| entry::passkey_added(site, &person, &name)),
            Event::AddressChangeAsked(change) => {
                let asked = address::mint(community, transaction, Id::new(change)).await?;
                return both(community, transaction, asked.map(|asked| entry::address_asked(site, &asked)))
                    .await;
            }
            Event::AddressChanged(change) => {
                let made = address::made(transaction, Id::new(change)).await?;
                return both(community, transaction, made.map(|made| entry::address_changed(site, &made)))
                    .await;
            }
            _ => None,
        };
        match letter {
            Some(letter) => outbox::write(transaction, &letter, community.now()).await,
            None => Ok(()),
        }
    })
    .await?;
    Ok(reading == Reading::Acted)
}

/// Writes a letter to each of two addresses.
async fn both(
    community: &Community,
    transaction: &DatabaseTransaction,
    letters: Option<[Letter; 2]>,
) -> Result<(), Fault> {
    for letter in letters.into_iter().flatten() {
        outbox::write(transaction, &letter, community.now()).await?;
    }
    Ok(())
}

/// Whether somebody is written to when that happens.
fn has_letters(event: Event) -> bool {
    matches!(
        event,
        Event::SignInAsked(_)
            | Event::ClosureAsked(_)
            | Event::PasswordChanged(_)
            | Event::PasswordTried(_)
            | Event::PasskeyAdded(_)
            | Event::AddressChangeAsked(_)
            | Event::AddressChanged(_)
    )
}

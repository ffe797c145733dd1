//! Letters to people: written as consequences of the journal, posted by the worker.

use crate::{
    Community, Id,
    fault::Fault,
    journal::{self, Event, Reading},
    members::sign_in,
};

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
    let reading = journal::read_on(community, READER, has_letters, async |transaction, entry| {
        if let Event::SignInAsked(link) = entry.event()?
            && let Some(invitation) = sign_in::mint(community, transaction, Id::new(link)).await?
        {
            let letter = letters::sign_in(&community.address, &invitation);
            outbox::write(transaction, &letter, community.now()).await?;
        }
        Ok(())
    })
    .await?;
    Ok(reading == Reading::Acted)
}

/// Whether somebody is written to when that happens.
fn has_letters(event: Event) -> bool {
    matches!(event, Event::SignInAsked(_))
}

//! Wrong passwords are counted, for each account and for each network, in the database: several processes are one door.
//!
//! A try is counted before the password is compared, so that a hundred at once are a hundred tries, and forgiven when it was the
//! right one. An address without an account is counted like any: whoever waits learns nothing. A link in a letter always lets in.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;
use sha2::{Digest, Sha256};

use super::{Member, Refusal, audit::Origin, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
};

/// Tries are counted for that long from the first one.
pub const WINDOW: Duration = Duration::minutes(15);

/// That many wrong passwords for one account, and one waits.
pub const PER_ACCOUNT: i64 = 10;

/// That many from one network, where a whole office may sit.
pub const PER_NETWORK: i64 = 50;

/// No more than one letter about it in that time.
const QUIET: Duration = Duration::hours(24);

/// Somebody in whose name too many wrong passwords were tried.
#[derive(Debug)]
pub enum Alarm {}

/// A try under way: counted already.
#[derive(Debug)]
pub(super) struct Attempt {
    account: String,
    network: Option<String>,
    email: EmailAddress,
    /// How many tries of that account this one makes.
    rank: i64,
}

/// Tries since the first one of the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    pub(super) tries: i64,
    pub(super) since: DateTime<Utc>,
}

impl Tally {
    /// How long to wait, where there are too many.
    fn wait(self, most: i64, now: DateTime<Utc>) -> Option<Duration> {
        (self.tries > most).then(|| (self.since + WINDOW - now).max(Duration::seconds(1)))
    }
}

/// Counts a try, before it is made.
///
/// # Errors
/// [`Refusal::Wait`] when there were too many already.
pub(super) async fn begin(
    community: &Community,
    email: &EmailAddress,
    origin: Origin,
) -> Result<Attempt, Failure<Refusal>> {
    let now = community.now();
    let account = format!("account:{:x}", Sha256::digest(email.as_str().as_bytes()));
    let network = origin.network().map(|network| format!("network:{network}"));
    let transaction = community.database.begin().await?;
    let tally = store::count_try(&transaction, &account, now, now - WINDOW).await?;
    let mut wait = tally.wait(PER_ACCOUNT, now);
    // Whoever goes on at one account that waits already makes nobody else of the office wait.
    if let (Some(network), None) = (&network, wait) {
        let tally = store::count_try(&transaction, network, now, now - WINDOW).await?;
        wait = tally.wait(PER_NETWORK, now);
    }
    transaction.commit().await?;
    match wait {
        Some(wait) => Err(Failure::Refused(Refusal::Wait { seconds: seconds(wait) })),
        None => Ok(Attempt { account, network, email: email.clone(), rank: tally.tries }),
    }
}

fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.num_seconds() + 1).unwrap_or(u32::MAX)
}

impl Attempt {
    /// Forgives the try that was right; raises the alarm at the last that was wrong.
    pub(super) async fn ends<T>(
        self,
        community: &Community,
        checked: Result<T, Failure<Refusal>>,
    ) -> Result<T, Failure<Refusal>> {
        match checked {
            Ok(found) => {
                let transaction = community.database.begin().await?;
                store::forgive_tries(&transaction, &self.account, self.network.as_deref()).await?;
                transaction.commit().await?;
                Ok(found)
            }
            Err(Failure::Refused(refusal)) if self.rank >= PER_ACCOUNT => {
                self.raise_alarm(community).await?;
                Err(Failure::Refused(refusal))
            }
            Err(failure) => Err(failure),
        }
    }

    /// The same rows whether or not somebody has that address; the letter is a consequence.
    async fn raise_alarm(&self, community: &Community) -> Result<(), Fault> {
        let now = community.now();
        let transaction = community.database.begin().await?;
        let alarm = store::add_alarm(&transaction, &self.email, now).await?;
        journal::record(&transaction, now, None, Event::PasswordTried(alarm.number())).await?;
        transaction.commit().await?;
        community.ring();
        Ok(())
    }
}

/// Whom to write to about the alarm; `None` when nobody has that address, or when they were told today.
pub(crate) async fn alarmed(
    community: &Community,
    transaction: &DatabaseTransaction,
    alarm: Id<Alarm>,
) -> Result<Option<store::Correspondent>, Fault> {
    let now = community.now();
    let Some(member): Option<Id<Member>> = store::claim_alarm(transaction, alarm, now, now - QUIET).await?
    else {
        return Ok(None);
    };
    store::correspondent(transaction, member).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_until_the_window_ends() {
        let since = Utc::now();
        let now = since + Duration::minutes(5);
        assert_eq!(Tally { tries: 10, since }.wait(10, now), None);
        assert_eq!(Tally { tries: 11, since }.wait(10, now), Some(Duration::minutes(10)));
        assert_eq!(seconds(Duration::minutes(10)), 601);
    }
}

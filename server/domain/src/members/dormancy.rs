//! Accounts that nobody uses any more: warned, then closed.
//!
//! Data are kept no longer than they serve (GDPR, article 5(1)(e)); the CNIL takes two years without a sign of life for an inactive
//! account (« Les durées de conservation des données »).

use chrono::{Duration, Months};

use super::{
    audit::{self, Deed, Line, Origin},
    departure::{KeptName, Reason},
    store,
};
use crate::{
    Community,
    fault::Fault,
    journal::{self, Event},
};

/// How long an account may sleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Months without a visit before the person is warned; none: accounts sleep for ever.
    pub months: Option<u32>,
    /// Days between the warning and the closing.
    pub notice: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { months: Some(24), notice: 30 }
    }
}

/// Accounts warned in one look.
const AT_ONCE: u32 = 100;

/// Warns those who have not come for too long, and gives how many. Administrators are not warned: somebody must be able to come
/// back. Whoever comes back keeps the account, without a word to say.
///
/// # Errors
/// When the database cannot answer.
pub async fn warn(community: &Community, patience: Patience) -> Result<u64, Fault> {
    let now = community.now();
    let Some(before) = patience.months.and_then(|months| now.checked_sub_months(Months::new(months))) else {
        return Ok(0);
    };
    let transaction = community.database.begin().await?;
    store::forgive_the_returned(&transaction, now).await?;
    let due_at = now + Duration::days(i64::from(patience.notice));
    let mut warned = 0;
    for member in store::asleep(&transaction, before, AT_ONCE).await? {
        let asked =
            store::ask_closure(&transaction, member, Reason::Dormant, KeptName::Former, now, due_at).await?;
        let Some(closure) = asked else { continue };
        let (subject, detail) = (Some(member), Reason::Dormant.code().to_owned());
        let line = Line { actor: None, deed: Deed::ClosureAsked, subject, detail, origin: Origin::HERE };
        audit::note(&transaction, now, line).await?;
        journal::record(&transaction, now, None, Event::ClosureAsked(closure.number())).await?;
        warned += 1;
    }
    transaction.commit().await?;
    community.ring();
    Ok(warned)
}

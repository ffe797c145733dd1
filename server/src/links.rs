//! Looks whether the library's links still lead somewhere, politely: one request at a time, a pause between two, a handful of bytes,
//! never towards an address that is not public, and nowhere that machines are asked to keep out of.

mod address;
mod fetch;
mod robots;

use std::time::Duration;

use domain::{Community, Fault, library::links};
use tokio_util::sync::CancellationToken;

use fetch::Looking;

/// How often to see whether links are due.
const ROUND: Duration = Duration::from_secs(10 * 60);

/// Links looked at in a round.
const MOST: u32 = 20;

/// Between two requests, whatever their hosts.
const PAUSE: Duration = Duration::from_secs(3);

/// Looks at what is due, round after round, until told to stop.
pub(crate) async fn look(community: Community, public_url: String, stop: CancellationToken) {
    let looking = match Looking::new(&public_url) {
        Ok(looking) => looking,
        Err(error) => {
            tracing::warn!(%error, "links are not looked at");
            return;
        }
    };
    while stop.run_until_cancelled(tokio::time::sleep(ROUND)).await.is_some() {
        let round = round(&community, &looking);
        match stop.run_until_cancelled(round).await {
            None => return,
            Some(Ok(0)) => {}
            Some(Ok(links)) => tracing::info!(links, "looked at links"),
            Some(Err(fault)) => tracing::warn!(error = %fault, "could not look at links"),
        }
    }
}

async fn round(community: &Community, looking: &Looking) -> Result<usize, Fault> {
    let due = links::take_due(community, MOST).await?;
    let mut outcomes = Vec::new();
    for url in due {
        tokio::time::sleep(PAUSE).await;
        let outcome = looking.at(&url).await;
        outcomes.push((url, outcome));
    }
    // Where nothing at all answers, it is this machine that is cut off.
    let answered = |outcome: &links::Outcome| {
        matches!(outcome, links::Outcome::Alive(_) | links::Outcome::Dead(Some(_), _))
    };
    let cut_off = !outcomes.iter().any(|(_, outcome)| answered(outcome));
    let many = outcomes.len();
    for (url, outcome) in outcomes {
        let outcome = match outcome {
            links::Outcome::Dead(None, why) if cut_off => links::Outcome::Unknown(why),
            outcome => outcome,
        };
        links::note(community, &url, &outcome).await?;
    }
    Ok(many)
}

//! Looks whether the library's links still lead somewhere, politely: one request at a time, a pause between two links, a handful
//! of bytes, never towards an address that is not public, and nowhere that machines are asked to keep out of.

mod address;
mod fetch;
mod robots;
#[cfg(test)]
mod tests;

use std::time::Duration;

use domain::{Community, Fault, library::links};
use tokio_util::sync::CancellationToken;
use url::Url;

use fetch::{Looking, Sight};

/// How often to see whether links are due.
const ROUND: Duration = Duration::from_secs(10 * 60);

/// Links looked at in a round.
const MOST: u32 = 20;

/// Between two links, whatever their hosts.
const PAUSE: Duration = Duration::from_secs(3);

/// Links among which one of another site is chosen, to see whether anybody answers.
const WITNESSES: u32 = 50;

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
        let round = round(&community, &looking, PAUSE);
        match stop.run_until_cancelled(round).await {
            None => return,
            Some(Ok(0)) => {}
            Some(Ok(links)) => tracing::info!(links, "looked at links"),
            Some(Err(fault)) => tracing::warn!(error = %fault, "could not look at links"),
        }
    }
}

async fn round(community: &Community, looking: &Looking, pause: Duration) -> Result<usize, Fault> {
    let mut sights = Vec::new();
    for url in links::take_due(community, MOST).await? {
        tokio::time::sleep(pause).await;
        let sight = looking.at(&url).await;
        sights.push((url, sight));
    }
    let many = sights.len();
    let cut_off = is_cut_off(community, looking, &sights, pause).await?;
    for (url, sight) in sights {
        let outcome = match sight {
            Sight::Answered(outcome) | Sight::Unasked(outcome) => outcome,
            Sight::Silence(why) if cut_off => links::Outcome::Unknown(why),
            Sight::Silence(why) => links::Outcome::Dead(None, why),
        };
        links::note(community, &url, &outcome).await?;
    }
    Ok(many)
}

/// Whether it is this machine that is cut off: where nobody answers, somebody else who did last time is asked again. A dead site is
/// looked at alone, the day after the others: its silence alone says nothing.
async fn is_cut_off(
    community: &Community,
    looking: &Looking,
    sights: &[(String, Sight)],
    pause: Duration,
) -> Result<bool, Fault> {
    let mut silent = Vec::new();
    for (url, sight) in sights {
        match sight {
            Sight::Answered(_) => return Ok(false),
            Sight::Silence(_) => silent.push(host(url)),
            Sight::Unasked(_) => {}
        }
    }
    if silent.is_empty() {
        return Ok(false);
    }
    let others = links::answering(community, WITNESSES).await?;
    let Some(witness) = others.into_iter().find(|url| !silent.contains(&host(url))) else { return Ok(true) };
    tokio::time::sleep(pause).await;
    Ok(matches!(looking.at(&witness).await, Sight::Silence(_)))
}

fn host(url: &str) -> Option<String> {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned))
}

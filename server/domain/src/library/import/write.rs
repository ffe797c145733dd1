//! What changed is written, a batch of records a transaction.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{
    Begun, Import, Progress, Refusal, Summary, Tally,
    gather::{self, Gathered},
    source::Found,
    store::{self, Before, Change, Written},
    survey::{self, Digests, Survey},
    today, unreadable,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    library::{Rncp, certification::Standing},
};

/// Records held in memory at once.
const GROUP: usize = 4_000;

/// Records of one transaction: nobody else who writes waits for long.
const BATCH: usize = 500;

/// Everything between the beginning and the end.
pub(super) async fn everything(
    community: &Community,
    Begun { id, found }: Begun,
    tell: &(impl Fn(Progress) + Send + Sync),
) -> Result<Summary, Failure<Refusal>> {
    let (found, survey) = surveyed(found, tell).await?;
    if !survey.legible {
        return Err(Failure::Refused(Refusal::NoColumns));
    }
    let known = store::before(&community.database).await?;
    let today = today(community);
    // What has ended since the last import did so whether or not its line changed.
    let since = store::last_day(&community.database, id).await?.unwrap_or(today);
    let replaced_before = store::replaced(&community.database).await?;
    store::add_names(community, id, &survey.names).await?;
    let changed: Vec<(Rncp, Digests)> = survey
        .records
        .iter()
        .filter(|(number, digests)| known.get(number).is_none_or(|before| differs(before, digests)))
        .copied()
        .collect();
    let (mut tally, mut replaced) = (Tally::default(), HashSet::new());
    let mut done = 0;
    for group in changed.chunks(GROUP) {
        let gathered = gathered(&found, group).await?;
        for batch in group.chunks(BATCH) {
            let written =
                batch.iter().filter_map(|record| written(record, &gathered, &known, (since, today)));
            let written: Vec<Written<'_>> = written.collect();
            let is_news = |number: &Rncp| known.contains_key(number) && !replaced_before.contains(number);
            replaced.extend(store::write(community, id, &written, changed.len(), is_news).await?);
            count(&mut tally, &written);
            done += batch.len() as u64;
            tell(Progress::Written(done, changed.len() as u64));
        }
    }
    tally.replaced = replaced.len() as u64;
    let touched: HashSet<Rncp> = changed.iter().map(|(number, _)| *number).collect();
    let ended =
        known.iter().filter(|(number, before)| !touched.contains(number) && before.ended(since, today));
    let ended: Vec<Rncp> = ended.map(|(number, _)| *number).collect();
    store::note_ended(community, id, &ended).await?;
    tally.expired += ended.len() as u64;
    let unchanged = (survey.records.len() - changed.len()) as u64;
    Ok(Summary { id, tally, unchanged, lines: survey.lines, report: survey.report })
}

async fn surveyed(
    found: Found,
    tell: &(impl Fn(Progress) + Send + Sync),
) -> Result<(Found, Survey), Failure<Refusal>> {
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let reading = tokio::task::spawn_blocking(move || {
        let survey = survey::survey(&found, &move |progress| {
            // Nobody listens any more when the import was given up.
            let _ = sender.send(progress);
        });
        survey.map(|survey| (found, survey))
    });
    while let Some(progress) = receiver.recv().await {
        tell(progress);
    }
    reading.await.map_err(Fault::from)?.map_err(unreadable)
}

async fn gathered(
    found: &Found,
    group: &[(Rncp, Digests)],
) -> Result<HashMap<Rncp, Gathered>, Failure<Refusal>> {
    let wanted: HashSet<Rncp> = group.iter().map(|(number, _)| *number).collect();
    let found = found.clone();
    let reading = tokio::task::spawn_blocking(move || gather::gather(&found, &wanted));
    reading.await.map_err(Fault::from)?.map_err(unreadable)
}

/// Whether a file that is there says something else than it did. What a missing file said stays.
fn differs(before: &Before, digests: &Digests) -> bool {
    digests.iter().zip(&before.digests).any(|(now, then)| now.is_some_and(|now| Some(now) != *then))
}

fn written<'a>(
    (number, digests): &(Rncp, Digests),
    gathered: &'a HashMap<Rncp, Gathered>,
    known: &HashMap<Rncp, Before>,
    (since, today): (NaiveDate, NaiveDate),
) -> Option<Written<'a>> {
    let gathered = gathered.get(number)?;
    let standard = gathered.standard.as_ref()?;
    let before = known.get(number);
    let open = Standing::of(standard.active, standard.ends_on, today).is_open();
    let was_open = before.is_some_and(|before| before.is_open(since));
    let then = before.map_or([None; 5], |before| before.digests);
    let change = match before {
        None => Change::New,
        Some(_) => Change::Changed,
    };
    let mut kept = *digests;
    for (now, then) in kept.iter_mut().zip(then) {
        *now = now.or(then);
    }
    let parts = std::array::from_fn(|rank| digests[rank].is_some_and(|now| Some(now) != then[rank]));
    Some(Written {
        number: *number,
        standard,
        gathered,
        digests: kept,
        parts,
        change,
        expired: was_open && !open,
    })
}

fn count(tally: &mut Tally, written: &[Written<'_>]) {
    let is = |change: Change| written.iter().filter(move |one| one.change == change).count() as u64;
    tally.new += is(Change::New);
    tally.changed += is(Change::Changed);
    tally.expired += written.iter().filter(|one| one.expired).count() as u64;
}

/// The number of an import, as its rows have it.
pub(super) fn column(id: Id<Import>) -> i64 {
    id.number()
}

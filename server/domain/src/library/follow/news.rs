//! What is new for those who follow: noted when it is published, told later, all together.

use std::collections::HashSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    View,
    browse::{self, Freshness},
    store, update,
};
use crate::{
    Community, Id, Roles,
    fault::Fault,
    library::{
        Rncp,
        certification::{self, Named, store::listing as listed},
    },
    mail::EmailAddress,
    members::{Member, letter_choices::Digest},
    text::dates,
};

/// News wait that long for what comes with them.
const TOGETHER: Duration = Duration::hours(1);

/// What a version is noted as: each is news once, a document whose first version was told long ago is news again.
const VERSION: &str = "version";

/// A week, for those who want a letter a week.
const WEEK: i64 = 7;

/// A thing that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    /// A document or a link: its number and title.
    Resource(i64, String),
    /// A new version of one: its number and title.
    Version(i64, String),
    /// An announcement: its number, its title, its certifier.
    Update(i64, String, String),
    /// A certification that arrived, was replaced, or ended.
    Certification(Named),
}

impl News {
    /// Whether both are of one document, or of one certification.
    fn is_of_the_same(&self, other: &News) -> bool {
        let document = |news: &News| match news {
            News::Resource(id, _) | News::Version(id, _) => Some(*id),
            News::Update(..) | News::Certification(_) => None,
        };
        let certification = |news: &News| match news {
            News::Certification(named) => Some(named.number),
            _ => None,
        };
        (document(self).is_some() && document(self) == document(other))
            || (certification(self).is_some() && certification(self) == certification(other))
    }
}

/// What a letter tells, and to whom.
#[derive(Debug, Clone)]
pub(crate) struct Bulletin {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) news: Vec<News>,
}

/// Somebody who has news that were not told yet.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) member: Id<Member>,
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) roles: Roles,
    pub(crate) digest: Digest,
    pub(crate) last: Option<NaiveDate>,
    pub(crate) oldest: DateTime<Utc>,
}

/// The rule: one letter a day at most, or one a week, when the news have waited for what comes with them.
fn is_due(waiting: &Waiting, now: DateTime<Utc>) -> bool {
    let today = dates::today(now);
    let days = waiting.last.map(|last| (today - last).num_days());
    let long_enough = match waiting.digest {
        Digest::Never => false,
        Digest::Daily => days.is_none_or(|days| days >= 1),
        Digest::Weekly => days.is_none_or(|days| days >= WEEK),
    };
    long_enough && waiting.oldest + TOGETHER <= now
}

/// Notes the announcement for those who follow it.
pub(crate) async fn note_update(
    transaction: &DatabaseTransaction,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let Some(told) = update::store::told(transaction, id).await? else { return Ok(()) };
    for follower in store::followers(transaction).await? {
        let (theirs, in_time) =
            (follower.member.number() == told.author, follower.since <= told.published_at);
        if !theirs && in_time && follower.view.tells_of_update(&told.listed, &told.folded) {
            store::note(transaction, follower.member, "update", id, now).await?;
        }
    }
    Ok(())
}

/// Notes the document for those who follow it and may see it, once it is published; then each new version of it.
pub(crate) async fn note_resource(
    transaction: &DatabaseTransaction,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let today = dates::today(now);
    let found = browse::store::those(transaction, "r.id = $1", vec![id.into()], today).await?.pop();
    let Some((one, audience)) = found.filter(|(one, _)| one.freshness == Freshness::Current) else {
        return Ok(());
    };
    let Some(made) = store::made(transaction, id).await? else { return Ok(()) };
    let renewed = one.renewed_at > one.published_at;
    for follower in store::followers(transaction).await? {
        if !audience.meets(follower.roles) || !follower.view.tells_of_resource(&one) {
            continue;
        }
        let person = follower.member.number();
        // Whoever began to follow later has seen it in the list: what else changes in it since is no news.
        if person != made.depositor && follower.since <= one.published_at {
            store::note(transaction, follower.member, "resource", id, now).await?;
        }
        if renewed && person != made.by_id && follower.since <= one.renewed_at {
            store::note(transaction, follower.member, VERSION, made.version, now).await?;
        }
    }
    Ok(())
}

/// Notes what an import says became of certifications, for those who follow them. What has been noted once is not noted again.
pub(crate) async fn note_import(
    transaction: &DatabaseTransaction,
    import: i64,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let moved = store::moved_by(transaction, import).await?;
    if moved.is_empty() {
        return Ok(());
    }
    let (numbers, today) = (moved.iter().map(|(number, _)| *number).collect::<Vec<_>>(), dates::today(now));
    for follower in store::followers(transaction).await? {
        let among: HashSet<i64> = match &follower.view {
            View::Certifications(asked) => {
                listed::among(transaction, asked, &numbers, today).await?.into_iter().collect()
            }
            _ => {
                numbers.iter().copied().filter(|number| follower.view.is_of_certification(*number)).collect()
            }
        };
        for (number, what) in &moved {
            if among.contains(number) {
                store::note(transaction, follower.member, what, *number, now).await?;
            }
        }
    }
    Ok(())
}

/// Somebody who is to be told now, if anybody is.
pub(crate) async fn whose_turn(community: &Community) -> Result<Option<Waiting>, Fault> {
    let now = community.now();
    let waiting = store::waiting(community.database.reader(), now).await?;
    Ok(waiting.into_iter().find(|waiting| is_due(waiting, now)))
}

/// Takes all that waits for that person: what is still for them is in the bulletin, nothing waits any more. `None` when another
/// process has told them today.
pub(crate) async fn settle(
    transaction: &DatabaseTransaction,
    waiting: &Waiting,
    now: DateTime<Utc>,
) -> Result<Option<Bulletin>, Fault> {
    let today = dates::today(now);
    if !store::take_day(transaction, waiting.member, today).await? {
        return Ok(None);
    }
    let noted = store::untold(transaction, waiting.member).await?;
    let views: Vec<View> =
        store::of(transaction, waiting.member).await?.into_iter().map(|follow| follow.view).collect();
    let mut news: Vec<News> = Vec::new();
    for (thing, id) in noted {
        let found = still(transaction, waiting, &views, (&thing, id), today).await?;
        // A document and its versions are one line of the letter.
        news.extend(found.filter(|found| !news.iter().any(|said| said.is_of_the_same(found))));
    }
    store::told(transaction, waiting.member, now).await?;
    if news.is_empty() {
        // No letter leaves: the day stays free for one.
        store::free_day(transaction, waiting.member, today).await?;
    }
    Ok(Some(Bulletin { name: waiting.name.clone(), email: waiting.email.clone(), news }))
}

/// The thing, if it is still there, for that person, and followed.
async fn still(
    transaction: &DatabaseTransaction,
    waiting: &Waiting,
    views: &[View],
    (thing, id): (&str, i64),
    today: NaiveDate,
) -> Result<Option<News>, Fault> {
    if thing == "update" {
        let told = update::store::told(transaction, id).await?;
        let followed =
            told.filter(|told| views.iter().any(|view| view.tells_of_update(&told.listed, &told.folded)));
        return Ok(followed.map(|told| News::Update(id, told.listed.title, told.listed.certifier.0)));
    }
    if thing == store::NEW || store::ENDS.contains(&thing) {
        let Some(number) = Rncp::stored(id) else { return Ok(None) };
        if !follow_certification(transaction, views, id, today).await? {
            return Ok(None);
        }
        let named = certification::store::named(transaction, &[number], today).await?.pop();
        // What was prolonged since did not end; what is over already is no new one.
        return Ok(named.filter(|named| named.stands() == (thing == store::NEW)).map(News::Certification));
    }
    let renewed = thing == VERSION;
    let resource = if renewed { store::resource_of(transaction, id).await? } else { Some(id) };
    let Some(resource) = resource else { return Ok(None) };
    let found = browse::store::those(transaction, "r.id = $1", vec![resource.into()], today).await?.pop();
    let seen = found.filter(|(_, audience)| audience.meets(waiting.roles)).map(|(one, _)| one);
    let followed = seen.filter(|one| views.iter().any(|view| view.tells_of_resource(one)));
    let news = if renewed { News::Version } else { News::Resource };
    Ok(followed.map(|one| news(resource, one.title)))
}

/// Whether one of the views tells of that certification.
async fn follow_certification(
    transaction: &DatabaseTransaction,
    views: &[View],
    number: i64,
    today: NaiveDate,
) -> Result<bool, Fault> {
    for view in views {
        let tells = match view {
            View::Certifications(asked) => {
                !listed::among(transaction, asked, &[number], today).await?.is_empty()
            }
            _ => view.is_of_certification(number),
        };
        if tells {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(digest: Digest, last: Option<&str>) -> Waiting {
        Waiting {
            member: Id::new(1),
            name: "Claire Bernard".to_owned(),
            email: EmailAddress::parse("claire@exemple.fr").expect("an address"),
            roles: Roles::EVERYBODY,
            digest,
            last: last.map(|day| day.parse().expect("a day")),
            oldest: "2027-03-10T08:00:00Z".parse().expect("an instant"),
        }
    }

    #[test]
    fn one_letter_a_day_or_a_week_and_none_for_whoever_wants_none() {
        let at = |hour: &str| format!("2027-03-10T{hour}:00Z").parse::<DateTime<Utc>>().expect("an instant");
        for (digest, last, hour, due) in [
            (Digest::Daily, None, "08:30", false),
            (Digest::Daily, None, "09:00", true),
            (Digest::Daily, Some("2027-03-10"), "22:00", false),
            (Digest::Daily, Some("2027-03-09"), "09:00", true),
            (Digest::Weekly, Some("2027-03-04"), "09:00", false),
            (Digest::Weekly, Some("2027-03-03"), "09:00", true),
            (Digest::Never, None, "22:00", false),
        ] {
            assert_eq!(is_due(&waiting(digest, last), at(hour)), due, "{digest:?} {last:?} {hour}");
        }
    }
}

//! Helping somebody by seeing the site as they see it: only when they allowed it, for half an hour, and reading only.
//!
//! The organiser's own session shows the member's pages meanwhile. Whether it still may is asked at every request: consent that is
//! withdrawn, or a role that is lost, ends it there and then.

use chrono::{DateTime, Duration, Utc};

use super::Refusal;
use crate::{
    Community, Failure, Id,
    fault::Fault,
    members::{
        Member, Organiser, Session,
        audit::{self, Deed, Line, Origin},
        store,
    },
};

/// How long a person lets the team see the site in their place.
pub const HOURS: i64 = 24;

/// How long an organiser sees it, at a time.
pub const MINUTES: i64 = 30;

/// In a session that shows the site in somebody's place: who really looks, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The organiser's number.
    pub by: Id<Member>,
    /// The organiser's name.
    pub name: String,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

/// That a person lets the team see the site in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Until when.
    pub until: DateTime<Utc>,
    /// Who is looking now.
    pub looking: Vec<Acting>,
}

/// The consent that the person gave and did not withdraw, if any.
///
/// # Errors
/// When the database cannot answer.
pub async fn consent(community: &Community, member: Id<Member>) -> Result<Option<Consent>, Fault> {
    store::consent(&community.database, member, community.now()).await
}

/// Lets the team see the site in my place for a day; given again, the day begins again.
///
/// # Errors
/// When the database cannot answer.
pub async fn allow(community: &Community, member: &Member, origin: Origin) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    store::withdraw_consent(&transaction, member.id, now).await?;
    store::add_consent(&transaction, member.id, now, now + Duration::hours(HOURS)).await?;
    let line = own_line(member.id, Deed::HelpAllowed, None, origin);
    audit::note(&transaction, now, line).await?;
    Ok(transaction.commit().await?)
}

/// Changes my mind: whoever sees the site in my place sees their own again.
///
/// # Errors
/// When the database cannot answer.
pub async fn withdraw(community: &Community, member: &Member, origin: Origin) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    if store::withdraw_consent(&transaction, member.id, now).await? == 0 {
        return Ok(());
    }
    for organiser in store::end_acting_as(&transaction, member.id).await? {
        let line = own_line(organiser, Deed::ActingStopped, Some(member.id), Origin::HERE);
        audit::note(&transaction, now, line).await?;
    }
    audit::note(&transaction, now, own_line(member.id, Deed::HelpWithdrawn, None, origin)).await?;
    Ok(transaction.commit().await?)
}

/// Begins to see the site in the member's place, in that session of the organiser's.
///
/// # Errors
/// [`Refusal::NoConsent`], [`Refusal::Oneself`], [`Refusal::NotYours`] for an administrator, [`Refusal::NoSuchPerson`] for whoever may
/// not come in themselves.
pub async fn start(
    community: &Community,
    organiser: &Organiser,
    session: Id<Session>,
    member: Id<Member>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let (person, allowed) =
        store::acted(&transaction, member, now).await?.ok_or(Failure::Refused(Refusal::NoSuchPerson))?;
    may_look(organiser, &person, allowed).map_err(Failure::Refused)?;
    let until = now + Duration::minutes(MINUTES);
    if !store::start_acting(&transaction, session, organiser.id(), member, until).await? {
        return Err(Failure::Refused(Refusal::NoSuchPerson));
    }
    let line = organiser.line(Deed::ActingStarted, Some(member), String::new());
    audit::note(&transaction, now, line).await?;
    Ok(transaction.commit().await.map_err(Fault::from)?)
}

/// The rule: only with consent, never oneself, and nobody who has a right that the organiser lacks.
fn may_look(organiser: &Organiser, person: &Member, allowed: bool) -> Result<(), Refusal> {
    if organiser.id() == person.id {
        return Err(Refusal::Oneself);
    }
    if !organiser.is_over(person.roles) {
        return Err(Refusal::NotYours);
    }
    if allowed { Ok(()) } else { Err(Refusal::NoConsent) }
}

/// Sees one's own site again. Stopping twice changes nothing.
///
/// # Errors
/// When the database cannot answer.
pub async fn stop(community: &Community, session: &Session, origin: Origin) -> Result<(), Fault> {
    match &session.acting {
        Some(acting) => end(community, session.id, acting.by, origin).await,
        None => Ok(()),
    }
}

/// The session as it is used now: in the member's place while that is allowed, the organiser's own again from then on.
pub(in crate::members) async fn resumed(
    community: &Community,
    mut session: Session,
    organiser: Member,
    (member, until): (Id<Member>, DateTime<Utc>),
) -> Result<(Session, Member), Fault> {
    let now = community.now();
    let found = store::acted(community.database.reader(), member, now).await?;
    let allowed = organiser.as_organiser(Origin::HERE).zip(found).filter(|(organiser, (person, allowed))| {
        now < until && may_look(organiser, person, *allowed).is_ok()
    });
    if let Some((_, (person, _))) = allowed {
        session.acting = Some(Acting { by: organiser.id, name: organiser.name.to_string(), until });
        return Ok((session, person));
    }
    end(community, session.id, organiser.id, Origin::HERE).await?;
    Ok((session, organiser))
}

/// Ends it, and says so in the log: once, whoever notices first.
async fn end(
    community: &Community,
    session: Id<Session>,
    organiser: Id<Member>,
    origin: Origin,
) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    if let Some(member) = store::stop_acting(&transaction, session).await? {
        let line = own_line(organiser, Deed::ActingStopped, Some(member), origin);
        audit::note(&transaction, community.now(), line).await?;
    }
    Ok(transaction.commit().await?)
}

fn own_line(actor: Id<Member>, deed: Deed, subject: Option<Id<Member>>, origin: Origin) -> Line {
    Line { actor: Some(actor), deed, subject, detail: String::new(), origin }
}

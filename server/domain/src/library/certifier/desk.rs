//! What organisers decide of certifiers: which two are one, what they are called, who speaks for them.

use sea_orm::DatabaseTransaction;

use super::{Certifier, Kind, Refusal, sheet::may_lose, store};
use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
    members::{
        self, Member, Organiser,
        audit::{self, Deed},
    },
    text::Line,
};

/// A certifier's name, on one line.
pub type CertifierName = Line<2, 200>;

/// Corrects what a certifier is called and what sort of body it is.
///
/// # Errors
/// [`Refusal::ChangedMeanwhile`] when it is not that version any more, or not there.
pub async fn correct(
    community: &Community,
    organiser: &Organiser,
    certifier: Id<Certifier>,
    version: i32,
    name: &CertifierName,
    kind: Kind,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    if !store::deciding::correct(&transaction, certifier, version, name.as_str(), kind, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    done(community, transaction, organiser, &[certifier]).await
}

/// Makes one certifier of two: the names, contacts, people and things of the other are the kept one's, and its address leads there.
/// Gives the kept one's address.
///
/// # Errors
/// [`Refusal::Same`], [`Refusal::NotThere`].
pub async fn merge(
    community: &Community,
    organiser: &Organiser,
    kept: Id<Certifier>,
    other: Id<Certifier>,
) -> Result<String, Failure<Refusal>> {
    if kept == other {
        return Err(Failure::Refused(Refusal::Same));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    let both = store::deciding::two(&transaction, kept, other).await?;
    let [stays, goes] = both.ok_or(Failure::Refused(Refusal::NotThere))?;
    store::deciding::merge(&transaction, &stays, &goes, organiser.id(), now).await?;
    let detail = format!("{} → {}", goes.name, stays.name);
    audit::note(&transaction, now, organiser.line(Deed::CertifiersMerged, None, detail)).await?;
    done(community, transaction, organiser, &[other, kept]).await?;
    Ok(stays.slug)
}

/// Takes off a name that was joined to a certifier by mistake: it becomes a certifier of its own again, at its former address when it
/// had one, and the certifications that name it follow at once. What was written meanwhile (contacts, documents, announcements) stays:
/// nothing tells for which of the two it was. Nobody is asked again whether the two are one, and imports leave them apart: a name
/// that is known keeps its certifier.
///
/// # Errors
/// [`Refusal::NotThere`] when the certifier does not have that name, [`Refusal::OwnName`] when it cannot do without it.
pub async fn detach(
    community: &Community,
    organiser: &Organiser,
    certifier: Id<Certifier>,
    folded: &str,
) -> Result<Certifier, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::detaching::hold(&transaction, certifier, now).await?;
    let held = held.ok_or(Failure::Refused(Refusal::NotThere))?;
    let spelling = held.names.iter().find(|known| known.folded == folded);
    let spelling = spelling.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !may_lose(&held.certifier, &held.names, spelling) {
        return Err(Failure::Refused(Refusal::OwnName));
    }
    let apart = store::detaching::detach(&transaction, certifier, spelling, now).await?;
    store::deciding::tell_apart(&transaction, certifier, apart.id, organiser.id(), now).await?;
    let detail = format!("{} → {}", held.certifier.name, apart.name);
    audit::note(&transaction, now, organiser.line(Deed::SpellingDetached, None, detail)).await?;
    done(community, transaction, organiser, &[certifier, apart.id]).await?;
    Ok(apart)
}

/// Says that the two are different: nobody is asked again.
///
/// # Errors
/// [`Refusal::Same`], [`Refusal::NotThere`].
pub async fn tell_apart(
    community: &Community,
    organiser: &Organiser,
    one: Id<Certifier>,
    other: Id<Certifier>,
) -> Result<(), Failure<Refusal>> {
    if one == other {
        return Err(Failure::Refused(Refusal::Same));
    }
    let transaction = community.database.begin().await?;
    if store::deciding::two(&transaction, one, other).await?.is_none() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::deciding::tell_apart(&transaction, one, other, organiser.id(), community.now()).await?;
    Ok(transaction.commit().await?)
}

/// Makes the person with that address speak for the certifier.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoSuchMember`], [`Refusal::NotACertifier`].
pub async fn give_voice(
    community: &Community,
    organiser: &Organiser,
    certifier: Id<Certifier>,
    email: &EmailAddress,
) -> Result<Id<Member>, Failure<Refusal>> {
    let now = community.now();
    let certifier = store::by_id(&community.database, certifier).await?;
    let certifier = certifier.ok_or(Failure::Refused(Refusal::NotThere))?;
    let member = members::store::by_email(&community.database, email).await?;
    let member = member.ok_or(Failure::Refused(Refusal::NoSuchMember))?;
    if !member.roles().contains(Role::Certifier) {
        return Err(Failure::Refused(Refusal::NotACertifier));
    }
    let transaction = community.database.begin().await?;
    if store::deciding::give_voice(&transaction, certifier.id, member.id(), now).await? {
        let line = organiser.line(Deed::VoiceGiven, Some(member.id()), certifier.name);
        audit::note(&transaction, now, line).await?;
        transaction.commit().await?;
    }
    Ok(member.id())
}

/// Ends it.
///
/// # Errors
/// [`Refusal::NotThere`] when the person does not speak for it.
pub async fn take_voice(
    community: &Community,
    organiser: &Organiser,
    certifier: Id<Certifier>,
    member: Id<Member>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let found = store::by_id(&community.database, certifier).await?;
    let certifier = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    let transaction = community.database.begin().await?;
    if !store::deciding::take_voice(&transaction, certifier.id, member).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let line = organiser.line(Deed::VoiceTaken, Some(member), certifier.name);
    audit::note(&transaction, now, line).await?;
    Ok(transaction.commit().await?)
}

async fn done(
    community: &Community,
    transaction: DatabaseTransaction,
    organiser: &Organiser,
    changed: &[Id<Certifier>],
) -> Result<(), Failure<Refusal>> {
    let (now, actor) = (community.now(), organiser.id().number());
    for certifier in changed {
        let event = Event::CertifierChanged(certifier.number());
        journal::record(&transaction, now, Some(actor), event).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    community.ring();
    Ok(())
}

/// The columns that a merge takes care of, as `table.column`, for the test that compares them with the database's own catalogue.
pub fn handled() -> Vec<String> {
    store::deciding::REFERENCES.iter().map(|(table, column, _)| format!("{table}.{column}")).collect()
}

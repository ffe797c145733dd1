//! Who is here: the directory, for those who have an account.

use chrono::{DateTime, Utc};

use super::{Antenne, Expertise, Member, PhotoName, Reach, Refusal, Telephone, Visitor, store};
use crate::{Community, Failure, Id, Role, Roles, fault::Fault, index::Words, mail::EmailAddress};

mod filter;

pub use filter::{Asked, Counts};

/// What a person shows to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// What the person is here.
    pub roles: Roles,
    /// The person's job.
    pub function: Option<String>,
    /// The body the person speaks for, when not an antenne.
    pub organisation: Option<String>,
    /// The antenne the person works in.
    pub antenne: Option<Antenne>,
    /// A few lines about the person; empty when nothing is said.
    pub presentation: String,
    /// What the person knows well.
    pub expertise: Expertise,
    /// The person's photo.
    pub photo: Option<PhotoName>,
    /// The person's own number, where it is shown to whoever looks.
    pub telephone: Option<Telephone>,
    /// The person's address, where it is shown to whoever looks.
    pub email: Option<EmailAddress>,
    /// Since when the person is here.
    pub joined_at: DateTime<Utc>,
}

/// Everything about a person, for that person alone: what is shown to whom is decided in [`Mine::seen_by`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// What everybody sees, without number nor address.
    pub profile: Profile,
    /// The number, and who sees what.
    pub reach: Reach,
    pub(crate) email: Option<EmailAddress>,
}

impl Mine {
    /// What somebody with these roles sees of it: the rule of every page that shows a person.
    pub fn seen_by(self, roles: Roles) -> Profile {
        let Mine { profile, reach, email } = self;
        let telephone = reach.telephone.filter(|_| reach.telephone_for.has(roles));
        let email = email.filter(|_| reach.email_for.has(roles));
        Profile { telephone, email, ..profile }
    }
}

/// A line of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// What the person is here.
    pub roles: Roles,
    /// The person's job.
    pub function: Option<String>,
    /// The body the person speaks for, when not an antenne.
    pub organisation: Option<String>,
    /// The antenne's number.
    pub antenne: Option<Id<Antenne>>,
    /// A few lines about the person; empty when nothing is said.
    pub presentation: String,
    /// What the person knows well.
    pub expertise: Expertise,
    /// The person's photo.
    pub photo: Option<PhotoName>,
}

/// Everybody and every antenne, in alphabetical order; nothing for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn everybody(
    community: &Community,
    visitor: &Visitor,
) -> Result<(Vec<Antenne>, Vec<Listed>), Fault> {
    if !visitor.sees(Roles::EVERYBODY) {
        return Ok((Vec::new(), Vec::new()));
    }
    let antennes = store::antennes(&community.database).await?;
    let mut people = store::listed(&community.database).await?;
    people.sort_by_cached_key(|person| Words::read(&person.name).folded());
    Ok((antennes, people))
}

/// Every antenne, by département; nothing for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn antennes(community: &Community, visitor: &Visitor) -> Result<Vec<Antenne>, Fault> {
    match visitor.sees(Roles::EVERYBODY) {
        true => store::antennes(&community.database).await,
        false => Ok(Vec::new()),
    }
}

/// What was found in the directory.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Every antenne, by département.
    pub antennes: Vec<Antenne>,
    /// The people asked for, in alphabetical order.
    pub people: Vec<Listed>,
    /// How many people there are in all.
    pub total: usize,
    /// How many each further choice would leave.
    pub counts: Counts,
}

/// The people that the question and the choices leave.
///
/// # Errors
/// When the database cannot answer.
pub async fn look(community: &Community, visitor: &Visitor, asked: Asked) -> Result<Directory, Fault> {
    let (antennes, people) = everybody(community, visitor).await?;
    // Reading everybody's words takes some milliseconds: not on a thread that answers requests.
    let looking = tokio::task::spawn_blocking(move || {
        let total = people.len();
        let found = filter::answering(people, &antennes, &asked.words);
        let counts = filter::counts(&found, &antennes, &asked);
        let kept = |person: &Listed| filter::keeps(&asked, person, &antennes);
        let people = found.into_iter().filter(kept).collect();
        Directory { people, total, counts, antennes }
    });
    Ok(looking.await?)
}

/// What that person shows to this visitor.
///
/// # Errors
/// [`Refusal::NoSuchMember`] when there is nobody, or the visitor is signed out.
pub async fn profile(
    community: &Community,
    visitor: &Visitor,
    member: Id<Member>,
) -> Result<Profile, Failure<Refusal>> {
    if !visitor.sees(Roles::EVERYBODY) {
        return Err(Failure::Refused(Refusal::NoSuchMember));
    }
    let kept = store::mine(&community.database, member).await?;
    Ok(kept.ok_or(Failure::Refused(Refusal::NoSuchMember))?.seen_by(visitor.roles()))
}

/// What I show to somebody with that role.
///
/// # Errors
/// When the database cannot answer.
pub async fn mine_as(community: &Community, member: &Member, role: Role) -> Result<Profile, Fault> {
    Ok(super::account::mine(community, member).await?.seen_by(Roles::of(&[role])))
}

/// An antenne and those who work there.
///
/// # Errors
/// [`Refusal::NoSuchAntenne`] when there is none, or the visitor is signed out.
pub async fn antenne(
    community: &Community,
    visitor: &Visitor,
    antenne: Id<Antenne>,
) -> Result<(Antenne, Vec<Listed>), Failure<Refusal>> {
    let (antennes, people) = everybody(community, visitor).await?;
    let found = antennes.into_iter().find(|one| one.id == antenne);
    let found = found.ok_or(Failure::Refused(Refusal::NoSuchAntenne))?;
    Ok((found, people.into_iter().filter(|person| person.antenne == Some(antenne)).collect()))
}

/// Whom the address of an account that is gone leads to: the account kept of the two, and its name.
///
/// # Errors
/// When the database cannot answer.
pub async fn moved(
    community: &Community,
    visitor: &Visitor,
    old: Id<Member>,
) -> Result<Option<(Id<Member>, String)>, Fault> {
    match visitor.sees(Roles::EVERYBODY) {
        true => store::redirected(&community.database, old).await,
        false => Ok(None),
    }
}

/// Somebody who says that they know a certification well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knower {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// The antenne or the organisation.
    pub place: Option<String>,
}

/// Those who say that they know that certification well, by its number or by the acronym that people use; some of them.
///
/// # Errors
/// When the database cannot answer.
pub async fn who_know(
    community: &Community,
    visitor: &Visitor,
    certification: u32,
    acronym: Option<&str>,
) -> Result<Vec<Knower>, Fault> {
    match visitor.member() {
        None => Ok(Vec::new()),
        Some(_) => {
            let folded = acronym.map(|acronym| Words::read(acronym).folded()).unwrap_or_default();
            store::who_know(&community.database, certification, &folded).await
        }
    }
}

//! What operators do to a community: found it, look how it is, let the first person in, fill one for measurements.

use crate::{
    Community, Failure, Role, Roles,
    fault::Fault,
    journal::{self, Lag},
    mail::EmailAddress,
    members::{
        self, Member, MemberName, Refusal, departure,
        dormancy::{self, Patience},
        joining, sign_in,
    },
    secret::Token,
};

mod generate;
mod tidying;

pub use generate::{Sizes, generate};
pub use tidying::tidy;

/// Gives an empty place what every community starts from: the guide, the antennes, the boards. Does nothing to one that has
/// them already.
///
/// # Errors
/// When the database cannot answer.
pub async fn found(community: &Community) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    members::store::found_antennes(&transaction).await?;
    crate::forum::founding::found(&transaction).await?;
    crate::guide::found(community, &transaction).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Closes the accounts whose time has come and warns those that sleep; gives how many of each. Harmless when done twice, or by two
/// processes.
///
/// # Errors
/// When the database cannot answer.
pub async fn look_after_accounts(community: &Community, patience: Patience) -> Result<(u64, u64), Fault> {
    let closed = departure::carry_due(community).await?;
    Ok((closed, dormancy::warn(community, patience).await?))
}

/// How far behind the readers of the journal are: the letters, which all processes share, and this process's index.
///
/// # Errors
/// When the database cannot answer.
pub async fn lags(community: &Community) -> Result<[Lag; 2], Fault> {
    let letters = journal::position(community.database.reader(), crate::notices::READER).await?;
    let index = community.engine.position().unwrap_or(0);
    Ok([
        journal::lag(community, crate::notices::READER, letters).await?,
        journal::lag(community, crate::search::READER, index).await?,
    ])
}

/// A sign-in link for whoever has shell access, making the account with that role where asked to.
///
/// # Errors
/// [`Refusal::NoAccount`] when nobody has that address and no role is given.
pub async fn link(
    community: &Community,
    email: &EmailAddress,
    create: Option<Role>,
) -> Result<Token, Failure<Refusal>> {
    if let (Some(role), None) = (create, members::store::by_email(&community.database, email).await?) {
        let local = email.as_str().split('@').next().unwrap_or_default();
        let name = MemberName::parse(local).or_else(|_| MemberName::parse("Nouveau membre"));
        let name = name.map_err(|_| Fault::Corrupt("a name that is none".to_owned()))?;
        joining::welcome(community, &joining::Newcomer::new(name, email.clone(), Roles::of(&[role]))).await?;
    }
    sign_in::mint_now(community, email, &sign_in::Destination::parse("/")).await
}

/// The account with that address: for the demonstration's loader, which acts in its people's names.
///
/// # Errors
/// When the database cannot answer.
pub async fn member(community: &Community, email: &EmailAddress) -> Result<Option<Member>, Fault> {
    members::store::by_email(&community.database, email).await
}

/// How many accounts there are: an empty place may be filled, another may not.
///
/// # Errors
/// When the database cannot answer.
pub async fn headcount(community: &Community) -> Result<u64, Fault> {
    members::store::headcount(&community.database).await
}

//! What the program does when called.

use std::io::Write;

use domain::{
    Failure,
    mail::{EmailAddress, Mailer, Sender},
    members::Refusal,
    search, upkeep,
};

use crate::{
    config::{Command, Generate, Import, Keeping, Link},
    place::{self, Opened, Stopped, cannot},
    reading, serve, telemetry,
};

mod import;
mod rncp;

/// Does what the command line asks.
///
/// # Errors
/// When it could not, with what to say to the operator.
pub async fn run(command: Command) -> Result<(), Stopped> {
    match command {
        Command::Serve(settings) => serve::serve(*settings).await,
        Command::Migrate(keeping) => migrate(&keeping).await,
        Command::Reindex(keeping) => reindex(&keeping).await,
        Command::Link(link) => print_link(&link).await,
        Command::Import(Import::Members(import)) => import::members(&import).await,
        Command::Import(Import::Rncp(import)) => rncp::import(&import).await,
        Command::Extract { kind } => reading::child(&kind),
        Command::Generate(generate) => fill(&generate).await,
    }
}

/// Speaks to whoever typed the command; a closed pipe is no reason to stop.
pub(crate) fn say(words: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

async fn migrate(keeping: &Keeping) -> Result<(), Stopped> {
    telemetry::start(keeping);
    place::database(keeping).await?.close().await;
    say("The database is at this version.");
    Ok(())
}

async fn reindex(keeping: &Keeping) -> Result<(), Stopped> {
    telemetry::start(keeping);
    let Opened { community, .. } = place::community(keeping, no_post(), "").await?;
    let entries = search::rebuild(&community).await.map_err(cannot("rebuild the index"))?;
    community.close().await;
    say(format_args!("The index holds {entries} entries."));
    Ok(())
}

async fn print_link(link: &Link) -> Result<(), Stopped> {
    telemetry::start(&link.keeping);
    let public = link.reaching.public_url(link.reaching.address);
    let beside = place::without_index(&link.keeping, no_post(), &public.to_string()).await?;
    let token =
        upkeep::link(&beside.community, &link.email, link.create).await.map_err(|failure| match failure {
            Failure::Refused(Refusal::NoAccount) => Stopped::new(format!(
                "nobody has the address {}: check it, or add --create ROLE to make the account \
            (advisor, assistant, certifier, organiser, funder or administrator)",
                link.email
            )),
            Failure::Refused(refusal) => Stopped::new(format!("cannot make the link: {refusal:?}")),
            Failure::Fault(fault) => cannot("make the link")(fault),
        })?;
    beside.community.clone().close().await;
    say(format_args!("{public}/connexion/{}", token.reveal()));
    Ok(())
}

async fn fill(generate: &Generate) -> Result<(), Stopped> {
    telemetry::start(&generate.keeping);
    let Opened { community, .. } = place::community(&generate.keeping, no_post(), "").await?;
    upkeep::found(&community).await.map_err(cannot("found the place"))?;
    if upkeep::headcount(&community).await.map_err(cannot("count the members"))? > 0 {
        return Err(Stopped::new(
            "people live in this place: generate only fills an empty one (--data FOLDER)",
        ));
    }
    let Generate { members, topics, replies, resources, days, .. } = *generate;
    let sizes = upkeep::Sizes { members, topics, replies, resources, days };
    upkeep::generate(&community, sizes, say).await.map_err(cannot("fill the place"))?;
    let entries = search::rebuild(&community).await.map_err(cannot("index it"))?;
    community.close().await;
    say(format_args!("{entries} entries indexed. Sign in with: communaute-vae link membre-1@exemple.fr"));
    Ok(())
}

/// These commands write no letters.
fn no_post() -> Mailer {
    let address = EmailAddress::parse("personne@communaute.invalid").expect("it is an address");
    Mailer::memory(Sender { name: String::new(), address })
}

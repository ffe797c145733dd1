//! What is done at the organisers' desk of the demonstration, as written in its data file, and how it is done.

use chrono::{DateTime, Duration, Utc};
use domain::{
    Community, Role, Roles,
    members::{
        Member, Organiser, Standing,
        audit::Origin,
        desk::{
            acting, people,
            postings::{self, Destination, OrganisationName},
            roles,
            suspension::{self, Reason},
        },
        directory, sessions,
        sign_in::{self, Destination as Page},
    },
};
use serde::Deserialize;

use super::{DemoFault, data, told};

/// Who acts at the desk.
pub(super) const ORGANISER: &str = "delphine.arnaud";

/// What the people of the demonstration come with.
const DEVICE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// Something done for a person.
pub(super) struct Care {
    /// For whom.
    pub(super) person: String,
    /// How long ago.
    pub(super) age: Duration,
    /// What.
    pub(super) act: Act,
}

/// What is done.
pub(super) enum Act {
    /// Gives these roles.
    Roles(Roles),
    /// Moves to the antenne of that name.
    Antenne(String),
    /// Moves to that organisation.
    Organisation(OrganisationName),
    /// Suspends, until that long from now, which may be past.
    Suspend(Reason, Duration),
    /// The person lets the team see the site in their place.
    Help,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskFile {
    deed: Vec<DeedEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedEntry {
    person: String,
    days_ago: f64,
    roles: Option<Vec<String>>,
    antenne: Option<String>,
    organisation: Option<String>,
    suspended: Option<String>,
    #[serde(default)]
    back_in_days: f64,
    #[serde(default)]
    helped: bool,
}

/// Everything that is done at the desk.
pub(super) fn cares() -> Result<Vec<Care>, DemoFault> {
    let file: DeskFile = data::read("desk", include_str!("../../demo/desk.toml"))?;
    file.deed.into_iter().map(care).collect()
}

fn care(entry: DeedEntry) -> Result<Care, DemoFault> {
    let faulty = |why: String| DemoFault::Data(format!("desk, {}: {why}", entry.person));
    let act = match (entry.roles, entry.antenne, entry.organisation, entry.suspended, entry.helped) {
        (Some(codes), None, None, None, false) => {
            let roles = codes.iter().map(|code| code.parse::<Role>()).collect::<Result<Roles, _>>();
            Act::Roles(roles.map_err(|why| faulty(why.to_string()))?)
        }
        (None, Some(name), None, None, false) => Act::Antenne(name),
        (None, None, Some(name), None, false) => {
            Act::Organisation(OrganisationName::parse(&name).map_err(|why| faulty(format!("{why:?}")))?)
        }
        (None, None, None, Some(reason), false) => {
            let reason = Reason::parse(&reason).map_err(|why| faulty(format!("{why:?}")))?;
            Act::Suspend(reason, data::hours(entry.back_in_days * 24.0))
        }
        (None, None, None, None, true) => Act::Help,
        _ => return Err(faulty("one deed at a time".to_owned())),
    };
    Ok(Care { age: data::hours(entry.days_ago * 24.0), person: entry.person, act })
}

/// Does it, as if it were then; what is done already is not done again.
pub(super) async fn perform(
    community: &Community,
    at: DateTime<Utc>,
    organiser: &Member,
    member: &Member,
    care: &Care,
) -> Result<(), DemoFault> {
    let delphine = organiser.as_organiser(Origin::HERE);
    let delphine =
        delphine.ok_or_else(|| DemoFault::Data(format!("{ORGANISER} has no place at the desk")))?;
    let (then, id) = (&community.at(at), member.id());
    let done = match &care.act {
        Act::Roles(given) => roles::change(then, &delphine, id, *given).await,
        Act::Antenne(name) => {
            let antennes = directory::antennes(community, &organiser.clone().into()).await?;
            let antenne = antennes.into_iter().find(|antenne| antenne.name == *name);
            let antenne = antenne.ok_or_else(|| DemoFault::Data(format!("no antenne {name}")))?;
            postings::move_to(then, &delphine, id, &Destination::Antenne(antenne.id)).await
        }
        Act::Organisation(name) => {
            postings::move_to(then, &delphine, id, &Destination::Organisation(name.clone())).await
        }
        Act::Suspend(reason, back) => {
            if is_suspended(then, &delphine, member).await? {
                return Ok(());
            }
            suspension::suspend(then, &delphine, id, Some(community.now() + *back), reason).await
        }
        Act::Help => return Ok(acting::allow(then, member, Origin::HERE).await?),
    };
    done.map_err(|failure| told("look after", &care.person, failure))
}

async fn is_suspended(then: &Community, delphine: &Organiser, member: &Member) -> Result<bool, DemoFault> {
    let person = people::one(then, delphine, member.id()).await;
    let person = person.map_err(|failure| told("find", member.name().as_str(), failure))?;
    Ok(matches!(person.standing, Standing::Suspended { .. }))
}

/// The person comes, looks around, and goes: they were seen.
pub(super) async fn visit(
    community: &Community,
    at: DateTime<Utc>,
    member: &Member,
) -> Result<(), DemoFault> {
    let then = &community.at(at);
    let name = member.name().as_str();
    let link = sign_in::mint_now(then, member.email(), &Page::parse("/")).await;
    let link = link.map_err(|failure| told("let in", name, failure))?;
    sign_in::enter(then, &link, DEVICE).await.map_err(|failure| told("let in", name, failure))?;
    for session in sessions::open(then, member).await? {
        sessions::revoke(then, member, session.id).await?;
    }
    Ok(())
}

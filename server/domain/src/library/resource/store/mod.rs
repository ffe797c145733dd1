//! The rows of resources. What a visitor may see of them is decided here.
//!
//! - `page`, `versions`: what one page reads, and what each version is made of.
//! - `listed`: lists.
//! - `writing`: what is said of a resource.
//! - `deeds`, `reports`: what happens to it, what people report.
//! - `following`, `letters`: what the index and the letters take.
//!
//! Invariant: everything that a visitor reads is found through [`seen`] or through [`shown`], in the query itself.

use sea_orm::ConnectionTrait;

use super::{Hands, ResourceKind, State};
use crate::{
    Id, Role, Roles,
    database::{Number, all},
    fault::Fault,
    files::Media,
    library::Certifier,
    members::{Member, Visitor},
};

mod deeds;
mod following;
mod letters;
mod listed;
mod page;
mod reports;
mod versions;
mod writing;

pub(crate) use deeds::note;
pub(super) use deeds::*;
pub(crate) use following::{Indexed, Located, indexed, indexed_after, indexed_of, locate};
pub(crate) use letters::{Addressee, Told, told};
pub(super) use listed::*;
pub(crate) use listed::{COLUMNS, ListedRow, TABLES};
pub(super) use page::resource;
pub(crate) use reports::add_report;
pub(super) use reports::*;
pub(super) use versions::*;
pub(super) use writing::*;

/// Who looks after the library: one bit a role.
pub(crate) const DESK: i32 = Roles::of(&[Role::Organiser, Role::Administrator]).column();

/// What is in the library: neither drafts, nor what waits, nor what was withdrawn.
pub(crate) const IN_LIBRARY: &str = "r.state IN ('published', 'outdated')";

/// What everybody concerned sees in lists, counts and the search: `$1` is the visitor's roles.
pub(crate) fn shown() -> String {
    format!("{IN_LIBRARY} AND (r.audience & $1) <> 0")
}

/// Whether the member `$2` speaks for a certifier that the resource names.
const CONTACT: &str = "EXISTS (SELECT 1 FROM resource_certifiers rc
    JOIN certifier_members cm ON cm.certifier_id = rc.certifier_id
    WHERE rc.resource_id = r.id AND cm.member_id = $2 AND ($1 & 4) <> 0)";

/// What one visitor sees at a resource's own address: `$1` is their roles, `$2` their number. Those who could read what was
/// withdrawn are told that it was; what nobody had read never was.
fn seen() -> String {
    format!(
        "(((r.state IN ('published', 'outdated') OR (r.state = 'withdrawn' AND r.published_at IS NOT NULL))
                AND (r.audience & $1) <> 0) OR r.depositor_id = $2
            OR ($1 & {DESK}) <> 0 OR (r.state = 'to-review' AND (r.audience & $1) <> 0 AND {CONTACT}))"
    )
}

/// In what quality the member would act on a resource of theirs about these certifiers.
pub(super) async fn hands_on(
    connection: &impl ConnectionTrait,
    member: &Member,
    certifiers: &[Id<Certifier>],
) -> Result<Hands, Fault> {
    let organiser = member.roles().column() & DESK != 0;
    let mut contact = false;
    if !certifiers.is_empty() && member.roles().contains(Role::Certifier) {
        let query = "SELECT certifier_id AS id FROM certifier_members WHERE member_id = $1";
        let rows: Vec<Number> = all(connection, query, vec![member.id().number().into()]).await?;
        contact = rows.iter().any(|row| certifiers.contains(&Id::new(row.id)));
    }
    Ok(Hands { depositor: true, contact, organiser })
}

fn strange(what: &str, code: &str) -> Fault {
    Fault::Corrupt(format!("resource of {what} {code:?}"))
}

fn kind_of(code: &str) -> Result<ResourceKind, Fault> {
    ResourceKind::from_code(code).ok_or_else(|| strange("kind", code))
}

fn state_of(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| strange("state", code))
}

fn media_of(code: &str) -> Result<Media, Fault> {
    Media::from_code(code).ok_or_else(|| strange("media", code))
}

/// The number of whoever visits; that of nobody when signed out.
fn number_of(visitor: &Visitor) -> i64 {
    visitor.member().map_or(0, |member| member.id().number())
}

fn numbered<T>(row: Option<Number>) -> Result<Id<T>, Fault> {
    row.map(|row| Id::new(row.id)).ok_or_else(|| Fault::Corrupt("a row without a number".to_owned()))
}

//! Documents in the search: each is found by what is said of it and by the text of its pages, and shown once.

use tokio::sync::mpsc;

use super::{
    Place,
    following::{READ, send},
};
use crate::{
    Database, Roles,
    fault::Fault,
    files::{self, Media, PageText},
    index::{Change, Entry, Hit, Kind, escape},
    library::resource::{
        ResourceKind, State,
        store::{self, Indexed, Located},
    },
    text::{self, Markdown},
};

/// Pages have the low bits of their entry's number, documents the others.
const PAGE_BITS: u32 = 12;

/// No page beyond is found by its number.
const MOST_PAGES: i32 = (1 << PAGE_BITS) - 1;

/// The document that was found, itself or by one of its pages.
pub(super) fn of(hit: &Hit) -> Option<i64> {
    match hit.kind {
        Kind::Resource => Some(hit.id),
        Kind::Page => Some(hit.parent),
        _ => None,
    }
}

/// What a hit counts as.
pub(super) fn counted_as(kind: Kind) -> Kind {
    if kind == Kind::Page { Kind::Resource } else { kind }
}

/// A page borrows the title of its document, which may have changed since.
pub(super) fn title(hit: &Hit, place: &Place) -> String {
    match (hit.kind, place) {
        (Kind::Page, Place::Resource { title, .. }) => {
            let mut html = String::new();
            escape(title, &mut html);
            html
        }
        _ => hit.title_html.clone(),
    }
}

/// Where the hit leads, if it is still there for the visitor.
pub(super) fn placed(hit: &Hit, documents: &[Located]) -> Option<Place> {
    let id = of(hit)?;
    let at = documents.iter().find(|at| at.id == id)?;
    let entry = if hit.kind == Kind::Page { Some(hit.id) } else { hit.inside };
    let page = entry.and_then(|entry| u32::try_from(entry & i64::from(MOST_PAGES)).ok());
    let is_pdf = at.media.as_deref().and_then(Media::from_code) == Some(Media::Pdf);
    Some(Place::Resource {
        id,
        title: at.title.clone(),
        kind: ResourceKind::from_code(&at.kind)?,
        outdated: at.state == State::Outdated.code(),
        page,
        version: is_pdf.then_some(at.number.unsigned_abs()),
    })
}

/// What a change of that document changes: it comes or goes with all its pages, those of an older version too.
pub(super) async fn changes(database: &Database, id: i64) -> Result<Vec<Change>, Fault> {
    let mut changes = vec![Change::RemoveParts(Kind::Resource, id)];
    let found = store::indexed(database, id).await?.filter(|resource| resource.shown);
    let Some(resource) = found else {
        changes.push(Change::Remove(Kind::Resource, id));
        return Ok(changes);
    };
    changes.extend(entries(database, resource).await?.into_iter().map(Change::Put));
    Ok(changes)
}

/// The documents that one person deposited, under the name they have now.
pub(super) async fn by(database: &Database, depositor: i64) -> Result<Vec<Change>, Fault> {
    let mut changes = Vec::new();
    for resource in store::indexed_of(database, depositor).await? {
        changes.extend(entries(database, resource).await?.into_iter().map(Change::Put));
    }
    Ok(changes)
}

/// Sends every document and its pages.
pub(super) async fn send_all(
    database: &Database,
    to: &mpsc::Sender<Result<Entry, Fault>>,
) -> Result<(), Fault> {
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = store::indexed_after(database, after, READ).await?;
        last = batch.last().map(|resource| resource.id).filter(|_| !to.is_closed());
        for resource in batch {
            send(to, entries(database, resource).await?.into_iter()).await;
        }
    }
    Ok(())
}

async fn entries(database: &Database, resource: Indexed) -> Result<Vec<Entry>, Fault> {
    let pages = match &resource.hash {
        Some(hash) => files::pages_of(database, hash).await?,
        None => Vec::new(),
    };
    let pages =
        pages.into_iter().filter(|page| page.page <= MOST_PAGES).map(|page| self::page(&resource, page));
    let pages: Vec<Entry> = pages.collect();
    Ok([vec![whole(resource)], pages].concat())
}

fn page(resource: &Indexed, page: PageText) -> Entry {
    Entry {
        kind: Kind::Page,
        id: resource.id << PAGE_BITS | i64::from(page.page),
        parent: resource.id,
        title: resource.title.clone(),
        body: page.text,
        author: resource.depositor.clone(),
        audience: Roles::from_column(resource.audience).bits(),
        at: resource.at.timestamp(),
    }
}

fn whole(resource: Indexed) -> Entry {
    let kind = ResourceKind::from_code(&resource.kind).map(|kind| kind.label().to_owned());
    let summary = text::plain(&Markdown::from_stored(resource.summary));
    let said = [
        Some(summary),
        kind,
        resource.certifications,
        resource.tags,
        Some(resource.author),
        Some(resource.source),
        Some(resource.file_name),
    ];
    Entry {
        kind: Kind::Resource,
        id: resource.id,
        parent: 0,
        title: resource.title,
        body: said.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
        author: resource.depositor,
        audience: Roles::from_column(resource.audience).bits(),
        at: resource.at.timestamp(),
    }
}

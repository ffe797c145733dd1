//! Feeds: any view of the library as Atom, for whoever is signed in or holds the key of their feeds.

use atom_syndication::{Category, Entry, Feed, Link, Person, Text};
use axum::{
    Extension,
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, FixedOffset, NaiveTime, Utc};
use domain::{
    Fault,
    library::{
        browse::{self, Freshness},
        certification::listing::{self, Moved},
        follow::{self, View},
        update::{self, list},
    },
    members::{Member, Visitor, feed_key},
    secret::Token,
};

use super::{document_address, updates};
use crate::{Site, failure::Lost, form::lost_page, session::SignedIn};

/// Entries in a feed.
const MOST: u32 = 50;

/// The address of the feed of that view.
pub(crate) fn address(view: &View) -> String {
    let written = view.written();
    let (what, query) = written.split_once('?').unwrap_or((&written, ""));
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    match view {
        View::Resources(_) => format!("/{what}.atom{query}"),
        View::Updates(_) | View::Certifications(_) => format!("/ressources/{what}.atom{query}"),
    }
}

/// The address that opens it to a feed reader which has that key.
pub(crate) fn keyed(view: &View, key: &str) -> String {
    let address = address(view);
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}cle={key}")
}

/// A view in a few words: « Documents\u{a0}: RNCP25467, étape 2 ».
pub(crate) fn view_name(view: &View) -> String {
    let (what, query) = match view {
        View::Resources(asked) => ("Documents et actualités", asked.query()),
        View::Updates(asked) => ("Actualités", asked.query()),
        View::Certifications(asked) => ("Certifications", asked.query()),
    };
    let said = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| match name.as_ref() {
            "q" => format!("«\u{a0}{value}\u{a0}»"),
            "certification" => format!("RNCP{value}"),
            "niveau" => format!("niveau {value}"),
            "etape" => format!("étape {value}"),
            "nature" => super::resource_kind_name(&value).to_lowercase(),
            "departement" => format!("département {value}"),
            "etat" if matches!(view, View::Certifications(_)) => listing::State::from_code(&value)
                .map(super::certifications::state_name)
                .unwrap_or_default()
                .to_lowercase(),
            "etat" => if value == Freshness::Outdated.code() { "périmés" } else { "à jour" }.to_owned(),
            _ => value.replace('-', " "),
        })
        .collect::<Vec<_>>();
    match said.is_empty() {
        true => format!("{what}, sans filtre"),
        false => format!("{what}\u{a0}: {}", said.join(", ")),
    }
}

/// The feed of documents and links.
pub(crate) async fn resources(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> Response {
    answer(&site, signed_in, "ressources", &query.unwrap_or_default(), parts).await
}

/// The feed of announcements.
pub(crate) async fn announcements(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> Response {
    answer(&site, signed_in, "actualites", &query.unwrap_or_default(), parts).await
}

/// The feed of the register: what arrives, ends, is replaced.
pub(crate) async fn certifications(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> Response {
    answer(&site, signed_in, "certifications", &query.unwrap_or_default(), parts).await
}

async fn answer(
    site: &Site,
    signed_in: Option<Extension<SignedIn>>,
    what: &str,
    query: &str,
    parts: Parts,
) -> Response {
    let who = match signed_in {
        Some(Extension(signed_in)) => Ok(Some(signed_in.member)),
        None => holder(site, query).await,
    };
    let (member, view) = match (who, View::read(&format!("{what}?{query}"))) {
        (Ok(Some(member)), Some(view)) => (member, follow::today(&site.community, view).await),
        (Err(fault), _) => return lost_page(site, parts, fault).await,
        _ => return lost_page(site, parts, Lost::NotThere).await,
    };
    let made = match view {
        Ok(view) => feed(site, member, &view).await,
        Err(fault) => Err(fault),
    };
    match made {
        Ok((feed, last)) => sent(&feed, last, &parts.headers),
        Err(fault) => lost_page(site, parts, fault).await,
    }
}

/// Whose key the query carries, if it is somebody's.
pub(crate) async fn holder(site: &Site, query: &str) -> Result<Option<Member>, Fault> {
    let key = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cle");
    match key.and_then(|(_, key)| Token::presented(&key)) {
        Some(key) => feed_key::holder(&site.community, &key).await,
        None => Ok(None),
    }
}

/// The feed and when its latest entry came.
async fn feed(site: &Site, member: Member, view: &View) -> Result<(Feed, Option<DateTime<Utc>>), Fault> {
    let visitor = Visitor::from(member);
    let url = &site.settings.public_url;
    let entries: Vec<(DateTime<Utc>, Entry)> = match view {
        View::Resources(asked) => {
            let found = browse::latest(&site.community, &visitor, asked, MOST as usize).await?;
            found.into_iter().map(|one| (one.renewed_at, resource(url, one))).collect()
        }
        View::Updates(asked) => {
            let found = list::latest(&site.community, &visitor, asked, MOST).await?;
            found.into_iter().map(|one| (midday(&one), announcement(url, one))).collect()
        }
        View::Certifications(asked) => {
            let found = listing::latest(&site.community, &visitor, asked, MOST).await?;
            found.into_iter().map(|one| (one.at, moved(url, one))).collect()
        }
    };
    let last = entries.iter().map(|(at, _)| *at).max();
    // An empty feed has a date too, and always the same one.
    let updated = offset(last.unwrap_or(DateTime::UNIX_EPOCH));
    let (own, page) = (format!("{url}{}", address(view)), format!("{url}{}", view.address()));
    let feed = Feed {
        id: page.clone(),
        title: Text::plain(format!("Communauté VAE – {}", view_name(view))),
        lang: Some("fr".to_owned()),
        updated,
        links: vec![link("self", own, "application/atom+xml"), link("alternate", page, "text/html")],
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        ..Feed::default()
    };
    Ok((feed, last))
}

fn link(rel: &str, href: String, media: &str) -> Link {
    Link { rel: rel.to_owned(), href, mime_type: Some(media.to_owned()), ..Link::default() }
}

fn person(name: String) -> Vec<Person> {
    vec![Person { name, ..Person::default() }]
}

fn resource(url: &str, one: browse::Listed) -> Entry {
    let address = format!("{url}{}", document_address(one.id.number(), &one.title));
    let summary = one.excerpt();
    let author = if one.author.is_empty() { "Communauté VAE".to_owned() } else { one.author };
    let kind = super::resource_kind_name(&one.kind);
    Entry {
        // A title may change; what a feed reader knows an entry by may not.
        id: format!("{url}/ressources/documents/{}", one.id),
        title: Text::plain(one.title),
        updated: offset(one.renewed_at),
        published: Some(offset(one.published_at)),
        authors: person(author),
        categories: vec![Category { term: kind, ..Category::default() }],
        summary: Some(Text::plain(summary)),
        links: vec![link("alternate", address, "text/html")],
        ..Entry::default()
    }
}

fn announcement(url: &str, one: update::Listed) -> Entry {
    let address = format!("{url}{}", updates::address(one.id.number(), &one.title));
    let at = offset(midday(&one));
    Entry {
        id: format!("{url}/ressources/actualites/{}", one.id),
        title: Text::plain(one.title),
        updated: at,
        published: Some(at),
        authors: person(one.certifier.0),
        links: vec![link("alternate", address, "text/html")],
        ..Entry::default()
    }
}

fn moved(url: &str, Moved { named, at }: Moved) -> Entry {
    let address = format!("{url}{}", super::certification_address(named.number));
    Entry {
        id: address.clone(),
        title: Text::plain(format!("{} ({})\u{a0}: {}", named.short(), named.number, named.became())),
        updated: offset(at),
        authors: person("France compétences".to_owned()),
        summary: Some(Text::plain(named.title.clone())),
        links: vec![link("alternate", address, "text/html")],
        ..Entry::default()
    }
}

/// A day as an instant that is in it wherever one reads.
fn midday(one: &update::Listed) -> DateTime<Utc> {
    one.dated_on.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}

fn offset(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.fixed_offset()
}

/// The feed with its mark; nothing but the mark for whoever has it already.
fn sent(feed: &Feed, last: Option<DateTime<Utc>>, headers: &HeaderMap) -> Response {
    let body = feed.to_string();
    let mark = format!("\"{}\"", domain::secret::fingerprint(&body));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let unchanged =
        known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == mark));
    let mut response =
        if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(Body::from(body)) };
    let said = response.headers_mut();
    said.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    said.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(mark) = HeaderValue::try_from(mark) {
        said.insert(header::ETAG, mark);
    }
    let stamp = last.map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    if let Some(stamp) = stamp.and_then(|stamp| HeaderValue::try_from(stamp).ok()) {
        said.insert(header::LAST_MODIFIED, stamp);
    }
    response
}

//! Documents and links: their pages, and how they are named wherever they are listed.

use domain::{
    Id,
    files::Media,
    library::resource::{Resource, State},
    text::slug,
};
use leptos::prelude::*;

use super::crumbs;
use crate::parts::{Tone, number};

mod about;
pub(crate) mod actions;
mod content;
mod deeds;
pub(crate) mod desk;
mod edit;
mod fields;
mod form;
mod history;
mod mine;
mod new;
mod page;
mod report;
pub(crate) mod sent;
pub(crate) mod serve;
mod version;

pub(crate) use desk::LibraryDeskPage;
pub(crate) use edit::EditResourcePage;
pub(crate) use form::Fields;
pub(crate) use mine::DepositsPage;
pub(crate) use new::NewResourcePage;
pub(crate) use page::ResourcePage;
pub(crate) use report::ReportResourcePage;
pub(crate) use version::{NewVersionPage, OldVersionPage};

/// Where one deposits.
pub(crate) const NEW: &str = "/ressources/documents/nouveau";

/// The address of a resource.
pub(crate) fn address(id: i64, title: &str) -> String {
    format!("/ressources/documents/{id}-{}", slug(title, "document"))
}

/// The address of a resource's page.
pub(crate) fn address_of(resource: &Resource) -> String {
    address(resource.id.number(), resource.details.title.as_str())
}

/// « trouvé page 7 »: leads into the file when browsers turn its pages.
pub(crate) fn page_link(id: i64, title: &str, version: Option<u32>, page: u32) -> AnyView {
    let words = format!("trouvé page\u{a0}{page}");
    match version {
        Some(version) => {
            let href = format!("{}/fichier/{version}?voir#page={page}", address(id, title));
            view! { <p class="found-page"><a href=href>{words}</a></p> }.into_any()
        }
        None => view! { <p class="found-page">{words}</p> }.into_any(),
    }
}

/// The number that an address of a resource begins with.
pub(crate) fn numbered(asked: &str) -> Option<Id<Resource>> {
    asked.parse().ok()
}

/// The number of a version, written as the site writes it: each has one address.
pub(crate) fn ranked(asked: &str) -> Option<u32> {
    asked.parse().ok().filter(|number: &u32| number.to_string() == asked)
}

/// The colour of a state.
pub(crate) fn tone(state: State) -> Tone {
    match state {
        State::Published => Tone::Settled,
        State::ToReview | State::Outdated => Tone::News,
        State::Withdrawn => Tone::Wrong,
        State::Draft => Tone::Plain,
    }
}

/// What a file is, in a word.
pub(crate) fn media_name(media: Media) -> &'static str {
    match media {
        Media::Pdf => "PDF",
        Media::Docx => "Word",
        Media::Docm => "Word avec macros",
        Media::Xlsx => "Excel",
        Media::Xlsm => "Excel avec macros",
        Media::Pptx => "PowerPoint",
        Media::Pptm => "PowerPoint avec macros",
        Media::Odt => "Texte OpenDocument",
        Media::Ods => "Tableur OpenDocument",
        Media::Odp => "Présentation OpenDocument",
        Media::Png | Media::Jpeg | Media::Gif | Media::Webp => "Image",
        Media::Text | Media::OlderText => "Texte",
        Media::Ole => "Ancien format Office",
        Media::Other | Media::Program => "Fichier",
    }
}

/// « 1,2 Mo », « 34 ko », as French weighs files.
pub(crate) fn weight(bytes: u64) -> String {
    match bytes {
        0..=1_023 => format!("{}\u{a0}octets", number(bytes)),
        1_024..=1_048_575 => format!("{}\u{a0}ko", number(bytes / 1_024)),
        _ => {
            let tenths = bytes * 10 / 1_048_576;
            format!("{},{}\u{a0}Mo", number(tenths / 10), tenths % 10)
        }
    }
}

/// The way to what is under a resource's page.
fn crumbs_under(resource: &Resource) -> Vec<(String, String)> {
    let mut crumbs = crumbs();
    crumbs.push((resource.details.title.to_string(), address_of(resource)));
    crumbs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_weighed_in_french() {
        assert_eq!(weight(12), "12\u{a0}octets");
        assert_eq!(weight(34_900), "34\u{a0}ko");
        assert_eq!(weight(1_300_000), "1,2\u{a0}Mo");
    }
}

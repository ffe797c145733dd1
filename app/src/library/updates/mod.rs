//! « Actualités »: the list, one of them, announcing, correcting.

pub(crate) mod actions;
mod correct;
mod form;
mod list;
mod new;
mod page;
mod rows;

pub(crate) use correct::{CorrectForm, CorrectUpdatePage};
pub(crate) use form::UpdateForm;
pub(crate) use list::{UpdatesPage, page_of};
pub(crate) use new::NewUpdatePage;
pub(crate) use page::UpdatePage;
pub(crate) use rows::UpdateRows;

/// The address of an announcement.
pub(crate) fn address(update: i64, title: &str) -> String {
    format!("/ressources/actualites/{update}-{}", domain::text::slug(title, "actualite"))
}

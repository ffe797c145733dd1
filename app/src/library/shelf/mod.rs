//! What people keep of the library, and what they think of it: favourites, collections, opinions.

pub(crate) mod actions;
mod around;
mod collection;
mod favourites;
mod opinion;

pub(crate) use around::ShelfBar;
pub(crate) use collection::{CollectionForm, CollectionPage};
pub(crate) use favourites::{FavouritesPage, NewCollectionForm};
pub(crate) use opinion::{OpinionForm, OpinionPage};

/// The address of a collection.
pub(crate) fn address(collection: i64, name: &str) -> String {
    format!("/ressources/collections/{collection}-{}", domain::text::slug(name, "collection"))
}

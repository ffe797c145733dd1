//! Where the files come from: the program itself in release, the folder that it was compiled beside in dev.

use std::borrow::Cow;

#[cfg(not(debug_assertions))]
pub(super) fn files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    use rust_embed::RustEmbed;

    #[derive(RustEmbed)]
    #[folder = "$CARGO_MANIFEST_DIR/../target/site"]
    #[allow_missing = true]
    struct Embedded;

    Embedded::iter().filter_map(|name| Some((name.to_string(), Embedded::get(&name)?.data)))
}

/// The dev form of `RustEmbed` finds nothing in a folder that was made after the program was compiled; this one does.
#[cfg(debug_assertions)]
pub(super) fn files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    use rust_embed::utils::{PathMatcher, get_files};

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");

    get_files(FOLDER.to_owned(), PathMatcher::new(&[], &[])).filter_map(|file| {
        let contents = std::fs::read(&file.full_canonical_path).ok()?;
        Some((file.rel_path, Cow::Owned(contents)))
    })
}

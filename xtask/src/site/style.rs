//! The style sheet: one file out of many, for the browsers of the last four years.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::place;

/// Bundles a style sheet with all it imports; a mistake in any of them is an error.
pub(super) fn bundle(entry: &Path) -> Result<Vec<u8>> {
    if !fs::exists(entry)? {
        bail!("the style sheet {} is missing", entry.display());
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{}", located(&error)))?;
    let targets = targets();
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{}", located(&error)))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{}", located(&error)))?;
    Ok(printed.code.into_bytes())
}

/// Browsers "a few years old": those of spring 2022.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Browsers {
        chrome: version(100, 0),
        edge: version(100, 0),
        firefox: version(100, 0),
        safari: version(15, 4),
        ios_saf: version(15, 4),
        ..Browsers::default()
    }
    .into()
}

fn located<Kind: std::fmt::Display>(error: &lightningcss::error::Error<Kind>) -> String {
    let Some(place) = &error.loc else {
        return error.kind.to_string();
    };
    let root = format!("{}/", place::root().display());
    // Lines are counted from zero.
    format!("{}:{}:{}: {}", place.filename.replace(&root, ""), place.line + 1, place.column, error.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(name: &str, css: &str) -> Result<String> {
        let path = std::env::temp_dir().join(format!("xtask-style-{}-{name}.css", std::process::id()));
        fs::write(&path, css)?;
        let bundled = bundle(&path);
        fs::remove_file(&path)?;
        Ok(String::from_utf8(bundled?)?)
    }

    #[test]
    fn older_browsers_get_colours_they_know() {
        let css = bundled("colour", "a { b { color: oklch(41% .085 215) } }").expect("the sheet is right");
        assert!(css.contains('#') && css.starts_with("a b{"), "{css}");
    }

    #[test]
    fn a_mistake_is_an_error_with_its_place() {
        let error = bundled("mistake", "a {\n  color: red;\n  } }").expect_err("a brace too many");
        assert!(error.to_string().contains(".css:3:"), "{error}");
    }
}

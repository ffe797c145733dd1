//! The site: everything a browser may ask for that no page renders, ready to be served or embedded.

mod bindings;
mod optimise;
mod publish;
mod style;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::place::{self, Settings};
use crate::process::{run, step};
use crate::toolchain::Toolchain;

/// Contents by path from the root of the site, with `/` between folders and none at the start.
type Files = BTreeMap<String, Vec<u8>>;

/// How far to go in making the islands small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Islands {
    /// Fetch `wasm-opt` when it is missing, then use it: for a release and for the tests.
    Smallest,
    /// Use `wasm-opt` when it is there already: for a first run that asks for nothing more than Rust.
    Handy,
    /// Leave it out: for somebody who waits between two changes.
    Quick,
}

/// The names that change with the contents, for the server to write in its pages.
#[derive(Serialize)]
struct Manifest {
    output_name: String,
    script: String,
    wasm: String,
    css: String,
    /// Changes with any file of the site: the sign for cargo to embed them again in a release.
    site: String,
}

/// Makes `target/site`; what did not change is left untouched.
pub(crate) fn build(islands: Islands) -> Result<()> {
    let settings = Settings::read()?;
    let wasm = step("Islands: compile for the browser", || compile(&settings))?;
    let optimiser = optimise::fetch(islands);
    let bound =
        step("Islands: write their JavaScript", || bindings::bind(&wasm, &settings, optimiser.as_ref()))?;
    let (files, manifest) = step("Style: bundle and minify", || gather(&settings, bound))?;
    step("Site: write and compress", || publish::publish(&settings.site(), &files, &manifest))
}

fn compile(settings: &Settings) -> Result<Vec<u8>> {
    let toolchain = Toolchain::find()?;
    let profile = &settings.lib_profile_release;
    run(toolchain.cargo("build").args(["--package", &settings.lib_package, "--profile", profile]))?;
    let path = toolchain.output(profile).join(format!("{}.wasm", settings.lib_package));
    fs::read(&path).with_context(|| format!("cargo made no {}", path.display()))
}

fn gather(settings: &Settings, bound: Files) -> Result<(Files, Manifest)> {
    let mut files = Files::new();
    let package = &settings.site_pkg_dir;
    let output_name = format!("{}.{}", settings.output_name, fingerprint(bound.values()));
    for (name, contents) in bound {
        let name = match name.strip_prefix("bound") {
            Some(rest) => format!("{package}/{output_name}{rest}"),
            None => format!("{package}/{name}"),
        };
        files.insert(name, contents);
    }

    let css = style::bundle(&place::root().join(&settings.style_file))?;
    let css_name = format!("{package}/{}.{}.css", settings.output_name, fingerprint([&css]));
    println!("  {css_name}: {} bytes", css.len());
    files.insert(css_name.clone(), css);
    read_folder(&place::root().join(&settings.assets_dir), "", &mut files)?;
    let manifest = Manifest {
        script: format!("/{package}/{output_name}.js"),
        wasm: format!("/{package}/{output_name}_bg.wasm"),
        css: format!("/{css_name}"),
        output_name,
        site: fingerprint(files.values()),
    };
    Ok((files, manifest))
}

/// Reads a folder and all below it; one that is missing is empty.
fn read_folder(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.'))
        else {
            continue;
        };
        if path.is_dir() {
            read_folder(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let contents = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(format!("{prefix}{name}"), contents);
        }
    }
    Ok(())
}

/// Sixteen hexadecimal digits that change with any byte.
fn fingerprint<'a>(contents: impl IntoIterator<Item = &'a Vec<u8>>) -> String {
    let mut digest = Sha256::new();
    for bytes in contents {
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_any_byte_and_any_border() {
        let of = |parts: &[&str]| {
            let parts: Vec<Vec<u8>> = parts.iter().map(|part| part.as_bytes().to_vec()).collect();
            fingerprint(&parts)
        };
        assert_eq!(of(&["ab", "c"]).len(), 16);
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ac"]));
    }
}

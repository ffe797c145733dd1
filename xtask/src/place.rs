//! Where things are, and what the root manifest says of the site.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The folder of the root `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Where cargo writes: `target`, unless the person chose another place.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |chosen| root().join(chosen))
}

/// A folder of ours under `target`, made when missing.
pub(crate) fn workshop(name: &str) -> Result<PathBuf> {
    let folder = target().join("xtask").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}

/// Where the browser tests live, with the tools that come from npm.
pub(crate) fn end2end() -> PathBuf {
    root().join("end2end")
}

/// The section `[[workspace.metadata.leptos]]` of the root manifest: what we share with cargo-leptos.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Settings {
    pub(crate) output_name: String,
    pub(crate) bin_package: String,
    pub(crate) lib_package: String,
    pub(crate) site_root: PathBuf,
    pub(crate) site_pkg_dir: String,
    pub(crate) style_file: PathBuf,
    pub(crate) assets_dir: PathBuf,
    pub(crate) lib_profile_release: String,
}

impl Settings {
    /// Reads them from the root `Cargo.toml`.
    pub(crate) fn read() -> Result<Self> {
        let path = root().join("Cargo.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let manifest: Manifest =
            toml::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))?;
        manifest
            .workspace
            .metadata
            .leptos
            .into_iter()
            .next()
            .context("no [[workspace.metadata.leptos]] in Cargo.toml")
    }

    /// The folder the server serves and embeds.
    pub(crate) fn site(&self) -> PathBuf {
        root().join(&self.site_root)
    }
}

#[derive(Deserialize)]
struct Manifest {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    leptos: Vec<Settings>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_manifest_describes_the_site() {
        let settings = Settings::read().expect("the manifest of this workspace is valid");
        assert_eq!(settings.lib_package, "frontend");
        assert!(settings.site().starts_with(root()));
    }
}

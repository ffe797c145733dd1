//! `wasm-opt`, which halves what travels to a phone. It comes from npm, and the site works without it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::Islands;
use crate::process::{find, program, run};
use crate::{place, setup};

/// What browsers of 2022 understand and the compiler uses by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// An installed `wasm-opt`.
pub(super) struct Optimiser {
    path: PathBuf,
    version: String,
}

/// Finds or fetches it, as far as the person wants to go.
pub(super) fn fetch(islands: Islands) -> Option<Optimiser> {
    match islands {
        Islands::Quick => return None,
        Islands::Smallest if find_npm() => {
            if let Err(error) = setup::node_modules() {
                println!("  the npm packages are not there: {error:#}");
            }
        }
        Islands::Smallest | Islands::Handy => {}
    }
    let found = installed();
    if found.is_none() {
        println!("  without wasm-opt the islands stay larger; to have it: npm ci --prefix end2end");
    }
    found
}

impl Optimiser {
    /// What changes when another `wasm-opt` is installed.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Rewrites a wasm file in place, smaller.
    pub(super) fn shrink(&self, wasm: &Path) -> Result<()> {
        run(program(&self.path).arg("-Oz").args(FEATURES).arg(wasm).arg("--output").arg(wasm))
    }
}

fn find_npm() -> bool {
    find("npm").is_some() && find("node").is_some()
}

fn installed() -> Option<Optimiser> {
    let modules = place::end2end().join("node_modules");
    let path = modules.join(".bin/wasm-opt");
    let package = fs::read(modules.join("binaryen/package.json")).ok()?;
    let digest = Sha256::new().chain_update(package).chain_update(FEATURES.concat()).finalize();
    let version = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    (path.exists() && find("node").is_some()).then_some(Optimiser { path, version })
}

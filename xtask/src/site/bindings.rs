//! From what cargo makes for wasm to what a browser loads: a JavaScript module and its `_bg.wasm`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::optimise::Optimiser;
use super::{Files, fingerprint, read_folder};
use crate::place::{self, Settings};

/// Answers `bound.js`, `bound_bg.wasm` and the snippets they import. The result is kept for the next time.
pub(super) fn bind(wasm: &[u8], settings: &Settings, optimiser: Option<&Optimiser>) -> Result<Files> {
    let optimiser_name = optimiser.map_or("none", Optimiser::version);
    let key = fingerprint(&[wasm.to_vec(), optimiser_name.into(), settings.output_name.clone().into()]);
    let shelf = place::workshop("islands")?;
    let kept = shelf.join(&key);
    if kept.exists() {
        println!("  unchanged");
    } else {
        clear(&shelf)?;
        let draft = shelf.join("draft");
        generate(wasm, &draft)?;
        if let Some(optimiser) = optimiser {
            optimiser.shrink(&draft.join("bound_bg.wasm"))?;
        }
        // Renamed last: a folder with the right name is always complete.
        fs::rename(&draft, &kept).context("cannot keep the islands")?;
    }
    let mut files = Files::new();
    read_folder(&kept, "", &mut files)?;
    println!(
        "  wasm: {} bytes from cargo, {} bytes bound",
        wasm.len(),
        files.get("bound_bg.wasm").map_or(0, Vec::len)
    );
    Ok(files)
}

fn generate(wasm: &[u8], folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("bound", wasm.to_vec()).out_name("bound").remove_name_section(true);
    // Leptos names the wasm file itself, so that the module needs no address of its own.
    bindgen.web(true)?.typescript(false).remove_producers_section(true).omit_default_module_path(true);
    bindgen.generate(folder).context("wasm-bindgen refused what cargo made")
}

fn clear(shelf: &Path) -> Result<()> {
    for entry in fs::read_dir(shelf)? {
        fs::remove_dir_all(entry?.path()).context("cannot remove the former islands")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::place;

    #[test]
    fn both_halves_of_wasm_bindgen_have_one_version() {
        let lock =
            std::fs::read_to_string(place::root().join("Cargo.lock")).expect("the lock file is committed");
        let version = |package: &str| {
            let after = lock.split(&format!("name = \"{package}\"\n")).nth(1).expect("the package is locked");
            after.lines().next().expect("the version follows the name").to_owned()
        };
        assert_eq!(version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    }
}

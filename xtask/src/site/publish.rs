//! Writing the site where the server serves and embeds it, each text with its compressed forms beside it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Files, Manifest};

const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Writes what changed, the manifest last, then removes what no longer belongs there.
pub(super) fn publish(site: &Path, files: &Files, manifest: &Manifest) -> Result<()> {
    let mut written = 0;
    for (name, contents) in files {
        written += usize::from(write(&site.join(name), contents)?);
    }
    let manifest = serde_json::to_vec_pretty(manifest)?;
    let manifest_path = site.join("manifest.json");
    if !fs::read(&manifest_path).is_ok_and(|present| present == manifest) {
        replace(&manifest_path, &manifest)?;
    }
    println!("  {} files, {written} of them new", files.len());

    let mut expected: BTreeSet<PathBuf> = BTreeSet::from([manifest_path]);
    for path in files.keys().map(|name| site.join(name)) {
        expected.extend(compressed(&path));
        expected.insert(path);
    }
    remove_others(site, &expected)
}

/// Writes one file, unless it is there already.
fn write(path: &Path, contents: &[u8]) -> Result<bool> {
    let forms = compressed(path);
    if fs::read(path).is_ok_and(|present| present == contents) && forms.iter().all(|form| form.exists()) {
        return Ok(false);
    }
    // The compressed forms first: where the file itself is right, they are.
    if let [brotli, gzip] = forms.as_slice() {
        replace(brotli, &brotli_of(contents)?)?;
        replace(gzip, &gzip_of(contents)?)?;
    }
    replace(path, contents)?;
    Ok(true)
}

fn compressed(path: &Path) -> Vec<PathBuf> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !COMPRESSIBLE.contains(&extension) {
        return Vec::new();
    }
    ["br", "gz"].iter().map(|form| path.with_extension(format!("{extension}.{form}"))).collect()
}

fn brotli_of(contents: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality: 11, size_hint: contents.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &contents[..], &mut out, &parameters).context("brotli failed")?;
    Ok(out)
}

fn gzip_of(contents: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

/// Whole or not at all, even if the machine stops.
fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file of the site is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let draft = folder.join(".draft");
    fs::write(&draft, contents).with_context(|| format!("cannot write {}", draft.display()))?;
    fs::rename(&draft, path).with_context(|| format!("cannot write {}", path.display()))
}

fn remove_others(folder: &Path, expected: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, expected)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !expected.contains(&path) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str) -> Manifest {
        let [script, wasm, css, site] = [const { String::new() }; 4];
        Manifest { output_name: name.into(), script, wasm, css, site }
    }

    #[test]
    fn a_second_site_replaces_the_first() {
        let site = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        let first =
            Files::from([("pkg/old.css".into(), b"a{}".to_vec()), ("fonts/f.woff2".into(), vec![1, 2])]);
        publish(&site, &first, &manifest("first")).expect("the folder can be written");
        assert!(site.join("pkg/old.css.br").exists() && site.join("pkg/old.css.gz").exists());
        assert!(!site.join("fonts/f.woff2.br").exists(), "a font is compressed already");

        let second = Files::from([("new.css".into(), b"b{}".to_vec())]);
        publish(&site, &second, &manifest("second")).expect("the folder can be written");
        assert!(site.join("new.css").exists() && !site.join("pkg").exists() && !site.join("fonts").exists());
        let manifest = fs::read_to_string(site.join("manifest.json")).expect("the manifest is written");
        assert!(manifest.contains("second"));
        fs::remove_dir_all(&site).expect("the folder is ours");
    }

    #[test]
    fn what_is_there_already_is_left_alone() {
        let path = std::env::temp_dir().join(format!("xtask-write-{}.css", std::process::id()));
        assert!(write(&path, b"a{}").expect("it can be written"));
        assert!(!write(&path, b"a{}").expect("it can be read"));
        for path in compressed(&path).iter().chain([&path]) {
            fs::remove_file(path).expect("it was written");
        }
    }
}

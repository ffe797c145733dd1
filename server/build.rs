//! Compiles a release again when the site's files changed: new names in a folder are not noticed otherwise.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo so")]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::rerun-if-changed=../target/site/manifest.json");
    }
}

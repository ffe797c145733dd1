//! `cargo xtask`: the few steps around cargo that make the site: its islands, its style, its tests, its figures.
#![allow(clippy::print_stdout, reason = "talking to whoever typed the command is what this program is for")]

mod bench;
mod place;
mod process;
mod serve;
mod setup;
mod site;
mod test;
mod toolchain;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs, tests and measures the community's site.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Makes the site and the server program, in release: target/release/communaute-vae
    Build(BuildArguments),
    /// Serves the demonstration community on http://127.0.0.1:3000
    Run(serve::Arguments),
    /// Like run, and starts again whenever a source file changes
    Watch(serve::Arguments),
    /// Runs every check, with the set-up each one needs
    Test(test::Arguments),
    /// Measures the release program under load on a large synthetic community
    Bench(bench::Arguments),
}

#[derive(clap::Args)]
struct BuildArguments {
    /// Make target/site only, without the server
    #[arg(long)]
    site_only: bool,
    /// Compile the server in the dev profile: target/debug/communaute-vae
    #[arg(long)]
    dev: bool,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Build(arguments) => build(&arguments),
        Task::Run(arguments) => serve::run(&arguments),
        Task::Watch(arguments) => watch::watch(&arguments),
        Task::Test(arguments) => test::test(&arguments),
        Task::Bench(arguments) => bench::bench(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn build(arguments: &BuildArguments) -> anyhow::Result<()> {
    site::build(site::Islands::Smallest)?;
    if arguments.site_only {
        return Ok(());
    }
    let profile = if arguments.dev { serve::Profile::Dev } else { serve::Profile::Release };
    let program = serve::build_server(profile)?;
    println!("\nThe program is {}", program.display());
    Ok(())
}

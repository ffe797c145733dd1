//! `communaute-vae`: reads what is asked, does it, and says plainly why when it cannot.

use std::process::ExitCode;

use clap::Parser;
use server::{commands, config::Arguments};

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            eprintln!("communaute-vae: {stopped}");
            ExitCode::FAILURE
        }
    }
}

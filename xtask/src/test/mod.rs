//! `cargo xtask test`: every check, one after the other, each with what it needs, and a summary.

mod browser;
mod checks;
mod licences;
mod postgres;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::Lapse;

/// What to check.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Run this check only (may be given several times)
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// List the checks and stop
    #[arg(long)]
    list: bool,
    /// Passed on to Playwright, for instance: --only browser -- forum.spec.ts --project phone
    #[arg(last = true)]
    playwright: Vec<String>,
}

/// One named check. The remarks it answers are repeated in the summary.
struct Check {
    name: &'static str,
    what: &'static str,
    work: fn(&Arguments) -> Result<Remarks>,
}

type Remarks = Vec<String>;

/// In this order: what fails fast first, and each compilation serves the next.
const CHECKS: [Check; 11] = [
    Check { name: "format", what: "the code is formatted", work: checks::format },
    Check { name: "site", what: "islands, style and fonts make a site", work: checks::site },
    Check { name: "clippy", what: "no warning, from the compiler or from clippy", work: checks::clippy },
    Check { name: "clippy-wasm", what: "the same for what runs in the browser", work: checks::clippy_wasm },
    Check { name: "sqlite", what: "unit, scenario and HTTP tests, on SQLite", work: checks::sqlite },
    Check { name: "postgres", what: "the same scenarios, on PostgreSQL", work: checks::postgres },
    Check { name: "rush", what: "500 people for 12 seats, 50 times, on each database", work: checks::rush },
    Check { name: "docs", what: "the examples of the documentation", work: checks::docs },
    Check { name: "server", what: "the server program compiles", work: checks::server },
    Check { name: "browser", what: "Chromium with and without JavaScript, axe, vnu", work: browser::check },
    Check { name: "licences", what: "licences, bans and sources of the dependencies", work: licences::check },
];

/// How one check ended.
struct Outcome {
    name: &'static str,
    lapse: Duration,
    result: Result<Remarks>,
}

/// Runs the checks; an error when one of them failed.
pub(crate) fn test(arguments: &Arguments) -> Result<()> {
    if arguments.list {
        CHECKS.iter().for_each(|check| println!("{:<12} {}", check.name, check.what));
        return Ok(());
    }
    if let Some(unknown) = arguments.only.iter().find(|name| CHECKS.iter().all(|check| check.name != **name))
    {
        bail!("there is no check « {unknown} »; `cargo xtask test --list` names them");
    }
    let chosen: Vec<_> = CHECKS
        .iter()
        .filter(|check| arguments.only.is_empty() || arguments.only.iter().any(|name| name == check.name))
        .collect();
    let start = Instant::now();
    let count = chosen.len();
    let outcomes: Vec<_> =
        chosen.iter().enumerate().map(|(index, check)| run(check, index + 1, count, arguments)).collect();
    summarise(&outcomes, start.elapsed())
}

fn run(check: &Check, number: usize, count: usize, arguments: &Arguments) -> Outcome {
    println!("\n━━ {number}/{count} {}: {} ━━", check.name, check.what);
    let start = Instant::now();
    let result = (check.work)(arguments);
    let lapse = start.elapsed();
    match &result {
        Ok(_) => println!("✓ {}: {}", check.name, Lapse(lapse)),
        Err(error) => println!("✗ {}: {}\n  {error:#}", check.name, Lapse(lapse)),
    }
    Outcome { name: check.name, lapse, result }
}

fn summarise(outcomes: &[Outcome], total: Duration) -> Result<()> {
    println!("\n━━ Summary, after {} ━━", Lapse(total));
    for outcome in outcomes {
        let sign = if outcome.result.is_ok() { '✓' } else { '✗' };
        println!("{sign} {:<12} {}", outcome.name, Lapse(outcome.lapse));
        match &outcome.result {
            Ok(remarks) => remarks.iter().for_each(|remark| println!("    {remark}")),
            Err(error) => println!("    {}", format!("{error:#}").replace('\n', "\n    ")),
        }
    }
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    println!("\n{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        // The summary has said everything: its count stays the last line.
        std::process::exit(1);
    }
    Ok(())
}

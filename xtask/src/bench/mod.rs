//! `cargo xtask bench`: the release program, a large community, and figures beside the bars we set ourselves.

mod http;
mod import;
mod load;
mod memory;
mod pages;
mod report;
mod uploads;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::place;
use crate::process::{program, read, run, step};
use crate::serve::{Profile, Server, build_server};
use crate::site;
use http::Client;
use load::{Pace, Plan};
use memory::Held;
use pages::{Kind, Weight};

/// How large, how long.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, default_value_t = 1_000)]
    members: u32,
    #[arg(long, default_value_t = 20_000)]
    topics: u32,
    #[arg(long, default_value_t = 400_000)]
    replies: u32,
    /// Documents of the library
    #[arg(long, default_value_t = 2_000)]
    resources: u32,
    /// Training days, sixteen a year
    #[arg(long, default_value_t = 160)]
    days: u32,
    /// Seconds for each measure
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Readers who ask at the same time
    #[arg(long, default_value_t = 8)]
    readers: usize,
    /// Generate the community again
    #[arg(long)]
    fresh: bool,
    /// Measure the dev profile, to try the bench itself
    #[arg(long)]
    dev: bool,
}

/// What was measured on one kind of page.
struct Measure {
    name: &'static str,
    weight: Weight,
    page: Pace,
    compressed: Pace,
    /// A prepared page of the same size, through the same layers of the same process.
    still: Pace,
}

/// What was measured on the program.
struct Body {
    binary: u64,
    ready_after: Duration,
    rest: Held,
    load: Held,
    /// What files that come at once add.
    uploads: u64,
    imports: import::Imports,
}

/// Filling and indexing a large community for the first time takes minutes.
const PATIENCE: Duration = Duration::from_secs(900);

/// Builds, generates, serves, measures and prints; fails when a figure is over its bar.
pub(crate) fn bench(arguments: &Arguments) -> Result<()> {
    site::build(site::Islands::Smallest)?;
    let server = build_server(if arguments.dev { Profile::Dev } else { Profile::Release })?;
    let data = community(&server, arguments)?;
    let folder = data.to_string_lossy();
    let options = ["--data", &folder, "--log", "warn", "--server-timing"];
    // The first start may still have something to prepare; the second is the one that counts.
    step("Server: first start", || Server::start(&server, &options, PATIENCE))?;
    let running = step("Server: start", || Server::start(&server, &options, PATIENCE))?;
    thread::sleep(Duration::from_secs(3));
    let rest = Held::by(running.process())?;

    let printed = read(program(&server).args(["link", "membre-1@exemple.fr", "--data", &folder]))?;
    let cookie = pages::sign_in(running.address(), &printed)?;
    let (measures, load) =
        memory::peak_during(running.process(), || measure_all(&running, cookie.clone(), arguments));
    let uploads = step("Files: as many as come in at once", || {
        uploads::measure(running.process(), running.address(), &cookie)
    })?;
    let imports = import::measure(&server)?;
    let (binary, ready_after) = (fs::metadata(&server)?.len(), running.ready_after());
    let body = Body { binary, ready_after, rest, load, uploads, imports };
    let over = report::print(&measures?, &body, arguments.readers);
    // Bars are for the release: the dev profile only tries the bench.
    if !over.is_empty() && !arguments.dev {
        bail!("over the bar: {}", over.join(", "));
    }
    Ok(())
}

/// The folder of a community of this size; generating one takes long, so that it is kept.
fn community(server: &Path, arguments: &Arguments) -> Result<PathBuf> {
    let Arguments { members, topics, replies, resources, days, .. } = arguments;
    let sizes = [members, topics, replies, resources, days].map(|size| size.to_string());
    let folder = place::workshop("bench")?.join(sizes.join("-"));
    let complete = folder.join("complete");
    if complete.exists() && !arguments.fresh {
        println!("\n→ Community: the one of {} (--fresh makes another)", folder.display());
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the former community")?;
    }
    // First: the documents are about certifications that are there.
    step("Community: certifications", || {
        let mut command = program(server);
        run(command.args(["import", "rncp"]).arg(import::files()?).arg("--data").arg(&folder))
    })?;
    let [members, topics, replies, resources, days] = &sizes;
    step("Community: generate", || {
        let mut command = program(server);
        command.args(["generate", "--members", members, "--topics", topics, "--replies", replies]);
        run(command.args(["--resources", resources, "--days", days, "--data"]).arg(&folder))
    })?;
    fs::write(&complete, "")?;
    Ok(folder)
}

fn measure_all(server: &Server, cookie: String, arguments: &Arguments) -> Result<Vec<Measure>> {
    let mut client = Client::new(server.address(), Some(cookie.clone()));
    let plan = Plan {
        address: server.address().to_owned(),
        cookie: Some(cookie),
        readers: arguments.readers,
        lapse: Duration::from_secs(arguments.seconds),
    };
    let kinds = pages::find(&mut client)?;
    kinds
        .iter()
        .map(|kind| {
            step(&format!("Measure: {} ({})", kind.name, kind.paths[0]), || measure(&mut client, &plan, kind))
        })
        .collect()
}

fn measure(client: &mut Client, plan: &Plan, kind: &Kind) -> Result<Measure> {
    // Visited once before: what is prepared at the first visit is not what a page costs.
    pages::weigh(client, &kind.paths[0])?;
    let weight = pages::weigh(client, &kind.paths[0])?;
    let page = plan.measure(&kind.paths, "identity")?;
    let compressed = plan.measure(&kind.paths, "br")?;
    let still = plan.measure(&[format!("/bench/static/{}", weight.html)], "identity")?;
    Ok(Measure { name: kind.name, weight, page, compressed, still })
}

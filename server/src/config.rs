//! Settings: from flags, then the environment, then defaults that make the program alone a working site.
//!
//! What may hold a password is checked after clap, whose refusals repeat what was typed.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use domain::{Role, files::Files, mail::EmailAddress};

mod networks;
mod papers;
mod serve;
mod values;

pub use networks::{Network, Trusted};
pub use papers::Papers;
pub use serve::{Legal, Serve};
pub use values::{DatabaseUrl, LogFormat, MetricsToken, PublicUrl, Wrong};

const EXAMPLES: &str = "\
Examples:
  communaute-vae serve --demo
      A demonstration community on http://127.0.0.1:3000, kept in ./data
  communaute-vae serve --address 0.0.0.0:3000 --public-url https://communaute.exemple.fr --data /var/lib/vae
      A real one behind an HTTPS proxy
  communaute-vae link jeanne@exemple.fr --create administrator
      The first account, and the link that opens it

Every setting is a flag or an environment variable; the flag wins.";

/// The digital community of the professionals of VAE: forums, guide and search, in one program.
#[derive(Debug, Parser)]
#[command(name = "communaute-vae", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the site; brings the database to this version first
    Serve(Box<Serve>),
    /// Bring the database to this version of the program, and stop
    Migrate(Keeping),
    /// Rebuild the search index from the database; stop the site first
    Reindex(Keeping),
    /// Print a one-time sign-in link (first administrator, lost mailbox)
    Link(Link),
    /// Bring people in from a file
    #[command(subcommand)]
    Import(Import),
    /// Read the text of one file on the standard input, limited: what the site calls for each file
    #[command(hide = true)]
    Extract {
        /// What the file is
        kind: String,
    },
    /// Fill the place with a large synthetic community, for measurements
    Generate(Generate),
}

/// Where things are kept and what is said of it: every command needs to know.
#[derive(Debug, Clone, Args)]
pub struct Keeping {
    /// Folder of the database, the search index and the undelivered mail; made when missing
    #[arg(long, env = "VAE_DATA", default_value = "./data", value_name = "FOLDER")]
    pub data: PathBuf,
    /// Database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite, in the data folder]
    #[arg(long, env = "VAE_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
    /// Files that people send: file:///FOLDER [default: files/, in the data folder]
    #[arg(long, env = "VAE_FILES_URL", value_name = "URL")]
    files_url: Option<String>,
    /// What to log: error, warn, info, debug or trace, or one level for each part (info,tantivy=warn)
    #[arg(long, env = "VAE_LOG", default_value = "info", value_parser = values::log_filter, value_name = "LEVEL")]
    pub log: String,
    /// How to log: for people or for machines
    #[arg(long, env = "VAE_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    pub log_format: LogFormat,
}

/// Where the site is reached.
#[derive(Debug, Clone, Args)]
pub struct Reaching {
    /// Address to listen on: 127.0.0.1:3000 is reached from this machine only, 0.0.0.0:3000 from every network
    #[arg(long, env = "VAE_ADDRESS", default_value = "127.0.0.1:3000", value_parser = values::address, value_name = "IP:PORT")]
    pub address: SocketAddr,
    /// Address that people type, for the links in letters and the cookies [default: http:// and the address]
    #[arg(long, env = "VAE_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
}

/// The settings of `link`.
#[derive(Debug, Args)]
pub struct Link {
    /// The person's e-mail address
    #[arg(value_parser = values::email)]
    pub email: EmailAddress,
    /// Make the account if there is none: advisor, assistant, certifier, organiser, funder or administrator
    #[arg(long, value_name = "ROLE", value_parser = str::parse::<Role>)]
    pub create: Option<Role>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub keeping: Keeping,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub reaching: Reaching,
}

/// What can be brought in from a file.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Invite everybody on a list, in the team's name: a CSV file (name, e-mail, role, antenne), or « Name <address> » lines
    Members(ImportMembers),
    /// Bring the certifications up to date with the daily CSV files of France compétences; nothing changes twice
    Rncp(ImportRncp),
}

/// The settings of `import members`.
#[derive(Debug, Args)]
pub struct ImportMembers {
    /// The list, in UTF-8 or Windows-1252; nobody is ever invited twice
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Role of the lines that say none: advisor, assistant, certifier, organiser, funder or administrator
    #[arg(long, value_name = "ROLE", value_parser = str::parse::<Role>)]
    pub role: Option<Role>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub keeping: Keeping,
}

/// The settings of `import rncp`.
#[derive(Debug, Args)]
pub struct ImportRncp {
    /// Folder of the unpacked CSV files, or the archive itself
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub keeping: Keeping,
}

/// The settings of `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// How many members
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub members: u32,
    /// How many topics
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub topics: u32,
    /// How many replies
    #[arg(long, default_value_t = 400_000, value_parser = clap::value_parser!(u32).range(0..=20_000_000))]
    pub replies: u32,
    /// How many documents of the library; import the certifications first, and they are about these
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub resources: u32,
    /// How many training days, sixteen a year
    #[arg(long, default_value_t = 160, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub days: u32,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub keeping: Keeping,
}

impl Keeping {
    /// Where the database is.
    ///
    /// # Errors
    /// When the setting is no address of a database.
    pub fn database(&self) -> Result<DatabaseUrl, Wrong> {
        self.database_url.as_deref().map_or_else(|| Ok(DatabaseUrl::inside(&self.data)), DatabaseUrl::parse)
    }
}

impl Keeping {
    /// The folder of the files that people send.
    ///
    /// # Errors
    /// When the setting names no folder.
    pub fn files(&self) -> Result<PathBuf, Wrong> {
        let Some(address) = &self.files_url else { return Ok(self.data.join("files")) };
        Files::folder_of(address).map_err(|why| Wrong::new("VAE_FILES_URL (--files-url)", why.to_string()))
    }
}

impl Reaching {
    /// What people type, given where the site really listens.
    pub fn public_url(&self, listening: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of(listening))
    }
}

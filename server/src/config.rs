//! Settings: from flags, then the environment, then defaults that make the program alone a working site.
//!
//! What may hold a password is checked after clap, whose refusals repeat what was typed.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use domain::{
    Role,
    mail::{EmailAddress, Mailer, Sender},
    members::dormancy::Patience,
};

mod networks;
mod values;

pub use networks::{Network, Trusted};
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

/// The settings of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Fill an empty place with the demonstration community; anybody may then sign in as anybody
    #[arg(long)]
    pub demo: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub keeping: Keeping,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub reaching: Reaching,
    /// Mail server: smtps://USER:PASSWORD@HOST or smtp://HOST:PORT [default: letters are files in the data folder's mail/]
    #[arg(long, env = "VAE_SMTP_URL", hide_env_values = true, value_name = "URL")]
    smtp_url: Option<String>,
    /// Sender of the letters [default: ne-pas-repondre at the public URL's host]
    #[arg(long, env = "VAE_MAIL_FROM", value_name = "ADDRESS", value_parser = values::email)]
    mail_from: Option<EmailAddress>,
    /// Proxies whose X-Forwarded-For is believed, with commas between: 10.0.0.1,192.168.0.0/16
    #[arg(long, env = "VAE_TRUSTED_PROXIES", value_delimiter = ',', value_name = "IP[/BITS]")]
    trusted_proxies: Vec<Network>,
    /// Secret that lets Prometheus read /metrics from elsewhere than this machine (Authorization: Bearer …)
    #[arg(long, env = "VAE_METRICS_TOKEN", hide_env_values = true, value_name = "SECRET")]
    metrics_token: Option<String>,
    /// Months without a visit after which a person is warned that the account will be closed; 0 never warns anybody
    #[arg(long, env = "VAE_DORMANT_AFTER", default_value_t = 24, value_name = "MONTHS", value_parser = clap::value_parser!(u32).range(0..=240))]
    dormant_after: u32,
    /// Days between that warning and the closing
    #[arg(long, env = "VAE_DORMANT_NOTICE", default_value_t = 30, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(7..=365))]
    dormant_notice: u32,
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub legal: Legal,
    /// Say in each answer how many statements it took, and serve prepared pages under /bench/static
    #[arg(long, hide = true)]
    pub server_timing: bool,
}

/// What the legal pages say of those who run the site.
#[derive(Debug, Clone, Args)]
pub struct Legal {
    /// E-mail address of those who run the site
    #[arg(long, env = "VAE_CONTACT", value_parser = values::email, value_name = "ADDRESS")]
    pub contact: Option<EmailAddress>,
    /// Who publishes the site: name, legal form, address, telephone
    #[arg(
        long,
        env = "VAE_PUBLISHER",
        default_value = "Non renseigné (réglage VAE_PUBLISHER)",
        value_name = "TEXT"
    )]
    pub publisher: String,
    /// Who answers for what is published
    #[arg(
        long,
        env = "VAE_DIRECTOR",
        default_value = "Non renseigné (réglage VAE_DIRECTOR)",
        value_name = "TEXT"
    )]
    pub director: String,
    /// Who hosts the site: name, address, telephone
    #[arg(long, env = "VAE_HOST", default_value = "Non renseigné (réglage VAE_HOST)", value_name = "TEXT")]
    pub host: String,
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
}

/// The settings of `import members`.
#[derive(Debug, Args)]
pub struct ImportMembers {
    /// The list, in UTF-8; nobody is ever invited twice
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Role of the lines that say none: advisor, assistant, certifier, organiser, funder or administrator
    #[arg(long, value_name = "ROLE", value_parser = str::parse::<Role>)]
    pub role: Option<Role>,
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

impl Reaching {
    /// What people type, given where the site really listens.
    pub fn public_url(&self, listening: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of(listening))
    }
}

impl Serve {
    /// The way letters leave: a mail server, or a folder beside the database.
    ///
    /// # Errors
    /// When the setting is no address of a mail server, or asks for what is not safe.
    pub fn mailer(&self, public: &PublicUrl) -> Result<Mailer, Wrong> {
        let address = self.mail_from.clone().unwrap_or_else(|| values::nobody(public.host()));
        let sender = Sender { name: "Communauté VAE".to_owned(), address };
        match &self.smtp_url {
            Some(url) => Mailer::smtp(url, sender)
                .map_err(|refusal| Wrong::new("VAE_SMTP_URL (--smtp-url)", refusal.to_string())),
            None => Ok(Mailer::folder(self.keeping.data.join("mail"), sender)),
        }
    }

    /// How long accounts may sleep.
    pub fn patience(&self) -> Patience {
        let months = Some(self.dormant_after).filter(|months| *months > 0);
        Patience { months, notice: self.dormant_notice }
    }

    /// Whether letters are only written to a folder.
    pub fn keeps_letters(&self) -> bool {
        self.smtp_url.is_none()
    }

    /// What lets somebody read the metrics from elsewhere.
    ///
    /// # Errors
    /// When the secret could be guessed.
    pub fn metrics_token(&self) -> Result<Option<MetricsToken>, Wrong> {
        self.metrics_token.as_deref().map(MetricsToken::parse).transpose()
    }

    /// The proxies that are believed.
    pub fn trusted(&self) -> Trusted {
        Trusted::new(self.trusted_proxies.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(flags: &[&str]) -> Result<Box<Serve>, clap::Error> {
        let words = ["communaute-vae", "serve"].iter().chain(flags);
        Arguments::try_parse_from(words).map(|arguments| match arguments.command {
            Command::Serve(serve) => serve,
            other => unreachable!("serve was asked for, not {other:?}"),
        })
    }

    #[test]
    fn the_command_line_is_well_made() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn the_program_alone_is_a_working_site() {
        let serve = serve(&[]).expect("nothing is compulsory");
        assert_eq!(serve.reaching.address.to_string(), "127.0.0.1:3000");
        assert_eq!(serve.reaching.public_url(serve.reaching.address).to_string(), "http://127.0.0.1:3000");
        let database = serve.keeping.database().expect("the default is right");
        assert_eq!(database.as_str(), "sqlite://./data/communaute.db");
        assert!(serve.keeps_letters());
    }

    #[test]
    fn a_wrong_setting_is_refused_with_what_to_write_instead() {
        let refused: [(&[&str], &str); 6] = [
            (&["--address", "localhost"], "127.0.0.1:3000"),
            (&["--public-url", "communaute.fr"], "https://"),
            (&["--public-url", "https://communaute.fr/forum"], "without a path"),
            (&["--log", "much"], "info"),
            (&["--log-format", "xml"], "json"),
            (&["--trusted-proxies", "10.0.0.0/99"], "/8"),
        ];
        for (flags, hint) in refused {
            let said = serve(flags).expect_err("it is wrong").to_string();
            assert!(said.contains(hint), "{flags:?}: {said}");
        }
    }

    #[test]
    fn what_may_hold_a_password_is_refused_without_repeating_it() {
        let serve =
            serve(&["--database-url", "mysql://root:hunter2@db/x", "--smtp-url", "http://u:hunter2@post"])
                .expect("clap reads them as they are");
        let database = serve.keeping.database().expect_err("not a database of ours").to_string();
        let public = serve.reaching.public_url(serve.reaching.address);
        let post = serve.mailer(&public).expect_err("not a mail server").to_string();
        assert!(database.contains("VAE_DATABASE_URL") && database.contains("postgres://"), "{database}");
        assert!(post.contains("VAE_SMTP_URL") && post.contains("smtps://"), "{post}");
        assert!(!database.contains("hunter2") && !post.contains("hunter2"));
    }
}

//! The settings of the site that runs.

use clap::Args;
use domain::{
    mail::{EmailAddress, Mailer, Sender},
    members::dormancy::Patience,
};

use super::{Keeping, MetricsToken, Network, Papers, PublicUrl, Reaching, Trusted, Wrong, values};

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
    #[command(flatten)]
    #[allow(missing_docs, reason = "its doc comment would replace the command's help")]
    pub papers: Papers,
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
    use clap::Parser;

    use super::*;
    use crate::config::{Arguments, Command};

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

//! Settings that were read and are right.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::Path,
    str::FromStr,
};

use clap::ValueEnum;
use domain::mail::EmailAddress;
use url::Url;

/// A setting that cannot be used: which one, why, what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {why}")]
pub struct Wrong {
    setting: &'static str,
    why: String,
}

impl Wrong {
    pub(super) fn new(setting: &'static str, why: impl Into<String>) -> Self {
        Self { setting, why: why.into() }
    }
}

/// For whom the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// The address that people type: a scheme and a host, nothing after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// The one of a site that nobody gave a name.
    pub(super) fn of(listening: SocketAddr) -> Self {
        let reached = match listening.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::new([127, 0, 0, 1].into(), listening.port()),
            IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::new([127, 0, 0, 1].into(), listening.port()),
            _ => listening,
        };
        Self(Url::parse(&format!("http://{reached}")).expect("an address and a port make a URL"))
    }

    /// Whether it is reached by HTTPS.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The host alone.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or("localhost")
    }

    /// Whether only this machine reaches it.
    pub fn is_local(&self) -> bool {
        let host = self.host().trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// Without a final slash, as a browser says it in `Origin`.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.origin().ascii_serialization())
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hint = "write it as people type it, such as https://communaute.exemple.fr";
        let url = Url::parse(text).map_err(|error| format!("{error}: {hint}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(format!("it begins with https:// or http://: {hint}"));
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(format!("the site has a host of its own, without a path: {hint}"));
        }
        Ok(Self(url))
    }
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let known = ["sqlite://", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if !known || text.contains(":memory:") {
            let why = "write sqlite:// and the path of a file, or postgres://USER:PASSWORD@HOST/NAME";
            return Err(Wrong::new("VAE_DATABASE_URL (--database-url)", why));
        }
        Ok(Self(text.to_owned()))
    }

    /// A file of the data folder.
    pub(super) fn inside(data: &Path) -> Self {
        // The three characters that would end or change the path in a URL.
        let path = data.join("communaute.db").to_string_lossy().replace('%', "%25");
        Self(format!("sqlite://{}", path.replace('?', "%3F").replace('#', "%23")))
    }

    /// The address, password included: for the database only.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// What lets Prometheus in from elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct MetricsToken(String);

impl MetricsToken {
    /// Reads a secret.
    ///
    /// # Errors
    /// When it is short enough to be guessed, or cannot travel in a header.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        if text.len() < 16 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let why = "write at least 16 letters and digits, for instance those of `openssl rand -hex 16`";
            return Err(Wrong::new("VAE_METRICS_TOKEN (--metrics-token)", why));
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether that is the secret, in a time that does not tell how much of it was right.
    pub fn is(&self, presented: &str) -> bool {
        let (kept, presented) = (self.0.as_bytes(), presented.as_bytes());
        let different = kept.iter().zip(presented).fold(0, |sum, (a, b)| sum | (a ^ b));
        kept.len() == presented.len() && different == 0
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken(…)")
    }
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an IP address and a port, such as 127.0.0.1:3000 or [::]:3000".to_owned())
}

pub(super) fn email(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "write an e-mail address, such as jeanne@exemple.fr".to_owned())
}

/// The sender of letters that nobody answers, at that host when it has a name that letters know.
pub(super) fn nobody(host: &str) -> EmailAddress {
    let at = |host: &str| EmailAddress::parse(&format!("ne-pas-repondre@{host}"));
    at(host).or_else(|_| at("communaute.invalid")).expect("RFC 2606 keeps this name for those who have none")
}

/// Checked here, used later: a filter cannot be copied.
pub(super) fn log_filter(text: &str) -> Result<String, String> {
    let hint = "write error, warn, info, debug or trace, or for instance info,tantivy=warn";
    let level = |part: &str| {
        let level = part.rsplit('=').next().unwrap_or_default().trim();
        matches!(level, "error" | "warn" | "info" | "debug" | "trace" | "off")
    };
    // A lone unknown word would be taken for the name of a part, and everything else silenced.
    let sensible = text.split(',').all(level);
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) if sensible => Ok(text.to_owned()),
        _ => Err(hint.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_said_as_browsers_say_it() {
        let url: PublicUrl = "https://Communauté.fr:443/".parse().expect("it is right");
        assert_eq!(url.to_string(), "https://xn--communaut-j4a.fr");
        assert!(url.is_secure() && !url.is_local());
        assert!(PublicUrl::of(([0, 0, 0, 0], 3000).into()).is_local());
    }

    #[test]
    fn a_data_folder_with_an_odd_name_is_still_a_file() {
        let url = DatabaseUrl::inside(Path::new("/srv/vae?100%"));
        assert_eq!(url.as_str(), "sqlite:///srv/vae%3F100%25/communaute.db");
    }

    #[test]
    fn a_secret_is_itself_and_nothing_else() {
        let token = MetricsToken::parse("0123456789abcdef").expect("it is long enough");
        assert!(token.is("0123456789abcdef"));
        for wrong in ["", "0123456789abcde", "0123456789abcdeF", "0123456789abcdef0"] {
            assert!(!token.is(wrong), "{wrong:?}");
        }
        assert!(MetricsToken::parse("court").is_err());
    }
}

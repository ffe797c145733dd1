//! Through a mail server, one conversation for each letter.
//!
//! A pooled connection that was abandoned half-way would be taken up again in the middle of a message; and
//! a pool does not tell at which step a letter was refused, which decides whether trying again can help.

use std::{net::IpAddr, time::Duration};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use tokio::time::timeout;
use url::{Host, Url};

use super::MailFault;

/// Why the address of a mail server is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlRefusal {
    /// It cannot be read as an address.
    #[error(
        "the mail server is given as smtps://user:password@host or smtp://host, and this is not an address"
    )]
    Malformed,
    /// It begins with something else than `smtp` or `smtps`.
    #[error("the mail server is given as smtp:// or smtps://, not {0}://")]
    Scheme(String),
    /// The `tls` parameter has an unknown value.
    #[error("tls is required, opportunistic or none, not “{0}”")]
    Tls(String),
    /// A password would travel unencrypted.
    #[error("a password is not sent in the clear to another machine: use smtps://, or smtp:// without tls=")]
    PasswordInClear,
    /// TLS cannot be set up on this machine.
    #[error("TLS cannot be set up: {0}")]
    TlsSetUp(String),
}

pub(super) struct Relay {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    patience: Duration,
}

enum Security {
    /// TLS from the first byte.
    Implicit(TlsParameters),
    /// STARTTLS, or nothing is sent.
    Required(TlsParameters),
    /// STARTTLS when the server offers it.
    Opportunistic(TlsParameters),
    None,
}

impl Relay {
    pub(super) fn parse(url: &str, patience: Duration) -> Result<Self, SmtpUrlRefusal> {
        let url = Url::parse(url).map_err(|_| SmtpUrlRefusal::Malformed)?;
        let (host, own_machine) = host(&url).ok_or(SmtpUrlRefusal::Malformed)?;
        let tls =
            || TlsParameters::new(host.clone()).map_err(|fault| SmtpUrlRefusal::TlsSetUp(fault.to_string()));
        let wanted = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (security, usual_port) = match (url.scheme(), wanted.as_deref()) {
            ("smtps", None | Some("required")) => (Security::Implicit(tls()?), 465),
            ("smtp", None | Some("required")) => (Security::Required(tls()?), 587),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic(tls()?), 587),
            ("smtp", Some("none")) => (Security::None, 25),
            ("smtp" | "smtps", Some(other)) => return Err(SmtpUrlRefusal::Tls(other.to_owned())),
            (scheme, _) => return Err(SmtpUrlRefusal::Scheme(scheme.to_owned())),
        };
        let credentials = credentials(&url).ok_or(SmtpUrlRefusal::Malformed)?;
        if credentials.is_some() && matches!(security, Security::None) && !own_machine {
            return Err(SmtpUrlRefusal::PasswordInClear);
        }
        Ok(Self { host, port: url.port().unwrap_or(usual_port), security, credentials, patience })
    }

    /// Hands a message to the server, or says why it would not have it.
    pub(super) async fn deliver(&self, message: Message) -> Result<(), MailFault> {
        let late =
            |_| MailFault::Temporary(format!("the mail server did not answer within {:?}", self.patience));
        let mut connection = timeout(self.patience, self.converse(&message)).await.map_err(late)??;
        // The letter is theirs now; a goodbye that goes wrong must not have it sent again.
        let _ = timeout(Duration::from_secs(1), connection.quit()).await;
        Ok(())
    }

    async fn converse(&self, message: &Message) -> Result<AsyncSmtpConnection, MailFault> {
        let mut connection = self.connect().await?;
        let envelope = message.envelope();
        // A server that refuses our own name or address has something against us, not against the letter.
        connection.command(Mail::new(envelope.from().cloned(), vec![])).await.map_err(not_now)?;
        for recipient in envelope.to() {
            connection.command(Rcpt::new(recipient.clone(), vec![])).await.map_err(refused)?;
        }
        connection.command(Data).await.map_err(not_now)?;
        connection.message(&message.formatted()).await.map_err(refused)?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFault> {
        let name = ClientId::default();
        let implicit = match &self.security {
            Security::Implicit(tls) => Some(tls.clone()),
            _ => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &name, implicit, None)
                .await
                .map_err(not_now)?;
        match &self.security {
            Security::Required(tls) => connection.starttls(tls.clone(), &name).await.map_err(not_now)?,
            Security::Opportunistic(tls) if connection.can_starttls() => {
                connection.starttls(tls.clone(), &name).await.map_err(not_now)?;
            }
            Security::Opportunistic(_) if self.credentials.is_some() => {
                return Err(MailFault::Temporary(
                    "the mail server offers no TLS to send a password through".into(),
                ));
            }
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await.map_err(not_now)?;
        }
        Ok(connection)
    }
}

/// The host as the network knows it, and whether it is this machine.
fn host(url: &Url) -> Option<(String, bool)> {
    match url.host()? {
        Host::Domain("") => None,
        Host::Domain(name) => {
            let own = name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
            Some((name.to_owned(), own))
        }
        Host::Ipv4(ip) => Some((ip.to_string(), ip.is_loopback())),
        Host::Ipv6(ip) => Some((ip.to_string(), ip.is_loopback())),
    }
}

/// `None` when they cannot be read, `Some(None)` when there are none.
fn credentials(url: &Url) -> Option<Option<Credentials>> {
    if url.username().is_empty() {
        return Some(None);
    }
    let user = decoded(url.username())?;
    let password = decoded(url.password().unwrap_or_default())?;
    Some(Some(Credentials::new(user, password)))
}

/// A part of an address, without its `%40`.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// A fault of the way, the server or our settings: the letter waits.
fn not_now(fault: Error) -> MailFault {
    MailFault::Temporary(told(&fault))
}

/// An answer about the recipient or the content. A refusal for good is only believed when it is about them:
/// a policy (5.7), the server itself (5.3) or our own address (5.1.7, 5.1.8) may be put right meanwhile.
fn refused(fault: Error) -> MailFault {
    let detail = detail(&fault).unwrap_or_default();
    let about_us = ["5.3.", "5.7."].iter().any(|class| detail.starts_with(class))
        || detail == "5.1.7"
        || detail == "5.1.8";
    if fault.is_permanent() && !about_us { MailFault::Permanent(told(&fault)) } else { not_now(fault) }
}

/// What may be logged: codes, never the server's sentences, which repeat the address.
fn told(fault: &Error) -> String {
    match fault.status() {
        Some(code) => match detail(fault) {
            Some(detail) => format!("the mail server answered {code} {detail}"),
            None => format!("the mail server answered {code}"),
        },
        None if fault.is_response() => "the mail server's answer is not SMTP".into(),
        None => fault.to_string(),
    }
}

/// The enhanced status code (RFC 3463) that begins an answer, such as `5.1.1`.
fn detail(fault: &Error) -> Option<String> {
    fault.status()?;
    let answer = std::error::Error::source(fault)?.to_string();
    let first = answer.split_whitespace().next()?;
    let digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (first.split('.').count() == 3 && first.split('.').all(digits)).then(|| first.to_owned())
}

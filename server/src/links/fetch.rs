//! Looking at one link: HEAD, then a few kilobytes of GET where a site knows no HEAD; at most five redirects, each as suspect as
//! the link itself.

use std::{net::IpAddr, time::Duration};

use domain::library::links::Outcome;
use reqwest::{Client, Method, Response, StatusCode, dns::Resolve, header, redirect::Policy};
use url::{Host, Position, Url};

use super::{
    address::{PublicOnly, is_public},
    robots,
};

/// The name by which sites may ask us to keep out.
const NAME: &str = "CommunauteVAE";

const REDIRECTS: usize = 5;

/// For each request, connection included.
const PATIENCE: Duration = Duration::from_secs(15);

/// No more of a site's rules is read than this.
const RULES: usize = 64 * 1024;

/// What is said of a link that leads where the public does not go.
const NOT_PUBLIC: &str = "l’adresse n’est pas publique";

/// What looks at links.
pub(super) struct Looking {
    client: Client,
}

/// What was seen of a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Somebody answered, on the way at least.
    Answered(Outcome),
    /// Nobody did: perhaps it is this machine that is cut off.
    Silence(String),
    /// Nobody was asked.
    Unasked(Outcome),
}

/// Why nothing can be said.
enum Stop {
    /// The address is none of the public web.
    Elsewhere,
    /// The site asks machines to keep out.
    KeptOut,
    /// Too many redirects, or none that leads anywhere.
    Astray,
    /// Nobody answers.
    Silence(String),
}

impl Looking {
    /// Says honestly who looks, and where to write to.
    pub(super) fn new(public_url: &str) -> Result<Self, reqwest::Error> {
        Self::by_names(public_url, PublicOnly)
    }

    /// The same, where names lead as that says.
    pub(super) fn by_names(public_url: &str, names: impl Resolve + 'static) -> Result<Self, reqwest::Error> {
        // Another part of the program may have chosen one already: it serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(format!("{NAME}/1.0 (+{public_url}; verification des liens)"))
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            .dns_resolver(names)
            .no_proxy()
            .build()?;
        Ok(Self { client })
    }

    /// What came of looking.
    pub(super) async fn at(&self, link: &str) -> Sight {
        let mut answered = false;
        let outcome = match self.follow(link, &mut answered).await {
            Ok(status) => judged(status),
            Err(Stop::Elsewhere) if !answered => {
                return Sight::Unasked(Outcome::Dead(None, NOT_PUBLIC.to_owned()));
            }
            Err(Stop::Silence(why)) if !answered => return Sight::Silence(why),
            Err(Stop::Elsewhere) => Outcome::Dead(None, NOT_PUBLIC.to_owned()),
            Err(Stop::KeptOut) => Outcome::Unknown("le site demande aux robots de ne pas entrer".to_owned()),
            Err(Stop::Astray) => Outcome::Dead(None, "les redirections ne mènent nulle part".to_owned()),
            Err(Stop::Silence(why)) => Outcome::Dead(None, why),
        };
        Sight::Answered(outcome)
    }

    async fn follow(&self, link: &str, answered: &mut bool) -> Result<StatusCode, Stop> {
        let mut url = Url::parse(link).map_err(|_| Stop::Elsewhere)?;
        for _ in 0..=REDIRECTS {
            if !may_be_asked(&url) {
                return Err(Stop::Elsewhere);
            }
            if !self.is_allowed(&url, answered).await {
                return Err(Stop::KeptOut);
            }
            let mut answer = self.ask(Method::HEAD, &url).await?;
            *answered = true;
            if knows_no_head(answer.status()) {
                // Dropped unread: no more comes than what is already on its way.
                answer = self.ask(Method::GET, &url).await?;
            }
            match next(&url, &answer) {
                None => return Ok(answer.status()),
                Some(Ok(further)) => url = further,
                Some(Err(())) => return Err(Stop::Astray),
            }
        }
        Err(Stop::Astray)
    }

    async fn ask(&self, method: Method, url: &Url) -> Result<Response, Stop> {
        let asked = self.client.request(method, url.clone()).header(header::RANGE, "bytes=0-2047");
        asked.send().await.map_err(|error| {
            let why =
                if error.is_timeout() { "le site ne répond pas à temps" } else { "le site ne répond pas" };
            Stop::Silence(why.to_owned())
        })
    }

    /// A site without rules, or whose rules cannot be read, asks nothing.
    async fn is_allowed(&self, url: &Url, answered: &mut bool) -> bool {
        let Ok(place) = url.join("/robots.txt") else { return true };
        let Ok(mut answer) = self.client.get(place).send().await else { return true };
        *answered = true;
        if !answer.status().is_success() {
            return true;
        }
        let mut rules = Vec::new();
        while let Ok(Some(piece)) = answer.chunk().await {
            rules.extend_from_slice(&piece);
            if rules.len() > RULES {
                rules.truncate(RULES);
                break;
            }
        }
        robots::allows(
            &String::from_utf8_lossy(&rules),
            NAME,
            &url[Position::BeforePath..Position::AfterQuery],
        )
    }
}

/// Whether it is an address of the public web, as far as it can be told before its name is looked up.
fn may_be_asked(url: &Url) -> bool {
    let web =
        matches!(url.scheme(), "http" | "https") && matches!(url.port(), None | Some(80 | 443 | 8080 | 8443));
    let bare = url.username().is_empty() && url.password().is_none();
    let public = match url.host() {
        Some(Host::Domain(name)) => {
            name.contains('.') && !name.ends_with(".local") && !name.ends_with(".internal")
        }
        Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
        None => false,
    };
    web && bare && public
}

fn knows_no_head(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Where a redirect leads, if it is one.
fn next(url: &Url, answer: &Response) -> Option<Result<Url, ()>> {
    if !answer.status().is_redirection() {
        return None;
    }
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    Some(to.and_then(|to| url.join(to).ok()).ok_or(()))
}

/// Only what says that nothing is there any more is a failure: a site that wants a password, or has enough of us, is well.
fn judged(status: StatusCode) -> Outcome {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            Outcome::Dead(Some(status.as_u16()), format!("la page n’existe plus ({})", status.as_u16()))
        }
        status if status.is_server_error() => {
            Outcome::Dead(Some(status.as_u16()), format!("le site est en panne ({})", status.as_u16()))
        }
        status => Outcome::Alive(status.as_u16()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_makes_us_knock_at_a_neighbours_door() {
        for (link, asked) in [
            ("https://www.francecompetences.fr/recherche/rncp/25467/", true),
            ("http://exemple.fr:8080/page", true),
            ("http://127.0.0.1/", false),
            ("http://2130706433/", false),
            ("http://0x7f.1/", false),
            ("http://[::1]/", false),
            ("http://169.254.169.254/latest/meta-data/", false),
            ("http://localhost/", false),
            ("http://imprimante.local/", false),
            ("http://exemple.fr:22/", false),
            ("ftp://exemple.fr/", false),
            ("file:///etc/passwd", false),
            ("http://nom:secret@exemple.fr/", false),
        ] {
            let url = Url::parse(link).expect("an address");
            assert_eq!(may_be_asked(&url), asked, "{link}");
        }
    }

    #[tokio::test]
    async fn a_private_address_is_never_asked() {
        let looking = Looking::new("https://communaute.exemple.fr").expect("it can look");
        let here = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a door");
        let port = here.local_addr().expect("its number").port();
        let knocked = tokio::spawn(async move { here.accept().await.is_ok() });
        for link in [format!("http://127.0.0.1:{port}/"), format!("http://localhost:{port}/")] {
            assert!(matches!(looking.at(&link).await, Sight::Unasked(Outcome::Dead(None, _))), "{link}");
        }
        // Even by a name that leads here: the resolver answers for public addresses only.
        let asked = looking.client.get(format!("http://localhost:{port}/")).send().await;
        assert!(asked.is_err() && !knocked.is_finished());
        knocked.abort();
    }

    #[test]
    fn only_what_is_gone_is_dead() {
        assert!(matches!(judged(StatusCode::NOT_FOUND), Outcome::Dead(Some(404), _)));
        assert!(matches!(judged(StatusCode::BAD_GATEWAY), Outcome::Dead(Some(502), _)));
        for well in [200, 206, 304, 401, 403, 429] {
            assert_eq!(judged(StatusCode::from_u16(well).expect("a status")), Outcome::Alive(well));
        }
    }
}

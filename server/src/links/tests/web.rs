//! A web of the test's own: every name in `exemple.fr` is one server here, which notes what it is asked.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::{net::TcpListener, time::Instant};

use crate::links::{address::only_public, fetch::Looking};

/// The web, open as long as its test.
#[derive(Clone)]
pub(super) struct Web {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    poured: Arc<AtomicU64>,
}

/// What it was asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) agent: String,
    pub(super) range: Option<String>,
    pub(super) at: Instant,
}

impl Web {
    pub(super) async fn opens() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let web = Self { port, asked: Arc::default(), poured: Arc::default() };
        let router = Router::new().fallback(answer).with_state(web.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        web
    }

    /// What looks at links on this web.
    pub(super) fn looking(&self) -> Looking {
        let names = Names { port: Some(self.port) };
        Looking::by_names("https://communaute.exemple.fr", names).expect("it can look")
    }

    /// The same, from a machine that is cut off.
    pub(super) fn looking_from_nowhere() -> Looking {
        Looking::by_names("https://communaute.exemple.fr", Names { port: None }).expect("it can look")
    }

    pub(super) fn everything(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What that host was asked, in order.
    pub(super) fn asked(&self, host: &str) -> Vec<String> {
        let of_host = self.everything().into_iter().filter(|asked| asked.host == host);
        of_host.map(|asked| format!("{} {}", asked.method, asked.path)).collect()
    }

    /// How many pieces of endless pages were taken.
    pub(super) fn poured(&self) -> u64 {
        self.poured.load(Ordering::SeqCst)
    }

    fn note(&self, request: &Request) -> (String, String) {
        let said = |name| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let asked = Asked {
            method: request.method().clone(),
            host: said(header::HOST).unwrap_or_default(),
            path: request.uri().path().to_owned(),
            agent: said(header::USER_AGENT).unwrap_or_default(),
            range: said(header::RANGE),
            at: Instant::now(),
        };
        let place = (asked.host.clone(), asked.path.clone());
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        place
    }

    /// A page without end, a kilobyte after another.
    fn endless(&self, piece: &'static str) -> Body {
        let poured = self.poured.clone();
        let pieces = stream::repeat_with(move || {
            poured.fetch_add(1, Ordering::SeqCst);
            Ok::<_, std::convert::Infallible>(Bytes::from_static(piece.as_bytes()))
        });
        Body::from_stream(pieces)
    }
}

async fn answer(State(web): State<Web>, request: Request) -> Response {
    let (host, path) = web.note(&request);
    let head = *request.method() == Method::HEAD;
    let to = |place: &str| (StatusCode::FOUND, [(header::LOCATION, place.to_owned())]).into_response();
    match (host.as_str(), path.as_str()) {
        ("ferme.exemple.fr", "/robots.txt") => "User-agent: *\nDisallow: /page\n".into_response(),
        ("bavard.exemple.fr", "/robots.txt") => {
            web.endless("# Un mot de plus.\nUser-agent: personne\nDisallow: /\n").into_response()
        }
        (_, "/robots.txt") => StatusCode::NOT_FOUND.into_response(),
        ("page.exemple.fr", "/vers/1") => to("http://autre.exemple.fr/bien"),
        ("page.exemple.fr", "/vers-ferme") => to("http://ferme.exemple.fr/page"),
        ("page.exemple.fr", "/vers-muet") => to("http://muet.exemple.fr/"),
        ("piege.exemple.fr", way) => to(trap(way)),
        (_, "/boucle") => to("/boucle"),
        (_, "/nulle-part") => (StatusCode::FOUND, HeaderMap::new()).into_response(),
        (_, "/sans-head") if head => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        (_, "/sans-head") => web.endless("Une page qui ne finit pas. ").into_response(),
        (_, "/parti") => StatusCode::GONE.into_response(),
        (_, "/panne") => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        (_, "/mot-de-passe") => StatusCode::UNAUTHORIZED.into_response(),
        (_, "/lent") => {
            tokio::time::sleep(Duration::from_millis(60)).await;
            StatusCode::OK.into_response()
        }
        (_, path) => match path.strip_prefix("/vers/").and_then(|left| left.parse::<u32>().ok()) {
            Some(left) => to(&format!("/vers/{}", left - 1)),
            None => StatusCode::OK.into_response(),
        },
    }
}

/// Where the traps lead.
fn trap(way: &str) -> &'static str {
    match way {
        "/ici" => "http://127.0.0.1:8080/",
        "/six" => "http://[::ffff:127.0.0.1]/",
        "/nuage" => "http://169.254.169.254/latest/meta-data/",
        "/port" => "http://page.exemple.fr:22/",
        "/fichier" => "file:///etc/passwd",
        "/secret" => "http://nom:secret@page.exemple.fr/",
        _ => "http://voisin.interne.fr/",
    }
}

/// The names of this web; without a port, those of a machine that is cut off.
struct Names {
    port: Option<u16>,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let port = self.port;
        Box::pin(async move {
            let found: Vec<SocketAddr> = match (name.as_str(), port) {
                (_, None) => return Err("no network".into()),
                // A port where nobody listens.
                ("muet.exemple.fr", _) => vec![SocketAddr::from(([127, 0, 0, 1], 1))],
                (name, Some(port)) if name.ends_with(".exemple.fr") => {
                    vec![SocketAddr::from(([127, 0, 0, 1], port))]
                }
                // A name that has a neighbour's address and a public one.
                (_, Some(port)) => {
                    let public = SocketAddr::from(([185, 5, 5, 5], 80));
                    only_public(vec![SocketAddr::from(([127, 0, 0, 1], port)), public])?
                }
            };
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

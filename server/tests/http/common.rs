//! A site of its own for each test, over a temporary SQLite, or over PostgreSQL where `VAE_TEST_DATABASE_URL` names one.

use std::{
    borrow::Cow,
    io::Cursor,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use app::{Door, Organisation, Settings, Site};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::{
    Clock, Community, Database, Role,
    files::Files,
    mail::{EmailAddress, Mailer, Sender},
    search::Engine,
    upkeep,
};
use leptos::config::LeptosOptions;
use sea_orm::ConnectionTrait;
use server::{
    assets::Assets,
    config::{MetricsToken, Trusted},
    guard::Limits,
    http::{Process, build},
};
use tempfile::TempDir;
use tower::ServiceExt;

/// The public address of the tests' site.
pub(crate) const ADDRESS: &str = "https://communaute.exemple.fr";

/// What lets Prometheus in.
pub(crate) const SECRET: &str = "0123456789abcdef0123";

/// A site, and what it stands on.
pub(crate) struct Place {
    pub(crate) router: Router,
    pub(crate) community: Community,
    pub(crate) engine: Engine,
    pub(crate) mailer: Mailer,
    /// Where its database is, for a second connection.
    pub(crate) url: String,
    pub(crate) folder: TempDir,
}

/// How the place differs from the usual one.
pub(crate) struct With {
    pub(crate) limits: Limits,
    pub(crate) trusted: Trusted,
    pub(crate) measuring: bool,
    pub(crate) more: Router,
    /// How letters leave; in memory when nothing is said.
    pub(crate) mailer: Option<Mailer>,
    pub(crate) door: Door,
}

impl Default for With {
    fn default() -> Self {
        Self {
            limits: Limits::usual(),
            trusted: Trusted::default(),
            measuring: false,
            more: Router::new(),
            mailer: None,
            door: Door::default(),
        }
    }
}

impl Place {
    /// The usual one, founded.
    pub(crate) async fn new() -> Self {
        Self::with(With::default()).await
    }

    pub(crate) async fn with(with: With) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let url = database_url(folder.path()).await;
        let database = Database::open(&url).await.expect("the database opens");
        database.migrate().await.expect("the migrations apply");
        let (engine, _) = Engine::open(&folder.path().join("index")).expect("the index opens");
        let mailer = with.mailer.unwrap_or_else(|| Mailer::memory(sender()));
        let kept = Files::in_folder(&folder.path().join("files")).expect("the files open");
        let community =
            Community::new(database, engine.clone(), kept, mailer.clone(), Clock::system(), ADDRESS);
        upkeep::found(&community).await.expect("the place is founded");
        let process = Process {
            assets: Assets::of(files()).expect("the manifest is among them"),
            limits: with.limits,
            trusted: with.trusted,
            metrics: Some(MetricsToken::parse(SECRET).expect("it is long enough")),
            data: folder.path().to_owned(),
            engine: engine.clone(),
            measuring: with.measuring,
        };
        let router = build(site(&community, with.door), process, with.more);
        Self { router, community, engine, mailer, url, folder }
    }

    /// Asks, and reads the whole answer.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the body comes whole");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Asks for a page, as somebody from elsewhere.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(get(path).body(Body::empty()).expect("the request is well made")).await
    }

    /// A sign-in link for a new account: its path.
    pub(crate) async fn link(&self, email: &str, role: Role) -> String {
        let email = EmailAddress::parse(email).expect("it is an address");
        let token = upkeep::link(&self.community, &email, Some(role)).await.expect("the link is made");
        format!("/connexion/{}", token.reveal())
    }
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The header's words, empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII here"))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// That the answer is a page of ours with that status.
    #[track_caller]
    pub(crate) fn is_a_page_with(&self, status: StatusCode) {
        assert_eq!(self.status, status, "{}", self.text());
        assert!(self.header("content-type").starts_with("text/html"), "{}", self.header("content-type"));
        assert!(self.text().contains("<html lang=\"fr\""), "{}", self.text());
    }
}

/// A request for a page, from a stranger's address.
pub(crate) fn get(path: &str) -> axum::http::request::Builder {
    from(([203, 0, 113, 7], 50_000), path)
}

/// A form sent from a page of ours.
pub(crate) fn post(path: &str) -> axum::http::request::Builder {
    get(path)
        .method(Method::POST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
}

/// A request from that address.
pub(crate) fn from(peer: impl Into<SocketAddr>, path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).extension(ConnectInfo::<SocketAddr>(peer.into()))
}

/// In whose name letters leave.
pub(crate) fn sender() -> Sender {
    let address = EmailAddress::parse("ne-pas-repondre@exemple.fr").expect("it is an address");
    Sender { name: "Communauté VAE".to_owned(), address }
}

/// A small picture, as the settings would have read it.
fn logo() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::RgbImage::new(8, 4).write_to(&mut file, image::ImageFormat::Png).expect("it is a picture");
    file.into_inner()
}

fn site(community: &Community, door: Door) -> Site {
    let organisation = Organisation {
        name: "Défi métiers".to_owned(),
        town: "Paris".to_owned(),
        logo: Some(Arc::from(logo())),
        ..Organisation::default()
    };
    let settings = Settings { public_url: ADDRESS.to_owned(), organisation, ..Settings::default() };
    let leptos = LeptosOptions::builder().output_name("communaute").build();
    Site { community: community.clone(), pages: app::routes::pages, leptos, settings: settings.into(), door }
}

/// A small site, as `cargo xtask build` would make it.
fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    let manifest = r#"{"output_name":"communaute.12","script":"","wasm":"","css":"/pkg/communaute.34.css"}"#;
    let files: [(&str, &'static [u8]); 6] = [
        ("manifest.json", manifest.as_bytes()),
        ("pkg/communaute.34.css", b"a { color: red }"),
        ("pkg/communaute.34.css.br", b"brotli"),
        ("pkg/communaute.34.css.gz", b"gzip"),
        ("fonts/letters.woff2", &[7; 2_000]),
        ("favicon.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ];
    files.map(|(name, contents)| (name.to_owned(), Cow::Borrowed(contents))).into()
}

/// A database that nobody else has. Those of PostgreSQL go with their temporary server.
async fn database_url(folder: &Path) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("VAE_TEST_DATABASE_URL") else {
        return format!("sqlite://{}", folder.join("communaute.db").display());
    };
    // Numbers of processes come back: the folder has a name of its own.
    let own = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let name = format!("http_{}_{}", own.to_lowercase(), MADE.fetch_add(1, Ordering::Relaxed));
    let maintenance = sea_orm::Database::connect(&server).await.expect("the test server answers");
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    maintenance.close().await.expect("the test server lets go");
    let (before, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{before}/{name}")
}

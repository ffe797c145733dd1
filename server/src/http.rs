//! The router, with its layers in the order in which a request meets them, and the listener. Main and tests use this one.

use std::{future::IntoFuture, io, net::SocketAddr, path::PathBuf, time::Duration};

use app::Site;
use axum::{
    Router,
    body::Body,
    http::{Extensions, HeaderMap, Response, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
    serve::ListenerExt,
};
use domain::search::Engine;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    csrf::CsrfLayer,
};

use crate::{
    assets::Assets,
    config::{MetricsToken, Trusted},
    guard::{
        Limits,
        headers::{self, Secure},
        limits::{self, Gates},
        weight, words,
    },
    health::{self, Watched},
    measure, papers, session,
    telemetry::{
        figures::{self, Desk},
        requests::{self, Measuring},
    },
};

/// How long requests may still take once the process is told to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// What the process has besides its site.
pub struct Process {
    /// The site's files.
    pub assets: Assets,
    /// How often one address may ask.
    pub limits: Limits,
    /// The proxies that are believed.
    pub trusted: Trusted,
    /// What lets Prometheus in from elsewhere.
    pub metrics: Option<MetricsToken>,
    /// The folder whose disk must not fill up.
    pub data: PathBuf,
    /// The search index, watched over.
    pub engine: Engine,
    /// Whether answers carry measures.
    pub measuring: bool,
}

/// Everything the process answers. `more` are pages of a test.
pub fn build(mut site: Site, process: Process, more: Router) -> Router {
    process.assets.name_in(&mut site);
    let secure = site.settings.secure();
    let recognised = from_fn_with_state(site.clone(), session::recognise);
    let mut pages = app::router(site.clone(), papers::routes()).merge(more).layer(recognised);
    if process.measuring {
        // A prepared page meets every layer but the session's: there is nobody to recognise.
        pages = pages.merge(measure::router());
    }
    let watched = Watched { community: site.community.clone(), data: process.data, engine: process.engine };
    let desk = Desk { community: site.community.clone(), token: process.metrics };
    guarded(pages, &site, Gates::new(process.limits, process.trusted))
        .merge(process.assets.router())
        .merge(health::router(watched))
        .merge(figures::router(desk))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(Measuring(process.measuring), requests::follow))
                .layer(from_fn_with_state(Secure(secure), headers::add))
                .layer(compression()),
        )
}

/// What a request meets before a page, from the last line to the first: words for whatever fails further in, a net under panics, the clock,
/// the pace of its address, the weight of its body, the origin of its form.
fn guarded(pages: Router, site: &Site, gates: Gates) -> Router {
    let origin = CsrfLayer::new().add_trusted_origin(&site.settings.public_url);
    pages
        .layer(origin.expect("the public URL is an origin"))
        .layer(from_fn(weight::weigh))
        .layer(from_fn_with_state(gates, limits::count))
        .layer(from_fn(weight::wait))
        .layer(CatchPanicLayer::custom(fallen))
        .layer(from_fn_with_state(site.clone(), words::say))
}

/// The panic itself is logged by the hook that `telemetry` sets, in the request's span.
fn fallen(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// Pages are compressed as they are made, fast; files come compressed, which is left as it is.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(860)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("text/event-stream"))
        .and(is_no_file);
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth_it)
}

/// Files of members leave as they are kept: readers of PDF ask for parts of them by their bytes.
fn is_no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// Answers until told to stop, then lets requests finish.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> io::Result<()> {
    // Without it, answers wait 40 ms for the other end's acknowledgement.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let late = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = serving.into_future() => served,
        () = late => {
            tracing::warn!(seconds = FAREWELL.as_secs(), "some requests did not finish in time, and were cut short");
            Ok(())
        }
    }
}

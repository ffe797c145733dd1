//! For whoever watches over the process: is it alive, can it work.

use std::path::{Path, PathBuf};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::TimeDelta;
use domain::{Community, search::Engine, upkeep};
use serde_json::{Value, json};

/// With less room than this, writing will soon fail.
const ROOM: u64 = 100 * 1024 * 1024;

/// An entry that waits longer than this says that the worker does not work.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// What is watched.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) community: Community,
    pub(crate) data: PathBuf,
    pub(crate) engine: Engine,
}

pub(crate) fn router(watched: Watched) -> Router {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready)).with_state(watched)
}

/// 200 when everything works, 503 otherwise, with the state of each part.
async fn ready(State(watched): State<Watched>) -> Response {
    let parts = [
        ("database", database(&watched.community).await),
        ("disk", disk(&watched.data)),
        ("index", index(&watched.engine)),
        ("worker", worker(&watched.community).await),
    ];
    let ready = parts.iter().all(|(_, state)| state.is_ok());
    let told: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|(name, state)| (name.to_owned(), state.map_or_else(Value::from, |()| Value::from("ok"))))
        .collect();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": ready, "parts": told }))).into_response()
}

/// What went wrong, without a detail that would help a stranger; the details are in the log.
type Verdict = Result<(), &'static str>;

async fn database(community: &Community) -> Verdict {
    community.ping().await.map_err(|fault| {
        tracing::warn!(error = %fault, "not ready: the database does not answer");
        "does not answer"
    })
}

fn disk(data: &Path) -> Verdict {
    let facts = rustix::fs::statvfs(data).map_err(|_| "the data folder cannot be reached")?;
    let room = facts.f_bavail.saturating_mul(facts.f_frsize);
    if room < ROOM { Err("almost full") } else { Ok(()) }
}

fn index(engine: &Engine) -> Verdict {
    if engine.position().is_some() { Ok(()) } else { Err("is being built") }
}

async fn worker(community: &Community) -> Verdict {
    let lags = upkeep::lags(community).await.map_err(|_| "cannot be asked")?;
    let limit = community.now() - PATIENCE;
    let late = lags.iter().find(|lag| lag.since.is_some_and(|since| since < limit));
    late.map_or(Ok(()), |lag| {
        tracing::warn!(reader = lag.reader, entries = lag.entries, "not ready: the worker is late");
        Err("is late")
    })
}

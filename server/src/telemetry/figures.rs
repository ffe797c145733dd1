//! The figures that Prometheus comes for. Nothing in them says who did anything.

use std::{fs, sync::OnceLock, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Community, notices, upkeep};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::{config::MetricsToken, guard::limits::peer};

/// Upper bounds of the durations' classes, in seconds.
const CLASSES: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Collects the figures of this process from now on; asked again, gives the same collection.
pub fn collect() -> PrometheusHandle {
    static COLLECTION: OnceLock<PrometheusHandle> = OnceLock::new();
    let install = || {
        let builder = PrometheusBuilder::new().set_buckets(&CLASSES).expect("there are classes");
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder may be in place already, in a test: ours then stays empty.
        let _ = metrics::set_global_recorder(recorder);
        handle
    };
    COLLECTION.get_or_init(install).clone()
}

/// Folds what was collected every few seconds: without it, memory grows until somebody asks.
pub async fn fold() {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    loop {
        every.tick().await;
        collect().run_upkeep();
    }
}

pub(super) fn request(method: &Method, route: String, status: StatusCode, lapse: Duration, statements: u32) {
    counter!("sql_statements_total", "route" => route.clone()).increment(statements.into());
    let status = status.as_u16().to_string();
    let method = known(method);
    histogram!("http_request_duration_seconds", "method" => method, "route" => route, "status" => status)
        .record(lapse);
}

/// A method is whatever the other end writes: only those we know are counted by name.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// What the figures' page needs.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) community: Community,
    pub(crate) token: Option<MetricsToken>,
}

pub(crate) fn router(desk: Desk) -> Router {
    // From the first request on.
    collect();
    Router::new().route("/metrics", get(show)).with_state(desk)
}

/// For this machine, or with the token; for anybody else there is no such page.
async fn show(State(desk): State<Desk>, request: Request) -> Response {
    if !desk.lets_in(&request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    desk.look().await;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], collect().render()).into_response()
}

impl Desk {
    fn lets_in(&self, request: &Request) -> bool {
        let presented = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let presented = presented.and_then(|value| value.strip_prefix("Bearer "));
        if let (Some(token), Some(presented)) = (&self.token, presented) {
            return token.is(presented);
        }
        // A proxy on this machine passes on what comes from anywhere.
        let passed_on = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
        peer(request).is_loopback() && !passed_on.iter().any(|name| request.headers().contains_key(*name))
    }

    /// Reads what nobody counts as it happens.
    async fn look(&self) {
        match upkeep::lags(&self.community).await {
            Ok(lags) => {
                for lag in lags {
                    let since = lag.since.map_or(0.0, |since| seconds(self.community.now() - since));
                    gauge!("journal_lag_entries", "reader" => lag.reader).set(lag.entries as f64);
                    gauge!("journal_lag_seconds", "reader" => lag.reader).set(since);
                }
            }
            Err(fault) => tracing::warn!(error = %fault, "the lag could not be measured"),
        }
        if let Ok(letters) = notices::waiting(&self.community).await {
            gauge!("letters_waiting").set(letters as f64);
        }
        if let Some(bytes) = resident() {
            gauge!("process_resident_memory_bytes").set(bytes as f64);
        }
    }
}

fn seconds(lapse: chrono::TimeDelta) -> f64 {
    lapse.as_seconds_f64().max(0.0)
}

/// What the process holds in memory, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1_024)
}

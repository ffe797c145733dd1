//! The days' papers: what is printed and what is counted with, for whoever may have it. `app` knows their addresses and who comes as far
//! as these; `paper` knows how to print; here the first is told what the second needs.
//!
//! - `words`: what the settings and the days say, as papers say it.
//! - `report`: the yearly report, printed and to count with.
//! - `own`: one's own convocation and certificates; `desk`: what organisers print; `tables`: what they count with.

use app::{Paper, Site, failure::Lost, form::lost_page};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
    routing::get,
};
use domain::Failure;
use paper::NotMade;
use tokio::sync::Semaphore;

mod desk;
mod own;
mod report;
mod tables;
mod words;

/// Papers made at once: each takes a core.
static PRESS: Semaphore = Semaphore::const_new(2);

/// Every paper, with its address.
pub(crate) fn routes() -> Vec<Paper> {
    vec![
        ("/journees/{day}/convocation.pdf", get(own::convocation)),
        ("/journees/{day}/attestation.pdf", get(own::certificate)),
        ("/journees/presence/{year}/attestation.pdf", get(own::year)),
        ("/journees/bilan/{year}/bilan.pdf", get(report::printed)),
        ("/journees/bilan/{year}/bilan.xlsx", get(report::counted)),
        ("/animation/journees/{day}/feuille.pdf", get(desk::sheet)),
        ("/animation/journees/{day}/attestations.zip", get(desk::certificates)),
        ("/animation/journees/annee/{year}/attestations.zip", get(desk::years)),
        ("/animation/journees/{day}/inscriptions.xlsx", get(tables::registrations_book)),
        ("/animation/journees/{day}/inscriptions.csv", get(tables::registrations_text)),
        ("/animation/journees/{day}/emargement.xlsx", get(tables::attendance_book)),
        ("/animation/journees/{day}/emargement.csv", get(tables::attendance_text)),
    ]
}

/// What leaves the site.
struct Made {
    kind: &'static str,
    name: String,
    bytes: Vec<u8>,
}

/// Why nothing does.
enum Why {
    /// There is no such paper, or not for this person.
    Lost(Lost),
    /// It could not be made.
    NotMade(String),
}

impl From<Lost> for Why {
    fn from(lost: Lost) -> Self {
        Why::Lost(lost)
    }
}

impl<R> From<Failure<R>> for Why {
    fn from(failure: Failure<R>) -> Self {
        Why::Lost(failure.into())
    }
}

impl From<domain::Fault> for Why {
    fn from(fault: domain::Fault) -> Self {
        Why::Lost(fault.into())
    }
}

const PDF: &str = "application/pdf";
const ZIP: &str = "application/zip";

/// Makes it where blocking is allowed, so many at once.
async fn made(
    kind: &'static str,
    name: String,
    make: impl FnOnce() -> Result<Vec<u8>, NotMade> + Send + 'static,
) -> Result<Made, Why> {
    let _turn = PRESS.acquire().await.map_err(|error| Why::NotMade(error.to_string()))?;
    let made = tokio::task::spawn_blocking(make).await.map_err(|error| Why::NotMade(error.to_string()))?;
    let bytes = made.map_err(|error| Why::NotMade(error.to_string()))?;
    Ok(Made { kind, name, bytes })
}

/// The file, or the page that says why there is none.
async fn answer(site: &Site, parts: Parts, made: Result<Made, Why>) -> Response {
    let made = match made {
        Ok(made) => made,
        Err(Why::Lost(lost)) => return lost_page(site, parts, lost).await,
        Err(Why::NotMade(error)) => {
            tracing::error!(%error, "a paper was not made");
            return app::failure::said(site, parts, StatusCode::INTERNAL_SERVER_ERROR).await;
        }
    };
    let length = made.bytes.len();
    let mut response = Response::new(Body::from(made.bytes));
    let said = [
        (header::CONTENT_TYPE, made.kind.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, app::content_disposition(false, &made.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    for (name, value) in said {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

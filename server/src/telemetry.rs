//! What is noted of the program's life: a log without secrets or personal data, and figures.

pub mod figures;
pub mod requests;

use std::panic;

use tracing_subscriber::EnvFilter;

use crate::config::{Keeping, LogFormat};

/// Starts the log, on the error output. A panic is a line of it, with the reference of the request it belongs to.
pub fn start(keeping: &Keeping) {
    // The settings were checked at the door.
    let filter = EnvFilter::try_new(&keeping.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let started = match keeping.log_format {
        LogFormat::Text => log.compact().try_init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init()
        }
    };
    if started.is_ok() {
        panic::set_hook(Box::new(|accident| {
            let place = accident.location().map(ToString::to_string);
            let words = accident.payload_as_str();
            tracing::error!(place = place.as_deref(), words, "panic");
        }));
    }
}

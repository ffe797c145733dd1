//! What is noted of the program's life: a log without secrets or personal data, and figures.

pub mod figures;
pub mod requests;

use std::{
    io::{IsTerminal, stderr},
    panic::{self, PanicHookInfo},
};

use tracing_subscriber::EnvFilter;

use crate::config::{Keeping, LogFormat};

/// Starts the log, on the error output. A panic is a line of it, with the reference of the request it belongs to.
pub fn start(keeping: &Keeping) {
    // Migrations announce at every start that there is nothing to do; the settings that follow may want to hear it.
    let wanted = format!("sea_orm_migration=warn,{}", keeping.log);
    // The settings were checked at the door.
    let filter = EnvFilter::try_new(wanted).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_target(false);
    let started = match keeping.log_format {
        LogFormat::Text => log.compact().try_init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init()
        }
    };
    if started.is_ok() {
        panic::set_hook(Box::new(note));
    }
}

/// Notes a panic in the log, in the span of the request that met it.
pub fn note(accident: &PanicHookInfo<'_>) {
    let place = accident.location().map(ToString::to_string);
    tracing::error!(place = place.as_deref(), words = accident.payload_as_str(), "panic");
}

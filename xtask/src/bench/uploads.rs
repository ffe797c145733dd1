//! Heavy files that come slowly, as many at once as the site takes: what they cost in memory, and that one more is asked to come
//! back.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use super::http::Client;
use super::memory::{self, Held};

/// As many as the site takes in at once.
const AT_ONCE: usize = 8;

/// As heavy as the site takes.
const HEAVIEST: usize = 50 * 1024 * 1024;

/// How long each is on its way.
const LAPSE: Duration = Duration::from_secs(6);

const DEPOSIT: &str = "/ressources/documents/nouveau";

/// The bytes that the process held at most meanwhile, beyond what it held before.
pub(super) fn measure(process: u32, address: &str, cookie: &str) -> Result<u64> {
    let before = Held::by(process)?;
    let (sent, peak) = memory::peak_during(process, || send(address, cookie));
    sent?;
    Ok(peak.own.saturating_sub(before.own))
}

fn send(address: &str, cookie: &str) -> Result<()> {
    let inside = Barrier::new(AT_ONCE + 1);
    let client = || Client::new(address, Some(cookie.to_owned()));
    let answers = thread::scope(|scope| {
        let coming: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let begun = || {
                    inside.wait();
                };
                scope.spawn(move || client().send_file(DEPOSIT, HEAVIEST, LAPSE, begun))
            })
            .collect();
        inside.wait();
        // They are on their way: by now each has its place.
        thread::sleep(LAPSE / 6);
        let late = client().send_file(DEPOSIT, HEAVIEST, Duration::ZERO, || {});
        let came: Vec<_> = coming.into_iter().map(|one| one.join()).collect();
        (came, late)
    });
    for answer in answers.0 {
        let Ok(answer) = answer else { bail!("somebody who sends a file panicked") };
        let answer = answer?;
        // The form has no title: the page that comes back says that the file is there.
        if answer.status != 422 || !String::from_utf8_lossy(&answer.body).contains("Fichier reçu") {
            bail!("a file of {HEAVIEST} bytes was answered {}", answer.status);
        }
    }
    match answers.1?.status {
        503 => Ok(()),
        status => bail!("one file more than {AT_ONCE} was answered {status}"),
    }
}

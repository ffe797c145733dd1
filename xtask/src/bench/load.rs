//! The load: some readers who ask again as soon as they are answered.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::http::Client;

/// Who asks, and how long.
pub(super) struct Plan {
    pub(super) address: String,
    pub(super) cookie: Option<String>,
    pub(super) readers: usize,
    pub(super) lapse: Duration,
}

/// How fast the answers came.
pub(super) struct Pace {
    lapse: Duration,
    /// In microseconds, the smallest first; all of them, so that no percentile is an estimate.
    latencies: Vec<u32>,
}

impl Pace {
    /// Answers per second.
    pub(super) fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.lapse.as_secs_f64()
    }

    /// In milliseconds, the latency that this share of the answers did not exceed.
    pub(super) fn percentile(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let index = (share * self.latencies.len() as f64).ceil() as usize;
        self.latencies
            .get(index.saturating_sub(1).min(last))
            .map_or(0.0, |latency| f64::from(*latency) / 1000.0)
    }
}

impl Plan {
    /// Asks for these pages in turn; the first second warms up and is not counted.
    pub(super) fn measure(&self, paths: &[String], encoding: &str) -> Result<Pace> {
        self.ask(paths, encoding, Duration::from_secs(1).min(self.lapse))?;
        self.ask(paths, encoding, self.lapse)
    }

    fn ask(&self, paths: &[String], encoding: &str, lapse: Duration) -> Result<Pace> {
        let start = Instant::now();
        let readers = thread::scope(|scope| {
            let readers: Vec<_> = (0..self.readers)
                .map(|index| scope.spawn(move || self.read(paths, encoding, index, start, lapse)))
                .collect();
            readers.into_iter().map(|reader| reader.join()).collect::<Vec<_>>()
        });
        let lapse = start.elapsed();
        let mut latencies = Vec::new();
        for reader in readers {
            match reader {
                Ok(result) => latencies.extend(result?),
                Err(_) => bail!("a reader panicked"),
            }
        }
        latencies.sort_unstable();
        Ok(Pace { lapse, latencies })
    }

    fn read(
        &self,
        paths: &[String],
        encoding: &str,
        index: usize,
        start: Instant,
        lapse: Duration,
    ) -> Result<Vec<u32>> {
        let mut client = Client::new(&self.address, self.cookie.clone());
        let mut latencies = Vec::new();
        // Each reader begins elsewhere: in step, they would all ask for the same page at once.
        let offset = index * paths.len() / self.readers;
        for path in paths.iter().cycle().skip(offset) {
            if start.elapsed() >= lapse {
                break;
            }
            let asked = Instant::now();
            let answer = client.get(path, encoding)?;
            if answer.status != 200 {
                bail!("GET {path} answered {} under load", answer.status);
            }
            latencies.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
        Ok(latencies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_exact() {
        let pace = Pace { lapse: Duration::from_secs(2), latencies: (1..=100).map(|n| n * 1000).collect() };
        assert_eq!(pace.percentile(0.50), 50.0);
        assert_eq!(pace.percentile(0.99), 99.0);
        assert_eq!(pace.percentile(1.0), 100.0);
        assert_eq!(pace.rate(), 50.0);
    }
}

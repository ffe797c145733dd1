//! Letters in memory, where a test reads them, and faults on demand.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Calendar, EmailAddress, Letter, MailFault};

#[derive(Default)]
pub(super) struct Memory(Mutex<Desk>);

#[derive(Default)]
struct Desk {
    letters: Vec<Letter>,
    calendars: Vec<(EmailAddress, Calendar)>,
    failing: usize,
    refused: Vec<EmailAddress>,
}

impl Memory {
    pub(super) fn keep(&self, letter: &Letter, calendar: Option<&Calendar>) -> Result<(), MailFault> {
        let mut desk = self.desk();
        if desk.failing > 0 {
            desk.failing -= 1;
            return Err(MailFault::Temporary("asked to fail".into()));
        }
        if desk.refused.contains(&letter.to) {
            return Err(MailFault::Permanent("asked to refuse this address".into()));
        }
        desk.letters.push(letter.clone());
        desk.calendars.extend(calendar.map(|calendar| (letter.to.clone(), calendar.clone())));
        Ok(())
    }

    pub(super) fn letters(&self) -> Vec<Letter> {
        self.desk().letters.clone()
    }

    pub(super) fn calendars(&self) -> Vec<(EmailAddress, Calendar)> {
        self.desk().calendars.clone()
    }

    pub(super) fn fail_next(&self, n: usize) {
        self.desk().failing = n;
    }

    pub(super) fn refuse(&self, address: &EmailAddress) {
        self.desk().refused.push(address.clone());
    }

    /// A test that panicked elsewhere leaves the letters readable.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Letters: what they are, and the three ways they leave (a mail server, a folder, the memory of a test).
//!
//! A letter is sent by the worker, never within a request, and may be tried again: its `Message-ID` comes
//! from a seed that stays the same, so that a letter which arrived twice is recognised as one. A fault says
//! whether trying again can help.

mod address;
mod calendar;
mod folder;
mod frame;
mod memory;
mod message;
mod smtp;

#[cfg(test)]
mod fake_server;
#[cfg(test)]
mod tests;

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

pub use address::{AddressRefusal, EmailAddress};
pub use calendar::{Calendar, Method};
use folder::Folder;
pub use frame::frame;
use memory::Memory;
use smtp::Relay;
pub use smtp::SmtpUrlRefusal;

/// How long a mail server may take for one letter, from the first call to its last answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A letter to one person, in the two forms that mail programs choose from.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: EmailAddress,
    /// What it is about, on one line.
    pub subject: String,
    /// The letter as plain text.
    pub text: String,
    /// The letter as HTML, every value in it escaped.
    pub html: String,
}

/// Letters hold names and sign-in links: nothing of them belongs in a log.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").finish_non_exhaustive()
    }
}

/// In whose name letters leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name that people see.
    pub name: String,
    /// The address behind it; its domain is that of the letters' `Message-ID`.
    pub address: EmailAddress,
}

/// Why a letter did not leave. The words are for the log: no address is in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// Nothing is known against the letter: it should be tried again later.
    #[error("the letter could not be sent yet: {0}")]
    Temporary(String),
    /// The letter or its recipient is refused: trying again cannot help.
    #[error("the letter is refused: {0}")]
    Permanent(String),
}

impl MailFault {
    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent(_))
    }
}

/// The way letters leave. Cheap to clone; the clones share it.
#[derive(Clone)]
pub struct Mailer {
    sender: Arc<Sender>,
    way: Arc<Way>,
}

enum Way {
    Smtp(Relay),
    Folder(Folder),
    Memory(Memory),
}

impl Mailer {
    /// Letters leave through a mail server.
    ///
    /// `smtps://user:password@host` speaks TLS from the first byte (port 465), `smtp://…` asks for STARTTLS
    /// and gives up without it (port 587). `?tls=opportunistic` accepts a server without TLS, `?tls=none`
    /// asks for none (port 25); neither sends a password in the clear beyond this machine.
    ///
    /// # Errors
    /// When the address cannot be read, or asks for what is not safe.
    pub fn smtp(url: &str, sender: Sender) -> Result<Self, SmtpUrlRefusal> {
        Self::smtp_within(url, sender, PATIENCE)
    }

    fn smtp_within(url: &str, sender: Sender, patience: Duration) -> Result<Self, SmtpUrlRefusal> {
        Ok(Self::by(Way::Smtp(Relay::parse(url, patience)?), sender))
    }

    /// Letters are written as `.eml` files in a folder, made when the first one comes.
    pub fn folder(dir: impl Into<PathBuf>, sender: Sender) -> Self {
        Self::by(Way::Folder(Folder::new(dir.into())), sender)
    }

    /// Letters are kept in memory, for a test to read.
    pub fn memory(sender: Sender) -> Self {
        Self::by(Way::Memory(Memory::default()), sender)
    }

    fn by(way: Way, sender: Sender) -> Self {
        Self { sender: Arc::new(sender), way: Arc::new(way) }
    }

    /// Sends a letter. The same seed gives the same `Message-ID`: one seed for each letter, kept when it is
    /// tried again.
    ///
    /// # Errors
    /// When the letter did not leave; the fault says whether trying again can help.
    pub async fn send(&self, letter: &Letter, message_id_seed: &str) -> Result<(), MailFault> {
        self.send_with(letter, None, message_id_seed).await
    }

    /// Sends a letter with something for the diary.
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub async fn send_with(
        &self,
        letter: &Letter,
        calendar: Option<&Calendar>,
        message_id_seed: &str,
    ) -> Result<(), MailFault> {
        let message = message::compose(&self.sender, letter, calendar, message_id_seed)?;
        match &*self.way {
            Way::Smtp(relay) => relay.deliver(message).await,
            Way::Folder(folder) => folder.keep(message.formatted()).await,
            Way::Memory(memory) => memory.keep(letter, calendar),
        }
    }

    /// In whose name letters leave.
    pub fn sender(&self) -> &Sender {
        &self.sender
    }

    /// What letters kept in memory brought for the diary, in order; none for the other ways.
    pub fn calendars(&self) -> Vec<(EmailAddress, Calendar)> {
        self.in_memory().map(Memory::calendars).unwrap_or_default()
    }

    /// The letters kept in memory so far; none for the other ways.
    pub fn letters(&self) -> Vec<Letter> {
        self.in_memory().map(Memory::letters).unwrap_or_default()
    }

    /// The next `n` letters meet a temporary fault. Only in memory.
    pub fn fail_next(&self, n: usize) {
        if let Some(memory) = self.in_memory() {
            memory.fail_next(n);
        }
    }

    /// Letters to this address meet a permanent fault from now on. Only in memory.
    pub fn refuse(&self, address: &EmailAddress) {
        if let Some(memory) = self.in_memory() {
            memory.refuse(address);
        }
    }

    fn in_memory(&self) -> Option<&Memory> {
        match &*self.way {
            Way::Memory(memory) => Some(memory),
            Way::Smtp(_) | Way::Folder(_) => None,
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &*self.way {
            Way::Smtp(_) => "Mailer::smtp",
            Way::Folder(_) => "Mailer::folder",
            Way::Memory(_) => "Mailer::memory",
        })
    }
}

//! The organisers' desk: looking after people. Every deed here takes an [`Organiser`] and leaves a line in the audit log, in its
//! own transaction.

pub mod log;
pub mod people;

/// What is said to an organiser about a deed that is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such person.
    NoSuchPerson,
}

//! From French prose to what the index compares.
//!
//! `atoms` cuts, `fold` gives one spelling, `words` applies what French writes (elisions, dotted
//! acronyms, codes, double forms), `stop` and `stem` keep what tells texts apart, `tokens` is what
//! the index stores. A question goes through the same steps as a text: nothing else makes them meet.

mod atoms;
mod fold;
mod gender;
mod stem;
mod stop;
mod tokens;
mod words;

pub(super) use fold::is_invisible;
pub(super) use tokens::{EXACT, MAIN, Reading, Span, read, register, stems};
pub(super) use words::{Shape, Word};

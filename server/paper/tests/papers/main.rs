//! The papers as those who get them open them: a PDF with its tags and its words, a spreadsheet with its cells.

mod cast;
mod conformity;
mod contents;
mod hostile;
mod poppler;
mod reading;
mod spreadsheets;

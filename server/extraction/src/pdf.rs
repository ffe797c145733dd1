//! PDF, page by page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use crate::{Pages, Trouble};

/// Reads each page by itself: one that the library stumbles over is left blank, the others are read.
pub(crate) fn read(bytes: &[u8], pages: &mut Pages<'_>) -> Result<(), Trouble> {
    let loaded = catch_unwind(|| Document::load_mem(bytes));
    let Ok(Ok(mut document)) = loaded else {
        // A password may keep the library from reading even the list of objects.
        let locked = bytes.windows(8).any(|window| window == b"/Encrypt");
        return Err(if locked { Trouble::Encrypted } else { Trouble::Damaged("not a PDF".to_owned()) });
    };
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Trouble::Encrypted);
    }
    let count = catch_unwind(AssertUnwindSafe(|| document.get_pages().len())).unwrap_or(0);
    if count == 0 {
        return Err(Trouble::Damaged("no page".to_owned()));
    }
    let mut stumbles = 0;
    for number in (1..).take(count) {
        let mut text = String::new();
        let read = catch_unwind(AssertUnwindSafe(|| {
            output_doc_page(&document, &mut PlainTextOutput::new(&mut text), number).is_ok()
        }));
        stumbles += usize::from(!matches!(read, Ok(true)));
        pages.push(&text);
        pages.turn()?;
    }
    if stumbles == count { Err(Trouble::Damaged("no page can be read".to_owned())) } else { Ok(()) }
}

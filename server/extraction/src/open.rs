//! OpenDocument: the pages of a text where they were last broken, the sheets of a spreadsheet, the slides of a presentation.

use std::collections::HashSet;

use crate::{
    Pages, Trouble,
    package::Package,
    xml::{Step, walk},
};

/// Reads the content, unless it is locked.
pub(crate) fn read(package: &mut Package<'_>, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    if let Some(manifest) = package.member("META-INF/manifest.xml")?
        && manifest.windows(15).any(|window| window == b"encryption-data")
    {
        return Err(Trouble::Encrypted);
    }
    let styles = package.member("styles.xml")?.unwrap_or_default();
    let content = package.needed("content.xml")?;
    let mut breaks = Breaks::default();
    for bytes in [&styles, &content] {
        if !bytes.is_empty() {
            breaks.learn(bytes)?;
        }
    }
    body(&content, &breaks, pages)?;
    if !pages.is_blank() {
        pages.turn()?;
    }
    Ok(())
}

/// The styles whose paragraphs begin a page, or end one.
#[derive(Default)]
struct Breaks {
    before: HashSet<String>,
    after: HashSet<String>,
}

impl Breaks {
    /// The most styles that a document names.
    const MOST: usize = 20_000;

    fn learn(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let mut style = String::new();
        walk(bytes, |step| {
            match step {
                Step::Open("style", attributes) => {
                    style = attributes.get("name").unwrap_or_default();
                    // A style begins a page where the one it is made from does.
                    let parent = attributes.get("parent-style-name").unwrap_or_default();
                    for set in [&mut self.before, &mut self.after] {
                        if set.contains(&parent) && set.len() < Self::MOST {
                            set.insert(style.clone());
                        }
                    }
                }
                Step::Open("paragraph-properties", attributes) => {
                    for (name, set) in [("break-before", &mut self.before), ("break-after", &mut self.after)]
                    {
                        match attributes.get(name).as_deref() {
                            Some("page") if set.len() < Self::MOST => {
                                set.insert(style.clone());
                            }
                            Some("auto") => {
                                set.remove(&style);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }
}

fn body(bytes: &[u8], breaks: &Breaks, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    let (mut paragraphs, mut removed, mut ends) = (0usize, 0usize, false);
    let (mut sheets, mut tables) = (false, 0usize);
    walk(bytes, |step| {
        match step {
            Step::Open("p" | "h", attributes) => {
                let style = attributes.get("style-name").unwrap_or_default();
                if breaks.before.contains(&style) && paragraphs == 0 && !pages.is_blank() {
                    pages.turn()?;
                }
                ends = breaks.after.contains(&style);
                paragraphs += 1;
            }
            Step::Close("p" | "h") => {
                paragraphs = paragraphs.saturating_sub(1);
                pages.push("\n");
                if std::mem::take(&mut ends) && paragraphs == 0 && !pages.is_blank() {
                    pages.turn()?;
                }
            }
            Step::Open("soft-page-break", _) if !pages.is_blank() => pages.turn()?,
            Step::Open("tracked-changes", _) => removed += 1,
            Step::Close("tracked-changes") => removed = removed.saturating_sub(1),
            Step::Open("s" | "tab" | "line-break", _) => pages.push(" "),
            // In a spreadsheet a table is a sheet; in a text it is a table.
            Step::Open("spreadsheet", _) => sheets = true,
            Step::Open("table", attributes) => {
                tables += 1;
                if sheets && tables == 1 {
                    pages.push(&attributes.get("name").unwrap_or_default());
                    pages.push("\n");
                }
            }
            Step::Close("table") => {
                tables = tables.saturating_sub(1);
                if sheets && tables == 0 {
                    pages.turn()?;
                }
            }
            Step::Close("table-cell") => pages.push("\t"),
            Step::Close("page") => pages.turn()?,
            Step::Text(text) if paragraphs > 0 && removed == 0 => pages.push(text),
            _ => {}
        }
        Ok(())
    })
}

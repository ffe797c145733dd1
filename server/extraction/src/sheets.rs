//! Excel: a sheet is a page, a row a line.

use crate::{
    Pages, Trouble,
    office::parts,
    package::Package,
    xml::{Step, walk},
};

/// The most different texts of a workbook.
const SHARED: usize = 500_000;

/// Reads each sheet under its name.
pub(crate) fn read(package: &mut Package<'_>, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    let shared = shared(package)?;
    for (path, name) in parts(package, "xl", "workbook.xml", "sheet")? {
        let Some(bytes) = package.member(&path)? else { continue };
        pages.push(&name);
        pages.push("\n");
        sheet(&bytes, &shared, pages)?;
        pages.turn()?;
    }
    Ok(())
}

/// Texts are kept once, and named by their rank.
fn shared(package: &mut Package<'_>) -> Result<Vec<String>, Trouble> {
    let Some(bytes) = package.member("xl/sharedStrings.xml")? else { return Ok(Vec::new()) };
    let (mut texts, mut in_text) = (Vec::new(), false);
    walk(&bytes, |step| {
        match step {
            Step::Open("si", _) if texts.len() >= SHARED => return Err(Trouble::TooLong),
            Step::Open("si", _) => texts.push(String::new()),
            Step::Open("t", _) => in_text = true,
            Step::Close("t") => in_text = false,
            Step::Text(text) if in_text => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(text);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

fn sheet(bytes: &[u8], shared: &[String], pages: &mut Pages<'_>) -> Result<(), Trouble> {
    let (mut kind, mut value, mut in_value) = (String::new(), String::new(), false);
    walk(bytes, |step| {
        match step {
            Step::Open("c", attributes) => {
                kind = attributes.get("t").unwrap_or_default();
                value.clear();
            }
            Step::Open("v" | "t", _) => in_value = true,
            Step::Close("v" | "t") => in_value = false,
            Step::Text(text) if in_value && value.len() < 10_000 => value.push_str(text),
            Step::Close("c") => {
                let text = match kind.as_str() {
                    "s" => {
                        value.trim().parse().ok().and_then(|rank: usize| shared.get(rank)).map(String::as_str)
                    }
                    _ => Some(value.as_str()),
                };
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    pages.push(text);
                    pages.push("\t");
                }
            }
            Step::Close("row") => pages.push("\n"),
            _ => {}
        }
        Ok(())
    })
}

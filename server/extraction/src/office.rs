//! Word and PowerPoint (ECMA-376): a document whose pages Word marked where it last broke them, slides in their order.

use crate::{
    Pages, Trouble,
    package::Package,
    xml::{Step, walk},
};

/// Pages end where the author broke them, and where Word last did; the same break is marked twice.
pub(crate) fn document(package: &mut Package<'_>, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    let bytes = package.needed("word/document.xml")?;
    let (mut in_text, mut deleted) = (false, 0usize);
    walk(&bytes, |step| {
        match step {
            Step::Open("t", _) => in_text = true,
            Step::Close("t") => in_text = false,
            Step::Open("del" | "instrText", _) => deleted += 1,
            Step::Close("del" | "instrText") => deleted = deleted.saturating_sub(1),
            Step::Open("br", attributes) if attributes.get("type").as_deref() == Some("page") => {
                pages.turn()?;
            }
            Step::Open("lastRenderedPageBreak" | "pageBreakBefore", _) if !pages.is_blank() => {
                pages.turn()?
            }
            Step::Open("tab" | "br" | "cr", _) => pages.push(" "),
            Step::Close("p") => pages.push("\n"),
            Step::Text(text) if in_text && deleted == 0 => pages.push(text),
            _ => {}
        }
        Ok(())
    })?;
    notes(package, pages)?;
    pages.turn()
}

/// Notes follow the last page: where each stands, only Word knows.
fn notes(package: &mut Package<'_>, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        let Some(bytes) = package.member(name)? else { continue };
        let mut in_text = false;
        walk(&bytes, |step| {
            match step {
                Step::Open("t", _) => in_text = true,
                Step::Close("t") => in_text = false,
                Step::Close("p") => pages.push("\n"),
                Step::Text(text) if in_text => pages.push(text),
                _ => {}
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// A slide is a page.
pub(crate) fn slides(package: &mut Package<'_>, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    for (name, _) in parts(package, "ppt", "presentation.xml", "sldId")? {
        let mut in_text = false;
        let bytes = package.needed(&name)?;
        walk(&bytes, |step| {
            match step {
                Step::Open("t", _) => in_text = true,
                Step::Close("t") => in_text = false,
                Step::Open("br", _) => pages.push(" "),
                Step::Close("p") => pages.push("\n"),
                Step::Text(text) if in_text => pages.push(text),
                _ => {}
            }
            Ok(())
        })?;
        pages.turn()?;
    }
    Ok(())
}

/// The parts that the main one lists in order, with the name it gives them: the list has numbers of relations, these have targets.
pub(crate) fn parts(
    package: &mut Package<'_>,
    folder: &str,
    main: &str,
    element: &str,
) -> Result<Vec<(String, String)>, Trouble> {
    let (mut relations, mut parts) = (Vec::new(), Vec::new());
    let bytes = package.needed(&format!("{folder}/_rels/{main}.rels"))?;
    walk(&bytes, |step| {
        if let Step::Open("Relationship", attributes) = step {
            relations.extend(attributes.get("Id").zip(attributes.get("Target")));
        }
        Ok(())
    })?;
    let bytes = package.needed(&format!("{folder}/{main}"))?;
    walk(&bytes, |step| {
        if let Step::Open(name, attributes) = step
            && name == element
        {
            // `sldId` has a number of its own besides: the relation's begins with letters.
            let relation = attributes.relation();
            let target = relations.iter().find(|(id, _)| Some(id) == relation.as_ref());
            if let Some((_, target)) = target {
                let path = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{folder}/{target}"),
                };
                parts.push((path, attributes.get("name").unwrap_or_default()));
            }
        }
        Ok(())
    })?;
    Ok(parts)
}

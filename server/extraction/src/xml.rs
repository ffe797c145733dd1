//! XML, element by element: no document type, so no entity but the five of XML; no depth that a person would not write.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::Trouble;

/// Deeper than any document of people.
const DEPTH: usize = 256;

/// One step through a document. Names are local, without their prefix.
pub(crate) enum Step<'a> {
    /// An element begins; one that is empty begins and ends.
    Open(&'a str, &'a Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Text.
    Text(&'a str),
}

/// The attributes of an element.
pub(crate) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute of that local name.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut all = attributes.with_checks(false).flatten();
        let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(found.value.into_owned())
    }

    /// The relation that an element of Office names: an `id` with a prefix, beside which there may be one without.
    pub(crate) fn relation(&self) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut all = attributes.with_checks(false).flatten();
        let found = all
            .find(|attribute| attribute.key.0.contains(':') && attribute.key.local_name().as_ref() == "id")?;
        Some(found.value.into_owned())
    }
}

/// Walks through the document.
pub(crate) fn walk(
    bytes: &[u8],
    mut each: impl FnMut(Step<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0usize);
    loop {
        match reader.read_event_into(&mut buffer).map_err(|error| Trouble::Damaged(error.to_string()))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Trouble::Damaged("too deep".to_owned()));
                }
                each(Step::Open(start.local_name().as_ref(), &Attributes(&start)))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Step::Close(end.local_name().as_ref()))?;
            }
            Event::Text(text) => each(Step::Text(&text))?,
            Event::CData(text) => each(Step::Text(&text))?,
            Event::GeneralRef(name) => {
                let mut place = [0; 4];
                let text = match (&*name, name.resolve_char_ref()) {
                    ("amp", _) => "&",
                    ("lt", _) => "<",
                    ("gt", _) => ">",
                    ("quot", _) => "\"",
                    ("apos", _) => "'",
                    (_, Ok(Some(c))) => c.encode_utf8(&mut place),
                    _ => return Err(Trouble::Damaged("an entity".to_owned())),
                };
                each(Step::Text(text))?;
            }
            // A document type declares entities, and entities are how a line becomes a gigabyte.
            Event::DocType(_) => return Err(Trouble::Damaged("a document type".to_owned())),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Trouble::Damaged("cut short".to_owned())),
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, Trouble> {
        let mut text = String::new();
        walk(xml.as_bytes(), |step| {
            if let Step::Text(piece) = step {
                text.push_str(piece);
            }
            Ok(())
        })?;
        Ok(text)
    }

    #[test]
    fn references_are_read_and_nothing_is_expanded() {
        assert_eq!(
            text("<a>l&apos;&#233;t&#xE9; &amp; &lt;b&gt;<c/></a>").expect("it is XML"),
            "l'été & <b>"
        );
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert!(matches!(text(bomb), Err(Trouble::Damaged(why)) if why == "a document type"));
        assert!(matches!(text("<a>&b;</a>"), Err(Trouble::Damaged(_))));
        assert!(matches!(text("<a><b></a>"), Err(Trouble::Damaged(_))));
        assert!(matches!(text("<a>"), Err(Trouble::Damaged(_))));
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(matches!(text(&deep), Err(Trouble::Damaged(why)) if why == "too deep"));
    }
}

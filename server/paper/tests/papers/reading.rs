//! A PDF, read back by a library that did not write it.

use pdf_extract::{Dictionary, Document, Object, extract_text_from_mem_by_pages};

/// An element of the structure that screen readers follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// `H1`, `Table`, `TH`…
    pub role: String,
    /// What is said instead of a picture.
    pub alt: Option<String>,
    /// What a head of a table is the head of: `Row`, `Column`, `Both`.
    pub scope: Option<String>,
    /// How deep it is.
    pub depth: usize,
}

/// What is read of a PDF.
pub struct Pdf {
    document: Document,
    /// The words of each page, apart by one space.
    pub pages: Vec<String>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let pages = extract_text_from_mem_by_pages(bytes).expect("its text is read");
        let pages = pages.iter().map(|page| plain(page)).collect();
        Self { document: Document::load_mem(bytes).expect("it is a PDF"), pages }
    }

    /// All its words.
    pub fn text(&self) -> String {
        self.pages.join(" ")
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("it has a catalog")
    }

    fn followed<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("the object is there").1
    }

    fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.followed(object))
    }

    /// Its language.
    pub fn language(&self) -> Option<String> {
        self.entry(self.catalog(), "Lang").and_then(said)
    }

    /// Whether it says that it is tagged.
    pub fn is_marked(&self) -> bool {
        let marks = self.entry(self.catalog(), "MarkInfo").and_then(|marks| marks.as_dict().ok());
        marks
            .and_then(|marks| self.entry(marks, "Marked"))
            .is_some_and(|it| matches!(it, Object::Boolean(true)))
    }

    /// Whether a window shows its title, rather than the name of its file.
    pub fn shows_its_title(&self) -> bool {
        let views = self.entry(self.catalog(), "ViewerPreferences").and_then(|views| views.as_dict().ok());
        views
            .and_then(|views| self.entry(views, "DisplayDocTitle"))
            .is_some_and(|it| matches!(it, Object::Boolean(true)))
    }

    /// What it says of itself, in XML.
    pub fn metadata(&self) -> String {
        let stream = self.entry(self.catalog(), "Metadata").and_then(|stream| stream.as_stream().ok());
        let stream = stream.expect("it has metadata");
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).expect("it is UTF-8")
    }

    /// Its structure, in reading order.
    pub fn elements(&self) -> Vec<Element> {
        let root = self.entry(self.catalog(), "StructTreeRoot").and_then(|root| root.as_dict().ok());
        let mut elements = Vec::new();
        self.walk(root.expect("it has a structure"), 0, &mut elements);
        elements
    }

    fn walk(&self, node: &Dictionary, depth: usize, elements: &mut Vec<Element>) {
        if let Some(role) = self.entry(node, "S").and_then(|role| role.as_name().ok()) {
            elements.push(Element {
                role: String::from_utf8_lossy(role).into_owned(),
                alt: self.entry(node, "Alt").and_then(said),
                scope: self.scope(node),
                depth,
            });
        }
        let children = match self.entry(node, "K") {
            Some(Object::Array(children)) => children.iter().collect(),
            Some(child) => vec![child],
            None => Vec::new(),
        };
        for child in children {
            if let Ok(child) = self.followed(child).as_dict() {
                self.walk(child, depth + 1, elements);
            }
        }
    }

    fn scope(&self, node: &Dictionary) -> Option<String> {
        let attributes = match self.entry(node, "A")? {
            Object::Array(attributes) => attributes.iter().collect(),
            attributes => vec![attributes],
        };
        let mut scopes = attributes.into_iter().filter_map(|attributes| {
            let attributes = self.followed(attributes).as_dict().ok()?;
            let scope = self.entry(attributes, "Scope")?.as_name().ok()?;
            Some(String::from_utf8_lossy(scope).into_owned())
        });
        scopes.next()
    }
}

/// A text of a PDF: UTF-16 after its mark, or plain letters.
fn said(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> =
                wide.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).ok()
        }
        None => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// The words of a text, apart by one space of one kind; what is not seen is left out.
pub fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{ad}')).collect();
    seen.replace('\u{2011}', "-").split_whitespace().collect::<Vec<_>>().join(" ")
}

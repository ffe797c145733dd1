//! The events of the Markdown parser, rebuilt one by one into the few that our pages know.
//!
//! What is HTML in the source is shown as it was typed; what nests too deep loses its frame, never its
//! words; a picture becomes a link to it; every line end is a line end.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::{
    addresses::{addresses, destination},
    typography::french,
};

/// Quotes, lists and emphases nest no deeper: nobody reads further, and browsers suffer.
const DEPTH: usize = 16;
/// Beyond this many cells, empty ones are left out: a hostile row of bars would make a hundred thousand.
const CELLS: usize = 4_000;

/// A page keeps this many levels of headings for itself.
const LEVELS_OF_THE_PAGE: usize = 2;

/// The frame that lets a wide table scroll alone. A group and not a region: several may share a page.
pub(super) const TABLE_FRAME: &str =
    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\">";

/// What a source says, as events that hold no HTML but our own table frames.
pub(super) fn events(source: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in TextMergeStream::new(Parser::new_ext(source, options)) {
        reader.take(event);
    }
    reader.said
}

#[derive(Default)]
struct Reader<'a> {
    said: Vec<Event<'a>>,
    open: Vec<Open>,
    depth: usize,
    links: usize,
    cells: usize,
    headings: Vec<HeadingLevel>,
    blocks: Blocks,
}

/// How the text of the present block is to be taken.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Blocks {
    #[default]
    Prose,
    /// Indented, which elsewhere means code; here it is somebody's paragraph.
    Indented,
    Code,
}

/// A tag whose end is awaited.
struct Open {
    /// How to close it, unless it was left out.
    end: Option<TagEnd>,
    /// How many events had been said before it.
    at: usize,
    /// What an empty link shows.
    fallback: Option<String>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Text(text) => match self.blocks {
                Blocks::Code => self.say(Event::Text(text)),
                Blocks::Prose => self.prose(&text),
                Blocks::Indented => self.lines(&text, Self::prose),
            },
            Event::Html(typed) | Event::InlineHtml(typed) => self.lines(&typed, Self::words),
            Event::SoftBreak | Event::HardBreak => self.say(Event::HardBreak),
            Event::TaskListMarker(done) => self.words(if done { "☑\u{A0}" } else { "☐\u{A0}" }),
            Event::Code(_) | Event::Rule => self.say(event),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text)
            }
        }
    }

    fn say(&mut self, event: Event<'a>) {
        self.said.push(event);
    }

    fn words(&mut self, text: &str) {
        self.say(Event::Text(CowStr::from(text.to_owned())));
    }

    /// Words of a sentence: typography, and links on bare addresses.
    fn prose(&mut self, text: &str) {
        let text = french(text);
        if self.links > 0 {
            return self.words(&text);
        }
        let mut at = 0;
        for address in addresses(&text) {
            if at < address.range.start {
                self.words(&text[at..address.range.start]);
            }
            self.say(Event::Start(link(address.href.into(), CowStr::Borrowed(""))));
            self.words(&text[address.range.clone()]);
            self.say(Event::End(TagEnd::Link));
            at = address.range.end;
        }
        if at < text.len() {
            self.words(&text[at..]);
        }
    }

    fn lines(&mut self, text: &str, say: fn(&mut Self, &str)) {
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            if !words.is_empty() {
                say(self, words);
            }
            if line.ends_with('\n') {
                self.say(Event::HardBreak);
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let mut open = Open { end: None, at: self.said.len(), fallback: None };
        if let Some(tag) = self.rebuilt(tag, &mut open) {
            if matches!(tag, Tag::Table(_)) {
                self.say(Event::Html(CowStr::Borrowed(TABLE_FRAME)));
            }
            open.end = Some(tag.to_end());
            self.depth += usize::from(nests(&tag));
            self.say(Event::Start(tag));
        }
        self.open.push(open);
    }

    /// The tag as we write it, if we do.
    fn rebuilt(&mut self, tag: Tag<'a>, open: &mut Open) -> Option<Tag<'a>> {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => Some(Tag::Paragraph),
            Tag::Heading { level, .. } => Some(heading(self.level(level), None)),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.blocks = Blocks::Indented;
                Some(Tag::Paragraph)
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.blocks = Blocks::Code;
                Some(Tag::CodeBlock(CodeBlockKind::Indented))
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let dest =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url };
                self.linked(dest, title, open)
            }
            Tag::Image { dest_url, title, .. } => self.linked(dest_url, title, open),
            Tag::Table(_) => Some(Tag::Table(Vec::new())),
            Tag::TableHead | Tag::TableRow => Some(tag),
            Tag::TableCell => {
                self.cells += 1;
                Some(tag)
            }
            Tag::Item => self.item(),
            Tag::BlockQuote(_) => (self.depth < DEPTH).then_some(Tag::BlockQuote(None)),
            Tag::List(_) | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                (self.depth < DEPTH).then_some(tag)
            }
            // Their options are off; were one switched on, its words would still be said, without its frame.
            _ => None,
        }
    }

    /// An item of a list that was left out is a line of its own.
    fn item(&mut self) -> Option<Tag<'a>> {
        let in_list = self.open.last().is_some_and(|list| list.end.is_some());
        if !in_list {
            self.say(Event::HardBreak);
        }
        in_list.then_some(Tag::Item)
    }

    /// A link where links may lead and where none is open yet; otherwise only its words.
    fn linked(&mut self, dest: CowStr<'a>, title: CowStr<'a>, open: &mut Open) -> Option<Tag<'a>> {
        open.fallback = Some(if title.trim().is_empty() { dest.to_string() } else { title.to_string() });
        if self.links > 0 {
            return None;
        }
        let dest = CowStr::from(destination(&dest)?.into_owned());
        self.links += 1;
        Some(link(dest, title))
    }

    fn end(&mut self) {
        self.blocks = Blocks::Prose;
        let Some(open) = self.open.pop() else { return };
        let shown = self.said.len() - open.at - usize::from(open.end.is_some());
        if shown == 0
            && let Some(fallback) = open.fallback
        {
            self.words(if fallback.trim().is_empty() { "…" } else { &fallback });
        }
        let Some(end) = open.end else { return };
        match end {
            TagEnd::TableCell if shown == 0 && self.cells > CELLS => {
                self.said.pop();
                return;
            }
            TagEnd::Paragraph => {
                while matches!(self.said.last(), Some(Event::HardBreak)) {
                    self.said.pop();
                }
            }
            TagEnd::Link => self.links -= 1,
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough => self.depth -= 1,
            _ => {}
        }
        self.say(Event::End(end));
        if end == TagEnd::Table {
            self.say(Event::Html(CowStr::Borrowed("</div>\n")));
        }
    }

    /// Headings begin under those of the page and never skip a level, wherever their author began.
    fn level(&mut self, typed: HeadingLevel) -> HeadingLevel {
        while self.headings.last().is_some_and(|above| *above >= typed) {
            self.headings.pop();
        }
        self.headings.push(typed);
        HeadingLevel::try_from(LEVELS_OF_THE_PAGE + self.headings.len()).unwrap_or(HeadingLevel::H6)
    }
}

fn nests(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::Strikethrough
    )
}

/// A heading of ours.
pub(super) fn heading<'a>(level: HeadingLevel, id: Option<CowStr<'a>>) -> Tag<'a> {
    Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }
}

fn link<'a>(dest_url: CowStr<'a>, title: CowStr<'a>) -> Tag<'a> {
    Tag::Link { link_type: LinkType::Inline, dest_url, title, id: CowStr::Borrowed("") }
}

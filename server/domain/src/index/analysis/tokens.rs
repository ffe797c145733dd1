//! What a text becomes in the main fields and in the exact one.

use tantivy::tokenizer::{self, TextAnalyzer, TokenStream, Tokenizer, TokenizerManager};

use super::super::synonyms;
use super::stem::stem;
use super::stop::is_stop;
use super::words::{Shape, Word, words};

/// The analysis of the main fields: stems without stop words, and the notions of `synonyms`.
pub(in super::super) const MAIN: &str = "fr_main";
/// The analysis of the exact field: folded words, all of them.
pub(in super::super) const EXACT: &str = "fr_exact";

/// What the index compares, and where it comes from in the text.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Token {
    pub(in super::super) text: String,
    pub(in super::super) start: usize,
    pub(in super::super) end: usize,
    pub(in super::super) position: usize,
}

/// Words that together say one thing: a notion with synonyms, or a compound with its hyphens.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Span {
    /// The first of its words and the last, by position.
    pub(in super::super) first: usize,
    pub(in super::super) last: usize,
    /// What stands for it in the main fields.
    pub(in super::super) token: String,
}

/// A text that has been read: its words, the stem of each that is not a stop word, its spans.
pub(in super::super) struct Reading {
    pub(in super::super) words: Vec<Word>,
    pub(in super::super) stems: Vec<Option<String>>,
    pub(in super::super) spans: Vec<Span>,
}

/// Reads a text or a question.
pub(in super::super) fn read(text: &str) -> Reading {
    let words = words(text);
    let stems: Vec<_> = words.iter().map(main_form).collect();
    let mut spans = compounds(&words);
    spans.extend(synonyms::spans(&stems));
    Reading { words, stems, spans }
}

/// The stems of a phrase of the synonym table.
pub(in super::super) fn stems(text: &str) -> Vec<String> {
    words(text).iter().filter_map(main_form).collect()
}

fn main_form(word: &Word) -> Option<String> {
    match word.shape {
        Shape::Code => Some(word.text.clone()),
        _ if is_stop(&word.text) => None,
        _ => Some(stem(&word.text)),
    }
}

/// « visio-conférence » is also « visioconférence ».
fn compounds(words: &[Word]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let mut last = first;
        while words[last].tied && last + 1 < words.len() {
            last += 1;
        }
        let parts = &words[first..=last];
        let letters = parts.iter().all(|word| word.shape != Shape::Code);
        if (2..=3).contains(&parts.len()) && letters && !is_stop_pair(parts) {
            let joined: String = parts.iter().map(|word| word.text.as_str()).collect();
            spans.push(Span { first, last, token: stem(&joined) });
        }
        first = last + 1;
    }
    spans
}

/// « est-ce », « a-t-il »: nothing worth a compound.
fn is_stop_pair(parts: &[Word]) -> bool {
    parts.iter().all(|word| is_stop(&word.text))
}

impl Reading {
    /// Forgets what comes after the first words.
    pub(in super::super) fn truncate(&mut self, words: usize) {
        self.words.truncate(words);
        self.stems.truncate(words);
        self.spans.retain(|span| span.last < words);
    }

    /// What the main fields hold.
    pub(in super::super) fn main(&self) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(self.words.len());
        let mut spans = self.spans.clone();
        spans.sort_by_key(|span| span.first);
        let mut spans = spans.into_iter().peekable();
        for (position, (word, main)) in self.words.iter().zip(&self.stems).enumerate() {
            let token = |text| Token { text, start: word.start, end: word.end, position };
            if let Some(main) = main {
                // An acronym we do not know must be found as it is written.
                if word.shape == Shape::Capitals && *main != word.text {
                    tokens.push(token(word.text.clone()));
                }
                tokens.push(token(main.clone()));
                tokens.extend(other_form(word).filter(|other| other != main).map(token));
            }
            while let Some(span) = spans.next_if(|span| span.first == position) {
                let end = self.words[span.last].end;
                tokens.push(Token { text: span.token, start: word.start, end, position });
            }
        }
        tokens
    }

    /// What the exact field holds.
    pub(in super::super) fn exact(&self) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(self.words.len());
        for (position, word) in self.words.iter().enumerate() {
            for text in std::iter::once(&word.text).chain(&word.also) {
                tokens.push(Token { text: text.clone(), start: word.start, end: word.end, position });
            }
        }
        tokens
    }
}

fn other_form(word: &Word) -> Option<String> {
    let other = word.also.as_deref()?;
    Some(if word.shape == Shape::Code { other.to_owned() } else { stem(other) })
}

/// Makes both analyses known to the index.
pub(in super::super) fn register(manager: &TokenizerManager) {
    manager.register(MAIN, TextAnalyzer::from(French { exact: false }));
    manager.register(EXACT, TextAnalyzer::from(French { exact: true }));
}

#[derive(Clone)]
struct French {
    exact: bool,
}

impl Tokenizer for French {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let reading = read(text);
        let tokens = if self.exact { reading.exact() } else { reading.main() };
        Stream { tokens: tokens.into_iter(), current: tokenizer::Token::default() }
    }
}

struct Stream {
    tokens: std::vec::IntoIter<Token>,
    current: tokenizer::Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(Token { text, start, end, position }) = self.tokens.next() else { return false };
        self.current =
            tokenizer::Token { offset_from: start, offset_to: end, position, text, position_length: 1 };
        true
    }

    fn token(&self) -> &tokenizer::Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut tokenizer::Token {
        &mut self.current
    }
}

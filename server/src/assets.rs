//! The site's files: style, fonts, islands. A release program carries them inside; a dev one reads them when it starts.
//!
//! They are what `cargo xtask build` made: the names in `/pkg/` change with the contents, and each text has its compressed
//! forms beside it.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher},
};

use app::Site;
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

mod source;

/// Why the site has no files.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    /// The program was compiled before them.
    #[error(
        "the site's style, fonts and islands are missing: run `cargo xtask build` (or `cargo xtask run`), then this again"
    )]
    Everything,
    /// They are not those of this program.
    #[error("the site's manifest.json cannot be read ({0}): run `cargo xtask build` again")]
    Manifest(#[from] serde_json::Error),
}

/// What `cargo xtask build` says of the names that change.
#[derive(Debug, Deserialize)]
struct Manifest {
    output_name: String,
    css: String,
}

/// Every file of the site.
pub struct Assets {
    files: BTreeMap<String, File>,
    /// What the islands' module is called, without `.js`.
    pub output_name: String,
    /// Address of the style sheet.
    pub stylesheet: String,
}

impl Assets {
    /// Those that came with the program.
    ///
    /// # Errors
    /// When there are none.
    pub fn load() -> Result<Self, Missing> {
        Self::of(source::files())
    }

    /// Those files: names from the root of the site, without a first slash, and contents.
    ///
    /// # Errors
    /// When the manifest is not among them.
    pub fn of(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Result<Self, Missing> {
        let mut contents: BTreeMap<String, Bytes> = files
            .into_iter()
            .map(|(name, contents)| match contents {
                Cow::Borrowed(contents) => (name, Bytes::from_static(contents)),
                Cow::Owned(contents) => (name, Bytes::from(contents)),
            })
            .collect();
        let manifest = contents.remove("manifest.json").ok_or(Missing::Everything)?;
        let Manifest { output_name, css } = serde_json::from_slice(&manifest)?;
        let names = contents.keys().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
        let files = names.map(|name| (format!("/{name}"), File::new(name, &contents))).collect();
        Ok(Self { files, output_name, stylesheet: css })
    }

    /// One route for each file.
    pub(crate) fn router(self) -> Router {
        let add = |router: Router, (path, file): (String, File)| {
            router.route(&path, get(async move |headers: HeaderMap| file.answer(&headers)))
        };
        self.files.into_iter().fold(Router::new(), add)
    }

    /// Tells the pages what the files are called.
    pub fn name_in(&self, site: &mut Site) {
        site.leptos.output_name = self.output_name.as_str().into();
        let settings = app::Settings { stylesheet: self.stylesheet.clone(), ..(*site.settings).clone() };
        site.settings = settings.into();
    }
}

/// A file, and how it may travel.
#[derive(Clone)]
struct File {
    kind: HeaderValue,
    keep: HeaderValue,
    plain: Form,
    brotli: Option<Form>,
    gzip: Option<Form>,
}

/// One way to write a file.
#[derive(Clone)]
struct Form {
    contents: Bytes,
    tag: HeaderValue,
    coding: Option<HeaderValue>,
}

impl Form {
    fn new(contents: &Bytes, coding: Option<&'static str>) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(contents);
        let tag = format!("\"{:016x}\"", hasher.finish());
        let tag = HeaderValue::try_from(tag).expect("digits between quotes");
        Self { contents: contents.clone(), tag, coding: coding.map(HeaderValue::from_static) }
    }
}

impl File {
    fn new(name: &str, contents: &BTreeMap<String, Bytes>) -> Self {
        let form = |suffix: &str, coding| {
            contents.get(&format!("{name}{suffix}")).map(|contents| Form::new(contents, coding))
        };
        // What is in `pkg` has another name when it changes; the rest is asked for again after a week.
        let hashed = name.starts_with("pkg/");
        let keep = if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=604800" };
        Self {
            kind: HeaderValue::from_static(kind(name)),
            keep: HeaderValue::from_static(keep),
            plain: form("", None).expect("the name is one of those"),
            brotli: form(".br", Some("br")),
            gzip: form(".gz", Some("gzip")),
        }
    }

    fn answer(&self, asked: &HeaderMap) -> Response {
        let form = self.form(asked);
        let mut response = if knows(asked, &form.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            form.contents.clone().into_response()
        };
        let headers = response.headers_mut();
        let mut put = |name: HeaderName, value: &HeaderValue| {
            headers.insert(name, value.clone());
        };
        put(header::CONTENT_TYPE, &self.kind);
        put(header::CACHE_CONTROL, &self.keep);
        put(header::ETAG, &form.tag);
        if self.brotli.is_some() || self.gzip.is_some() {
            put(header::VARY, &HeaderValue::from_static("accept-encoding"));
        }
        if let Some(coding) = &form.coding {
            put(header::CONTENT_ENCODING, coding);
        }
        response
    }

    /// The smallest form that the browser reads.
    fn form(&self, asked: &HeaderMap) -> &Form {
        let forms = [(&self.brotli, "br"), (&self.gzip, "gzip")];
        let readable = forms.into_iter().filter(|(_, coding)| reads(asked, coding));
        readable.flat_map(|(form, _)| form).next().unwrap_or(&self.plain)
    }
}

/// Whether the browser names that coding, and not to refuse it.
fn reads(asked: &HeaderMap, coding: &str) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|choice| {
        let (name, weight) = choice.split_once(';').unwrap_or((choice, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(coding) && weight != Some(0.0)
    })
}

/// Whether the browser has that very form already.
fn knows(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes()
    })
}

/// What browsers are told the file is.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_refused_coding_is_not_a_readable_one() {
        let reads = |list, coding| reads(&asking(header::ACCEPT_ENCODING, list), coding);
        assert!(reads("gzip, deflate, br", "br"));
        assert!(reads("gzip;q=0.5, BR;q=1", "br"));
        assert!(!reads("gzip, br;q=0", "br"));
        assert!(!reads("brotli", "br"));
    }

    #[test]
    fn a_known_form_is_recognised_in_a_list() {
        let tag = HeaderValue::from_static("\"2\"");
        let knows = |list| knows(&asking(header::IF_NONE_MATCH, list), &tag);
        assert!(knows("\"1\", W/\"2\"") && knows("*"));
        assert!(!knows("\"1\", \"22\""));
    }

    #[test]
    fn a_program_without_its_files_says_what_to_do() {
        let said = Assets::of([]).err().map(|missing| missing.to_string()).unwrap_or_default();
        assert!(said.contains("cargo xtask build"), "{said}");
    }
}

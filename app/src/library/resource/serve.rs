//! `…/fichier/{n}`: the file of a version, for whoever may read the resource. Taken away unless one asks to look, and shown only shut in
//! a sandbox: what strangers wrote runs nothing here.

use std::ops::Range;

use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Failure,
    files::Media,
    library::resource::{Attached, Refusal, file},
    members::Visitor,
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{numbered, ranked};
use crate::{
    Site,
    failure::{self, Lost},
    form::lost_page,
    session::SignedIn,
};

/// Nothing loads, nothing runs, nothing leaves, nothing frames it: a sandbox without a single permission.
pub(crate) const SANDBOX: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Browsers open a PDF in a viewer of theirs, which a sandbox would keep shut: nothing else than the viewer is let in.
const PDF: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Sends the file, or the part of it that is asked for.
pub(crate) async fn serve(
    State(site): State<Site>,
    Path((asked, version)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = parts.extensions.get::<SignedIn>();
    let visitor = visitor.map_or(Visitor::SIGNED_OUT, |signed_in| Visitor::from(signed_in.member.clone()));
    let (Some(id), Some(version)) = (numbered(&asked), ranked(&version)) else {
        return lost_page(&site, parts, Lost::NotThere).await;
    };
    let found = match file::find(&site.community, &visitor, id, version).await {
        Ok(found) => found,
        Err(Failure::Refused(Refusal::Withdrawn)) => {
            return failure::said(&site, parts, StatusCode::GONE).await;
        }
        Err(failure) => return lost_page(&site, parts, failure).await,
    };
    let look = parts.uri.query() == Some("voir") && found.media.is_shown();
    let tag = format!("\"{}\"", found.hash().as_str());
    if names(&parts.headers, &header::IF_NONE_MATCH, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let span = match asked_for(&parts.headers, &tag, found.size) {
        Asked::Whole => None,
        Asked::Part(span) => Some(span),
        Asked::Nonsense => {
            let whole = format!("bytes */{}", found.size);
            return (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, whole)]).into_response();
        }
    };
    if parts.method == Method::GET
        && span.is_none()
        && !look
        && let Err(fault) = file::count(&site.community, id).await
    {
        tracing::warn!(error = %fault, "a download was not counted");
    }
    let body = match parts.method == Method::HEAD {
        true => Body::empty(),
        false => match file::read(&site.community, &found, span.clone()).await {
            Ok(pieces) => Body::from_stream(pieces),
            Err(fault) => return lost_page(&site, parts, fault).await,
        },
    };
    answer(&found, look, tag, span, body)
}

fn answer(file: &Attached, look: bool, tag: String, span: Option<Range<u64>>, body: Body) -> Response {
    let mut response = Response::new(body);
    let (length, status) = match &span {
        Some(span) => (span.end - span.start, StatusCode::PARTIAL_CONTENT),
        None => (file.size, StatusCode::OK),
    };
    *response.status_mut() = status;
    let kind = file.media.content_type();
    let range = span.map(|span| format!("bytes {}-{}/{}", span.start, span.end - 1, file.size));
    let policy = if look && file.media == Media::Pdf { PDF } else { SANDBOX };
    let said: [(HeaderName, Option<String>); 8] = [
        (header::CONTENT_TYPE, Some(kind.to_owned())),
        (header::CONTENT_LENGTH, Some(length.to_string())),
        (header::CONTENT_DISPOSITION, Some(disposition(look, &file.media.name_for(&file.name)))),
        (header::CONTENT_SECURITY_POLICY, Some(policy.to_owned())),
        (header::ACCEPT_RANGES, Some("bytes".to_owned())),
        (header::CONTENT_RANGE, range),
        (header::ETAG, Some(tag)),
        // What was withdrawn a moment ago is not shown from a copy: asked for again each time.
        (header::CACHE_CONTROL, Some("private, no-cache".to_owned())),
    ];
    for (name, value) in said {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The name of the file for the browser (RFC 6266): plain letters for the oldest, UTF-8 for the others (RFC 8187).
pub fn disposition(look: bool, name: &str) -> String {
    const PLAIN: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'%')
        .add(b'\'')
        .add(b'(')
        .add(b')')
        .add(b'*')
        .add(b',')
        .add(b'/')
        .add(b':')
        .add(b';')
        .add(b'<')
        .add(b'=')
        .add(b'>')
        .add(b'?')
        .add(b'@')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'{')
        .add(b'}');
    let how = if look { "inline" } else { "attachment" };
    let folded = domain::text::folded(name);
    let ascii: String = folded
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

/// Whether the header names that content.
fn names(headers: &HeaderMap, name: &HeaderName, tag: &str) -> bool {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).any(|value| value.contains(tag))
}

/// What a request asks of the file.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Nonsense,
}

/// One range of bytes is answered (RFC 9110, 14); of several, or of another content than the one it began with, the whole is.
fn asked_for(headers: &HeaderMap, tag: &str, size: u64) -> Asked {
    let stale = headers.contains_key(header::IF_RANGE) && !names(headers, &header::IF_RANGE, tag);
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let range = asked.filter(|_| !stale).and_then(|asked| asked.strip_prefix("bytes="));
    let Some((start, end)) =
        range.filter(|range| !range.contains(',')).and_then(|range| range.split_once('-'))
    else {
        return Asked::Whole;
    };
    let (start, end) = (start.trim(), end.trim());
    let number = |text: &str| text.parse::<u64>().ok();
    let span = match (start.is_empty(), end.is_empty()) {
        (true, true) => return Asked::Whole,
        (true, false) => number(end).map(|last| size.saturating_sub(last)..size),
        (false, true) => number(start).map(|start| start..size),
        (false, false) => {
            number(start).zip(number(end)).map(|(start, end)| start..end.saturating_add(1).min(size))
        }
    };
    match span {
        None => Asked::Whole,
        Some(span) if span.start < span.end && span.end <= size => Asked::Part(span),
        Some(_) => Asked::Nonsense,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str, size: u64) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).expect("a header of the test"));
        asked_for(&headers, "\"tag\"", size)
    }

    #[test]
    fn one_range_is_answered_and_nonsense_is_said_to_be() {
        assert_eq!(asked("bytes=0-99", 1_000), Asked::Part(0..100));
        assert_eq!(asked("bytes=900-", 1_000), Asked::Part(900..1_000));
        assert_eq!(asked("bytes=-100", 1_000), Asked::Part(900..1_000));
        assert_eq!(asked("bytes=-5000", 1_000), Asked::Part(0..1_000));
        assert_eq!(asked("bytes=900-5000", 1_000), Asked::Part(900..1_000));
        assert_eq!(asked("bytes=0-1,5-6", 1_000), Asked::Whole);
        assert_eq!(asked("lines=0-1", 1_000), Asked::Whole);
        assert_eq!(asked("bytes=a-b", 1_000), Asked::Whole);
        for nonsense in ["bytes=1000-", "bytes=5-2", "bytes=-0", "bytes=99999999999-"] {
            assert_eq!(asked(nonsense, 1_000), Asked::Nonsense, "{nonsense}");
        }
    }

    #[test]
    fn a_name_is_said_in_plain_letters_and_in_its_own() {
        assert_eq!(
            disposition(false, "Référentiel « DEAES ».pdf"),
            "attachment; filename=\"referentiel _ deaes _.pdf\"; filename*=UTF-8''R%C3%A9f%C3%A9rentiel%20%C2%AB%20DEAES%20%C2%BB.pdf"
        );
        let hostile = disposition(true, "a\"; filename=\"b.html");
        assert!(hostile.starts_with("inline; filename=\"a__ filename__b.html\"; "), "{hostile}");
    }
}

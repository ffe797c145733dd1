//! `/photos/{name}-{side}`: a kept photo, for those who have an account.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::members::{
    PhotoName, Visitor,
    photo::{self, Size},
};

use crate::{Site, failure::Lost, form::lost_page, session::SignedIn};

/// The name says which bytes: they never change, and are kept by the browser of one person only.
const KEPT: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));

/// Sends the photo, or says that the browser has it.
pub(crate) async fn serve(State(site): State<Site>, Path(asked): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = parts.extensions.get::<SignedIn>();
    let visitor = visitor.map_or(Visitor::SIGNED_OUT, |signed_in| Visitor::from(signed_in.member.clone()));
    let Some((name, size)) = read(&asked) else { return lost_page(&site, parts, Lost::NotThere).await };
    let file = match photo::file(&site.community, &visitor, &name, size).await {
        Ok(Some(file)) => file,
        Ok(None) => return lost_page(&site, parts, Lost::NotThere).await,
        Err(fault) => return lost_page(&site, parts, fault).await,
    };
    let tag = format!("\"{asked}\"");
    let had = parts.headers.get_all(header::IF_NONE_MATCH).iter();
    let had = had.filter_map(|value| value.to_str().ok()).any(|value| value.contains(&tag));
    let headers = [KEPT, (header::ETAG, HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("")))];
    match had {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, [(header::CONTENT_TYPE, "image/jpeg")], file).into_response(),
    }
}

fn read(asked: &str) -> Option<(PhotoName, Size)> {
    let (name, side) = asked.split_once('-')?;
    let size = Size::ALL.into_iter().find(|size| size.side().to_string() == side)?;
    Some((name.parse().ok()?, size))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_what_the_site_wrote_names_a_photo() {
        let name = "0123456789abcdef0123456789abcdef";
        assert!(read(&format!("{name}-96")).is_some() && read(&format!("{name}-320")).is_some());
        for forged in [
            "",
            "-96",
            "96",
            &format!("{name}-97"),
            &format!("{name}-096"),
            &format!("{}-96", name.to_uppercase()),
            "../../etc/passwd-96",
        ] {
            assert!(read(forged).is_none(), "{forged}");
        }
    }
}

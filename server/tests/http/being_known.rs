//! What people show, through the router: photos and who gets them, what a file must be to get in, what nobody may see.

use axum::{
    body::{Body, Bytes},
    http::StatusCode,
};
use domain::{
    Role,
    members::{
        Audience, Reach, Telephone,
        photo::{self, Size},
        reach,
    },
};
use futures::stream;
use image::ImageFormat;

use crate::{
    cast::{Person, picture},
    common::{Answer, Place, post},
    markup,
};

const PAGE: &str = "/mon-compte/photo";

/// The file in a form, as a browser sends it.
fn form_of(file: &[u8]) -> Vec<u8> {
    let head = "--limite\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"moi.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
    [head.as_bytes(), file, b"\r\n--limite--\r\n"].concat()
}

fn sending(person: &Person, path: &str) -> axum::http::request::Builder {
    let mut request = post(path).header("cookie", &person.cookie);
    let headers = request.headers_mut().expect("well made");
    headers.insert("content-type", "multipart/form-data; boundary=limite".parse().expect("it is ASCII"));
    request
}

async fn send(place: &Place, person: &Person, body: impl Into<Body>) -> Answer {
    place.ask(sending(person, PAGE).body(body.into()).expect("well made")).await
}

#[tokio::test]
async fn a_photo_is_sent_shown_and_taken_away() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let answer = send(&place, &claire, form_of(&picture(ImageFormat::Jpeg))).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/mon-compte?fait=photo"));
    let helene = place.person("Hélène Garnier", Role::Funder).await;
    let card = format!("/annuaire/{}", claire.member.id());
    for path in ["/annuaire", card.as_str()] {
        let page = place.see(&helene, path).await.text();
        let shown = markup::tags(&page).into_iter().find(|tag| tag.name == "img").expect("there is a photo");
        let address = shown.attribute("src").expect("it has an address").to_owned();
        assert_eq!(shown.attribute("alt"), Some(""));
        let photo = place.see(&helene, &address).await;
        assert_eq!((photo.status, photo.header("content-type")), (StatusCode::OK, "image/jpeg"), "{path}");
    }
    let removed = place.send(&claire, "/mon-compte/photo/retrait", &[]).await;
    assert_eq!(removed.header("location"), "/mon-compte?fait=photo-retiree");
    assert!(!place.see(&helene, "/annuaire").await.text().contains("<img"));
}

#[tokio::test]
async fn a_photo_is_for_members_and_stays_in_their_browser() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let name = place.photo(&claire).await;
    for size in Size::ALL {
        let address = name.address(size);
        assert_eq!(place.get(&address).await.status, StatusCode::SEE_OTHER, "signed out");
        let photo = place.see(&claire, &address).await;
        assert_eq!(photo.status, StatusCode::OK);
        assert_eq!(photo.header("cache-control"), "private, max-age=31536000, immutable");
        assert_eq!(photo.header("x-content-type-options"), "nosniff");
        assert_eq!(photo.header("content-encoding"), "");
        assert!(photo.body.starts_with(&[0xff, 0xd8, 0xff]));
        let etag = photo.header("etag");
        let again =
            crate::common::get(&address).header("cookie", &claire.cookie).header("if-none-match", etag);
        let again = place.ask(again.body(Body::empty()).expect("well made")).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(again.header("etag"), etag);
    }
    let address = name.address(Size::Small);
    photo::remove(&place.community, &claire.member).await.expect("it is taken away");
    let gone = crate::common::get(&address).header("cookie", &claire.cookie).header("if-none-match", "\"x\"");
    let gone = place.ask(gone.body(Body::empty()).expect("well made")).await;
    gone.is_a_page_with(StatusCode::NOT_FOUND);
    assert_eq!(gone.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn a_file_that_is_no_photo_is_refused_in_french_beside_its_field() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let png = picture(ImageFormat::Png);
    let mut endless = png.clone();
    endless[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    // The header says 20,000 × 20,000, and its checksum with it.
    let sum = checksum(&endless[12..29]);
    endless[29..33].copy_from_slice(&sum);
    for (file, words) in [
        (Vec::new(), "celui-ci est vide"),
        (svg.into(), "n’est pas une photo JPEG, PNG ou WebP"),
        (png[..png.len() / 2].to_vec(), "ne se lit pas jusqu’au bout"),
        (endless, "20\u{202f}000 × 20\u{202f}000"),
    ] {
        let answer = send(&place, &claire, form_of(&file)).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
        let field = markup::find(&answer.text(), "name", "photo").expect("the field is there");
        assert_eq!(field.attribute("aria-invalid"), Some("true"));
    }
    let nothing = send(&place, &claire, "--limite--\r\n").await;
    nothing.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    for broken in ["", "limite", "--limite\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nabc"] {
        let answer = send(&place, &claire, broken).await;
        assert!(answer.status.is_client_error(), "{broken:?}: {}", answer.status);
        answer.is_a_page_with(answer.status);
    }
    assert!(!place.see(&claire, "/annuaire").await.text().contains("<img"), "nothing was kept");
}

/// The checksum of a block of a PNG file.
fn checksum(signed: &[u8]) -> [u8; 4] {
    let crc = signed.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    (!crc).to_be_bytes()
}

#[tokio::test]
async fn one_address_alone_takes_a_file_and_no_more_than_eight_megabytes() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    // A photo with a megabyte of something else behind it.
    let heavy = [picture(ImageFormat::Jpeg), vec![0; 1024 * 1024]].concat();
    assert_eq!(send(&place, &claire, form_of(&heavy)).await.status, StatusCode::SEE_OTHER);
    for path in ["/mon-compte", "/mon-compte/connaissances", "/mon-compte/photo/retrait", "/connexion"] {
        let answer = place.ask(sending(&claire, path).body(form_of(&heavy).into()).expect("well made")).await;
        answer.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let too_heavy = form_of(&vec![0xff; 9 * 1024 * 1024]);
    let announced = send(&place, &claire, too_heavy.clone()).await;
    announced.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
    assert!(announced.text().contains("Une photo pèse 8\u{a0}Mo au plus"), "{}", announced.text());
    let pieces =
        too_heavy.chunks(64 * 1024).map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)));
    let silent = Body::from_stream(stream::iter(pieces.collect::<Vec<_>>()));
    let silent = send(&place, &claire, silent).await;
    silent.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().contains("pèse plus de 8\u{a0}Mo"), "{}", silent.text());
}

#[tokio::test]
async fn a_file_from_elsewhere_or_after_the_session_goes_nowhere() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let file = form_of(&picture(ImageFormat::Png));
    let mut forged = sending(&claire, PAGE);
    forged.headers_mut().expect("well made").insert("sec-fetch-site", "cross-site".parse().expect("ASCII"));
    let forged = place.ask(forged.body(file.clone().into()).expect("well made")).await;
    forged.is_a_page_with(StatusCode::FORBIDDEN);
    let late = Person { cookie: "__Host-session=nothing".to_owned(), ..claire };
    let late = send(&place, &late, file).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert_eq!(late.header("location"), "/connexion?suite=%2Fmon-compte%2Fphoto");
}

#[tokio::test]
async fn a_number_is_in_the_pages_of_those_who_may_see_it_and_in_no_other() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let telephone = Some(Telephone::parse("06 12 34 56 78").expect("it can be dialled"));
    let decided = Reach { telephone, telephone_for: Audience::Antennes, email_for: Audience::Team };
    reach::change(&place.community, &claire.member, &decided).await.expect("it is changed");
    place.index_follows().await;
    let card = format!("/annuaire/{}", claire.member.id());
    for role in Role::ALL {
        let person = place.person(&format!("Une {}", role.code()), role).await;
        let page = place.see(&person, &card).await.text();
        let (telephone, email) = (page.contains("tel:0612345678"), page.contains("mailto:claire-bernard@"));
        assert_eq!(telephone, Audience::Antennes.roles().contains(role), "{role:?}");
        assert_eq!(email, Audience::Team.roles().contains(role), "{role:?}");
        let own = place.see(&person, &format!("{card}?comme=animation")).await.text();
        assert_eq!(own.contains("mailto:claire"), email, "one looks as somebody else at one’s own page only");
        let elsewhere = ["/annuaire", "/annuaire?q=claire", "/recherche?q=0612345678", "/recherche?q=claire"];
        for path in elsewhere {
            let page = place.see(&person, path).await.text();
            for trace in ["12 34 56 78", "12\u{a0}34\u{a0}56\u{a0}78", "claire-bernard@"] {
                assert!(!page.contains(trace), "{role:?} {path} {trace}");
            }
        }
    }
    for (look, telephone) in [("conseil", true), ("certification", false), ("financement", false)] {
        let page = place.see(&claire, &format!("{card}?comme={look}")).await.text();
        assert_eq!(page.contains("tel:0612345678"), telephone, "{look}");
        assert!(page.contains("Voici votre fiche"), "{look}");
    }
}

#[tokio::test]
async fn the_directory_answers_whatever_its_address_says() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    for query in [
        "?page=0",
        "?page=18446744073709551615",
        "?role=reine&departement=%3Cscript%3E&antenne=-1&connait=%22%3E%3Cb%3E&etape=99",
        "?antenne=9223372036854775807",
        "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "?q=%FF&connait=%00",
    ] {
        let answer = place.see(&claire, &format!("/annuaire{query}")).await;
        answer.is_a_page_with(StatusCode::OK);
        assert!(!answer.text().contains("<script"), "{query}: {}", answer.text());
        assert!(!answer.text().contains("\"><b>"), "{query}: {}", answer.text());
    }
    let narrowed = place.see(&claire, "/annuaire?role=certification&q=claire").await.text();
    assert!(narrowed.contains("Personne ne répond") && narrowed.contains("href=\"/annuaire\""), "{narrowed}");
    let found = place.see(&claire, "/annuaire?role=conseil&q=clare").await.text();
    assert!(found.contains("1\u{a0}personne sur cette recherche"), "{found}");
}

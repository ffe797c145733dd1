//! Downloads: a file that was taken whole is one, what browsers ask besides is none.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use domain::{Role, library::resource::Readers};

use crate::{
    cast::Person,
    common::{Place, get},
};

impl Place {
    /// Asks for the file with that method and that header; what comes back.
    async fn asks(
        &self,
        person: &Person,
        path: &str,
        method: &str,
        asked: Option<(&str, &str)>,
    ) -> StatusCode {
        let request = get(path).method(method).header(header::COOKIE, &person.cookie);
        let request = asked.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        self.ask(request.body(Body::empty()).expect("well made")).await.status
    }

    /// The number of downloads that the page says, if it says any.
    async fn said(&self, person: &Person, path: &str) -> Option<String> {
        let page = self.see(person, path).await.text();
        let after = page.split_once("<dt>Téléchargements</dt><dd>")?.1;
        Some(after.split_once('<')?.0.to_owned())
    }
}

#[tokio::test]
async fn what_was_taken_is_counted_and_what_was_looked_at_or_asked_in_part_is_not() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let karim = place.person("Karim Haddad", Role::Advisor).await;
    let (id, slug) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    let page = format!("/ressources/documents/{slug}");
    let file = format!("{page}/fichier/1");
    let tag = place.see(&karim, &format!("{file}?voir")).await.header("etag").to_owned();
    for (path, method, asked, status) in [
        (format!("{file}?voir"), "GET", None, 200),
        (file.clone(), "HEAD", None, 200),
        (format!("{file}?voir"), "HEAD", None, 200),
        (file.clone(), "GET", Some(("range", "bytes=0-7")), 206),
        (file.clone(), "GET", Some(("range", "bytes=0-")), 206),
        (file.clone(), "GET", Some(("range", "bytes=99999-")), 416),
        (file.clone(), "GET", Some(("if-none-match", tag.as_str())), 304),
        (format!("{page}/fichier/2"), "GET", None, 404),
    ] {
        assert_eq!(
            place.asks(&karim, &path, method, asked).await.as_u16(),
            status,
            "{method} {path} {asked:?}"
        );
        assert_eq!(place.said(&karim, &page).await, None, "{method} {path} {asked:?} counts for nothing");
    }
    let stranger = place.get(&file).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    assert_eq!(place.said(&karim, &page).await, None, "nobody took anything");

    for (person, path, count) in
        [(&karim, file.clone(), "1"), (&jeanne, file.clone(), "2"), (&karim, file.clone(), "3")]
    {
        assert_eq!(place.asks(person, &path, "GET", None).await, StatusCode::OK);
        assert_eq!(place.said(&karim, &page).await.as_deref(), Some(count));
    }
    place.second_version(&jeanne, id).await;
    for (version, count) in [(2, "4"), (1, "5")] {
        let path = format!("{page}/fichier/{version}");
        assert_eq!(place.asks(&karim, &path, "GET", None).await, StatusCode::OK);
        assert_eq!(place.said(&karim, &page).await.as_deref(), Some(count), "versions count together");
    }
}

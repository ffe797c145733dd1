//! The door of files: who may bring one is asked before it comes, so many come at once, and none is held in memory.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use app::Door;
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{StatusCode, header},
};
use domain::{Role, files, library::resource::Readers};
use futures::{StreamExt, stream};
use server::{guard::Limits, http};
use tokio::{net::TcpListener, sync::mpsc, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{MEGA, NEW, peak};
use crate::{
    cast::Person,
    common::{Answer, Place, With, get},
    documents::PDF,
};

const KIND: &str = "multipart/form-data; boundary=part";
const HEAD: &[u8] = b"--part\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.txt\"\r\n\r\n";
const TAIL: &[u8] = b"\r\n--part--\r\n";

/// A file that comes as slowly as the test wants.
struct Slow {
    pieces: mpsc::Sender<Bytes>,
    answer: JoinHandle<Answer>,
}

impl Slow {
    /// Begins to send a file; it is inside once its first piece was taken.
    async fn begins(place: &Place, person: &Person) -> Self {
        let (pieces, coming) = mpsc::channel(1);
        let coming = stream::unfold(coming, async |mut coming: mpsc::Receiver<Bytes>| {
            let piece = coming.recv().await?;
            Some((Ok::<_, std::convert::Infallible>(piece), coming))
        });
        let request = request(person, Body::from_stream(coming.boxed()));
        let router = place.router.clone();
        let answer = tokio::spawn(async move { answered(router, request).await });
        let slow = Self { pieces, answer };
        slow.sends(HEAD).await;
        // Two more than fit on the way: somebody takes them.
        slow.sends(b"a").await;
        slow.sends(b"b").await;
        slow
    }

    async fn sends(&self, piece: &[u8]) {
        self.pieces.send(Bytes::copy_from_slice(piece)).await.expect("somebody takes it");
    }

    async fn ends(self) -> Answer {
        self.sends(TAIL).await;
        drop(self.pieces);
        self.answer.await.expect("it is answered")
    }
}

fn request(person: &Person, body: Body) -> Request {
    let asked =
        get(NEW).method("POST").header("sec-fetch-site", "same-origin").header("cookie", &person.cookie);
    asked.header(header::CONTENT_TYPE, KIND).body(body).expect("well made")
}

async fn answered(router: axum::Router, request: Request) -> Answer {
    let response = tower::ServiceExt::oneshot(router, request).await.expect("the router never fails");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("the body comes whole");
    Answer { status: parts.status, headers: parts.headers, body }
}

fn whole(bytes: &[u8]) -> Body {
    Body::from([HEAD, bytes, TAIL].concat())
}

async fn with_a_door(places: usize) -> Place {
    Place::with(With { limits: Limits::none(), door: Door::of(places), ..With::default() }).await
}

#[tokio::test]
async fn files_come_in_so_many_at_once_and_one_more_is_asked_to_come_back() {
    let place = with_a_door(2).await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (first, second) = (Slow::begins(&place, &jeanne).await, Slow::begins(&place, &jeanne).await);

    let third = place.ask(request(&jeanne, whole(b"un de trop"))).await;
    third.is_a_page_with(StatusCode::SERVICE_UNAVAILABLE);
    assert!(third.text().contains("Le site est très occupé"), "{}", third.text());
    assert_eq!(place.count("uploads").await, 0);
    assert_eq!(place.see(&jeanne, "/ressources").await.status, StatusCode::OK, "the others read meanwhile");

    // The form lacks a title: the page that comes back has the file.
    let came = first.ends().await;
    came.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(came.text().contains("Fichier reçu"), "{}", came.text());
    let third = place.ask(request(&jeanne, whole(b"un de trop"))).await;
    assert_eq!(third.status, StatusCode::UNPROCESSABLE_ENTITY, "there is room again");
    drop(second.pieces);
    let cut = second.answer.await.expect("it is answered");
    assert!(cut.status.is_client_error(), "{}", cut.status);
    let after = place.ask(request(&jeanne, whole(b"encore un"))).await;
    assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY, "whoever gave up left the door");
    assert_eq!(place.count("uploads").await, 3);
}

#[tokio::test]
async fn files_that_come_at_once_are_not_held_in_memory() {
    const MANY: u64 = 8;
    const EACH: u64 = 6 * MEGA;
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    // What a first file costs once and for all is not counted.
    place.ask(request(&jeanne, whole(b"le premier"))).await.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let piece = vec![b'a'; 64 * 1024];
    let mut coming = Vec::new();
    for _ in 0..MANY {
        coming.push(Slow::begins(&place, &jeanne).await);
    }
    peak();
    let before = peak();
    for _ in 0..EACH / piece.len() as u64 {
        for slow in &coming {
            slow.sends(&piece).await;
        }
    }
    let grown = peak().saturating_sub(before);
    assert!(grown < MANY * EACH / 2, "{grown} bytes for {} that came", MANY * EACH);
    for slow in coming {
        slow.ends().await.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// As a browser sends: all of it, then the answer is read.
#[tokio::test]
async fn whoever_finds_the_door_full_reads_so_after_having_sent_all() {
    let place = with_a_door(0).await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    let stop = CancellationToken::new();
    let serving = tokio::spawn(http::serve(listener, place.router.clone(), stop.clone()));

    let weight = 20 * MEGA as usize;
    let head = format!(
        "POST {NEW} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\nContent-Type: {KIND}\r\n\
        Content-Length: {}\r\nConnection: close\r\n\r\n",
        jeanne.cookie,
        HEAD.len() + weight + TAIL.len()
    );
    let browser = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(&[HEAD, &vec![b'a'; weight], TAIL].concat())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    });
    let answer = browser.await.expect("the browser lives").expect("nobody hangs up on it while it sends");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("Le site est très occupé"), "{answer}");
    stop.cancel();
    serving.await.expect("the server lives").expect("it stopped cleanly");
}

#[tokio::test]
async fn nothing_is_taken_from_whoever_may_not_deposit_or_change() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (id, slug) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    let (_, hidden) = place.document(&jeanne, "Fiche des antennes", Readers::Antennes, false).await;
    let (gone, withdrawn) = place.document(&jeanne, "Ancien guide", Readers::Everybody, false).await;
    place.withdraw(&jeanne, gone).await;
    let kept = place.count("files").await;
    let version = |slug: &str| format!("/ressources/documents/{slug}/version");
    let funder = place.person("Hélène Roy", Role::Funder).await;
    let administrator = place.person("Raphaël Petit", Role::Administrator).await;
    let advisor = place.person("Karim Haddad", Role::Advisor).await;
    let certifier = place.person("Paul Lambert", Role::Certifier).await;
    for (who, path) in [
        (&funder, NEW.to_owned()),
        (&administrator, NEW.to_owned()),
        (&funder, version(&slug)),
        (&advisor, version(&slug)),
        (&certifier, version(&slug)),
        (&certifier, version(&hidden)),
        (&advisor, version(&withdrawn)),
        (&jeanne, version(&withdrawn)),
        (&jeanne, version("0")),
        (&jeanne, version("rien")),
    ] {
        let fields = [("titre", "Guide"), ("nature", "tool"), ("edition", "1")];
        let answer = place.posts(who, &path, &fields, Some(("suite.txt", b"Une suite."))).await;
        answer.is_a_page_with(StatusCode::NOT_FOUND);
        let waiting = (place.count("files").await, place.count("uploads").await);
        assert_eq!(waiting, (kept, 0), "{} at {path}", who.member.name());
    }
    let whole = [PDF, b"\n% deux"].concat();
    let added = place.posts(&jeanne, &version(&slug), &[("edition", "1")], Some(("suite.pdf", &whole))).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{id}: {}", added.text());
}

#[tokio::test]
async fn so_many_files_of_one_person_wait_and_the_oldest_makes_room() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let many = i64::from(files::WAITING);
    for number in 0..many + 3 {
        let answer = place.ask(request(&jeanne, whole(format!("Essai {number}").as_bytes()))).await;
        answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        let waiting = (number + 1).min(many);
        assert_eq!((place.count("uploads").await, place.count("files").await), (waiting, waiting));
    }
    let contents = place.folder.path().join("files").read_dir().expect("it is there");
    let contents = contents.map(|spread| spread.expect("read").path().read_dir().expect("read").count());
    assert_eq!(contents.sum::<usize>(), many as usize, "what nobody waits for is gone from the disk too");
}

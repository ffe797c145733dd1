//! The reader that takes its time, says too much or falls; and what the real one forbids itself.

use std::{
    fs,
    io::Read,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use domain::{Role, library::resource::Readers};

use super::{DAMAGED, Deposited, MEGA, PROGRAM, TOO_LONG, peak};
use crate::common::Place;

/// What came of a reader: how far the text is known, how many pages, how long it took, what the page of the document says.
struct Came {
    reading: String,
    pages: i32,
    took: Duration,
    page: String,
}

/// Lets a reader of our own making, in shell, read a file.
async fn read_by(script: &str, patience: Duration) -> Came {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (id, slug) =
        place.file(&jeanne, "Un texte", "texte.txt", b"Bonjour.", Readers::Everybody, false).await;
    let document = Deposited { number: id.number(), address: format!("/ressources/documents/{slug}") };
    let program = reader(&place, script);
    let begun = Instant::now();
    let read = server::reading::step_within(&place.community, &program, patience).await;
    assert!(read.expect("the reader starts"), "something waited");
    let took = begun.elapsed();
    let (reading, pages) = place.known(&document).await;
    let page = place.page_of(&jeanne, &document).await;
    place.all_is_read().await;
    assert_eq!(place.known(&document).await.0, reading, "it is read once");
    Came { reading, pages, took, page }
}

/// A reader of our own making.
pub(super) fn reader(place: &Place, script: &str) -> PathBuf {
    let path = place.folder.path().join("reader");
    fs::write(&path, format!("#!/bin/sh\nulimit -c 0\n{script}\n")).expect("it is written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("it may be started");
    path
}

const LONG: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_reader_that_does_not_end_is_ended_and_what_it_said_is_kept() {
    let came = read_by("exec /bin/sleep 60", SHORT).await;
    assert_eq!((came.reading.as_str(), came.pages), ("too-long", 0));
    assert!(came.took >= SHORT && came.took < LONG, "{:?}", came.took);
    assert!(came.page.contains(TOO_LONG), "{}", came.page);

    let came = read_by("printf 'P\\005\\000\\000\\000Salut'; exec /bin/sleep 60", SHORT).await;
    assert_eq!((came.reading.as_str(), came.pages), ("too-long", 1));
    assert!(came.took < LONG, "{:?}", came.took);

    let came = read_by("while :; do :; done", SHORT).await;
    assert_eq!(came.reading, "too-long");
    assert!(came.took < LONG, "{:?}", came.took);

    // It has nothing more to say: nobody waits for it.
    let came = read_by("printf 'E\\004\\000\\000\\000read'; exec 1>&-; exec /bin/sleep 60", LONG).await;
    assert_eq!(came.reading, "read");
    assert!(came.took < LONG / 2, "{:?}", came.took);
}

#[tokio::test]
async fn a_reader_that_says_too_much_is_heard_no_further() {
    let before = peak();
    let came = read_by("exec /bin/cat /dev/zero", LONG).await;
    assert_eq!((came.reading.as_str(), came.pages), ("too-long", 0));
    assert!(came.took < LONG / 2, "{:?}", came.took);
    // Pages without a word, without end.
    let pages = "i=0; while [ $i -lt 1000 ]; do i=$((i+1)); s=\"$s\\120\\000\\000\\000\\000\"; done
        while :; do printf \"$s\"; done";
    let came = read_by(pages, LONG).await;
    assert_eq!((came.reading.as_str(), came.pages), ("too-long", 2_000));
    let grown = peak().saturating_sub(before);
    assert!(grown < 128 * MEGA, "{grown} bytes for what was said");
}

#[tokio::test]
async fn a_reader_that_falls_says_by_its_fall_what_the_file_is() {
    for (fall, reading, words) in [
        // It asked for more memory, or more time, than there is: so does the file.
        ("kill -ABRT $$", "too-long", TOO_LONG),
        ("kill -XCPU $$", "too-long", TOO_LONG),
        ("kill -KILL $$", "too-long", TOO_LONG),
        ("kill -SEGV $$", "damaged", DAMAGED),
        ("exit 1", "damaged", DAMAGED),
        ("exit 0", "damaged", DAMAGED),
        ("printf 'E\\004\\000\\000\\000ravi'", "damaged", DAMAGED),
        ("printf 'P\\377\\377\\377\\377'", "damaged", DAMAGED),
    ] {
        let came = read_by(fall, LONG).await;
        assert_eq!(came.reading, reading, "{fall}");
        assert!(came.page.contains(words), "{fall}: {}", came.page);
    }
}

#[tokio::test]
async fn a_reader_is_told_what_to_read_and_nothing_else() {
    let told = "[ \"$1 $2 $#\" = 'extract text 2' ] && [ \"$(/bin/cat)\" = Bonjour. ]";
    // What the shell itself puts there is no secret of ours.
    let names = "$(/usr/bin/env | /bin/sed -e '/^PWD=/d' -e '/^SHLVL=/d' -e '/^OLDPWD=/d' -e '/^_=/d')";
    let script = format!("{told} && [ -z \"{names}\" ] && printf 'E\\004\\000\\000\\000read'");
    assert_eq!(read_by(&script, LONG).await.reading, "read");
}

/// Held at the moment when it has begun to speak, which is after it has limited itself: nobody takes what it says.
#[test]
fn the_real_reader_limits_itself_before_it_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("texte.txt");
    fs::write(&path, vec![b'a'; 300_000]).expect("it is written");
    let mut held = Command::new(PROGRAM)
        .args(["extract", "text"])
        .env_clear()
        .stdin(fs::File::open(&path).expect("it is there"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the reader starts");
    let mut word = [0];
    held.stdout.as_mut().expect("its mouth").read_exact(&mut word).expect("it speaks");
    let limits = fs::read_to_string(format!("/proc/{}/limits", held.id())).expect("it is still there");
    held.kill().expect("it is ended");
    held.wait().expect("it has ended");
    for (what, most) in [
        ("Max address space", "1073741824"),
        ("Max cpu time", "40"),
        ("Max file size", "0"),
        ("Max open files", "16"),
        ("Max core file size", "0"),
    ] {
        let line = limits.lines().find_map(|line| line.strip_prefix(what)).expect(what);
        let said: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(said, [most, most], "{what}");
    }
}

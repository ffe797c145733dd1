//! Photos: put there, seen, changed, taken away; and files that are none, or more than one.

use std::io::Cursor;

use domain::{
    Failure,
    members::{
        Member, PhotoName, Visitor, account,
        photo::{self, Refusal, Size},
    },
};
use image::{DynamicImage, ImageBuffer, ImageFormat, Luma, Rgb, RgbImage};

use crate::place::{JURY, Place, seen_by};

/// Red at the left, blue at the right.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).expect("it is drawn");
    file.into_inner()
}

pub(crate) fn jpeg() -> Vec<u8> {
    file(two_halves(400, 300), ImageFormat::Jpeg)
}

async fn keep(place: &Place, member: &Member, file: Vec<u8>) -> Result<PhotoName, Refusal> {
    photo::keep(place, member, file).await.map_err(|failure| match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Fault(fault) => panic!("no file is an accident: {fault}"),
    })
}

async fn kept(place: &Place, name: &PhotoName, size: Size) -> Option<Vec<u8>> {
    let seen = photo::file(place, &seen_by(&place.helene), name, size).await;
    seen.expect("the database answers")
}

async fn photo_of(place: &Place, member: &Member) -> Option<PhotoName> {
    account::mine(place, member).await.expect("it is read").profile.photo
}

fn has(file: &[u8], words: &[u8]) -> bool {
    file.windows(words.len()).any(|window| window == words)
}

/// A block of a JPEG file.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// The file with that block at its beginning.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    [&jpeg[..2], &segment(marker, content), &jpeg[2..]].concat()
}

/// What a camera notes: how it was held, and where.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let directory = [
        2_u16.to_be_bytes().to_vec(),
        entry(0x0112, 3, 1, [0, orientation, 0, 0]),
        entry(0x8825, 4, 1, 38_u32.to_be_bytes()),
        0_u32.to_be_bytes().to_vec(),
        1_u16.to_be_bytes().to_vec(),
        entry(0x001d, 2, 11, 56_u32.to_be_bytes()),
        0_u32.to_be_bytes().to_vec(),
        b"48.8566N-2.3522E".to_vec(),
    ];
    [&b"Exif\0\0MM\0*\0\0\0\x08"[..], &directory.concat()].concat()
}

/// A block of a PNG file.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let signed = [&name[..], content].concat();
    let crc = signed.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    let length = u32::try_from(content.len()).expect("it is short");
    [&length.to_be_bytes()[..], &signed, &(!crc).to_be_bytes()].concat()
}

/// A PNG file that promises so many pixels.
fn promising(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let pixels = chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), pixels, chunk(b"IEND", b"")].concat()
}

/// A JPEG file whose header says something else than what it holds.
fn lying(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = jpeg();
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("it has a frame");
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

/// A WebP file of one image that says it moves.
fn moving() -> Vec<u8> {
    let still = file(two_halves(128, 128), ImageFormat::WebP);
    let block = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("it is short").to_le_bytes();
        let even = &[0][..content.len() % 2];
        [&name[..], &length, content, even].concat()
    };
    let side = [127, 0, 0];
    let canvas = block(b"VP8X", &[&[2, 0, 0, 0][..], &side, &side].concat());
    let frame = [&[0; 6][..], &side, &side, &[100, 0, 0, 0], &still[12..]].concat();
    let body = [&b"WEBP"[..], &canvas, &block(b"ANIM", &[0; 6]), &block(b"ANMF", &frame)].concat();
    block(b"RIFF", &body)
}

#[tokio::test]
async fn claire_puts_a_photo_changes_it_and_takes_it_away() {
    let place = Place::founded().await;
    assert_eq!(photo_of(&place, &place.claire).await, None);
    let first = keep(&place, &place.claire, jpeg()).await.expect("it is kept");
    assert_eq!(photo_of(&place, &place.claire).await.as_ref(), Some(&first));
    for size in Size::ALL {
        let file = kept(&place, &first, size).await.expect("everybody with an account sees it");
        let image = image::load_from_memory_with_format(&file, ImageFormat::Jpeg).expect("it is a JPEG file");
        assert_eq!((image.width(), image.height()), (size.side(), size.side()));
        assert!(file.len() < 40_000, "{}", file.len());
        let outside = photo::file(&place, &Visitor::SIGNED_OUT, &first, size).await;
        assert_eq!(outside.expect("the database answers"), None);
    }
    let second = keep(&place, &place.claire, file(two_halves(96, 96), ImageFormat::Png)).await.expect("kept");
    assert_ne!(first, second);
    assert_eq!(kept(&place, &first, Size::Small).await, None, "nobody has the first any more");
    assert_eq!(place.number("SELECT COUNT(*) FROM member_photos").await, 1);
    for _ in 0..2 {
        photo::remove(&place, &place.claire).await.expect("twice is as good as once");
    }
    assert_eq!(photo_of(&place, &place.claire).await, None);
    assert_eq!(kept(&place, &second, Size::Large).await, None);
}

#[tokio::test]
async fn a_photo_goes_wherever_its_person_is_named() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Un jury en juin", "Qui vient ?").await;
    place.reply(&place.karim, topic, "Moi.").await;
    let name = keep(&place, &place.karim, jpeg()).await.expect("it is kept");
    let (topic, replies) =
        domain::forum::topic::read(&place.community(), &seen_by(&place.lucie), topic, 1).await.expect("read");
    assert_eq!((topic.message.author.photo, replies[0].message.author.photo.as_ref()), (None, Some(&name)));
    let (_, people) =
        domain::members::directory::everybody(&place, &seen_by(&place.lucie)).await.expect("it is read");
    let with_photo: Vec<_> = people.iter().filter(|person| person.photo.is_some()).collect();
    assert_eq!(with_photo.len(), 1);
    assert_eq!(with_photo[0].photo.as_ref(), Some(&name));
}

#[tokio::test]
async fn one_photo_of_two_people_stays_when_one_takes_it_away() {
    let place = Place::founded().await;
    let name = keep(&place, &place.claire, jpeg()).await.expect("it is kept");
    assert_eq!(keep(&place, &place.karim, jpeg()).await.as_ref(), Ok(&name));
    photo::remove(&place, &place.claire).await.expect("it is taken away");
    assert!(kept(&place, &name, Size::Small).await.is_some());
    assert_eq!(photo_of(&place, &place.karim).await, Some(name));
}

#[tokio::test]
async fn what_is_no_photo_is_refused_and_the_one_before_stays() {
    let place = Place::founded().await;
    let before = keep(&place, &place.claire, jpeg()).await.expect("it is kept");
    let whole = jpeg();
    let (png, webp) =
        (file(two_halves(200, 200), ImageFormat::Png), file(two_halves(200, 200), ImageFormat::WebP));
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
    let corpus = [
        ("nothing", Vec::new(), Refusal::Empty),
        ("words", "Bonjour.".into(), Refusal::UnknownKind),
        ("a page", "<!DOCTYPE html><script>alert(1)</script>".into(), Refusal::UnknownKind),
        ("a drawing", svg, Refusal::UnknownKind),
        (
            "a GIF",
            b"GIF89a\x40\0\x40\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x40\0\x40\0\0\x02\x02D\x01\0;".to_vec(),
            Refusal::UnknownKind,
        ),
        ("a PDF", b"%PDF-1.7\n1 0 obj".to_vec(), Refusal::UnknownKind),
        ("a BMP", [&b"BM"[..], &[0; 200]].concat(), Refusal::UnknownKind),
        ("a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Refusal::UnknownKind),
        ("a telephone's name only", vec![0xff, 0xd8, 0xff], Refusal::Damaged),
        ("half a JPEG", whole[..whole.len() / 2].to_vec(), Refusal::Damaged),
        ("a JPEG without its end", whole[..whole.len() - 2].to_vec(), Refusal::Damaged),
        ("half a PNG", png[..png.len() / 2].to_vec(), Refusal::Damaged),
        ("half a WebP", webp[..webp.len() / 2].to_vec(), Refusal::Damaged),
        ("a dot", file(two_halves(1, 1), ImageFormat::Png), Refusal::TooSmall),
        ("a ribbon", file(two_halves(2_000, 63), ImageFormat::Png), Refusal::TooSmall),
        ("20,000 × 20,000", promising(20_000, 20_000), Refusal::TooLarge { width: 20_000, height: 20_000 }),
        (
            "20,000 × 20,000 in JPEG",
            lying(20_000, 20_000),
            Refusal::TooLarge { width: 20_000, height: 20_000 },
        ),
        ("65,535 × 65,535", lying(65_535, 65_535), Refusal::TooLarge { width: 65_535, height: 65_535 }),
        ("a long ribbon", promising(12_001, 64), Refusal::TooLarge { width: 12_001, height: 64 }),
        ("more pixels than any memory holds", promising(i32::MAX as u32, i32::MAX as u32), Refusal::Damaged),
        ("fewer pixels than promised", promising(7_000, 7_000), Refusal::Damaged),
        ("too heavy", vec![0xff; photo::HEAVIEST + 1], Refusal::TooHeavy),
    ];
    for (what, file, refusal) in corpus {
        assert_eq!(keep(&place, &place.claire, file).await, Err(refusal), "{what}");
    }
    assert_eq!(photo_of(&place, &place.claire).await, Some(before), "nothing was written");
    assert_eq!(place.number("SELECT COUNT(*) FROM member_photos").await, 1);
}

#[tokio::test]
async fn nothing_of_the_file_itself_is_kept() {
    let place = Place::founded().await;
    let script = b"<script>alert(document.cookie)</script>";
    let archive = b"PK\x03\x04 un fichier dans le fichier";
    let held = with_segment(&with_segment(&jpeg(), 0xe1, &exif(1)), 0xfe, script);
    let png = file(two_halves(200, 200), ImageFormat::Png);
    let note = [&b"Comment\0"[..], script].concat();
    let noted = [&png[..33], &chunk(b"tEXt", &note), &png[33..]].concat();
    for sent in [held, noted, [&jpeg()[..], archive, script].concat(), [&png[..], script, archive].concat()] {
        assert!(has(&sent, b"script"));
        let name = keep(&place, &place.claire, sent).await.expect("the image in it is a photo");
        for size in Size::ALL {
            let file = kept(&place, &name, size).await.expect("it is kept");
            for trace in [&b"script"[..], b"Exif", b"48.8566", b"PK\x03\x04", b"Comment", b"fichier"] {
                assert!(!has(&file, trace), "{}", String::from_utf8_lossy(trace));
            }
        }
    }
}

#[tokio::test]
async fn a_photo_stands_as_the_camera_was_held() {
    let place = Place::founded().await;
    let (red, blue) = ([220, 20, 20], [20, 20, 220]);
    // What is at the top and at the left, by what the camera notes.
    for (orientation, top, left) in
        [(1, None, Some(red)), (3, None, Some(blue)), (6, Some(red), None), (8, Some(blue), None)]
    {
        let sent = with_segment(&jpeg(), 0xe1, &exif(orientation));
        let name = keep(&place, &place.claire, sent).await.expect("it is kept");
        let file = kept(&place, &name, Size::Large).await.expect("it is kept");
        let image = image::load_from_memory(&file).expect("it is a file").into_rgb8();
        let near = |x: u32, y: u32, colour: [u8; 3]| {
            image.get_pixel(x, y).0.iter().zip(colour).all(|(one, other)| one.abs_diff(other) < 30)
        };
        let other = |colour: [u8; 3]| if colour == red { blue } else { red };
        if let Some(colour) = top {
            assert!(
                near(20, 20, colour) && near(300, 20, colour) && near(20, 300, other(colour)),
                "{orientation}"
            );
        }
        if let Some(colour) = left {
            assert!(
                near(20, 20, colour) && near(20, 300, colour) && near(300, 20, other(colour)),
                "{orientation}"
            );
        }
    }
}

#[tokio::test]
async fn every_honest_kind_of_photo_is_taken() {
    let place = Place::founded().await;
    let grey = ImageBuffer::from_fn(120, 480, |x, y| Luma([u16::try_from(x * y).unwrap_or(u16::MAX)]));
    let png = file(two_halves(200, 200), ImageFormat::Png);
    let frames = chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]);
    for (what, sent) in [
        ("JPEG", jpeg()),
        ("PNG", png.clone()),
        ("WebP", file(two_halves(500, 200), ImageFormat::WebP)),
        ("16 bits of grey", file(DynamicImage::ImageLuma16(grey), ImageFormat::Png)),
        ("seen through", file(DynamicImage::new_rgba8(700, 700), ImageFormat::Png)),
        ("a PNG that moves", [&png[..33], &frames, &png[33..]].concat()),
        ("a WebP that moves", moving()),
    ] {
        assert!(keep(&place, &place.claire, sent).await.is_ok(), "{what}");
    }
}

#[tokio::test]
async fn no_damage_is_an_accident() {
    let place = Place::founded().await;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(two_halves(80, 80), format);
        let step = (whole.len() / 25).max(1);
        for at in (0..whole.len()).step_by(step) {
            // Whatever comes of it, it is a photo or a refusal.
            let _ = keep(&place, &place.claire, whole[..at].to_vec()).await;
            let mut scratched = whole.clone();
            scratched[at] ^= 0xff;
            let _ = keep(&place, &place.claire, scratched).await;
        }
    }
}

#[tokio::test]
async fn many_photos_at_once_wait_for_one_another() {
    let place = Place::founded().await;
    let all = [&place.claire, &place.karim, &place.lucie, &place.paul, &place.delphine, &place.helene];
    let sent = futures::future::join_all(all.map(|member| keep(&place, member, jpeg()))).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
    assert_eq!(place.number("SELECT COUNT(*) FROM member_photos").await, 6);
}

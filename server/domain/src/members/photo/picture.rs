//! From a file that somebody sent to two small squares. Nothing of the file is copied: every byte kept is drawn anew.

use std::io::Cursor;

use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
};

use super::{Refusal, Size};

/// The most pixels that a side may have.
pub const LARGEST_SIDE: u32 = 12_000;

/// The most pixels altogether: what the largest telephones take.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The fewest pixels that a side may have.
pub const SMALLEST_SIDE: u32 = 64;

/// The most memory that a decoded photo may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// How well the squares are drawn, out of 100.
const QUALITY: u8 = 82;

/// The file in both sizes, as JPEG. Of something that moves, the first image.
pub(super) fn read(file: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let square = square(decoded(file)?)?;
    let large = drawn(&square)?;
    let side = Size::Small.side();
    let small = drawn(&imageops::resize(&square, side, side, FilterType::CatmullRom))?;
    Ok((small, large))
}

/// The image in the file, upright once `square` has turned it, if its header promises one that can be read.
fn decoded(file: &[u8]) -> Result<Upright, Refusal> {
    if file.is_empty() {
        return Err(Refusal::Empty);
    }
    let damaged = |_| Refusal::Damaged;
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| Refusal::Damaged)?;
    let kind = reader.format().ok_or(Refusal::UnknownKind)?;
    if !matches!(kind, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Refusal::UnknownKind);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    // The header is read, and no pixel yet.
    fits(decoder.dimensions(), decoder.total_bytes())?;
    if kind == ImageFormat::Jpeg && !ends(file) {
        return Err(Refusal::Damaged);
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Upright { image, orientation })
}

struct Upright {
    image: DynamicImage,
    orientation: image::metadata::Orientation,
}

fn fits((width, height): (u32, u32), bytes: u64) -> Result<(), Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    let too_large = width.max(height) > LARGEST_SIDE || pixels > MOST_PIXELS || bytes > MOST_MEMORY;
    match (too_large, width.min(height) < SMALLEST_SIDE) {
        (true, _) => Err(Refusal::TooLarge { width, height }),
        (false, true) => Err(Refusal::TooSmall),
        (false, false) => Ok(()),
    }
}

/// Whether the last scan of a JPEG has its end: the decoder paints what is missing in grey, which is nobody's photo.
fn ends(file: &[u8]) -> bool {
    const SCAN: [u8; 2] = [0xff, 0xda];
    const END: [u8; 2] = [0xff, 0xd9];
    let last = file.windows(2).rposition(|pair| pair == SCAN).unwrap_or(0);
    file[last..].windows(2).any(|pair| pair == END)
}

/// The middle of the image, as large as it is kept, turned as the camera was held.
fn square(upright: Upright) -> Result<RgbImage, Refusal> {
    let Upright { image, orientation } = upright;
    let (width, height) = image.dimensions();
    let side = width.min(height);
    let middle = image.view((width - side) / 2, (height - side) / 2, side, side);
    let kept = Size::Large.side();
    // Many pixels into few: averaging them first is quick and as good.
    let near: RgbaImage = match side > 2 * kept {
        true => imageops::thumbnail(&*middle, 2 * kept, 2 * kept),
        false => middle.to_image(),
    };
    drop(image);
    let mut small = DynamicImage::ImageRgba8(imageops::resize(&near, kept, kept, FilterType::CatmullRom));
    small.apply_orientation(orientation);
    Ok(on_white(&small.into_rgba8()))
}

/// What is seen through is white.
fn on_white(image: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

fn drawn(square: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    square.write_with_encoder(encoder).map_err(|_| Refusal::Damaged)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_header_promises_is_weighed_before_any_pixel_is_read() {
        assert_eq!(fits((4_000, 3_000), 36_000_000), Ok(()));
        assert_eq!(fits((8_000, 6_250), 150_000_000), Ok(()));
        let refused = |width, height| {
            let bytes = (u64::from(width) * u64::from(height)).saturating_mul(3);
            fits((width, height), bytes) == Err(Refusal::TooLarge { width, height })
        };
        assert!(
            refused(20_000, 20_000)
                && refused(12_001, 100)
                && refused(8_000, 6_251)
                && refused(u32::MAX, u32::MAX)
        );
        assert_eq!(fits((63, 4_000), 1), Err(Refusal::TooSmall));
        assert!(
            fits((7_000, 7_000), 8 * 49_000_000).is_err(),
            "16 bits a colour and transparency weigh too much"
        );
    }

    #[test]
    fn what_is_seen_through_is_white() {
        let mut image = RgbaImage::new(2, 1);
        image.put_pixel(1, 0, image::Rgba([10, 20, 30, 255]));
        let white = on_white(&image);
        assert_eq!((white.get_pixel(0, 0).0, white.get_pixel(1, 0).0), ([255; 3], [10, 20, 30]));
    }
}

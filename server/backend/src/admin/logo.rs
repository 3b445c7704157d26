//! An uploaded picture becomes a logo: decoded within limits, scaled down and
//! encoded anew, so that nothing of the file is kept but what it shows.

use std::io::Cursor;

use domain::admin::{LOGO_BYTES, Picture};
use domain::{FieldErrors, Outcome};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::db::incident;
use crate::secret;

/// Pixels a side of a picture may have.
const SIDE: u32 = 4_000;
/// Bytes its pixels may take while it is read.
const MEMORY: u64 = 96 * 1024 * 1024;
/// Pixels of the header's picture at most: four times as fine as shown.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 160;

/// Of every picture that is served.
pub(super) const MEDIA_TYPE: &str = "image/png";

/// A picture ready to be kept.
pub(super) struct Drawn {
    /// Named by its content, so that it may be cached for ever.
    pub(super) name: String,
    /// The file.
    pub(super) png: Vec<u8>,
}

/// One picture is drawn at a time, so that the memory for one is enough for all.
static DESK: Semaphore = Semaphore::const_new(1);

/// Draws a picture anew, away from the threads that serve pages.
pub(super) async fn draw(file: Vec<u8>) -> Outcome<Result<Drawn, FieldErrors>> {
    let turn = DESK.acquire().await.map_err(|error| incident(&error))?;
    let drawn = tokio::task::spawn_blocking(move || {
        // Kept to the end even where nobody waits for the picture any more.
        let _turn = turn;
        redraw(&file)
    });
    drawn.await.map_err(|error| incident(&error))
}

fn redraw(file: &[u8]) -> Result<Drawn, FieldErrors> {
    if file.len() > LOGO_BYTES {
        return Err(Picture::too_large());
    }
    let small = read(file)?;
    let mut png = Cursor::new(Vec::new());
    small
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| Picture::unreadable())?;
    let png = png.into_inner();
    let name = secret::hex(&Sha256::digest(&png)[..16]);
    Ok(Drawn {
        name: format!("{name}.png"),
        png,
    })
}

/// Reads a PNG, JPEG or WebP file by what it holds, whatever it is called, and
/// makes it small.
fn read(file: &[u8]) -> Result<DynamicImage, FieldErrors> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| Picture::unreadable())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    // A decoder counts what it takes for itself, not the pixels it will give.
    limits.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(limits).map_err(refused)?;
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    if picture.width() == 0 || picture.height() == 0 {
        return Err(Picture::unreadable());
    }
    // Turned when it is small: turning makes a second picture.
    let mut small = scaled(picture, lies(upright));
    small.apply_orientation(upright);
    Ok(small)
}

/// Whether turning a picture upright swaps its width and its height.
fn lies(upright: Orientation) -> bool {
    matches!(
        upright,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn refused(error: image::ImageError) -> FieldErrors {
    match error {
        image::ImageError::Limits(_) => Picture::too_large(),
        _ => Picture::unreadable(),
    }
}

/// Never larger than it was.
fn scaled(picture: DynamicImage, lies: bool) -> DynamicImage {
    let (width, height) = if lies {
        (HEIGHT, WIDTH)
    } else {
        (WIDTH, HEIGHT)
    };
    if picture.width() <= width && picture.height() <= height {
        return DynamicImage::ImageRgba8(picture.into_rgba8());
    }
    let small = picture.resize(width, height, image::imageops::FilterType::Lanczos3);
    DynamicImage::ImageRgba8(small.into_rgba8())
}

#[cfg(test)]
mod tests {
    use domain::FieldError;

    use super::*;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let plain = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(
            width,
            height,
            image::Rgb([150, 40, 30]),
        ));
        plain.write_to(&mut file, format).expect("it is encoded");
        file.into_inner()
    }

    fn size(png: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(png, ImageFormat::Png);
        let picture = picture.expect("a PNG file");
        (picture.width(), picture.height())
    }

    fn error(file: &[u8]) -> FieldError {
        redraw(file).map(|_| ()).expect_err("refused").0["logo"]
    }

    #[test]
    fn pictures_of_three_kinds_become_small_png_files() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let drawn = redraw(&encoded(1_280, 640, format)).expect("drawn");
            assert_eq!(size(&drawn.png), (320, 160), "{format:?}");
            let hash = drawn.name.strip_suffix(".png");
            assert_eq!(hash.map(str::len), Some(32));
        }
    }

    #[test]
    fn a_small_picture_keeps_its_size() {
        let drawn = redraw(&encoded(60, 40, ImageFormat::Png)).expect("drawn");
        assert_eq!(size(&drawn.png), (60, 40));
    }

    #[test]
    fn nothing_of_the_file_stays_but_what_it_shows() {
        let mut file = encoded(60, 40, ImageFormat::Jpeg);
        // A comment right behind the start of the file, where cameras write.
        let comment = b"\xFF\xFE\x00\x12taken at home !!".to_vec();
        file.splice(2..2, comment);
        file.extend(b"<script>alert(1)</script>");
        let drawn = redraw(&file).expect("drawn");
        let holds = |words: &[u8]| drawn.png.windows(words.len()).any(|part| part == words);
        assert!(!holds(b"taken at home") && !holds(b"<script>"));
    }

    /// A PNG file of one plain tone with 16 bits a channel: few bytes, many pixels.
    fn deep(width: u32, height: u32) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let tone = image::Rgba([9_000_u16, 8_000, 7_000, 65_535]);
        let plain = image::ImageBuffer::from_pixel(width, height, tone);
        DynamicImage::ImageRgba16(plain)
            .write_to(&mut file, ImageFormat::Png)
            .expect("it is encoded");
        file.into_inner()
    }

    #[test]
    fn pixels_that_take_too_much_memory_are_refused_before_they_are_read() {
        // 8 bytes each: 4,000 by 3,200 are 98 MiB, and no side is too long.
        let file = deep(SIDE, 3_200);
        assert!(file.len() <= LOGO_BYTES, "{}", file.len());
        assert_eq!(error(&file), FieldError::TooLarge);
        assert_eq!(
            size(&redraw(&deep(600, 300)).expect("drawn").png),
            (320, 160)
        );
    }

    #[test]
    fn a_picture_taken_sideways_stands_upright_in_its_frame() {
        let mut file = encoded(300, 1_200, ImageFormat::Jpeg);
        // What a camera writes of how it was held: turn by 90 degrees.
        let held = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        file.splice(2..2, held.to_vec());
        let drawn = redraw(&file).expect("drawn");
        assert_eq!(size(&drawn.png), (640, 160));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(
            error(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            FieldError::NotAPicture
        );
        assert_eq!(error(b""), FieldError::NotAPicture);
        let cut = &encoded(60, 40, ImageFormat::Png)[..60];
        assert_eq!(error(cut), FieldError::NotAPicture);
        assert_eq!(error(&vec![0; LOGO_BYTES + 1]), FieldError::TooLarge);
        assert_eq!(
            error(&encoded(SIDE + 1, 1, ImageFormat::Png)),
            FieldError::TooLarge
        );
    }
}

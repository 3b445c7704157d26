//! An uploaded picture becomes a logo: decoded within limits, scaled down and
//! encoded anew, so that nothing of the file is kept but what it shows.

use std::io::Cursor;

use domain::admin::{LOGO_BYTES, Picture};
use domain::{FieldErrors, Outcome};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

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

/// Draws a picture anew, away from the threads that serve pages.
pub(super) async fn draw(file: Vec<u8>) -> Outcome<Result<Drawn, FieldErrors>> {
    let drawn = tokio::task::spawn_blocking(move || redraw(&file));
    drawn.await.map_err(|error| incident(&error))
}

fn redraw(file: &[u8]) -> Result<Drawn, FieldErrors> {
    if file.len() > LOGO_BYTES {
        return Err(Picture::too_large());
    }
    let small = scaled(read(file)?);
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

/// Reads a PNG, JPEG or WebP file by what it holds, whatever it is called.
fn read(file: &[u8]) -> Result<DynamicImage, FieldErrors> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| Picture::unreadable())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(upright);
    Some(picture)
        .filter(|picture| picture.width() > 0 && picture.height() > 0)
        .ok_or_else(Picture::unreadable)
}

fn refused(error: image::ImageError) -> FieldErrors {
    match error {
        image::ImageError::Limits(_) => Picture::too_large(),
        _ => Picture::unreadable(),
    }
}

/// Never larger than it was.
fn scaled(picture: DynamicImage) -> DynamicImage {
    if picture.width() <= WIDTH && picture.height() <= HEIGHT {
        return DynamicImage::ImageRgba8(picture.into_rgba8());
    }
    let small = picture.resize(WIDTH, HEIGHT, image::imageops::FilterType::Lanczos3);
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

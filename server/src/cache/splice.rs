//! A compressed page whose nonces are put in for each answer, without
//! compressing anything again.
//!
//! The text between the nonces is deflated piece by piece, each ending at a
//! byte's border; a nonce goes between two of them as a block of its own that is
//! stored, not compressed. The checksums of the pieces are known, so that the
//! checksum of the whole costs next to nothing. For who takes brotli the same is
//! done in its format.

mod brotli;
mod checksum;

use std::io::{Read as _, Write as _};
use std::sync::OnceLock;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::{DeflateEncoder, GzEncoder};

use self::checksum::{Sum, go_on};
use crate::scripts::Markup;

/// Deflated, no name, no time, by an unknown system.
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// An empty last block.
const END: [u8; 2] = [3, 0];
/// For pages that are compressed once and sent often.
const GOOD: Compression = Compression::new(6);
/// For pages that are sent once.
const CHEAP: Compression = Compression::new(1);

/// Pieces of a page, compressed; a nonce belongs between any two.
pub(super) struct Spliced {
    pieces: Vec<Piece>,
    /// The same pieces for brotli, made when somebody takes it first.
    brotli: OnceLock<Vec<Vec<u8>>>,
}

struct Piece {
    deflated: Vec<u8>,
    checksum: Sum,
    length: u32,
}

impl Piece {
    fn of(text: &str) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(text.len() / 3), GOOD);
        encoder
            .write_all(text.as_bytes())
            .and_then(|()| encoder.flush())
            .expect("writing to memory does not fail");
        Self {
            deflated: encoder.get_ref().clone(),
            checksum: Sum::of(text.as_bytes()),
            length: u32::try_from(text.len()).expect("a page is smaller than 4 GiB"),
        }
    }

    fn read_into(&self, text: &mut String) {
        DeflateDecoder::new(self.deflated.as_slice().chain(END.as_slice()))
            .read_to_string(text)
            .expect("what was text and was deflated here is text again");
    }
}

impl Spliced {
    /// Compresses a page.
    pub(super) fn of(markup: &Markup) -> Self {
        let pieces = markup.pieces().iter().map(|text| Piece::of(text)).collect();
        Self {
            pieces,
            brotli: OnceLock::new(),
        }
    }

    /// Bytes it keeps, or will: brotli takes no more than gzip does.
    pub(super) fn weight(&self) -> usize {
        2 * self.deflated()
    }

    fn deflated(&self) -> usize {
        self.pieces.iter().map(|piece| piece.deflated.len()).sum()
    }

    /// The page as a gzip file, with this nonce.
    pub(super) fn gzip(&self, nonce: &str) -> Vec<u8> {
        let length = u16::try_from(nonce.len()).expect("a nonce is short");
        let room = self.deflated() + self.pieces.len() * (nonce.len() + 5) + 32;
        let mut file = Vec::with_capacity(room);
        file.extend_from_slice(&GZIP);
        let mut checksum = 0;
        let mut size = 0_u32;
        for (place, piece) in self.pieces.iter().enumerate() {
            if place > 0 {
                file.push(0);
                file.extend_from_slice(&length.to_le_bytes());
                file.extend_from_slice(&(!length).to_le_bytes());
                file.extend_from_slice(nonce.as_bytes());
                checksum = go_on(checksum, nonce.as_bytes());
                size = size.wrapping_add(u32::from(length));
            }
            file.extend_from_slice(&piece.deflated);
            checksum = piece.checksum.after(checksum);
            size = size.wrapping_add(piece.length);
        }
        file.extend_from_slice(&END);
        file.extend_from_slice(&checksum.to_le_bytes());
        file.extend_from_slice(&size.to_le_bytes());
        file
    }

    /// The page as a brotli stream, with this nonce.
    pub(super) fn brotli(&self, nonce: &str) -> Vec<u8> {
        let pieces = self.brotli.get_or_init(|| {
            let pieces = self.pieces.iter().map(|piece| {
                let mut text = String::new();
                piece.read_into(&mut text);
                brotli::piece(&text)
            });
            pieces.collect()
        });
        brotli::stream(pieces, nonce)
    }

    /// The page as text, for the few who take no coding.
    pub(super) fn text(&self, nonce: &str) -> String {
        let mut text = String::new();
        for (place, piece) in self.pieces.iter().enumerate() {
            if place > 0 {
                text.push_str(nonce);
            }
            piece.read_into(&mut text);
        }
        text
    }
}

/// A page that is sent once, as a gzip file.
pub(crate) fn gzip_once(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), CHEAP);
    encoder
        .write_all(text.as_bytes())
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    fn unzipped(file: &[u8]) -> String {
        let mut text = String::new();
        let mut decoder = GzDecoder::new(file);
        decoder.read_to_string(&mut text).expect("a valid file");
        assert!(decoder.into_inner().is_empty(), "nothing follows its end");
        text
    }

    proptest! {
        #[test]
        fn any_page_with_any_nonce_comes_out_as_it_went_in(
            pieces in prop::collection::vec("(?s).{0,300}", 1..6),
            nonce in "[0-9a-f]{0,40}",
        ) {
            let spliced = Spliced::of(&Markup::of(pieces.clone()));
            let whole = pieces.join(&nonce);
            prop_assert_eq!(unzipped(&spliced.gzip(&nonce)), &*whole);
            prop_assert_eq!(brotli::read(&spliced.brotli(&nonce)), &*whole);
            prop_assert_eq!(spliced.text(&nonce), whole);
        }
    }

    #[test]
    fn a_long_page_is_spliced_as_well_and_is_much_smaller() {
        let long = (0..20_000).fold(String::new(), |list, n| list + &format!("<li>{n}</li>"));
        let markup = Markup::of(vec![long.clone(), long.clone(), String::new()]);
        let spliced = Spliced::of(&markup);
        assert_eq!(unzipped(&spliced.gzip("n0")), format!("{long}n0{long}n0"));
        let brotli = spliced.brotli("n0");
        assert_eq!(brotli::read(&brotli), format!("{long}n0{long}n0"));
        assert!(spliced.deflated() < long.len() / 2);
        assert!(brotli.len() < spliced.deflated());
        assert_eq!(unzipped(&gzip_once(&long)), long);
    }
}

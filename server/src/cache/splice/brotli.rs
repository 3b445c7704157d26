//! The pieces of a page in the format of brotli (RFC 7932).
//!
//! Each piece is compressed alone, as blocks that refer to nothing before them,
//! and ends at a byte's border; a nonce goes between two of them as a block that
//! is stored. What begins and ends a stream is written here.

use brotli::BrotliCompress;
use brotli::enc::BrotliEncoderParams;

/// A cheap level that is still smaller than gzip's.
const QUALITY: i32 = 5;
/// The window is of 2^18 bytes; pages are seldom larger.
const WINDOW: i32 = 18;
/// Says so (9.1), and fills the rest of the byte with an empty block (9.2).
const BEGIN: [u8; 2] = [0x63, 0];
/// An empty last block.
const END: u8 = 3;
/// Bytes that the longest stored block may hold whose length takes 16 bits.
const STORED: usize = 1 << 16;

/// Compresses a piece.
pub(super) fn piece(text: &str) -> Vec<u8> {
    let how = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: text.len(),
        catable: true,
        bare_stream: true,
        use_dictionary: false,
        ..BrotliEncoderParams::default()
    };
    let mut small = Vec::with_capacity(text.len() / 3);
    BrotliCompress(&mut text.as_bytes(), &mut small, &how)
        .expect("writing to memory does not fail");
    small
}

/// The stream of these pieces, a nonce between any two.
pub(super) fn stream(pieces: &[Vec<u8>], nonce: &str) -> Vec<u8> {
    let stored = stored(nonce);
    let room = pieces.iter().map(|piece| piece.len() + stored.len());
    let mut stream = Vec::with_capacity(room.sum::<usize>() + 3);
    stream.extend_from_slice(&BEGIN);
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 {
            stream.extend_from_slice(&stored);
        }
        stream.extend_from_slice(piece);
    }
    stream.push(END);
    stream
}

/// A block that is stored as it is: not the last one, four digits of length
/// less one, not compressed, and filled up to a whole byte.
fn stored(text: &str) -> Vec<u8> {
    assert!(text.len() <= STORED, "a nonce is short");
    let Some(length) = text.len().checked_sub(1) else {
        return Vec::new();
    };
    let head = (length << 3 | 1 << 19).to_le_bytes();
    [&head[..3], text.as_bytes()].concat()
}

/// The text of a stream.
#[cfg(test)]
pub(super) fn read(stream: &[u8]) -> String {
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut &*stream, &mut text).expect("a valid stream");
    String::from_utf8(text).expect("text")
}

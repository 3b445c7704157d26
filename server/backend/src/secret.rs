//! Secrets in links and cookies: 256 random bits, given out as hex, kept only
//! as their SHA-256, so that a stolen database opens no door.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Context;

/// A new secret of 64 hexadecimal characters.
pub fn fresh(ctx: &Context) -> String {
    hex(&ctx.entropy.secret())
}

/// What the database keeps of a secret. No salt and no slow hash: nobody
/// guesses 256 random bits.
pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Bytes as small hexadecimal letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_two_letters_each() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }

    #[test]
    fn a_secret_is_kept_as_its_sha_256() {
        // FIPS 180-2, appendix B.1.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&hash("abc")), known);
    }
}

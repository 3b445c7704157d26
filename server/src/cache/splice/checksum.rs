//! The checksum of a text whose pieces were summed up before.
//!
//! CRC-32 is linear: a piece turns the checksum of what stands before it by a
//! matrix that depends on the piece's length alone. With that matrix at hand,
//! going on over the piece takes 32 steps, however long it is.

use crc32fast::Hasher;

/// The polynomial of gzip, lowest power first.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// Columns of a matrix over single bits.
type Matrix = [u32; 32];

/// A piece, summed up.
pub(super) struct Sum {
    own: u32,
    turn: Matrix,
}

impl Sum {
    /// Of this text.
    pub(super) fn of(text: &[u8]) -> Self {
        Self {
            own: crc32fast::hash(text),
            turn: zero_bytes(text.len()),
        }
    }

    /// The checksum of what had the checksum `before`, followed by this piece.
    pub(super) fn after(&self, before: u32) -> u32 {
        times(&self.turn, before) ^ self.own
    }
}

/// The checksum of what had the checksum `before`, followed by a few bytes.
pub(super) fn go_on(before: u32, bytes: &[u8]) -> u32 {
    let mut hasher = Hasher::new_with_initial(before);
    hasher.update(bytes);
    hasher.finalize()
}

fn times(matrix: &Matrix, vector: u32) -> u32 {
    let chosen = (0..32).filter(|bit| vector >> bit & 1 == 1);
    chosen.fold(0, |sum, bit| sum ^ matrix[bit])
}

/// What so many zero bytes do to a checksum: that of one, again and again.
fn zero_bytes(mut many: usize) -> Matrix {
    let mut turn: Matrix = std::array::from_fn(|bit| 1 << bit);
    let mut step = turn.map(|mut sum| {
        for _ in 0..8 {
            sum = sum >> 1 ^ if sum & 1 == 1 { POLYNOMIAL } else { 0 };
        }
        sum
    });
    while many > 0 {
        if many & 1 == 1 {
            turn = turn.map(|column| times(&step, column));
        }
        step = step.map(|column| times(&step, column));
        many >>= 1;
    }
    turn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_sum_up_to_the_whole() {
        let whole: Vec<u8> = (0..100_000_u32)
            .map(|n| n.to_le_bytes()[0] ^ 0x5a)
            .collect();
        for cut in [0, 1, 2, 31, 4_096, 99_999, 100_000] {
            let (one, other) = whole.split_at(cut);
            let sum = Sum::of(other).after(Sum::of(one).after(0));
            assert_eq!(sum, crc32fast::hash(&whole), "cut at {cut}");
            assert_eq!(go_on(Sum::of(one).after(0), other), sum);
        }
    }
}

//! Cursors: where a list goes on, as text that means nothing to anyone else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use domain::Noun;
use domain::paging::Cursor;

/// A cursor that holds what the list is ordered by and the last number shown.
/// `list` names the list, so that a cursor of another one is not mistaken.
pub(crate) fn write(list: u8, key: i64, id: i64) -> Cursor {
    let mut bytes = [0; 17];
    bytes[0] = list;
    bytes[1..9].copy_from_slice(&key.to_be_bytes());
    bytes[9..].copy_from_slice(&id.to_be_bytes());
    Cursor(URL_SAFE_NO_PAD.encode(bytes))
}

/// The same with numbers that the pages to come leave out.
pub(crate) fn write_without(list: u8, key: i64, id: i64, without: &[i64]) -> Cursor {
    let mut bytes = vec![list];
    for number in [key, id].iter().chain(without) {
        bytes.extend(number.to_be_bytes());
    }
    Cursor(URL_SAFE_NO_PAD.encode(bytes))
}

/// What [`write`] put in; anything else is no page of this list.
pub(crate) fn read(list: u8, cursor: &Cursor) -> Result<(i64, i64), Noun> {
    match read_without(list, cursor, 0)? {
        (key, id, without) if without.is_empty() => Ok((key, id)),
        _ => Err(Noun::Page),
    }
}

/// What [`write_without`] put in, with this many numbers to leave out at most.
pub(crate) fn read_without(
    list: u8,
    cursor: &Cursor,
    most: usize,
) -> Result<(i64, i64, Vec<i64>), Noun> {
    let bytes = URL_SAFE_NO_PAD.decode(&cursor.0).map_err(|_| Noun::Page)?;
    let (first, numbers) = bytes.split_first().ok_or(Noun::Page)?;
    let (numbers, rest) = numbers.as_chunks::<8>();
    let numbers: Vec<i64> = numbers
        .iter()
        .map(|bytes| i64::from_be_bytes(*bytes))
        .collect();
    match numbers.as_slice() {
        [key, id, without @ ..] if *first == list && rest.is_empty() && without.len() <= most => {
            Ok((*key, *id, without.to_vec()))
        }
        _ => Err(Noun::Page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (key, id) in [(0, 1), (-7, i64::MAX), (i64::MIN, 42)] {
            assert_eq!(read(b't', &write(b't', key, id)), Ok((key, id)));
        }
    }

    #[test]
    fn what_is_left_out_travels_along() {
        let cursor = write_without(b't', 1, 2, &[7, 8]);
        assert_eq!(read_without(b't', &cursor, 2), Ok((1, 2, vec![7, 8])));
        assert_eq!(read_without(b't', &cursor, 1), Err(Noun::Page));
        assert_eq!(read(b't', &cursor), Err(Noun::Page));
    }

    #[test]
    fn a_cursor_of_another_list_or_of_nobody_is_no_page() {
        assert_eq!(read(b'n', &write(b't', 1, 2)), Err(Noun::Page));
        for wrong in ["", "x", "💡", "AAAA", "dAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(
                read(b't', &Cursor(wrong.into())),
                Err(Noun::Page),
                "{wrong}"
            );
        }
    }
}

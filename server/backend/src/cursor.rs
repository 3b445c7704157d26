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

/// What [`write`] put in; anything else is no page of this list.
pub(crate) fn read(list: u8, cursor: &Cursor) -> Result<(i64, i64), Noun> {
    let bytes = URL_SAFE_NO_PAD.decode(&cursor.0).map_err(|_| Noun::Page)?;
    let (first, numbers) = bytes.split_first().ok_or(Noun::Page)?;
    let (key, id) = numbers.split_first_chunk::<8>().ok_or(Noun::Page)?;
    let id: [u8; 8] = id.try_into().map_err(|_| Noun::Page)?;
    if *first == list {
        Ok((i64::from_be_bytes(*key), i64::from_be_bytes(id)))
    } else {
        Err(Noun::Page)
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

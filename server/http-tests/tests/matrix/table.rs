//! The table as it is written, read into rows.

use super::cast::Who;
use super::outcome::Outcome;
use super::things::On;

/// One row: a route, the thing it is asked about, and what each column gets.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// `GET` or `POST`.
    pub(super) method: String,
    /// The path as it is asked for, with `:names` of things. What stands
    /// behind a `#` tells two rows of one route apart.
    pub(super) path: String,
    /// In which state the thing is.
    pub(super) on: On,
    /// What happens, by column.
    pub(super) cells: Vec<(Who, Outcome)>,
}

impl Line {
    /// The pattern that the program lists.
    pub(super) fn route(&self) -> &str {
        self.path.split(['?', '#']).next().unwrap_or(&self.path)
    }
}

/// Every row; a row that cannot be read fails with its number.
pub(super) fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(number, line)| read(line).unwrap_or_else(|| panic!("row {}: {line}", number + 1)))
        .collect()
}

fn read(line: &str) -> Option<Line> {
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let on = On::parse(words.next()?)?;
    let outcomes = words.map(Outcome::parse).collect::<Option<Vec<_>>>()?;
    let cells = match outcomes.as_slice() {
        // One word for everybody.
        [all] => Who::ALL.map(|(_, who)| (who, *all)).to_vec(),
        each if each.len() == Who::ALL.len() => {
            Who::ALL.iter().map(|(_, who)| *who).zip(outcomes).collect()
        }
        _ => return None,
    };
    Some(Line {
        method,
        path,
        on,
        cells,
    })
}

#[test]
fn a_row_without_a_word_for_everybody_is_refused() {
    assert_eq!(lines("# nothing\n\nGET / - ok").len(), 1);
    assert!(read("GET / - ok ok").is_none());
    assert!(read("GET / - splendid").is_none());
    assert!(read("GET / nowhere ok").is_none());
}

//! A team's contribution ledger as a file, for the team and the idea's authors.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use backend::db::incident;
use domain::ledger::{LedgerView, SplitView, author_share};
use domain::{AppError, Noun};

use crate::house::House;
use crate::http::shed::Class;
use crate::sheet;

const COLUMNS: [&str; 9] = [
    "milestone",
    "reached (UTC)",
    "state",
    "person",
    "handle",
    "as",
    "hours",
    "peer",
    "share",
];

/// `/teams/{number}/{slug}/ledger.csv`
pub(crate) async fn file(
    State(house): State<House>,
    headers: HeaderMap,
    Path((number, _)): Path<(String, String)>,
) -> Response {
    let number: Option<i64> = number.parse().ok();
    let file = match number {
        Some(number) => ledger(&house, &headers, number).await,
        None => Err(Noun::Team.into()),
    };
    let number = number.unwrap_or_default();
    sheet::answer(
        file,
        &format!("ledger-of-team-{number}.csv"),
        &format!("/teams/{number}"),
    )
}

async fn ledger(house: &House, headers: &HeaderMap, number: i64) -> Result<Vec<u8>, AppError> {
    let _place = house.places.enter(Class::Page).await?;
    let (viewer, _) = house.viewer(headers).await?;
    let actor = viewer.member()?;
    let ledger = house.services.ledger.export(&actor, number).await?;
    written(&ledger).map_err(|error| incident(&error))
}

fn written(ledger: &LedgerView) -> csv::Result<Vec<u8>> {
    // Oldest first, as a record is read.
    let splits = ledger.splits.iter().rev();
    sheet::written(COLUMNS, splits.flat_map(rows))
}

/// The members of a split, then the authors. Before the count there is none.
fn rows(split: &SplitView) -> Vec<[String; 9]> {
    let reached = jiff::Timestamp::from_microsecond(split.reached.0)
        .map_or_else(|_| String::new(), |at| at.to_string());
    let row = |person: &domain::accounts::PersonRef, role: &str, values: [String; 3]| {
        let [hours, peer, share] = values;
        [
            split.milestone.clone(),
            reached.clone(),
            split.state.to_string(),
            person.name.clone(),
            person.handle.clone(),
            role.to_owned(),
            hours,
            peer,
            share,
        ]
    };
    if split.shares.is_empty() {
        return Vec::new();
    }
    let held = split.shares.iter().map(|line| line.share);
    let each = author_share(split.authors.len());
    let shares = in_parts(held.chain(split.authors.iter().map(|_| each)));
    let members = split.shares.iter().zip(&shares).map(|(line, share)| {
        let [hours, peer] = [line.hours, line.peer].map(|value| format!("{value:.4}"));
        row(&line.person, "member", [hours, peer, share.clone()])
    });
    let left = shares.iter().skip(split.shares.len());
    let authors = split.authors.iter().zip(left).map(|(author, share)| {
        row(
            author,
            "author",
            [String::new(), String::new(), share.clone()],
        )
    });
    members.chain(authors).collect()
}

/// Shares that sum to one, in four decimals that do so too: the sum up to each is
/// rounded, not the share, so none is off by a whole ten-thousandth.
fn in_parts(shares: impl Iterator<Item = f64>) -> Vec<String> {
    let mut sum = 0.0;
    let mut given = 0.0;
    let part = |share| {
        sum += share;
        let part = (sum * 1e4_f64).round() - given;
        given += part;
        format!("{:.4}", part / 1e4)
    };
    shares.map(part).collect()
}

#[cfg(test)]
mod tests {
    use domain::accounts::{Kind, PersonRef};
    use domain::ideas::IdeaRef;
    use domain::ledger::{ShareLine, SplitState};
    use domain::{Date, Timestamp};

    use super::*;

    fn person(name: &str) -> PersonRef {
        PersonRef {
            name: name.into(),
            handle: name.to_lowercase(),
            kind: Kind::Customer,
        }
    }

    #[test]
    fn every_share_is_a_row_and_they_sum_to_one() {
        let line = |name, hours, share| ShareLine {
            person: person(name),
            hours,
            peer: 0.5,
            share,
        };
        let split = SplitView {
            id: 1,
            milestone: "=A shelf, that stands".into(),
            reached: Timestamp(1_778_580_000_000_000),
            state: SplitState::Frozen,
            inside: true,
            until: None,
            cast: 2,
            voters: 2,
            ballot: None,
            has_cast: true,
            may_dispute: false,
            disputes: Vec::new(),
            shares: vec![line("Ben", 30.0, 0.6), line("Cleo", 10.0, 0.3)],
            authors: vec![person("Ines"), person("Ada"), person("Tara")],
        };
        let ledger = LedgerView {
            team: 3,
            idea: IdeaRef {
                number: 1,
                slug: "a-shelf".into(),
                title: "A shelf".into(),
            },
            ours: true,
            meaning: String::new(),
            splits: vec![split],
            holdings: Vec::new(),
            waits: false,
            today: Date(20_000),
        };
        let file = String::from_utf8(written(&ledger).expect("a file")).expect("text");
        let lines: Vec<_> = file.lines().collect();
        assert_eq!(
            lines[1],
            "\"'=A shelf, that stands\",2026-05-12T10:00:00Z,frozen,Ben,ben,member,30.0000,0.5000,0.6000"
        );
        let thirds = [
            ("Ines,ines", "0.0333"),
            ("Ada,ada", "0.0334"),
            ("Tara,tara", "0.0333"),
        ];
        for (author, share) in thirds {
            let row = format!(",{author},author,,,{share}");
            assert!(lines.iter().any(|line| line.ends_with(&row)), "{file}");
        }
        let shares = lines[1..]
            .iter()
            .map(|line| line.rsplit(',').next().expect("a share"));
        let sum: f64 = shares
            .map(|share| share.parse::<f64>().expect("a number"))
            .sum();
        assert!((sum - 1.0).abs() < 1e-9, "{file}");
    }
}

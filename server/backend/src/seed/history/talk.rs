//! The discussion of an idea, and who was told of it.

use std::collections::BTreeMap;

use domain::notifications::NoticeKind;
use domain::ranking::Warmth;
use domain::time::DAY;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::{History, Idea, Rows};
use crate::seed::bulk::{Table, row};
use crate::seed::people::board;

/// Comments an idea may have: five on average.
const COMMENTS: std::ops::RangeInclusive<i64> = 0..=10;
/// Comments on the newest idea on the open board, to measure a long discussion.
const LONG: i64 = 50;
/// Numbers of comments set aside for an idea.
const NUMBERS: i64 = 64;
/// Days after which a notice is gone, and after which it was read.
const TOLD: i64 = 14;
const READ: i64 = 2;

pub(super) fn comments() -> Table {
    Table::new(
        "comments",
        &[
            "id",
            "idea_id",
            "parent_id",
            "author_id",
            "body",
            "html",
            "created_at",
        ],
    )
}

pub(super) fn notices() -> Table {
    Table::new(
        "notices",
        &[
            "member_id",
            "kind",
            "by_id",
            "idea_id",
            "comment_id",
            "created_at",
            "read_at",
        ],
    )
}

impl History {
    pub(super) fn talk(&self, idea: &mut Idea, random: &mut ChaCha8Rng, rows: &mut Rows) {
        let newest = idea.id == self.amounts.ideas - 1;
        let many = if newest {
            LONG
        } else {
            random.random_range(COMMENTS)
        };
        let mut at = idea.at;
        let mut thread = None;
        let mut voices = BTreeMap::new();
        for n in 1..=many {
            let id = idea.id * NUMBERS + n;
            at = self.later(at, random);
            let mut author = random.random_range(1..=self.amounts.members);
            if board(idea.id) == 2 {
                author = (author - 1) / 4 * 4 + 1;
            }
            let parent = thread.filter(|_| random.random_bool(0.3));
            if parent.is_none() {
                thread = Some(id);
            }
            let text = self.texts.remark(random);
            let (body, html) = (text.body.as_str(), text.html.as_str());
            rows.comments
                .add(row![id, idea.id, parent, author, body, html, at.0]);
            rows.event("comment.posted", at, author, idea.id, Some(id));
            if author == idea.author {
                continue;
            }
            voices.entry(author).or_insert(at);
            let age = self.now - at;
            if age < TOLD * DAY {
                let read = (age > READ * DAY).then_some(at.0);
                let kind = NoticeKind::Commented.as_str();
                rows.notices
                    .add(row![idea.author, kind, author, idea.id, id, at.0, read]);
            }
        }
        idea.comments = many;
        for first in voices.into_values() {
            idea.warm(Warmth::NewVoice, first);
        }
    }
}

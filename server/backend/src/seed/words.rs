//! Texts out of a small vocabulary, some words frequent and most of them rare.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use crate::markdown;

/// Texts to choose from; each is rendered once.
const BODIES: usize = 400;
const REMARKS: usize = 400;

/// From frequent to rare.
const WORDS: &str = "the a of and for with more every when from less new better quieter longer \
    shorter lighter warmer chair table shelf drawer oak birch ash beech order delivery invoice \
    workshop office canteen meeting morning evening customer supplier colleague apprentice paint \
    varnish glue screw hinge handle box label pallet lorry trailer route map calendar phone mail \
    form page search filter photo video manual drawing plan measure saw plane sander drill dust \
    noise light window door roof floor heating coffee bread soup bicycle train parking garden \
    bench stool cupboard wardrobe desk lamp mirror frame cushion leather wool linen cotton felt \
    repair spare warranty return refund discount voucher catalogue newsletter showroom fair \
    training mentor course language safety glove mask helmet ladder rope crane forklift battery \
    charger cable printer scanner screen tablet password account report budget holiday shift \
    overtime kitchen fridge plant tree river bridge festival choir football archive museum";

/// Topics an idea may have.
const TOPICS: usize = 200;

/// A text, rendered.
pub(super) struct Text {
    pub(super) body: String,
    pub(super) html: String,
    pub(super) excerpt: String,
}

/// Ready texts of either length.
pub(super) struct Texts {
    words: Vec<&'static str>,
    bodies: Vec<Text>,
    remarks: Vec<Text>,
}

impl Texts {
    /// Writes and renders them.
    pub(super) fn new(random: &mut ChaCha8Rng) -> Self {
        let mut texts = Self {
            words: WORDS.split_whitespace().collect(),
            bodies: Vec::new(),
            remarks: Vec::new(),
        };
        texts.bodies = (0..BODIES).map(|_| texts.text(random, 3)).collect();
        texts.remarks = (0..REMARKS).map(|_| texts.text(random, 1)).collect();
        texts
    }

    fn text(&self, random: &mut ChaCha8Rng, paragraphs: usize) -> Text {
        let mut sentence = || {
            let mut sentence = self.phrase(random, 8..16);
            sentence[..1].make_ascii_uppercase();
            sentence + "."
        };
        let mut paragraph = || [sentence(), sentence()].join(" ");
        let body = (0..paragraphs)
            .map(|_| paragraph())
            .collect::<Vec<_>>()
            .join("\n\n");
        Text {
            html: markdown::render(&body),
            excerpt: markdown::excerpt(&body),
            body,
        }
    }

    /// Words, the frequent ones more often: squares crowd at the low numbers.
    fn phrase(&self, random: &mut ChaCha8Rng, length: std::ops::Range<usize>) -> String {
        let length = random.random_range(length);
        let word = |_| {
            let place: f64 = random.random();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let place = (place * place * self.words.len() as f64) as usize;
            self.words[place]
        };
        (0..length).map(word).collect::<Vec<_>>().join(" ")
    }

    /// A title of three to eight words.
    pub(super) fn title(&self, random: &mut ChaCha8Rng) -> String {
        let mut title = self.phrase(random, 3..9);
        title[..1].make_ascii_uppercase();
        title
    }

    /// The text of an idea.
    pub(super) fn body(&self, random: &mut ChaCha8Rng) -> &Text {
        &self.bodies[random.random_range(0..BODIES)]
    }

    /// The text of a comment.
    pub(super) fn remark(&self, random: &mut ChaCha8Rng) -> &Text {
        &self.remarks[random.random_range(0..REMARKS)]
    }
}

/// One or two topics, the low numbers more often.
pub(super) fn topics(random: &mut ChaCha8Rng) -> Vec<String> {
    let mut topics: Vec<String> = (0..random.random_range(1..=2))
        .map(|_| {
            let (one, other) = (
                random.random_range(0..TOPICS),
                random.random_range(0..TOPICS),
            );
            format!("topic {}", one.min(other))
        })
        .collect();
    topics.dedup();
    topics
}

/// The topic that this member cares about.
pub(super) fn topic(member: i64) -> String {
    format!("topic {}", member.unsigned_abs() % TOPICS as u64)
}

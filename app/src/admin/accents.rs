//! Proof that every colour an admin may choose can be read, in both themes.

use std::collections::BTreeMap;

use domain::admin::Accent;

/// What text needs against what it stands on (WCAG 2.2, 1.4.3).
const ENOUGH: f64 = 4.5;

const TOKENS: &str = include_str!("../../../style/tokens.css");
const ACCENTS: &str = include_str!("../../../style/accents.css");

/// A colour as the style sheets write it: lightness, chroma, hue.
type Oklch = [f64; 3];

/// Custom properties with a colour for each theme, the first of each name.
fn colours(css: &str) -> BTreeMap<String, [Oklch; 2]> {
    let mut colours = BTreeMap::new();
    for line in css.lines() {
        let Some((name, value)) = line.trim().split_once(": light-dark(") else {
            continue;
        };
        let themes: Vec<Oklch> = value.split("oklch(").skip(1).filter_map(oklch).collect();
        if let [light, dark] = themes[..] {
            colours.entry(name.to_owned()).or_insert([light, dark]);
        }
    }
    colours
}

fn oklch(text: &str) -> Option<Oklch> {
    let mut numbers = text.split(')').next()?.split_whitespace();
    let lightness: f64 = numbers.next()?.strip_suffix('%')?.parse().ok()?;
    let chroma = numbers.next()?.parse().ok()?;
    let hue = numbers.next()?.parse().ok()?;
    Some([lightness / 100.0, chroma, hue])
}

/// Relative luminance: Oklab to linear sRGB (Ottosson 2020), what the screen
/// cannot show cut off, then WCAG's weights.
fn luminance([lightness, chroma, hue]: Oklch) -> f64 {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (along_a, along_b) = (chroma * cos, chroma * sin);
    let long = (lightness + 0.396_337_777_4 * along_a + 0.215_803_757_3 * along_b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * along_a - 0.063_854_172_8 * along_b).powi(3);
    let short = (lightness - 0.089_484_177_5 * along_a - 1.291_485_548_0 * along_b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The tokens with this accent chosen.
fn dressed(accent: Accent) -> BTreeMap<String, [Oklch; 2]> {
    let mut tokens = colours(TOKENS);
    if accent != Accent::Barn {
        let selector = format!("[data-accent=\"{accent}\"] {{");
        let (_, rest) = ACCENTS
            .split_once(&selector)
            .expect("every accent has its colours");
        let (block, _) = rest.split_once('}').expect("a block has an end");
        let chosen = colours(block);
        assert_eq!(chosen.len(), 4, "{accent}: all four of them");
        tokens.extend(chosen);
    }
    tokens
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    let contrast = contrast([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    assert!((contrast - 21.0).abs() < 0.01, "{contrast}");
}

#[test]
fn every_accent_can_be_read_in_both_themes() {
    let pairs = [
        ("--barn", "--ground"),
        ("--barn", "--surface"),
        ("--barn", "--barn-wash"),
        ("--barn-deep", "--barn-wash"),
        ("--barn-ink", "--barn"),
        ("--barn-ink", "--barn-deep"),
        ("--ink", "--barn-wash"),
        ("--late", "--surface"),
        ("--late", "--late-wash"),
    ];
    for accent in Accent::ALL {
        let tokens = dressed(*accent);
        for (text, ground) in pairs {
            for theme in 0..2 {
                let contrast = contrast(tokens[text][theme], tokens[ground][theme]);
                let which = ["light", "dark"][theme];
                assert!(
                    contrast >= ENOUGH,
                    "{accent}, {which}: {text} on {ground} is {contrast:.2}"
                );
            }
        }
    }
}

//! A network's hue as a colour name that calendar programs know (RFC 7986, 5.9).

/// The CSS colour nearest to an OKLCH hue.
pub fn name(hue: i64) -> &'static str {
    const NAMES: [&str; 12] = [
        "crimson",
        "orangered",
        "darkorange",
        "goldenrod",
        "olivedrab",
        "seagreen",
        "teal",
        "darkcyan",
        "steelblue",
        "royalblue",
        "mediumpurple",
        "mediumvioletred",
    ];
    let at = usize::try_from((hue.rem_euclid(360) - 5).rem_euclid(360) / 30).unwrap_or_default();
    NAMES[at % NAMES.len()]
}

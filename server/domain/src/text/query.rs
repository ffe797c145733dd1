//! The queries of addresses, as whoever typed or copied them left them.

use url::form_urlencoded;

/// The pairs of a query that say something, each value cleaned as by [`value`].
pub(crate) fn pairs(query: &str, most: usize) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .filter_map(move |(name, said)| Some((name.into_owned(), value(&said, most)?)))
}

/// What the value says, on one line and in so many characters at most; `None` when it says nothing.
pub(crate) fn value(said: &str, most: usize) -> Option<String> {
    let kept: String = said.trim().chars().filter(|c| !c.is_control()).take(most).collect();
    Some(kept).filter(|kept| !kept.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out_and_what_is_long_is_cut() {
        let read: Vec<_> =
            pairs("q=+petite+enfance&vide=&blanc=++&ligne=a%0Ab&long=%C3%A9%C3%A9%C3%A9%C3%A9&seul", 14)
                .collect();
        let expected = [("q", "petite enfance"), ("ligne", "ab"), ("long", "éééé")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(value("éééé", 3).as_deref(), Some("ééé"));
    }
}

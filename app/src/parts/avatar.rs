//! A person in two letters.

use leptos::prelude::*;

use super::Tone;

/// Initials in a disc. It is hidden from screen readers: the name is always beside it.
#[component]
pub fn Avatar(
    /// Two letters, as [`initials`] makes them.
    #[prop(into)]
    initials: String,
    /// What its colour says.
    #[prop(optional)]
    tone: Tone,
    /// As on the person’s own page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = format!("avatar{}{}", tone.suffix(), if large { " large" } else { "" });
    view! {
        <span class=class aria-hidden="true">
            {initials}
        </span>
    }
}

/// The two letters of a name: « Claire Benali » is CB, « Marie-Laure de Castro » is MC, « Défi métiers » is DM.
#[must_use]
pub fn initials(name: &str) -> String {
    let words =
        name.split_whitespace().filter(|word| !matches!(*word, "de" | "du" | "des" | "la" | "le" | "et"));
    let mut letters = words.filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_first_and_the_last_word() {
        assert_eq!(initials("Claire Benali"), "CB");
        assert_eq!(initials("Marie-Laure de Castro"), "MC");
        assert_eq!(initials("élodie"), "É");
        assert_eq!(initials("  (Contact)  DRIEETS "), "CD");
        assert_eq!(initials(""), "");
    }
}

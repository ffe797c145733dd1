//! A person in two letters, or in a photo.

use leptos::prelude::*;

use super::Tone;

/// Initials or a photo in a disc. It is hidden from screen readers: the name is always beside it.
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
    /// As where one chooses it.
    #[prop(optional)]
    huge: bool,
    /// Where the person’s photo is, when there is one.
    #[prop(optional_no_strip)]
    photo: Option<String>,
) -> impl IntoView {
    let size = match (large, huge) {
        (_, true) => " large huge",
        (true, false) => " large",
        (false, false) => "",
    };
    let class = format!("avatar{}{size}", tone.suffix());
    let inside = match photo {
        // The size is the sheet's; the figures only keep its room while the photo comes.
        Some(photo) => {
            view! { <img src=photo alt="" width="96" height="96" loading="lazy" decoding="async"/> }
                .into_any()
        }
        None => initials.into_any(),
    };
    view! {
        <span class=class aria-hidden="true">
            {inside}
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

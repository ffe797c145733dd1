//! The pages of text: help, charter, accessibility, legal notice, privacy. Their words are in `texts/`, in Markdown.

use std::fmt::Write;

use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use crate::{
    Settings,
    parts::{Page, PageHead, Prose},
    session,
};

/// A text of the site's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// `/aide`
    Help,
    /// `/charte`
    Charter,
    /// `/accessibilite`, in the form that the State imposes
    /// (<https://accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite/>).
    Accessibility,
    /// `/mentions-legales` (loi n° 2004-575 du 21 juin 2004, article 1-1)
    LegalNotice,
    /// `/confidentialite` (RGPD, article 13)
    Privacy,
}

impl Text {
    fn source(self) -> (&'static str, &'static str) {
        match self {
            Text::Help => ("Aide", include_str!("texts/aide.md")),
            Text::Charter => ("Charte", include_str!("texts/charte.md")),
            Text::Accessibility => ("Accessibilité", include_str!("texts/accessibilite.md")),
            Text::LegalNotice => ("Mentions légales", include_str!("texts/mentions-legales.md")),
            Text::Privacy => ("Confidentialité", include_str!("texts/confidentialite.md")),
        }
    }
}

/// One of the texts, with its contents beside it.
#[component]
pub(crate) fn ProsePage(text: Text) -> impl IntoView {
    let (title, source) = text.source();
    let set = set(&filled(source, &session::site().settings));
    let contents = set
        .sections
        .into_iter()
        .map(|(id, heading)| view! { <li><a href=format!("#{id}")>{heading}</a></li> });
    view! {
        <Page title=title>
            <PageHead title=title/>
            <div class="columns">
                <nav class="contents" aria-labelledby="sommaire">
                    <h2 id="sommaire">"Sur cette page"</h2>
                    <ol>{contents.collect_view()}</ol>
                </nav>
                <Prose html=set.html/>
            </div>
        </Page>
    }
}

/// The text with what the operator decided in the place of its names in braces.
fn filled(source: &str, settings: &Settings) -> String {
    let contact = match &settings.contact {
        Some(address) => format!("[{address}](mailto:{address})"),
        None => "l’équipe d’animation".to_owned(),
    };
    let names = [
        ("[{contact}](mailto:{contact})", &contact),
        ("{adresse}", &settings.public_url),
        ("{editeur}", &settings.publisher),
        ("{directeur}", &settings.director),
        ("{hebergeur}", &settings.host),
    ];
    names.into_iter().fold(source.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// A text set in HTML, with its sections: where to jump, and how they are called.
#[derive(Debug, Default, PartialEq, Eq)]
struct Set {
    html: String,
    sections: Vec<(String, String)>,
}

/// Sets a text of ours. Never one of somebody else's: nothing is cleaned here.
fn set(source: &str) -> Set {
    let mut set = Set::default();
    let mut heading: Option<String> = None;
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
            heading = Some(String::new());
            None
        }
        Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
            let words = heading.take().unwrap_or_default();
            let id = domain::text::slug(&words, "section");
            let mut html = String::new();
            let _ = write!(html, "<h2 id=\"{id}\">{}</h2>", html_escape::encode_text(&words));
            set.sections.push((id, words));
            Some(Event::Html(html.into()))
        }
        Event::Text(words) | Event::Code(words) if heading.is_some() => {
            heading.iter_mut().for_each(|heading| heading.push_str(&words));
            None
        }
        event => Some(event),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    // A wide table scrolls by itself, with the keyboard too, instead of the page.
    set.html = html
        .replace(
            "<table>",
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\"><table>",
        )
        .replace("</table>", "</table></div>");
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_can_be_jumped_to() {
        let set = set("## Qui contacter\n\nNous.");
        assert_eq!(set.sections, [("qui-contacter".to_owned(), "Qui contacter".to_owned())]);
        assert!(set.html.starts_with("<h2 id=\"qui-contacter\">Qui contacter</h2>"), "{}", set.html);
    }

    #[test]
    fn no_text_keeps_a_name_in_braces() {
        let settings = Settings { contact: Some("a@b.fr".into()), ..Settings::default() };
        for text in [Text::Help, Text::Charter, Text::Accessibility, Text::LegalNotice, Text::Privacy] {
            let filled = filled(text.source().1, &settings);
            assert!(!filled.contains('{'), "{text:?}: {filled}");
        }
    }
}

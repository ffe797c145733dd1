//! From a source to HTML that a page may show as it is.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::{
    Markdown,
    events::{events, heading},
    sanitiser::{ID_PREFIX, sanitise},
    slug::slug,
};

/// Which renderer made a stored HTML: to be raised with every change that shows, so that what older
/// versions made is rendered again.
pub const RENDERER: i32 = 1;

/// HTML that cannot harm, and the only one that a page shows without escaping it.
///
/// Only [`render`] makes it, or the store, of what `render` made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Takes back what the store kept: it was rendered on its way in.
    pub(crate) fn from_stored(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// The HTML of a text among others on a page: its headings, from `h3` down, bear no id.
pub fn render(text: &Markdown) -> Html {
    written(events(text.as_str()))
}

/// The HTML of a text to which links lead: headings from `h3` down, each with an id made of `t-`, the scope
/// and its words. The scope keeps two texts of one page apart; it may be empty.
pub fn render_anchored(text: &Markdown, scope: &str) -> Html {
    let mut said = events(text.as_str());
    anchor(&mut said, scope);
    written(said)
}

fn written(said: Vec<Event<'_>>) -> Html {
    let mut raw = String::new();
    html::push_html(&mut raw, said.into_iter());
    Html(sanitise(&raw))
}

fn anchor(said: &mut [Event<'_>], scope: &str) {
    let scope = if scope.is_empty() { String::new() } else { format!("{}-", slug(scope, "texte")) };
    let mut used: HashMap<String, usize> = HashMap::new();
    for at in 0..said.len() {
        let Event::Start(Tag::Heading { level, .. }) = said[at] else { continue };
        let words: String = said[at..]
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(|event| match event {
                Event::Text(words) | Event::Code(words) => Some(words.as_ref()),
                _ => None,
            })
            .collect();
        let id = format!("{ID_PREFIX}{scope}{}", slug(&words, "titre"));
        let times = used.entry(id.clone()).or_default();
        *times += 1;
        let id = if *times == 1 { id } else { format!("{id}--{times}") };
        said[at] = Event::Start(heading(level, Some(CowStr::from(id))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(source: &str) -> String {
        render(&Markdown::parse(source).expect("a source")).into_string()
    }

    #[test]
    fn prose_is_set_in_french_and_lines_are_kept() {
        assert_eq!(
            html("Bonjour,\nquel **jury** : l'oral ?\n\n- [x] « fait »\n- [ ] à faire"),
            "<p>Bonjour,<br>\nquel <strong>jury</strong>&nbsp;: l’oral\u{202F}?</p>\n\
             <ul>\n<li>☑&nbsp;«&nbsp;fait&nbsp;»</li>\n<li>☐&nbsp;à faire</li>\n</ul>\n"
        );
    }

    #[test]
    fn code_is_not_touched() {
        assert_eq!(
            html("`a ? b : 'c'...` et\n\n```sh\nwww.x.fr ? l'a\n```"),
            "<p><code>a ? b : 'c'...</code> et</p>\n<pre><code>www.x.fr ? l'a\n</code></pre>\n"
        );
    }

    #[test]
    fn an_indented_text_is_a_paragraph() {
        assert_eq!(
            html("Bonjour\n\n    Madame,\n    l'oral ?"),
            "<p>Bonjour</p>\n<p>Madame,<br>\nl’oral\u{202F}?</p>\n"
        );
    }

    #[test]
    fn bare_addresses_are_linked_once() {
        assert_eq!(
            html("Voir https://vae.gouv.fr/a_b_c ?"),
            "<p>Voir <a href=\"https://vae.gouv.fr/a_b_c\" rel=\"nofollow ugc noopener\">https://vae.gouv.fr/a_b_c</a>\u{202F}?</p>\n"
        );
        assert_eq!(html("<https://x.fr>").matches("<a ").count(), 1);
        assert_eq!(html("[https://x.fr](https://y.fr)").matches("<a ").count(), 1);
        assert!(html("<a@b.fr>").contains("href=\"mailto:a@b.fr\""));
        assert!(html("[le site](www.x.fr)").contains("href=\"https://www.x.fr\""));
        assert!(!html("`https://x.fr`").contains("<a "));
    }

    #[test]
    fn a_link_that_may_not_lead_there_keeps_its_words() {
        assert_eq!(html("un [mot](javascript:alert(1)) ici"), "<p>un mot ici</p>\n");
        assert_eq!(html("un [](javascript:alert(1)) ici"), "<p>un javascript:alert(1) ici</p>\n");
    }

    #[test]
    fn a_picture_is_a_link_to_it() {
        let rel = "rel=\"nofollow ugc noopener\"";
        assert_eq!(
            html("![Un plan](https://x.fr/p.png)"),
            format!("<p><a href=\"https://x.fr/p.png\" {rel}>Un plan</a></p>\n")
        );
        assert_eq!(html("![](/p.png)"), format!("<p><a href=\"/p.png\" {rel}>/p.png</a></p>\n"));
        assert_eq!(html("[![alt](/p.png)](/q)"), format!("<p><a href=\"/q\" {rel}>alt</a></p>\n"));
    }

    #[test]
    fn headings_begin_at_three_and_skip_none() {
        assert_eq!(
            html("# a\n## b\n### c\n#### d\n##### e"),
            "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n"
        );
        assert_eq!(html("### a\n# b\n#### c"), "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n");
    }

    #[test]
    fn anchors_are_ours_and_each_is_alone() {
        let text = Markdown::parse("# L'oral\n\n# L’oral\n\n# *?*").expect("a source");
        assert_eq!(
            render_anchored(&text, "Étape 4").as_str(),
            "<h3 id=\"t-etape-4-l-oral\">L’oral</h3>\n<h3 id=\"t-etape-4-l-oral--2\">L’oral</h3>\n\
             <h3 id=\"t-etape-4-titre\"><em>?</em></h3>\n"
        );
        assert!(render_anchored(&text, "").as_str().contains("id=\"t-l-oral\""));
    }

    #[test]
    fn a_table_can_scroll_and_its_head_is_a_head() {
        let table = html("| Étape | Durée |\n|:--|--:|\n| Jury | 1 h |");
        assert!(
            table.starts_with(
                "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\"><table>"
            ),
            "{table}"
        );
        assert!(table.contains("<th scope=\"col\">Étape</th>") && table.contains("<td>1 h</td>"), "{table}");
        assert!(
            table.trim_end().ends_with("</tbody></table>\n</div>") && !table.contains("style"),
            "{table}"
        );
    }

    #[test]
    fn html_is_shown_as_typed() {
        assert_eq!(html("le <nom du candidat> ici"), "<p>le &lt;nom du candidat&gt; ici</p>\n");
        assert_eq!(
            html("<div>\n<b>a</b>\n</div>"),
            "<p>&lt;div&gt;<br>\n&lt;b&gt;a&lt;/b&gt;<br>\n&lt;/div&gt;</p>\n"
        );
    }
}

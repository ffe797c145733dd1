//! The one layout of our letters: a title, paragraphs, at most one thing to do.

use std::fmt::Write;

/// The widest line of a plain letter, so that it can be quoted in an answer.
const WIDTH: usize = 72;

/// A letter as plain text and as HTML. Line ends within a paragraph are kept; every value is escaped. The
/// action is what to do and where; only a web address becomes a link.
pub fn frame<P: AsRef<str>>(title: &str, paragraphs: &[P], action: Option<(&str, &str)>) -> (String, String) {
    (plain(title, paragraphs, action), html(title, paragraphs, action))
}

fn plain<P: AsRef<str>>(title: &str, paragraphs: &[P], action: Option<(&str, &str)>) -> String {
    let mut text = wrapped(title);
    for paragraph in paragraphs {
        text.push('\n');
        text.push_str(&wrapped(paragraph.as_ref()));
    }
    if let Some((label, url)) = action {
        text.push('\n');
        text.push_str(&wrapped(&format!("{label}\u{A0}:")));
        // Alone on its line and whole, whatever its length: a cut address leads nowhere.
        text.push_str(url);
        text.push('\n');
    }
    text
}

fn wrapped(paragraph: &str) -> String {
    let mut text = String::with_capacity(paragraph.len() + 8);
    for line in paragraph.lines() {
        let mut column = 0;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > WIDTH {
                text.push('\n');
                column = 0;
            } else if column > 0 {
                text.push(' ');
                column += 1;
            }
            text.push_str(word);
            column += length;
        }
        text.push('\n');
    }
    text
}

/// Colours are left to the reader's program, so that a letter is legible in the light and in the dark.
fn html<P: AsRef<str>>(title: &str, paragraphs: &[P], action: Option<(&str, &str)>) -> String {
    let title = escaped(title);
    let mut body = format!("<h1 style=\"font-size:1.35em;line-height:1.25;margin:0 0 1em\">{title}</h1>\n");
    for paragraph in paragraphs {
        let lines: Vec<String> = paragraph.as_ref().lines().map(escaped).collect();
        push(&mut body, "margin:0 0 1em", &lines.join("<br>\n"));
    }
    if let Some((label, url)) = action {
        push_action(&mut body, &escaped(label), url);
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body style=\"margin:0;padding:24px 16px;font-family:Verdana,Arial,sans-serif;font-size:16px;line-height:1.6\">\n\
         <div lang=\"fr\" style=\"max-width:36em;margin:0 auto\">\n{body}</div>\n</body>\n</html>\n"
    )
}

fn push_action(body: &mut String, label: &str, url: &str) {
    let address = escaped(url);
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return push(body, "margin:0 0 1em", &format!("{label}\u{A0}: {address}"));
    }
    let button = format!(
        "<a href=\"{address}\" style=\"display:inline-block;padding:.7em 1.2em;border:2px solid;border-radius:10px;\
         color:inherit;font-weight:bold;text-decoration:none\">{label}</a>"
    );
    push(body, "margin:1.75em 0", &button);
    let otherwise = format!(
        "Si ce lien ne s’ouvre pas, copiez cette adresse dans votre navigateur\u{A0}:<br>\n{address}"
    );
    push(body, "margin:0 0 1em;font-size:.875em;overflow-wrap:anywhere;word-break:break-word", &otherwise);
}

fn push(body: &mut String, style: &str, inner: &str) {
    writeln!(body, "<p style=\"{style}\">{inner}</p>").expect("a String takes everything");
}

fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_letter_is_wrapped_and_its_address_is_whole() {
        let url = format!("https://vae.example/connexion/{}", "a".repeat(90));
        let long = "Une demande d’accès vous attend depuis ce matin dans l’espace des animatrices et des animateurs, merci.";
        let (text, _) = frame("Bonjour Zoé", &[long, "Ligne 1\nLigne 2"], Some(("Me connecter", &url)));
        assert!(text.starts_with("Bonjour Zoé\n\nUne demande"));
        assert!(text.contains("\n\nLigne 1\nLigne 2\n\nMe connecter\u{A0}:\n"));
        assert!(text.ends_with(&format!("{url}\n")));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH || line == url), "{text}");
        assert!(text.replace('\n', " ").contains(long), "{text}");
    }

    #[test]
    fn no_value_escapes_from_its_place() {
        let hostile = "</p><script>alert('1')</script>\"&";
        let (_, html) = frame(hostile, &[hostile], Some((hostile, "https://x.fr/\"onclick=\"alert(1)<b>")));
        assert!(!html.contains("<script") && !html.contains("\"onclick") && !html.contains("<b>"), "{html}");
        assert_eq!(html.matches("<p ").count(), html.matches("</p>").count());
        assert!(html.contains("&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;"));
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        let (_, html) = frame("Bonjour", &["Un mot."], Some(("Ouvrir", "javascript:alert(1)")));
        assert!(!html.contains("href") && html.contains("javascript:alert(1)"));
        let (_, html) = frame("Bonjour", &["Un mot."], Some(("Ouvrir", "https://vae.example/a?b=1&c=2")));
        assert!(html.contains("<a href=\"https://vae.example/a?b=1&amp;c=2\""));
    }

    #[test]
    fn a_letter_needs_no_action_and_no_colour() {
        let (text, html) = frame("Bonjour", &["Un mot."], None);
        assert_eq!(text, "Bonjour\n\nUn mot.\n");
        assert!(
            html.contains("lang=\"fr\"")
                && html.contains("light dark")
                && !html.contains('#')
                && !html.contains("href")
        );
    }
}

//! Several lines to fill in.

use leptos::prelude::*;

use super::errors::{Beside, described_by, field_class};
use super::field::OptionalMark;

/// A text area with its label, hint and error. Children, if any, are the toolbar in the same frame.
///
/// Leptos does not escape the children of `textarea`: a text with `</textarea>` in it would escape into the
/// page. So the text goes through `inner_html`, encoded here, and this is the only `textarea` of the site.
#[component]
pub fn TextArea(
    /// The name it is sent under; its `id` too, unless `id` says otherwise.
    #[prop(into)]
    name: String,
    /// What is read.
    #[prop(into)]
    label: String,
    /// What is already filled in.
    #[prop(optional, into)]
    value: String,
    /// A line of help above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Given as an `Option`: usually `errors.of("…")`.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether it may stay empty; said after the label.
    #[prop(optional)]
    optional: bool,
    /// How many lines high it begins.
    #[prop(default = 7)]
    rows: u32,
    /// The most characters it takes.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// The `id`, when it is not the name.
    #[prop(optional, into)]
    id: Option<String>,
    /// A toolbar, in the same frame.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let refused = error.is_some();
    view! {
        <div class=field_class(refused)>
            <label for=id.clone()>{label} <OptionalMark optional/></label>
            <Beside id=id.clone() hint error/>
            <div class="composer">
                {children.map(|toolbar| toolbar())}
                <textarea
                    id=id
                    name=name
                    rows=rows
                    required=!optional
                    maxlength=maxlength
                    aria-invalid=refused.then_some("true")
                    aria-describedby=described
                    inner_html=content(&value)
                ></textarea>
            </div>
        </div>
    }
}

/// What goes between the tags. Browsers drop one line feed after `<textarea>`: we give them theirs, so that a
/// text which begins with an empty line keeps it.
fn content(text: &str) -> String {
    format!("\n{}", html_escape::encode_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_area() {
        let hostile = "</textarea><b onclick='x'>&amp; <script>alert(1)</script>";
        let html = view! { <TextArea name="texte" label="Texte" value=hostile/> }.to_html();
        assert_eq!(html.matches("</textarea").count(), 1, "{html}");
        assert!(!html.contains("<b ") && !html.contains("<script"), "{html}");
        assert!(html.contains("&lt;/textarea&gt;") && html.contains("&amp;amp;"), "{html}");
    }

    #[test]
    fn an_empty_first_line_survives() {
        assert_eq!(content("\ntexte"), "\n\ntexte");
    }
}

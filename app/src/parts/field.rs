//! A line to fill in.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::errors::{Beside, described_by, field_class};

/// A text field with its label, hint and error. Fields are required unless `optional`, which is then said in
/// words. The form should carry `novalidate`: the server's words are kinder than the browser's bubbles.
#[component]
pub fn Field(
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
    /// The input's type: `text`, `email`, `search`, `tel`, `password`…
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill it with.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// The most characters it takes.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// The `id`, when it is not the name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    // Browsers show nothing of what is no date, and HTML does not allow it there; the error says what to write.
    let value = if kind == "date" && value.parse::<NaiveDate>().is_err() { String::new() } else { value };
    let described = described_by(&id, hint.is_some(), error.is_some());
    let refused = error.is_some();
    view! {
        <div class=field_class(refused)>
            <label for=id.clone()>{label} <OptionalMark optional/></label>
            <Beside id=id.clone() hint error/>
            <input
                type=kind
                id=id
                name=name
                value=value
                required=!optional
                autocomplete=autocomplete
                maxlength=maxlength
                aria-invalid=refused.then_some("true")
                aria-describedby=described
            />
        </div>
    }
}

/// « (facultatif) », after a label.
#[component]
pub(super) fn OptionalMark(optional: bool) -> impl IntoView {
    optional.then(|| view! { <span class="optional">" (facultatif)"</span> })
}

//! A file to send.

use leptos::prelude::*;

use super::{
    errors::{Beside, described_by, field_class},
    field::OptionalMark,
};

/// A file field with its label, hint and error. The form must say `enctype="multipart/form-data"`.
#[component]
pub fn FileField(
    /// The name it is sent under; its `id` too.
    #[prop(into)]
    name: String,
    /// What is read.
    #[prop(into)]
    label: String,
    /// The kinds that are proposed, as MIME types parted by commas.
    #[prop(into)]
    accept: String,
    /// Whether one may do without, which is then said in the label.
    #[prop(optional)]
    optional: bool,
    /// A line of help above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Given as an `Option`: usually `errors.of("…")`.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether several may be chosen.
    #[prop(optional)]
    multiple: bool,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let refused = error.is_some();
    view! {
        <div class=field_class(refused)>
            <label for=name.clone()>{label} <OptionalMark optional/></label>
            <Beside id=name.clone() hint error/>
            <input
                type="file"
                id=name.clone()
                name=name
                accept=accept
                required=!optional
                multiple=multiple
                aria-invalid=refused.then_some("true")
                aria-describedby=described
            />
        </div>
    }
}

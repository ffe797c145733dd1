//! One among several, or yes and no.

use leptos::prelude::*;

use super::errors::{Beside, described_by, field_class};

/// One of the possibilities of [`Choices`] or [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line under it, when a word is not enough; [`Select`] does not show it.
    pub hint: Option<String>,
}

impl Choice {
    /// A possibility with nothing to explain.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}

/// Radio buttons under one question.
#[component]
pub fn Choices(
    /// The name it is sent under; its `id` too.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What one may choose, in order.
    choices: Vec<Choice>,
    /// The value chosen already.
    #[prop(optional, into)]
    chosen: String,
    /// A line of help above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Given as an `Option`: usually `errors.of("…")`.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = if error.is_some() { "choices refused" } else { "choices" };
    let radios = choices.into_iter().map(|choice| {
        let checked = choice.value == chosen;
        view! {
            <label class="choice">
                <input type="radio" name=name.clone() value=choice.value checked=checked/>
                <span>{choice.label}</span>
                {choice.hint.map(|hint| view! { <span class="hint">{hint}</span> })}
            </label>
        }
    });
    view! {
        <fieldset class=class id=name.clone() aria-describedby=described>
            <legend>{legend}</legend>
            <Beside id=name.clone() hint error/>
            {radios.collect_view()}
        </fieldset>
    }
}

/// A list to open. An empty `chosen` shows the first possibility.
#[component]
pub fn Select(
    /// The name it is sent under; its `id` too.
    #[prop(into)]
    name: String,
    /// What is read.
    #[prop(into)]
    label: String,
    /// What one may choose, in order.
    choices: Vec<Choice>,
    /// The value chosen already.
    #[prop(optional, into)]
    chosen: String,
    /// A line of help above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Given as an `Option`: usually `errors.of("…")`.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let refused = error.is_some();
    let options = choices.into_iter().map(|choice| {
        let selected = choice.value == chosen;
        view! {
            <option value=choice.value selected=selected>
                {choice.label}
            </option>
        }
    });
    view! {
        <div class=field_class(refused)>
            <label for=name.clone()>{label}</label>
            <Beside id=name.clone() hint error/>
            <select id=name.clone() name=name.clone() aria-invalid=refused.then_some("true") aria-describedby=described>
                {options.collect_view()}
            </select>
        </div>
    }
}

/// One box to tick; it sends `oui`.
#[component]
pub fn Check(
    /// The name it is sent under; its `id` too.
    #[prop(into)]
    name: String,
    /// What is read.
    #[prop(into)]
    label: String,
    /// Whether it is ticked already.
    #[prop(optional)]
    checked: bool,
    /// A line of help above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Given as an `Option`: usually `errors.of("…")`.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let refused = error.is_some();
    view! {
        <div class=if refused { "choices refused" } else { "choices" }>
            <Beside id=name.clone() hint error/>
            <label class="choice">
                <input
                    type="checkbox"
                    id=name.clone()
                    name=name.clone()
                    value="oui"
                    checked=checked
                    aria-invalid=refused.then_some("true")
                    aria-describedby=described
                />
                <span>{label}</span>
            </label>
        </div>
    }
}

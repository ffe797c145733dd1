//! What was refused in a form.

use leptos::prelude::*;

/// The refusals of a form: for each, the `id` of its field (empty when it is about the whole) and the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// None yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One refusal about one field.
    #[must_use]
    pub fn on(field: &str, words: impl Into<String>) -> Self {
        Self::none().and(field, words)
    }

    /// One more.
    #[must_use]
    pub fn and(mut self, field: &str, words: impl Into<String>) -> Self {
        self.0.push((field.to_owned(), words.into()));
        self
    }

    /// What is wrong with these fields, where something is.
    #[must_use]
    pub fn of_fields<const N: usize>(fields: [(&str, Option<&String>); N]) -> Self {
        let refused =
            fields.into_iter().filter_map(|(field, words)| Some((field.to_owned(), words?.clone())));
        Self(refused.collect())
    }

    /// These and those.
    #[must_use]
    pub fn with(mut self, others: &Errors) -> Self {
        self.0.extend(others.0.iter().cloned());
        self
    }

    /// What is said beside this field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, words)| words.clone())
    }

    /// Whether nothing was refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The summary at the top of a form: it takes the focus, so that whoever cannot see it hears it first, and
/// leads to each field. Nothing when nothing was refused.
#[component]
pub fn ErrorSummary(
    /// What was refused.
    errors: Errors,
) -> impl IntoView {
    let heading = match errors.0.len() {
        0 => return None,
        1 => "Un point est à corriger. Rien de ce que vous avez écrit n’est perdu.".to_owned(),
        n => format!("{n} points sont à corriger. Rien de ce que vous avez écrit n’est perdu."),
    };
    let lines = errors.0.into_iter().map(|(field, words)| {
        if field.is_empty() {
            view! { <li>{words}</li> }.into_any()
        } else {
            let line = view! {
                <li>
                    <a href=format!("#{field}")>{words}</a>
                </li>
            };
            line.into_any()
        }
    });
    Some(view! {
        <div class="errors" role="alert" tabindex="-1" autofocus=true>
            <h2>{heading}</h2>
            <ul class="errors-list">{lines.collect_view()}</ul>
        </div>
    })
}

/// How a control says what it is described by: its hint, then its error.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-aide")),
        (false, true) => Some(format!("{id}-erreur")),
        (true, true) => Some(format!("{id}-aide {id}-erreur")),
    }
}

/// The hint and the error of a control, above it, tied to it by [`described_by`].
#[component]
pub(super) fn Beside(id: String, hint: Option<String>, error: Option<String>) -> impl IntoView {
    view! {
        {hint.map(|hint| view! { <p class="hint" id=format!("{id}-aide")>{hint}</p> })}
        {error.map(|error| {
            view! {
                <p class="error" id=format!("{id}-erreur")>
                    <span class="visually-hidden">"Erreur\u{a0}: "</span>
                    {error}
                </p>
            }
        })}
    }
}

/// The class of a field, refused or not.
pub(super) fn field_class(error: bool) -> &'static str {
    if error { "field refused" } else { "field" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_finds_its_field() {
        let errors = Errors::on("titre", "Donnez un titre.").and("texte", "Écrivez quelques mots.");
        assert_eq!(errors.of("texte").as_deref(), Some("Écrivez quelques mots."));
        assert_eq!(errors.of("autre"), None);
    }

    #[test]
    fn the_summary_takes_the_focus_and_leads_to_the_fields() {
        let html = view! { <ErrorSummary errors=Errors::on("titre", "Donnez un titre.")/> }.to_html();
        assert!(html.contains("tabindex=\"-1\"") && html.contains("autofocus"), "{html}");
        assert!(html.contains("href=\"#titre\""), "{html}");
        let nothing = view! { <ErrorSummary errors=Errors::none()/> }.to_html();
        assert!(!nothing.contains("errors"), "{nothing}");
    }
}

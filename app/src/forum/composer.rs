//! Two small islands beside a text area: its toolbar, and the preview of what is typed. Without script the toolbar is not
//! there, and the preview is a page.

use leptos::prelude::*;

/// Renders a text as it will be shown once posted.
///
/// # Errors
/// When the server cannot be reached.
#[server(prefix = "/api", endpoint = "apercu")]
pub async fn preview(
    /// What was typed, in Markdown.
    text: String,
) -> Result<String, ServerFnError> {
    Ok(rendered(&text))
}

/// The text as it will be shown, or what is wrong with it.
#[cfg(feature = "ssr")]
pub(crate) fn rendered(text: &str) -> String {
    match domain::text::Markdown::parse(text) {
        Ok(text) => domain::text::render(&text).into_string(),
        Err(refusal) => format!("<p>{}</p>", crate::form::text_words("Votre message", &refusal)),
    }
}

/// The toolbar of the text area that has this `id`.
#[island]
pub fn Toolbar(target: String) -> impl IntoView {
    let (ready, set_ready) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    let target = StoredValue::new(target);
    let tool = move |label: &'static str, sign: &'static str, before: &'static str, after: &'static str| {
        view! {
            <button
                type="button"
                aria-label=label
                title=label
                on:click=move |_| target.with_value(|target| typing::around(target, before, after))
            >
                {sign}
            </button>
        }
    };
    view! {
        <div class="composer-bar" role="group" aria-label="Mise en forme" hidden=move || !ready.get()>
            {tool("Gras", "G", "**", "**")}
            {tool("Italique", "I", "*", "*")}
            {tool("Liste", "•", "\n- ", "")}
            {tool("Citation", "«\u{a0}»", "\n> ", "")}
            {tool("Lien", "Lien", "[", "](https://)")}
        </div>
    }
}

/// What the text of that area will look like. The form's preview button fills it without leaving the page.
#[island]
pub fn Preview(
    target: String,
    /// Already rendered, when the form was sent for a preview.
    shown: String,
) -> impl IntoView {
    let (html, set_html) = signal(shown);
    let ask = Action::new(move |text: &String| {
        let text = text.clone();
        async move {
            let html = preview(text).await;
            set_html.set(html.unwrap_or_else(|_| "<p>L’aperçu n’est pas arrivé. Réessayez.</p>".to_owned()));
        }
    });
    Effect::new(move |_| {
        typing::on_preview(&target, move |text| {
            ask.dispatch(text);
        })
    });
    view! {
        <div aria-live="polite">
            <section class="preview" aria-label="Aperçu" hidden=move || html.with(String::is_empty)>
                <h2>"Aperçu"</h2>
                <div class="prose" inner_html=move || html.get()></div>
            </section>
        </div>
    }
}

/// What the islands do to the page, in the browser.
#[cfg(feature = "hydrate")]
mod typing {
    use leptos::prelude::document;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Event, HtmlDocument, HtmlTextAreaElement};

    fn area(id: &str) -> Option<HtmlTextAreaElement> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// Puts marks around what is selected, as typed by the person: it can be undone.
    pub(super) fn around(id: &str, before: &str, after: &str) {
        let Some(area) = area(id) else { return };
        let start = area.selection_start().ok().flatten().unwrap_or(0) as usize;
        let end = area.selection_end().ok().flatten().unwrap_or(0) as usize;
        let text: Vec<u16> = area.value().encode_utf16().collect();
        let selected = String::from_utf16_lossy(text.get(start..end).unwrap_or_default());
        // A list or a quotation begins its line; at the very beginning there is no line to end.
        let before = if start == 0 { before.trim_start_matches('\n') } else { before };
        let _ = area.focus();
        let typed = format!("{before}{selected}{after}");
        let done = document()
            .dyn_into::<HtmlDocument>()
            .ok()
            .and_then(|page| page.exec_command_with_show_ui_and_value("insertText", false, &typed).ok());
        if done != Some(true) {
            let _ = area.set_range_text(&typed);
        }
        let caret = u32::try_from(start + before.encode_utf16().count()).unwrap_or(0);
        let length = u32::try_from(selected.encode_utf16().count()).unwrap_or(0);
        let _ = area.set_selection_range(caret, caret + length);
    }

    /// Calls back with the text when the form's preview button is pressed, instead of sending the form.
    pub(super) fn on_preview(id: &str, act: impl Fn(String) + 'static) {
        let Some(area) = area(id) else { return };
        let button = area.form().and_then(|form| form.query_selector("button[name=apercu]").ok().flatten());
        let Some(button) = button else { return };
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            act(area.value());
        });
        let _ = button.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
        // The button lives as long as the page.
        listener.forget();
    }
}

#[cfg(not(feature = "hydrate"))]
mod typing {
    pub(super) fn around(_: &str, _: &str, _: &str) {}

    pub(super) fn on_preview(_: &str, _: impl Fn(String) + 'static) {}
}

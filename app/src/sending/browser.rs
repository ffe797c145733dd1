//! What the island does to the page, in the browser.

use std::{cell::RefCell, time::Duration};

use leptos::prelude::{Set, document, set_timeout, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Event, EventTarget, File, FormData, HtmlDocument, HtmlElement, HtmlFormElement, HtmlInputElement,
    ProgressEvent, SubmitEvent, XmlHttpRequest,
};

use super::{Journey, Journeys};

thread_local! {
    /// What is on its way, and the button that was pressed.
    static UNDERWAY: RefCell<Option<(XmlHttpRequest, HtmlElement)>> = const { RefCell::new(None) };
}

/// Listens to the field, to its form, and to the button that stops.
pub(super) fn attend(target: &str, most: u64, journey: Journeys) {
    let Some(input) = by_id::<HtmlInputElement>(target) else { return };
    let Some(form) = input.form() else { return };
    let Some(stop) = by_id::<HtmlElement>(&format!("{target}-annuler")) else { return };
    let invalid = input.get_attribute("aria-invalid");
    let field = Field { input, form, stop, invalid, most, journey };
    // A page that is come back to, or whose script came late, may have its file already.
    field.is_too_heavy();
    let (judge, submit, cancel, leave) = (field.clone(), field.clone(), field.clone(), field.clone());
    on(&field.input, "change", move |_| {
        judge.is_too_heavy();
    });
    on(&field.form, "submit", move |event| submit.submitted(&event));
    on(&field.stop, "click", move |_| cancel.end(Journey::Cancelled));
    // A page that the browser keeps for the button « back » is found again as it was before the sending.
    on(&window(), "pagehide", move |_| leave.end(Journey::NotBegun));
}

#[derive(Clone)]
struct Field {
    input: HtmlInputElement,
    form: HtmlFormElement,
    stop: HtmlElement,
    /// What the server said of the field.
    invalid: Option<String>,
    most: u64,
    journey: Journeys,
}

impl Field {
    fn file(&self) -> Option<File> {
        self.input.files()?.get(0)
    }

    /// Says so at once.
    fn is_too_heavy(&self) -> bool {
        let heavy = self.file().is_some_and(|file| weight(file.size()) > self.most);
        let _ = match self.invalid.as_deref().or(heavy.then_some("true")) {
            Some(invalid) => self.input.set_attribute("aria-invalid", invalid),
            None => self.input.remove_attribute("aria-invalid"),
        };
        self.journey.set(if heavy { Journey::TooHeavy(self.most) } else { Journey::NotBegun });
        heavy
    }

    /// Sends the form in the browser's place, when there is a file to wait for.
    fn submitted(&self, event: &Event) {
        if UNDERWAY.with_borrow(Option::is_some) {
            return event.prevent_default();
        }
        let Some(file) = self.file() else { return };
        if self.is_too_heavy() {
            event.prevent_default();
            let _ = self.input.focus();
            return;
        }
        // A browser that does not tell which button was pressed sends its form by itself.
        let Some(button) = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter) else { return };
        if self.send(&file, button).is_ok() {
            event.prevent_default();
        }
    }

    fn send(&self, file: &File, button: HtmlElement) -> Result<(), JsValue> {
        let form = FormData::new_with_form(&self.form)?;
        if let Some(name) = button.get_attribute("name") {
            form.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
        }
        let request = XmlHttpRequest::new()?;
        request.open("POST", &self.form.action())?;
        let (name, whole) = (file.name(), weight(file.size()));
        let journey = self.journey;
        let progress = move |sent| journey.set(Journey::Underway { name: name.clone(), sent, whole });
        progress(0);
        let upload = request.upload()?;
        on(&upload, "progress", move |event| {
            // What stands around the file is little: once it has left, the file has as well.
            let event: ProgressEvent = event.unchecked_into();
            let left = weight(event.total() - event.loaded());
            progress(whole.saturating_sub(left));
        });
        let (answered, cut) = (self.clone(), self.clone());
        on(&request, "load", move |event| {
            if let Some(request) = event.target().and_then(|target| target.dyn_into().ok()) {
                answered.answered(&request);
            }
        });
        on(&request, "error", move |_| cut.end(Journey::CutShort));
        request.send_with_opt_form_data(Some(&form))?;
        UNDERWAY.set(Some((request, button)));
        self.hold();
        Ok(())
    }

    /// Leaves nothing to do but to stop: what would be typed now would not be sent. The button is shown by then.
    fn hold(&self) {
        let field = self.clone();
        let act = move || {
            if UNDERWAY.with_borrow(Option::is_some) {
                let _ = field.stop.focus();
                field.set_inert(true);
            }
        };
        set_timeout(act, Duration::ZERO);
    }

    fn set_inert(&self, inert: bool) {
        let controls = (0..).map_while(|place| self.form.get_with_index(place));
        for control in controls.filter(|control| control.id() != self.stop.id()) {
            let _ = control.toggle_attribute_with_force("inert", inert);
        }
    }

    /// Gives the form back as it was.
    fn end(&self, journey: Journey) {
        let Some((request, button)) = UNDERWAY.take() else { return };
        let _ = request.abort();
        self.set_inert(false);
        let _ = button.focus();
        self.journey.set(journey);
    }

    fn answered(&self, request: &XmlHttpRequest) {
        let address = request.response_url();
        if address != self.form.action() {
            // What is shown stays until the next page is there.
            let _ = window().location().assign(&address);
            return;
        }
        match request.status().unwrap_or(0) {
            // The page of an accident would take what was typed away.
            408 | 413 | 429 | 500.. => self.end(Journey::NotTaken),
            _ => {
                UNDERWAY.take();
                show(request);
            }
        }
    }
}

/// Puts the answer in the place of the page, as the browser would have done: its errors, its title, its focus.
fn show(request: &XmlHttpRequest) {
    let html = request.response_text().ok().flatten().unwrap_or_default();
    let Ok(page) = document().dyn_into::<HtmlDocument>() else { return };
    // The document keeps the policy that it came with, and the policy its number: the scripts of the answer take that one.
    let policy = request.get_response_header("content-security-policy").ok().flatten().unwrap_or_default();
    let theirs = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
    let ours = find("script[nonce]").map(|script| script.nonce());
    let html = match (theirs, ours) {
        (Some((theirs, _)), Some(ours)) => html.replace(theirs, &ours),
        _ => html,
    };
    if page.open().and_then(|_| page.write_1(&html)).and_then(|()| page.close()).is_ok() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        // A document takes this attribute into account once in its life.
        if let Some(first) = find("[autofocus]") {
            let _ = first.focus();
        }
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn by_id<E: JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Browsers count bytes in floats.
fn weight(bytes: f64) -> u64 {
    bytes as u64
}

fn on(target: &EventTarget, event: &str, act: impl FnMut(Event) + 'static) {
    let act: Box<dyn FnMut(Event)> = Box::new(act);
    let listener = Closure::wrap(act).into_js_value();
    let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}

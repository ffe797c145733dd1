//! A small island beside a file field: how much of the file has left, and a way to stop it. Without script the browser sends
//! the form by itself, and nothing of this is shown.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod browser;

#[cfg(not(feature = "hydrate"))]
mod browser {
    pub(super) fn attend(_: &str, _: u64, _: super::Journeys) {}
}

/// What has become of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Journey {
    /// Nothing, and nobody is looking.
    Unseen,
    /// Nothing yet.
    NotBegun,
    /// It is on its way.
    Underway {
        /// Its name.
        name: String,
        /// How many of its bytes have left.
        sent: u64,
        /// How many it has.
        whole: u64,
    },
    /// The person stopped it.
    Cancelled,
    /// It weighs more than this, the most that the site takes: it does not leave.
    TooHeavy(u64),
    /// The network stopped it.
    CutShort,
    /// The site had no time for it, or no room.
    NotTaken,
}

type Journeys = RwSignal<Journey>;

/// Follows the file chosen in the field that has this `id`, when its form is sent. The field says that it is described by
/// `{target}-envoi`.
#[island]
pub fn Sending(
    /// The `id` of the field.
    target: String,
    /// The most bytes that the site takes; the server judges again.
    most: u64,
) -> impl IntoView {
    let journey = Journeys::new(Journey::Unseen);
    let [wrong_id, name_id, stop_id] = ["envoi", "nom", "annuler"].map(|part| format!("{target}-{part}"));
    Effect::new(move |_| browser::attend(&target, most, journey));
    // Of one type each, whatever they say: what is compiled for one is not compiled again for the others.
    let text = |of: fn(&Journey) -> String| move || journey.with(of);
    let unless = |of: fn(&Journey) -> bool| move || !journey.with(of);
    view! {
        <p class="error" id=wrong_id role="alert" hidden=unless(is_wrong)>
            <span class="visually-hidden">"Erreur\u{a0}: "</span>
            {text(wrong)}
        </p>
        <div class="sending" hidden=unless(is_underway)>
            <p class="sending-name" id=name_id.clone()>{text(title)}</p>
            <progress aria-labelledby=name_id max=100 value=move || journey.with(percent)></progress>
            <p class="facts number">{text(figures)}</p>
            <button type="button" class="button quiet" id=stop_id>
                "Annuler"
                <span class="visually-hidden">" l’envoi"</span>
            </button>
        </div>
        <p class="visually-hidden" role="status" hidden=unless(is_seen)>{text(announced)}</p>
    }
}

fn is_seen(journey: &Journey) -> bool {
    *journey != Journey::Unseen
}

fn is_underway(journey: &Journey) -> bool {
    matches!(journey, Journey::Underway { .. })
}

fn is_wrong(journey: &Journey) -> bool {
    matches!(journey, Journey::TooHeavy(_) | Journey::CutShort | Journey::NotTaken)
}

/// What is said of a file that is too heavy, by the island and by the server.
pub(crate) fn too_heavy(most: u64) -> String {
    format!("Ce fichier pèse plus de {}\u{a0}Mo. Allégez-le, ou coupez-le en deux.", most / MEGABYTE)
}

fn wrong(journey: &Journey) -> String {
    match journey {
        Journey::TooHeavy(most) => too_heavy(*most),
        Journey::CutShort => {
            "L’envoi s’est interrompu avant la fin. Rien n’est perdu dans cette page\u{a0}: vérifiez votre connexion, puis réessayez."
                .to_owned()
        }
        Journey::NotTaken => {
            "Le site ne peut pas recevoir ce fichier pour l’instant. Rien n’est perdu dans cette page\u{a0}: réessayez dans un moment."
                .to_owned()
        }
        _ => String::new(),
    }
}

/// A screen reader hears a text when it changes: this one changes four times, while the figures do at each moment.
fn announced(journey: &Journey) -> String {
    match journey {
        Journey::Underway { sent, whole, .. } => match percent_of(*sent, *whole) / 25 {
            0 => "L’envoi commence.".to_owned(),
            quarters @ 1..=3 => format!("{}\u{a0}% envoyés.", quarters * 25),
            _ => GONE.to_owned(),
        },
        Journey::Cancelled => "Envoi annulé. Le formulaire est tel que vous l’avez laissé.".to_owned(),
        _ => String::new(),
    }
}

const GONE: &str = "Tout est envoyé, le site enregistre le fichier.";

fn title(journey: &Journey) -> String {
    match journey {
        Journey::Underway { name, .. } => format!("Envoi de «\u{a0}{name}\u{a0}»"),
        _ => String::new(),
    }
}

/// None while nobody can say: once everything has left, the site takes its time.
fn percent(journey: &Journey) -> Option<u64> {
    match journey {
        Journey::Underway { sent, whole, .. } => {
            Some(percent_of(*sent, *whole)).filter(|percent| *percent < 100)
        }
        _ => None,
    }
}

fn percent_of(sent: u64, whole: u64) -> u64 {
    (sent * 100).checked_div(whole).unwrap_or(0).min(100)
}

const MEGABYTE: u64 = 1024 * 1024;

/// « 3,2 Mo sur 12 Mo »: both in the unit of the whole.
fn figures(journey: &Journey) -> String {
    let Journey::Underway { sent, whole, .. } = journey else { return String::new() };
    if sent >= whole {
        return GONE.to_owned();
    }
    let said = |bytes: u64| match *whole {
        0..1_000 => format!("{bytes}\u{a0}octets"),
        1_000..1_024_000 => format!("{}\u{a0}ko", bytes.div_ceil(1_024)),
        _ => match bytes * 10 / MEGABYTE {
            tenths if tenths % 10 == 0 => format!("{}\u{a0}Mo", tenths / 10),
            tenths => format!("{},{}\u{a0}Mo", tenths / 10, tenths % 10),
        },
    };
    format!("{} sur {}", said(*sent), said(*whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn underway(sent: u64, whole: u64) -> Journey {
        Journey::Underway { name: "grille.pdf".to_owned(), sent, whole }
    }

    #[test]
    fn figures_are_those_of_the_whole() {
        let said = |sent, whole| figures(&underway(sent, whole));
        assert_eq!(said(3_400_000, 12 * MEGABYTE), "3,2\u{a0}Mo sur 12\u{a0}Mo");
        assert_eq!(said(300_000, 50 * MEGABYTE), "0,2\u{a0}Mo sur 50\u{a0}Mo");
        assert_eq!(said(1, 812 * 1_024), "1\u{a0}ko sur 812\u{a0}ko");
        assert_eq!(said(10, 900), "10\u{a0}octets sur 900\u{a0}octets");
        assert_eq!(said(12 * MEGABYTE, 12 * MEGABYTE), GONE);
    }

    #[test]
    fn a_quarter_is_said_once() {
        let mut heard: Vec<String> = (0..=1_000).map(|sent| announced(&underway(sent, 1_000))).collect();
        heard.dedup();
        let quarters = ["25\u{a0}% envoyés.", "50\u{a0}% envoyés.", "75\u{a0}% envoyés."];
        assert_eq!(heard, [&["L’envoi commence."], &quarters[..], &[GONE]].concat());
    }

    #[test]
    fn the_bar_waits_with_the_site() {
        assert_eq!(percent(&underway(499, 1_000)), Some(49));
        assert_eq!(percent(&underway(1_000, 1_000)), None);
        assert_eq!(percent(&underway(0, 0)), Some(0));
    }

    #[test]
    fn without_script_nothing_is_shown_or_said() {
        let html = view! { <Sending target="fichier".to_owned() most=50 * MEGABYTE/> }.to_html();
        for mark in ["class=\"error\"", "class=\"sending\"", "role=\"status\""] {
            let tag = html.split('<').find(|tag| tag.contains(mark));
            let tag = tag.and_then(|tag| tag.split('>').next()).unwrap_or_default();
            assert!(tag.split(' ').any(|word| word == "hidden"), "{mark}: {html}");
        }
    }
}

//! The devices one is signed in on.

use domain::members::{Session, sessions::Way};
use leptos::prelude::*;

use crate::parts::{Moment, Section, Submit, Weight};

/// My sessions, and how to end them.
#[component]
pub(super) fn Sessions(open: Vec<Session>, current: Session) -> impl IntoView {
    let several = open.len() > 1;
    let lines = open.into_iter().map(move |session| {
        let device = device(&session.device);
        let here = session.id == current.id;
        view! {
            <li class="row with-end">
                <div>
                    <p class="row-title">{device.clone()}</p>
                    <p class="facts">
                        {if here { "Cet appareil · ouverte " } else { "Vue " }}
                        {(!here).then(|| view! { <Moment at=session.seen_at/> " · ouverte " })}
                        <Moment at=session.opened_at/>
                        {" "}{by(session.way)}
                    </p>
                </div>
                {(!here).then(|| view! {
                    <form method="post" action="/mon-compte/sessions" class="row-end">
                        <button type="submit" class="button quiet" name="session" value=session.id.to_string()>
                            "Fermer"
                            <span class="visually-hidden">{format!(" la session {device}")}</span>
                        </button>
                    </form>
                })}
            </li>
        }
    });
    view! {
        <Section title="Vos sessions" id="sessions">
            <p>"Les appareils où votre compte est ouvert. Fermez ceux que vous ne reconnaissez pas."</p>
            <ul class="rows">{lines.collect_view()}</ul>
            {several.then(|| view! {
                <form method="post" action="/mon-compte/sessions" class="actions">
                    <Submit label="Fermer toutes les autres" weight=Weight::Quiet name="session" value="autres"/>
                </form>
            })}
        </Section>
    }
}

/// How the session was opened.
fn by(way: Way) -> &'static str {
    match way {
        Way::Link => "par un lien",
        Way::Password => "par mot de passe",
        Way::Passkey => "par clé d’accès",
    }
}

/// « Firefox sur Windows », from what the browser says of itself; the order decides, as Edge says that it is Chrome too.
fn device(agent: &str) -> String {
    let of = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = of(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = of(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Appareil inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_named_as_people_name_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(device(edge), "Edge sur Windows");
        assert_eq!(
            device("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"),
            "Firefox sur Android"
        );
        assert_eq!(device(""), "Appareil inconnu");
    }
}

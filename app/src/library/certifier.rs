//! `/ressources/certificateurs/{slug}`: one certifier, whom to call, how it goes, what it delivers.

use domain::{
    Failure,
    forum::subjects,
    library::{
        browse,
        certification::listing::{self, Asked, Listed, State},
        certifier::{self, Contact, Sheet, Spelling},
        follow::View,
        holdings, update,
    },
    members::antennes::department_name,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    CertificationChip,
    around::{Announced, Around, TOPICS, UPDATES},
    certification_address, certifier_address,
    holdings::Holdings,
    kind_name, mentioned, mentions,
};
use crate::{
    failure::{Lost, or_lost},
    members,
    parts::{
        Badge, ButtonLink, Moment, Notice, Page, PageHead, Place, Prose, Section, Tone, Weight, counted,
        number,
    },
    session,
};

/// Certifications shown on the page itself.
const SHOWN: usize = 10;

/// A certifier's page.
#[component]
pub(crate) fn CertifierPage() -> impl IntoView {
    let slug = use_params_map().get().get("certifier").unwrap_or_default();
    let done = use_query_map().get().get("fait").is_some_and(|done| done == "fiche");
    Suspend::new(async move { or_lost(page(&slug, done).await) })
}

async fn page(slug: &str, done: bool) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let sheet = match certifier::read(&community, &visitor, slug).await {
        Err(Failure::Refused(_)) => {
            let moved = certifier::moved(&community, &visitor, slug).await?;
            return Err(moved.map_or(Lost::NotThere, |slug| Lost::Moved(certifier_address(&slug))));
        }
        found => found?,
    };
    let slug = slug.to_owned();
    let asked = Asked { certifier: Some(slug.clone()), state: Some(State::Open), ..Asked::default() };
    let delivered = listing::list(&community, &visitor, &asked, 1).await?.certifications;
    let holdings = holdings::of(&community, &visitor, sheet.certifier.id).await?.latest;
    let me = visitor.member().map(domain::members::Member::id);
    let may_write = session::organiser().is_some() || sheet.voices.iter().any(|(id, _)| Some(*id) == me);
    let edit = may_write.then(|| format!("{}/modifier", certifier_address(&slug)));
    let crumbs =
        [super::crumbs(), vec![("Certificateurs".to_owned(), "/ressources/certificateurs".to_owned())]];
    let topics = subjects::about_certifier(&community, &visitor, sheet.certifier.id.number(), TOPICS).await?;
    let asked = update::Asked { certifier: Some(slug.clone()), ..update::Asked::default() };
    let updates = update::list::latest(&community, &visitor, &asked, UPDATES).await?;
    let [procedures, juries] =
        [&sheet.procedures_html, &sheet.juries_html].map(|html| mentions::numbers(html.as_str()));
    let mentioned = mentioned::known([mentioned::by_updates(&updates), procedures, juries].concat()).await?;
    let [procedures, juries] =
        [&sheet.procedures_html, &sheet.juries_html].map(|html| mentions::told(html.as_str(), &mentioned));
    let query = asked.query();
    let view = View::Resources(browse::Asked { certifier: Some(slug.clone()), ..browse::Asked::default() });
    let Sheet { certifier, kind, website, changed_at, version, delivers, contacts, names, voices, .. } =
        sheet;
    let name = certifier.name;
    Ok(view! {
        <Page title=name.clone() place=Place::Library crumbs=crumbs.concat()>
            {done.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"C’est enregistré. Tout le monde le voit."</p></Notice> })}
            <PageHead title=name>
                <p class="badges"><Badge label=kind_name(kind) tone=Tone::Authority/></p>
                {(!website.is_empty()).then(|| view! { <p><a class="long" href=website.clone() rel="external nofollow noopener">{bare(&website)}</a></p> })}
                {edit.map(|href| view! { <p class="page-end"><ButtonLink label="Modifier cette fiche" href weight=Weight::Quiet/></p> })}
            </PageHead>
            <div class="columns">
                <div>
                    <Texts title="Comment cela se passe" html=procedures nothing="Les démarches de ce certificateur ne sont pas encore écrites ici."/>
                    <Texts title="Calendrier des jurys" html=juries nothing="Aucune date de jury n’est écrite ici."/>
                    <Announced query=query.clone() updates named=mentioned in_certifier=true view/>
                    <Holdings query holdings/>
                    <Delivers slug delivers delivered/>
                    <Around topics ask=None/>
                </div>
                <aside>
                    <Contacts contacts/>
                    <Voices voices/>
                    <Names names/>
                </aside>
            </div>
            {(version > 1).then(|| view! { <p class="facts">"Fiche tenue à jour ici, modifiée " <Moment at=changed_at/> "."</p> })}
        </Page>
    }
    .into_any())
}

/// A site's address as it is read.
fn bare(website: &str) -> String {
    let bare = website.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_end_matches('/').to_owned()
}

#[component]
fn Texts(title: &'static str, html: String, nothing: &'static str) -> impl IntoView {
    view! {
        <Section title=title>
            {if html.is_empty() {
                view! { <p class="facts">{nothing}</p> }.into_any()
            } else {
                view! { <Prose html/> }.into_any()
            }}
        </Section>
    }
}

/// The open certifications, the latest records first, and the way to all of them.
#[component]
fn Delivers(slug: String, delivers: (u64, u64), delivered: Vec<Listed>) -> impl IntoView {
    let (all, open) = delivers;
    let every = format!("/ressources/certifications?certificateur={slug}");
    let link = (all > 0).then(|| (format!("Voir les {}", number(all)), every));
    let said = format!(
        "{}, dont {} que l’on peut viser aujourd’hui.",
        counted(all, "certification", "certifications"),
        number(open)
    );
    let rows = delivered.into_iter().take(SHOWN).map(|listed| {
        let href = certification_address(listed.named.number);
        let title = listed.named.title.clone();
        view! {
            <li class="row">
                <p class="row-title"><a href=href>{title}</a></p>
                <p class="facts"><CertificationChip named=listed.named titled=false/></p>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Section title="Ses certifications" link=link.filter(|_| all > 1)>
            <p class="facts">{said}</p>
            {(!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })}
        </Section>
    }
}

#[component]
fn Contacts(contacts: Vec<Contact>) -> impl IntoView {
    let rows = contacts.into_iter().map(|contact| {
        let Contact { departement, name, function, email, telephone, note } = contact;
        let place = match departement.as_str() {
            "" => "Tous les départements".to_owned(),
            code if department_name(code) == code => format!("Département {code}"),
            code => format!("{} ({code})", department_name(code)),
        };
        let dial = format!("tel:{}", telephone.replace(' ', ""));
        let write = format!("mailto:{email}");
        view! {
            <li class="row contact">
                <p class="facts">{place}</p>
                <p><strong>{name}</strong></p>
                {(!function.is_empty()).then(|| view! { <p class="facts">{function}</p> })}
                {(!telephone.is_empty()).then(|| view! { <p><a href=dial>{telephone}</a></p> })}
                {(!email.is_empty()).then(|| view! { <p><a class="long" href=write>{email}</a></p> })}
                {(!note.is_empty()).then(|| view! { <p class="facts">{note}</p> })}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Section title="À qui s’adresser">
            {if rows.is_empty() {
                view! { <p class="facts">"Aucun contact n’est écrit ici."</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Voices(voices: Vec<(domain::Id<domain::members::Member>, String)>) -> impl IntoView {
    (!voices.is_empty()).then(|| {
        let rows = voices.into_iter().map(|(id, name)| {
            let page = members::address(id.number(), &name);
            view! { <li class="row"><p class="row-title"><a href=page>{name}</a></p></li> }
        });
        view! { <Section title="Qui parle ici en son nom"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}

/// The other names that lead here.
#[component]
fn Names(names: Vec<Spelling>) -> impl IntoView {
    (names.len() > 1).then(|| {
        let rows = names.into_iter().map(|spelling| view! { <li>{spelling.name}</li> });
        view! { <Section title="Noms connus"><ul class="spellings">{rows.collect_view()}</ul></Section> }
    })
}

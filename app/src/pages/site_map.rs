//! `/plan-du-site`: the other way to everywhere.

use domain::{
    days::{programme, proposal, report, survey},
    forum::board,
    guide,
    library::resource::may_deposit,
};
use leptos::prelude::*;

use crate::{
    days,
    failure::{Lost, or_lost},
    library::resource,
    parts::{MastheadPerson, Page, PageHead, Place, Section},
    session,
};

/// The site map, of what this visitor may see.
#[component]
pub(crate) fn SiteMapPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let stages = guide::read(&community, &visitor).await?;
    let boards = board::all(&community, &visitor).await?;
    let person = use_context::<MastheadPerson>();
    let places = match &person {
        Some(person) => [person.places.as_slice(), &[Place::Search, Place::Account]].concat(),
        None => vec![Place::None, Place::SignIn],
    };
    let link = |label: &str, href: &str| (label.to_owned(), href.to_owned());
    let daily = places.iter().map(|place| match place {
        Place::None => link("Accueil", "/"),
        place => link(place.label(), place.href()),
    });
    let antennes = person.is_some().then(|| link("Points de conseil", "/annuaire/antennes"));
    let joining = match &person {
        Some(_) => link("La visite", "/bienvenue"),
        None => link("Demander un accès", "/demande-acces"),
    };
    let daily = daily.chain([joining]);
    let days = person.is_some().then(|| {
        let mut links = vec![
            link("Programme de l’année", days::PATH),
            link("Mois par mois", "/journees?vue=mois"),
            link("Année d’un coup d’œil", "/journees?vue=annee"),
            link("Mon agenda", days::diary::DIARY),
            link("Mes journées", "/journees?mes-journees=oui"),
            link("Mes heures suivies", days::attendance::PRESENCE),
        ];
        if visitor.sees(proposal::AUDIENCE) {
            links.push(link("Propositions de thèmes", days::proposals::PATH));
        }
        if visitor.sees(survey::ASKED) {
            links.push(link("Recueil des besoins", days::surveys::NEEDS));
        }
        if visitor.sees(report::READERS) {
            links.push(link("Bilan de l’année", &days::report_address(programme::this_year(&community))));
        }
        links
    });
    let library = person.is_some().then(|| {
        let mut library = vec![
            link("Certifications", "/ressources/certifications"),
            link("Certificateurs", "/ressources/certificateurs"),
        ];
        if visitor.member().is_some_and(may_deposit) {
            library.push(link("Déposer une ressource", resource::NEW));
        }
        library
    });
    let boards = boards.iter().map(|board| (board.name.clone(), format!("/forums/{}", board.slug)));
    let stages = stages.iter().map(|stage| {
        let title = domain::text::typography::french(&stage.title);
        (format!("{}. {title}", stage.number), format!("/guide/{}", stage.number))
    });
    let sections = [
        ("Au quotidien", daily.chain(antennes).collect::<Vec<_>>()),
        ("Forums", boards.collect()),
        ("Journées", days.unwrap_or_default()),
        ("Ressources", library.unwrap_or_default()),
        ("Guide", stages.collect()),
        (
            "S’y retrouver",
            vec![link("Aide", "/aide"), link("Charte", "/charte"), link("Contact", "/contact")],
        ),
        (
            "Ce que dit la loi",
            vec![
                link("Accessibilité", "/accessibilite"),
                link("Mentions légales", "/mentions-legales"),
                link("Confidentialité", "/confidentialite"),
            ],
        ),
    ];
    let sections = sections.into_iter().filter(|(_, links)| !links.is_empty());
    let sections = sections.map(|(title, links)| view! { <Section title=title><Links links/></Section> });
    Ok(view! {
        <Page title="Plan du site">
            <PageHead title="Plan du site"/>
            <div class="site-map">{sections.collect_view()}</div>
        </Page>
    }
    .into_any())
}

#[component]
fn Links(links: Vec<(String, String)>) -> impl IntoView {
    let links = links.into_iter().map(|(label, href)| view! { <li><a href=href>{label}</a></li> });
    view! { <ul class="links">{links.collect_view()}</ul> }
}

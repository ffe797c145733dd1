//! The home page of those who are not signed in: what this is, and the way in.

use chrono::{DateTime, Utc};
use domain::{days::page::coming_titles, text::dates};
use leptos::prelude::*;

use crate::{
    days::DateBlock,
    failure::Lost,
    parts::{ButtonLink, Page, Place, Section, Steps},
    session,
};

/// Days to come in the list.
const DAYS: u32 = 4;

/// The page.
pub(super) async fn page() -> Result<AnyView, Lost> {
    let days = coming_titles(&session::community(), DAYS).await?;
    let titles = domain::guide::text()
        .into_iter()
        .map(|stage| domain::text::typography::french(&stage.title).into_owned());
    Ok(view! {
        <Page title="" place=Place::None>
            <section class="welcome">
                <h1>"La VAE se travaille à plusieurs."</h1>
                <p class="lead">
                    "Ici, les conseillères et conseillers, les assistantes et assistants des antennes VAE d’Île-de-France se posent leurs questions, partagent leurs pratiques et tiennent un guide commun."
                </p>
                <p class="actions"><ButtonLink label="Se connecter" href="/connexion"/></p>
                <p class="facts">
                    "L’accès se fait sur invitation. Vous travaillez dans une antenne et n’en avez pas reçu\u{202f}? "
                    <a href="/demande-acces">"Demandez un accès"</a>
                    "."
                </p>
            </section>
            <Coming days/>
            <Section title="Cinq étapes, un métier">
                <Steps titles=titles.collect()/>
            </Section>
            <Section title="Ce que vous y trouverez">
                <div class="aims">
                    <div>
                        <h3>"Des réponses de pairs"</h3>
                        <p>"Une recevabilité refusée, un livret 2 qui n’avance pas, un financement introuvable\u{a0}: quelqu’un a déjà eu ce dossier."</p>
                    </div>
                    <div>
                        <h3>"Un guide partagé"</h3>
                        <p>"Les repères, les outils et le travail du candidat, étape par étape, à lire à l’écran ou à garder sur une feuille."</p>
                    </div>
                    <div>
                        <h3>"Une seule recherche"</h3>
                        <p>"Sujets, documents, certifications, guide et annuaire d’un coup, même sans accents et avec une faute de frappe."</p>
                    </div>
                </div>
            </Section>
        </Page>
    }
    .into_any())
}

/// The days to come: their dates and titles are all that is said to whoever is signed out.
#[component]
fn Coming(days: Vec<(DateTime<Utc>, String)>) -> impl IntoView {
    (!days.is_empty()).then(|| {
        let rows = days.into_iter().map(|(at, title)| {
            view! {
                <li class="row day-row">
                    <DateBlock date=dates::today(at)/>
                    <p class="row-title">{domain::text::typography::french(&title).into_owned()}</p>
                </li>
            }
        });
        view! { <Section title="Les prochaines journées"><ul class="rows day-rows">{rows.collect_view()}</ul></Section> }
    })
}

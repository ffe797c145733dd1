//! `/mon-compte/photo`: my photo, put there and taken away.

use domain::members::{account, photo::Size};
use leptos::prelude::*;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        Avatar, ErrorSummary, Errors, FileField, Page, PageHead, Place, Section, Submit, Weight, initials,
    },
    session,
};

/// The page's address: the only one that takes a file.
pub(crate) const PHOTO: &str = "/mon-compte/photo";

/// The page.
#[component]
pub(crate) fn PhotoPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let (community, member) = (session::community(), session::member().ok_or(Lost::NotThere)?);
    let profile = account::mine(&community, &member).await?.profile;
    let errors = use_context::<Again<()>>().map_or_else(Errors::none, |again| again.errors);
    let refused = !errors.is_empty();
    let crumbs = vec![("Mon compte".to_owned(), "/mon-compte".to_owned())];
    let there = profile.photo.is_some();
    let photo = profile.photo.map(|photo| photo.address(Size::Large));
    let lead =
        "Elle aide vos collègues à vous reconnaître. Tous les membres la voient\u{202f}; personne d’autre.";
    Ok(view! {
        <Page title="Ma photo" place=Place::Account crumbs refused>
            <PageHead title="Ma photo" lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <p><Avatar initials=initials(&profile.name) photo huge=true/></p>
            <form method="post" action=PHOTO enctype="multipart/form-data" class="form" novalidate>
                <FileField
                    name="photo"
                    label=if there { "Une autre photo" } else { "Une photo" }
                    accept="image/jpeg,image/png,image/webp"
                    hint="JPEG, PNG ou WebP, 8\u{a0}Mo au plus. Le milieu est gardé, en petit\u{202f}; le lieu, la date et tout ce que l’appareil avait noté dans le fichier sont effacés."
                    error=errors.of("photo")
                />
                <div class="actions">
                    <Submit label="Envoyer la photo"/>
                    <a href="/mon-compte">"Annuler"</a>
                </div>
            </form>
            {there.then(|| view! {
                <Section title="S’en passer">
                    <p>"À sa place, on verra de nouveau vos initiales."</p>
                    <form method="post" action="/mon-compte/photo/retrait" class="actions">
                        <Submit label="Retirer ma photo" weight=Weight::Quiet/>
                    </form>
                </Section>
            })}
        </Page>
    }
    .into_any())
}

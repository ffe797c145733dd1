//! `…/version`: a new version; `…/versions/{n}`: an older one, which says so.

use domain::library::resource::{Note, reading};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    address_of,
    content::Content,
    crumbs_under,
    form::Fields,
    new::{ContentFields, Kept},
    numbered, ranked,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Field, Moment, Notice, Page, PageHead, Place, Said, Submit, Tone},
    session,
};

/// The form of a new version.
#[component]
pub(crate) fn NewVersionPage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    Suspend::new(async move { or_lost(new(&asked).await) })
}

async fn new(asked: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let resource = reading::find(&community, &visitor, id).await?;
    let member = session::member().filter(|_| resource.may_change()).ok_or(Lost::NotThere)?;
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let mut fields = Fields::default();
            fields.set("edition", resource.edition.to_string());
            (fields, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let kept = Kept::of(&member, &fields).await?;
    let own = address_of(&resource);
    let action = format!("{own}/version");
    Ok(view! {
        <Page title="Nouvelle version" place=Place::Library crumbs=crumbs_under(&resource) refused>
            <PageHead
                title="Nouvelle version"
                lead="Elle prend la place de la précédente, à la même adresse\u{202f}; les anciennes restent lisibles et le disent."
            />
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action enctype="multipart/form-data" class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                <Field
                    name="note"
                    label="Ce qui change"
                    value=fields.value("note")
                    optional=true
                    maxlength=Note::MAX as u32
                    error=errors.of("note")
                />
                <ContentFields fields errors kept/>
                <div class="actions">
                    <Submit label="Déposer cette version"/>
                    <a href=own>"Annuler"</a>
                </div>
            </form>
        </Page>
    }
    .into_any())
}

/// An older version.
#[component]
pub(crate) fn OldVersionPage() -> impl IntoView {
    let params = use_params_map().get();
    let (asked, number) =
        (params.get("document").unwrap_or_default(), params.get("version").unwrap_or_default());
    Suspend::new(async move { or_lost(old(&asked, &number).await) })
}

async fn old(asked: &str, number: &str) -> Result<AnyView, Lost> {
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let read = reading::page(&session::community(), &session::visitor(), id).await?;
    let number = ranked(number).ok_or(Lost::NotThere)?;
    let version = read.versions.into_iter().find(|version| version.number == number).ok_or(Lost::NotThere)?;
    let resource = read.resource;
    let own = address_of(&resource);
    if number == resource.number {
        return Err(Lost::Moved(own));
    }
    let title = format!("{}, version\u{a0}{number}", resource.details.title);
    let (current, latest) = (own.clone(), format!("La version à jour est la {}.", resource.number));
    let (by, at, note) = (version.added_by.1.clone(), version.added_at, version.note.clone());
    let note = (!note.is_empty()).then(|| format!(" · {note}"));
    Ok(view! {
        <Page title=title.clone() place=Place::Library crumbs=crumbs_under(&resource)>
            <PageHead title>
                <p class="facts">
                    {by} " · " <Moment at=at said=Said::Day/> {note}
                </p>
            </PageHead>
            <Notice tone=Tone::News>
                <p>
                    "Ceci est une version ancienne. "
                    <a href=current>{latest}</a>
                </p>
            </Notice>
            <Content own version/>
        </Page>
    }
    .into_any())
}

//! `/annuaire/{id}-{slug}`: a person, and what they opened in the forums.

use domain::{
    Id,
    forum::board,
    members::{antennes::department_name, directory},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    failure::{Lost, or_lost},
    forum::TopicRows,
    members::{antenne_name, occupation},
    parts::{Avatar, Moment, Page, Place, Said, Section, initials},
    session,
};

/// Topics shown on a person's page.
const TOPICS: u32 = 10;

/// A person's page.
#[component]
pub(crate) fn MemberPage() -> impl IntoView {
    let member = use_params_map().get().get("member").unwrap_or_default();
    Suspend::new(async move { or_lost(page(&member).await) })
}

async fn page(member: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = member.parse::<Id<_>>().map_err(|_| Lost::NotThere)?;
    let profile = directory::profile(&community, &visitor, id).await?;
    let topics = board::opened_by(&community, &visitor, id, TOPICS).await?;
    let facts = occupation(profile.function.as_deref(), profile.roles);
    let place = profile.antenne.clone();
    let crumbs = vec![("Annuaire".to_owned(), "/annuaire".to_owned())];
    Ok(view! {
        <Page title=profile.name.clone() place=Place::Directory crumbs>
            <header class="page-head">
                <div class="who-is">
                    <Avatar initials=initials(&profile.name) large=true/>
                    <div>
                        <h1>{profile.name}</h1>
                        <p class="facts">{facts}</p>
                    </div>
                </div>
                {(!profile.presentation.is_empty()).then(|| view! { <p class="lead">{profile.presentation}</p> })}
            </header>
            <div class="columns">
                <div>
                    <Section title="Sujets ouverts">
                        {if topics.is_empty() {
                            view! { <p class="facts">"Aucun sujet dans les espaces que vous voyez."</p> }.into_any()
                        } else {
                            view! { <TopicRows topics/> }.into_any()
                        }}
                    </Section>
                </div>
                <aside>
                    <Section title="Où">
                        <dl class="details">
                            {profile.organisation.map(|name| view! { <div><dt>"Organisation"</dt><dd>{name}</dd></div> })}
                            {place.map(|antenne| {
                                let department = department_name(&antenne.department).to_owned();
                                let dial = format!("tel:{}", antenne.telephone.replace(' ', ""));
                                view! {
                                    <div><dt>"Antenne"</dt><dd>{antenne_name(&antenne.name)}</dd></div>
                                    <div><dt>"Adresse"</dt><dd>{antenne.address} ", " {department}</dd></div>
                                    <div><dt>"Téléphone de l’antenne"</dt><dd><a href=dial>{antenne.telephone.replace(' ', "\u{a0}")}</a></dd></div>
                                }
                            })}
                            <div><dt>"Membre depuis"</dt><dd><Moment at=profile.joined_at said=Said::Day/></dd></div>
                        </dl>
                    </Section>
                </aside>
            </div>
        </Page>
    }
    .into_any())
}

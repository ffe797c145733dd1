//! `/annuaire/{id}-{slug}`: a person, and what they opened in the forums. On one's own, `?comme=` shows it as another role sees it.

use chrono::{DateTime, Utc};
use domain::{
    Failure, Id, Role,
    forum::board,
    library::certification::Named,
    members::{
        Member,
        desk::postings,
        directory::{self, Profile},
        photo::Size,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    address, antenne_address, antenne_name, map_address, occupation,
    tags::{self, Knows},
};
use crate::{
    failure::{Lost, or_lost},
    forum::TopicRows,
    parts::{Avatar, Moment, Notice, Page, Place, Said, Section, initials},
    session,
};

/// Topics shown on a person's page.
const TOPICS: u32 = 10;

/// The roles as which one may look at one's own page, by their words in its address.
pub(super) const LOOKS: [(&str, Role); 5] = [
    ("conseil", Role::Advisor),
    ("assistance", Role::Assistant),
    ("certification", Role::Certifier),
    ("animation", Role::Organiser),
    ("financement", Role::Funder),
];

/// What that look is called.
pub(super) fn look_name(role: Role) -> &'static str {
    match role {
        Role::Advisor => "une conseillère ou un conseiller",
        Role::Assistant => "une assistante ou un assistant",
        Role::Certifier => "le contact d’un certificateur",
        Role::Organiser => "une animatrice ou un animateur",
        Role::Funder => "un financeur",
        Role::Administrator => "une administratrice ou un administrateur",
    }
}

/// A person's page.
#[component]
pub(crate) fn MemberPage() -> impl IntoView {
    let asked = use_params_map().get().get("member").unwrap_or_default();
    let look = use_query_map().get().get("comme");
    Suspend::new(async move { or_lost(page(&asked, look).await) })
}

async fn page(asked: &str, look: Option<String>) -> Result<AnyView, Lost> {
    let id = asked.parse::<Id<_>>().map_err(|_| Lost::NotThere)?;
    let me = session::member().filter(|member| member.id() == id);
    let look = look.and_then(|code| LOOKS.into_iter().find(|(known, _)| *known == code));
    match (me, look) {
        (Some(me), Some((_, role))) => looked_at(&me, role).await,
        (me, _) => shown(id, me.is_some()).await,
    }
}

async fn shown(id: Id<Member>, mine: bool) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let profile = match directory::profile(&community, &visitor, id).await {
        Err(Failure::Refused(_)) => {
            // Of two accounts of one person, the one that is gone leads to the one that was kept.
            let moved = directory::moved(&community, &visitor, id).await?;
            return Err(moved.map_or(Lost::NotThere, |(id, name)| Lost::Moved(address(id.number(), &name))));
        }
        found => found?,
    };
    let posted = postings::since(&community, &visitor, id).await?;
    let topics = board::opened_by(&community, &visitor, id, TOPICS).await?;
    let named = tags::named(&profile.expertise).await?;
    let below = view! {
        <Section title="Sujets ouverts">
            {if topics.is_empty() {
                view! { <p class="facts">"Aucun sujet dans les espaces que vous voyez."</p> }.into_any()
            } else {
                view! { <TopicRows topics/> }.into_any()
            }}
        </Section>
    };
    let above = mine.then(|| {
        view! {
            <p class="facts">
                "C’est votre fiche. "
                <a href="/mon-compte">"La modifier"</a>
                " · "
                <a href="/mon-compte/coordonnees">"Qui voit quoi"</a>
            </p>
        }
    });
    Ok(view! { <Card profile named posted above=above.into_any() below=below.into_any()/> }.into_any())
}

/// My own page, as somebody with that role sees it; what they would see of my topics depends on boards, and is left out.
async fn looked_at(me: &Member, role: Role) -> Result<AnyView, Lost> {
    let profile = directory::mine_as(&session::community(), me, role).await?;
    let posted = postings::since(&session::community(), &session::visitor(), me.id()).await?;
    let named = tags::named(&profile.expertise).await?;
    let back = address(profile.id.number(), &profile.name);
    let above = view! {
        <Notice>
            <p>
                {format!("Voici votre fiche comme la voit {}. ", look_name(role))}
                <a href="/mon-compte/coordonnees">"Changer qui voit quoi"</a>
                " · "
                <a href=back>"Revenir à ma fiche"</a>
            </p>
        </Notice>
    };
    Ok(view! { <Card profile named posted above=above.into_any() below=().into_any()/> }.into_any())
}

#[component]
fn Card(
    profile: Profile,
    named: Vec<Named>,
    posted: Option<DateTime<Utc>>,
    above: AnyView,
    below: AnyView,
) -> impl IntoView {
    let facts = occupation(profile.function.as_deref(), profile.roles);
    let crumbs = vec![("Annuaire".to_owned(), "/annuaire".to_owned())];
    let photo = profile.photo.as_ref().map(|photo| photo.address(Size::Large));
    let knows = profile.expertise.clone();
    let knows_something = !(knows.tags.is_empty() && knows.stages.is_empty());
    view! {
        <Page title=profile.name.clone() place=Place::Directory crumbs>
            {above}
            <header class="page-head">
                <div class="who-is">
                    <Avatar initials=initials(&profile.name) photo large=true/>
                    <div>
                        <h1>{profile.name.clone()}</h1>
                        <p class="facts">{facts}</p>
                    </div>
                </div>
                {(!profile.presentation.is_empty()).then(|| view! { <p class="lead">{profile.presentation.clone()}</p> })}
            </header>
            <div class="columns">
                <div>
                    {knows_something.then(|| view! {
                        <Section title="Connaît bien"><Knows expertise=knows named/></Section>
                    })}
                    {below}
                </div>
                <aside>
                    <Section title="Joindre">
                        <Whereabouts profile posted/>
                    </Section>
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Whereabouts(profile: Profile, posted: Option<DateTime<Utc>>) -> impl IntoView {
    let own = profile.telephone.map(|telephone| {
        let dial = format!("tel:{}", telephone.dialled());
        view! { <div><dt>"Téléphone"</dt><dd><a href=dial>{telephone.as_str().replace(' ', "\u{a0}")}</a></dd></div> }
    });
    let email = profile.email.map(|email| {
        let write = format!("mailto:{}", email.as_str());
        view! { <div><dt>"Adresse électronique"</dt><dd><a href=write>{email.as_str().to_owned()}</a></dd></div> }
    });
    let place = profile.antenne.map(|antenne| {
        let dial = format!("tel:{}", antenne.telephone.replace(' ', ""));
        let (page, map) = (antenne_address(&antenne), map_address(&antenne));
        view! {
            <div><dt>"Antenne"</dt><dd><a href=page>{antenne_name(&antenne.name)}</a></dd></div>
            <div>
                <dt>"Adresse"</dt>
                <dd>{antenne.address} <br/> <a href=map rel="external">"Voir sur OpenStreetMap"</a></dd>
            </div>
            <div><dt>"Téléphone de l’antenne"</dt><dd><a href=dial>{antenne.telephone.replace(' ', "\u{a0}")}</a></dd></div>
        }
    });
    view! {
        <dl class="details">
            {own}
            {email}
            {profile.organisation.map(|name| view! { <div><dt>"Organisation"</dt><dd>{name}</dd></div> })}
            {place}
            {posted.map(|since| view! { <div><dt>"En poste"</dt><dd>{format!("depuis {}", dates::month(since))}</dd></div> })}
            <div><dt>"Membre depuis"</dt><dd><Moment at=profile.joined_at said=Said::Day/></dd></div>
        </dl>
    }
}

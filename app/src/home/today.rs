//! *Aujourd'hui*: what waits for an answer, what is new since the last visit.

use chrono::{DateTime, Utc};
use domain::{
    days::{
        programme::{self, Listed as Day},
        waiting::{self, Waits},
    },
    forum::board,
    library::{certification::Named, follow, update::Listed},
    members::{Member, Visitor},
    text::dates,
};
use leptos::prelude::*;

use crate::{
    days::{
        DayRows,
        attendance::{ToFill, ToSign},
        surveys::WaitingSurveys,
    },
    failure::Lost,
    forum::TopicRows,
    library::{mentioned, updates::UpdateRows},
    members::first_name,
    parts::{ButtonLink, Empty, Notice, Page, Place, Section, Steps, Tone, Weight},
    session,
};

/// Topics in each list.
const TOPICS: u32 = 6;

/// Announcements in the list of those followed.
const UPDATES: usize = 3;

/// My next days.
const DAYS: usize = 3;

/// The page of a signed-in member.
pub(super) async fn page(member: &Member) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), Visitor::from(member.clone()));
    let updates = follow::latest_updates(&community, member, UPDATES).await?;
    let named = mentioned::known(mentioned::by_updates(&updates)).await?;
    let days = programme::mine(&community, &visitor).await?;
    let Waits { to_sign, to_answer, to_fill } =
        waiting::of(&community, member, session::organiser().as_ref()).await?;
    let now = community.now();
    if !visitor.has_boards() {
        let waits = view! { <ToSign sessions=to_sign/> <ToFill days=to_fill/> }.into_any();
        return Ok(reader(member, days, updates, named, waits));
    }
    let questions = board::unanswered(&community, &visitor, TOPICS).await?;
    let lively = board::lively(&community, &visitor, TOPICS).await?;
    let since = member.visited_before_at();
    let fresh = since.map(|since| lively.iter().filter(|topic| topic.active_at > since).count());
    let over = member.is_welcomed();
    let heading = heading(first_name(member), questions.len(), fresh);
    let news = if since.is_some() { "Depuis votre dernière visite" } else { "Ce qui se dit en ce moment" };
    let forums = || Some(("Tous les espaces".to_owned(), "/forums".to_owned()));
    Ok(view! {
        <Page title="Aujourd’hui" place=Place::Today>
            <header class="page-head">
                <p class="facts today">{dates::day(community.now())}</p>
                <h1>{heading}</h1>
                <p class="page-end"><ButtonLink label="Ouvrir un sujet" href="/forums"/></p>
            </header>
            <FirstVisit over/>
            <ToSign sessions=to_sign/>
            <div class="columns">
                <div>
                    <ToFill days=to_fill/>
                    <WaitingSurveys waiting=to_answer/>
                    <MyDays days now/>
                    <Section title="Questions sans réponse" link=forums()>
                        {if questions.is_empty() {
                            view! { <Empty><p>"Toutes les questions ont trouvé une réponse."</p></Empty> }.into_any()
                        } else {
                            view! { <TopicRows topics=questions waiting=true/> }.into_any()
                        }}
                    </Section>
                    <Section title=news>
                        {if lively.is_empty() {
                            view! { <Empty action=("Aller aux forums".to_owned(), "/forums".to_owned())><p>"Ici viendront les derniers messages des espaces. Le premier peut être le vôtre."</p></Empty> }.into_any()
                        } else {
                            view! { <TopicRows topics=lively/> }.into_any()
                        }}
                    </Section>
                </div>
                <aside><Followed updates named/> <Guide/></aside>
            </div>
        </Page>
    }
    .into_any())
}

/// The page of those who only read: the guide is what they come for.
fn reader(
    member: &Member,
    days: Vec<Day>,
    updates: Vec<Listed>,
    named: Vec<Named>,
    waits: AnyView,
) -> AnyView {
    let greeting = format!("Bonjour {}.", first_name(member));
    let over = member.is_welcomed();
    let now = session::community().now();
    view! {
        <Page title="Aujourd’hui" place=Place::Today>
            <header class="page-head">
                <p class="facts today">{dates::day(now)}</p>
                <h1>{greeting}</h1>
                <p class="lead">"Le programme des journées, le guide méthodologique et l’annuaire des antennes vous sont ouverts."</p>
            </header>
            <FirstVisit over/>
            {waits}
            <MyDays days now/>
            <Followed updates named/>
            <Guide/>
        </Page>
    }
    .into_any()
}

/// The days where I come, wait or am invited; nothing for whoever has none: the menu leads to the programme.
#[component]
fn MyDays(days: Vec<Day>, now: DateTime<Utc>) -> impl IntoView {
    (!days.is_empty()).then(|| {
        let all = match days.len() > DAYS {
            true => ("Toutes mes journées", "/journees?mes-journees=oui"),
            false => ("Le programme", "/journees"),
        };
        let link = Some((all.0.to_owned(), all.1.to_owned()));
        let days = days.into_iter().take(DAYS).collect();
        view! { <Section title="Mes prochaines journées" link><DayRows days now/></Section> }
    })
}

/// The latest announcements of what the person follows; nothing for whoever follows nothing.
#[component]
fn Followed(updates: Vec<Listed>, named: Vec<Named>) -> impl IntoView {
    (!updates.is_empty()).then(|| {
        let all = Some(("Mes suivis".to_owned(), "/ressources/suivis".to_owned()));
        view! { <Section title="Actualités que vous suivez" link=all><UpdateRows updates named/></Section> }
    })
}

/// The way to the first visit, as long as it is not over.
#[component]
fn FirstVisit(over: bool) -> impl IntoView {
    (!over).then(|| {
        view! {
            <Notice tone=Tone::News>
                <p>
                    "Vous venez d’arriver\u{a0}: "
                    <a href="/bienvenue">"dites qui vous êtes et quels courriels vous souhaitez"</a>
                    ", en deux minutes."
                </p>
            </Notice>
        }
    })
}

#[component]
fn Guide() -> impl IntoView {
    let titles = domain::guide::text()
        .into_iter()
        .map(|stage| domain::text::typography::french(&stage.title).into_owned());
    view! {
        <Section title="Le guide" link=Some(("Les cinq étapes".to_owned(), "/guide".to_owned()))>
            <Steps titles=titles.collect() base="/guide/"/>
            <p><ButtonLink label="Ouvrir l’annuaire" href="/annuaire" weight=Weight::Quiet/></p>
        </Section>
    }
}

/// « Bonjour Claire. Deux questions attendent une réponse. »
fn heading(name: &str, questions: usize, fresh: Option<usize>) -> String {
    let waits = match (questions, fresh) {
        (0, Some(0)) => "Rien de nouveau depuis votre dernière visite.".to_owned(),
        (0, _) => "Aucune question n’attend de réponse.".to_owned(),
        (1, _) => "Une question attend une réponse.".to_owned(),
        (n, _) if n >= TOPICS as usize => "Plusieurs questions attendent une réponse.".to_owned(),
        (n, _) => format!(
            "{} questions attendent une réponse.",
            ["Deux", "Trois", "Quatre", "Cinq"][(n - 2).min(3)]
        ),
    };
    format!("Bonjour {name}. {waits}")
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn the_heading_says_what_waits() {
        assert_eq!(heading("Claire", 0, None), "Bonjour Claire. Aucune question n’attend de réponse.");
        assert_eq!(
            heading("Claire", 0, Some(0)),
            "Bonjour Claire. Rien de nouveau depuis votre dernière visite."
        );
        assert_eq!(heading("Claire", 1, Some(3)), "Bonjour Claire. Une question attend une réponse.");
        assert_eq!(heading("Claire", 5, None), "Bonjour Claire. Cinq questions attendent une réponse.");
        assert_eq!(heading("Claire", 6, None), "Bonjour Claire. Plusieurs questions attendent une réponse.");
    }
}

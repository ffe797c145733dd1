//! `/journees/propositions/{id}-{slug}`: one proposal.

use domain::{
    days::proposal::{
        self, Act, Comment, Proposal, State,
        page::{self, Found},
    },
    members::{Member, Message},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    PATH,
    actions::{ActForm, done_words},
    address,
    answering::Answering,
    crumbs, new_submission, state_word,
};
use crate::{
    days::{
        self, desk,
        words::{public_name, set},
    },
    failure::{Lost, or_lost},
    form::Again,
    library::{mentioned, mentions},
    members,
    parts::{
        Badge, ButtonLink, ErrorSummary, Errors, Moment, Notice, Page, Place, Prose, Section, Submit,
        TextArea, Tone, Weight, counted,
    },
    session,
};

/// A proposal's page.
#[component]
pub(crate) fn ProposalPage() -> impl IntoView {
    let asked = use_params_map().get().get("proposal").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked, &done).await) })
}

async fn content(asked: &str, done: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let member = session::member().ok_or(Lost::NotThere)?;
    let id = proposal::number(asked).ok_or(Lost::NotThere)?;
    let found = match page::read(&community, &visitor, id).await? {
        Found::There(found) => *found,
        Found::Elsewhere(into, title) => return Err(Lost::Moved(address(into, &title))),
    };
    let own = address(id, &found.title);
    let (form, errors) = Again::<ActForm>::or_blank();
    let refused = !errors.is_empty();
    if !refused && !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(own));
    }
    let organiser = session::organiser();
    let others = match &organiser {
        Some(organiser) if found.state.after(Act::Merge).is_some() => {
            proposal::answering::others(&community, organiser, id).await?
        }
        _ => Vec::new(),
    };
    let named = mentioned::known(mentions::numbers(found.why.as_str())).await?;
    let said = done_words(done).filter(|_| !refused);
    let title = set(&found.title);
    Ok(view! {
        <Page title=title.clone() place=Place::Days crumbs=crumbs() refused>
            {said.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <Head found=found.clone() member=member.clone()/>
            <ErrorSummary errors=errors.clone()/>
            <Answered found=found.clone()/>
            <div class="columns aside-first">
                <aside><Backing found=found.clone() member=member.clone()/></aside>
                <div>
                    <Prose html=mentions::told(found.why.as_str(), &named)/>
                    <Speakers found=found.clone()/>
                    <Comments found=found.clone() member form=form.clone() errors=errors.clone()/>
                </div>
            </div>
            {organiser.is_some().then(|| view! { <Answering found others form errors/> })}
        </Page>
    }
    .into_any())
}

#[component]
fn Head(found: Proposal, member: Member) -> impl IntoView {
    let (label, tone) = state_word(found.state);
    let (author, name) = found.author.clone();
    let edits = found.is_changed_by(&member);
    view! {
        <header class="page-head">
            <h1>{set(&found.title)}</h1>
            <p class="badges"><Badge label tone/> <Badge label=public_name(found.public)/></p>
            <p class="facts">
                "Proposée par " <a href=members::address(author.number(), &name)>{name.clone()}</a> ", " <Moment at=found.made_at/>
                {found.changed_at.map(|at| view! { " · modifiée " <Moment at/> })}
            </p>
            {edits.then(|| view! { <p class="page-end"><ButtonLink label="Modifier ma proposition" href=format!("{PATH}/{}/modifier", found.id) weight=Weight::Quiet/></p> })}
        </header>
    }
}

/// What the organisers answered, and the day that came of it.
#[component]
fn Answered(found: Proposal) -> impl IntoView {
    let day = found.day.clone().map(|(day, title, state)| {
        let (href, label) = match state.is_shown() {
            true => (days::address(day, &title), "Voir la journée"),
            false => (format!("{}/{day}", desk::PATH), "Préparer la journée"),
        };
        view! { <p><a href=href>{label}{"\u{a0}: "}{set(&title)}</a></p> }
    });
    let answer = found.answer.filter(|answer| answer.act != Act::Reopen);
    answer.map(|answer| {
        let (tone, words) = match answer.act {
            Act::Retain => (Tone::Settled, "Retenue\u{a0}: une journée en est née."),
            Act::Keep => (Tone::News, "Gardée pour plus tard. On peut encore la soutenir."),
            Act::Decline => (Tone::Plain, "Non retenue."),
            Act::Merge | Act::Reopen => (Tone::Plain, ""),
        };
        view! {
            <Notice tone>
                <p><strong>{words}</strong></p>
                {(!answer.word.is_empty()).then(|| view! { <p class="as-typed">{answer.word}</p> })}
                <p class="facts">{answer.by} ", " <Moment at=answer.at/></p>
                {day}
            </Notice>
        }
    })
}

#[component]
fn Speakers(found: Proposal) -> impl IntoView {
    let wished = found.speakers.lines().map(|line| view! { <li>{line.to_owned()}</li> }).collect_view();
    let joined = found.joined.into_iter().map(|(title, author)| {
        view! { <li>{format!("«\u{a0}{title}\u{a0}», de {author}")}</li> }
    });
    let joined = joined.collect_view();
    view! {
        {(!wished.is_empty()).then(|| view! { <Section title="Qui l’on aimerait entendre"><div class="prose"><ul>{wished}</ul></div></Section> })}
        {(!joined.is_empty()).then(|| view! { <Section title="Réunies ici"><div class="prose"><ul>{joined}</ul></div></Section> })}
    }
}

/// How much it is wanted, and one's own part in it.
#[component]
fn Backing(found: Proposal, member: Member) -> impl IntoView {
    let action = address(found.id, &found.title);
    let button = move |code: &'static str, label: &'static str, weight: Weight| {
        view! {
            <form method="post" action=action.clone()>
                <Submit label name="acte" value=code weight/>
            </form>
        }
    };
    let vote = found.takes_vote_of(&member).then(|| match found.mine.voted {
        true => button("ne-plus-voter", "Retirer ma voix", Weight::Quiet),
        false => button("voter", "Soutenir ce thème", Weight::Main),
    });
    let come = found.takes_coming_of(&member).then(|| match found.mine.comes {
        true => button("ne-plus-venir", "Je ne viendrais plus", Weight::Quiet),
        false => button("venir", "Je viendrais", Weight::Quiet),
    });
    let not_theirs = found.state.gathers() && found.takes_vote_of(&member) && come.is_none();
    view! {
        <div class="proposal-backing">
            <p class="proposal-votes"><b>{found.votes}</b> " " <span>{if found.votes < 2 { "personne la soutient" } else { "personnes la soutiennent" }}</span></p>
            <p>{counted(found.comers.into(), "personne viendrait", "personnes viendraient")}</p>
            {found.mine.voted.then(|| view! { <p class="day-mine settled">"Vous la soutenez."</p> })}
            {found.mine.comes.then(|| view! { <p class="day-mine settled">"Vous viendriez."</p> })}
            {vote} {come}
            {not_theirs.then(|| view! { <p class="facts">"« Je viendrais » est pour celles et ceux à qui s’adresse le thème."</p> })}
        </div>
    }
}

#[component]
fn Comments(found: Proposal, member: Member, form: ActForm, errors: Errors) -> impl IntoView {
    let action = address(found.id, &found.title);
    let (gathers, state) = (found.state.gathers(), found.state);
    let title = match found.comments.len() {
        0 => "Commentaires".to_owned(),
        count => counted(count as u64, "commentaire", "commentaires"),
    };
    let nothing = found.comments.is_empty();
    let said = found.comments.into_iter().map(|comment| {
        let own = comment.author.0 == member.id();
        view! { <Said comment own action=action.clone()/> }
    });
    let said = said.collect_view();
    let writing = form.acte == "commenter";
    let envoi = if writing && !form.envoi.is_empty() { form.envoi } else { new_submission() };
    let closed = match state {
        State::Retained => "La proposition est devenue une journée\u{a0}: la suite se dit sur sa page.",
        _ => "La proposition ne prend plus de commentaires.",
    };
    view! {
        <Section title=title id="commentaires">
            {nothing.then(|| view! { <p class="facts">"Personne n’a encore commenté."</p> })}
            {(!nothing).then(|| view! { <ul class="rows">{said}</ul> })}
            {if gathers {
                view! {
                    <form method="post" action=action class="form" novalidate>
                        <input type="hidden" name="envoi" value=envoi/>
                        <TextArea name="texte" label="Votre commentaire" value=form.texte rows=3 maxlength=Message::MOST as u32 error=errors.of("texte")/>
                        <div class="actions"><Submit label="Commenter" name="acte" value="commenter" weight=Weight::Quiet/></div>
                    </form>
                }
                .into_any()
            } else {
                view! { <p class="facts">{closed}</p> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Said(comment: Comment, own: bool, action: String) -> impl IntoView {
    let (author, name) = comment.author;
    view! {
        <li class="row">
            <p class="facts">
                <a href=members::address(author.number(), &name)>{name.clone()}</a> ", " <Moment at=comment.written_at/>
                {comment.came_from.map(|title| format!(" · à propos de «\u{a0}{title}\u{a0}»"))}
            </p>
            <p class="as-typed">{comment.body}</p>
            {own.then(|| view! {
                <form method="post" action=action>
                    <input type="hidden" name="commentaire" value=comment.id.to_string()/>
                    <Submit label="Retirer" about="mon commentaire" name="acte" value="retirer" weight=Weight::Link/>
                </form>
            })}
        </li>
    }
}

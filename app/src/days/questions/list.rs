//! The questions in the order of their votes, with what may be done with each.

use domain::days::question::{Outcome, Question, Word};
use leptos::prelude::*;

use super::{Collected, asking::Asking};
use crate::{
    days::words::set,
    parts::{Badge, Empty, Errors, Field, Notice, Section, Submit, Tone, Weight, counted},
    session,
};

/// More are on their own page.
const IN_DAY: usize = 8;

/// The list, and where one asks.
#[component]
pub(in crate::days) fn Questions(collected: Collected) -> impl IntoView {
    let Collected { questions, open, in_day, done, asks, .. } = collected.clone();
    // A day of long ago to which nobody asked anything has nothing to say of it.
    if in_day && questions.is_empty() && !open {
        return ().into_any();
    }
    let title = if in_day { "Questions posées avant" } else { "De la plus attendue à la moins attendue" };
    let (own, whole) = (collected.own(), questions.len());
    let link = in_day.then(|| (counted(whole as u64, "question", "questions"), own));
    let most = if in_day { IN_DAY } else { usize::MAX };
    let rows = questions.into_iter().take(most).map(|question| {
        view! { <Asked question collected=collected.clone()/> }
    });
    let rows = rows.collect_view();
    view! {
        <Section title=title id="questions" link=link.filter(|_| whole > 0)>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            {match whole {
                0 => view! { <Empty><p>"Personne n’a encore posé de question. La vôtre aidera les intervenantes et intervenants à se préparer."</p></Empty> }
                    .into_any(),
                _ => view! { <ol class="rows questions">{rows}</ol> }.into_any(),
            }}
            {asks.then(|| view! { <Asking collected=collected.clone()/> })}
        </Section>
    }
    .into_any()
}

#[component]
fn Asked(question: Question, collected: Collected) -> impl IntoView {
    let Question { id, asked, detail, author, votes, outcome, word, .. } = question.clone();
    let outcome = outcome.map(|outcome| match outcome {
        Outcome::Answered => view! { <Badge label="Réponse donnée" tone=Tone::Settled/> },
        Outcome::Aside => view! { <Badge label="Mise de côté" tone=Tone::Plain/> },
    });
    let word = (!word.is_empty())
        .then(|| view! { <p class="question-word">"L’équipe d’animation\u{a0}: " {word}</p> });
    let organises = collected.organises;
    view! {
        <li class="row question" id=format!("question-{id}")>
            <p class="question-votes"><strong>{votes}</strong> " voix"</p>
            <div>
                <p class="row-title">{set(&asked)}</p>
                {(!detail.is_empty()).then(|| view! { <p class="as-typed">{detail}</p> })}
                <p class="facts">{outcome} " " {author.1.clone()}</p>
                {word}
                <Hand question=question.clone() collected=collected.clone()/>
                {organises.then(|| view! { <Settling question collected/> })}
            </div>
        </li>
    }
}

/// What the person does with it: their own may be withdrawn, somebody else's voted for.
#[component]
fn Hand(question: Question, collected: Collected) -> impl IntoView {
    let is_mine = question.is_of(session::member().as_ref());
    if !collected.asks || question.outcome.is_some() {
        return None;
    }
    let about = format!("\u{ab}\u{a0}{}\u{a0}\u{bb}", question.asked);
    let (label, acte, weight) = match (is_mine, question.voted) {
        (true, _) => ("Retirer ma question", "retirer", Weight::Link),
        (false, true) => ("Retirer ma voix", "reprendre", Weight::Link),
        (false, false) => ("Je veux le savoir aussi", "voter", Weight::Quiet),
    };
    Some(view! {
        <form method="post" action=collected.own() class="question-hand">
            <Which question=question.id.to_string() in_day=collected.in_day/>
            <Submit label weight name="acte" value=acte about/>
            {(question.voted && !is_mine).then(|| view! { <span class="facts">" Vous avez voté."</span> })}
            {is_mine.then(|| view! { <span class="facts">" La vôtre\u{a0}: elle compte déjà votre voix."</span> })}
        </form>
    })
}

/// Which question, and from where.
#[component]
fn Which(question: String, in_day: bool) -> impl IntoView {
    view! {
        <input type="hidden" name="numero" value=question/>
        {in_day.then(|| view! { <input type="hidden" name="journee" value="oui"/> })}
    }
}

/// What the organisers make of it.
#[component]
fn Settling(question: Question, collected: Collected) -> impl IntoView {
    let id = question.id.to_string();
    let again = !collected.errors.is_empty() && collected.form.numero == id;
    let typed = if again { collected.form.mot.clone() } else { question.word.clone() };
    let field = format!("mot-{id}");
    let errors: Errors = collected.errors.clone();
    let about = format!("\u{ab}\u{a0}{}\u{a0}\u{bb}", question.asked);
    let settled = question.outcome.is_some();
    view! {
        <details class="more-fields" open=again>
            <summary>"Dire ce qu’elle devient" <span class="visually-hidden">" " {about.clone()}</span></summary>
            <form method="post" action=collected.own() class="form" novalidate>
                <Which question=id in_day=collected.in_day/>
                <Field
                    name="mot"
                    id=field.clone()
                    label="Votre mot"
                    value=typed
                    optional=true
                    maxlength=Word::MAX as u32
                    hint="Les personnes inscrites le lisent"
                    error=errors.of(&field)
                />
                <div class="actions">
                    <Submit label="Réponse donnée" weight=Weight::Quiet name="acte" value=Outcome::Answered.code() about=about.clone()/>
                    <Submit label="Mettre de côté" weight=Weight::Quiet name="acte" value=Outcome::Aside.code() about=about.clone()/>
                    {settled.then(|| view! { <Submit label="Remettre dans la liste" weight=Weight::Link name="acte" value="rouvrir" about/> })}
                </div>
            </form>
        </details>
    }
}

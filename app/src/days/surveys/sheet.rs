//! The fields of a sheet, and what is typed in them.

use domain::days::survey::{
    Answer, Nature, Question, Sheet,
    question::{Label, MARKS, Wrong},
    sheet::NotASheet,
};
use leptos::prelude::*;

use crate::{
    days::words::set,
    form::text_words,
    library::Fields,
    parts::{Choice, Choices, Errors, TextArea},
};

/// The name of a question's field.
fn name(question: &Question) -> String {
    format!("q{}", question.id)
}

/// Reads what was typed.
pub(super) fn read(questions: &[Question], fields: &Fields) -> Result<Sheet, Errors> {
    let typed = |name: String| {
        let these = fields.0.iter().filter(|(of, _)| *of == name);
        these.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    Sheet::read(questions, |id| typed(format!("q{id}"))).map_err(|why| match why {
        NotASheet::Blank => Errors::on("", "Répondez à une question au moins."),
        NotASheet::Wrong(wrong) => wrong.into_iter().fold(Errors::none(), |errors, (question, why)| {
            let words = match why {
                Wrong::Missing => "Répondez à cette question.".to_owned(),
                Wrong::NotAmong => "Choisissez parmi les réponses proposées.".to_owned(),
                Wrong::Words(refusal) => text_words("Votre réponse", &refusal),
            };
            errors.and(&format!("q{question}"), words)
        }),
    })
}

/// The fields of what somebody answered.
pub(super) fn filled(questions: &[Question], sheet: &Sheet) -> Fields {
    let mut fields = Fields::default();
    for question in questions {
        match sheet.of(question.id) {
            Some(Answer::Said(words)) => fields.0.push((name(question), words.clone())),
            Some(Answer::Ranks(ranks)) => {
                fields.0.extend(ranks.iter().map(|rank| (name(question), rank.to_string())));
            }
            None => {}
        }
    }
    fields
}

/// What each rank of a question is called, in order; nothing for words.
pub(super) fn rank_labels(question: &Question) -> Vec<String> {
    let choices = &question.wording.choices;
    let end = |place: usize| choices.get(place).map(Label::as_str).unwrap_or_default();
    match question.wording.nature {
        Nature::Scale => (1..=MARKS)
            .map(|mark| match mark {
                1 => format!("1 – {}", set(end(0))),
                MARKS => format!("{MARKS} – {}", set(end(1))),
                mark => mark.to_string(),
            })
            .collect(),
        Nature::YesNo => vec!["Oui".to_owned(), "Non".to_owned()],
        Nature::Choice | Nature::Several => choices.iter().map(|label| set(label.as_str())).collect(),
        Nature::Text => Vec::new(),
    }
}

/// The fields, in the order of the questions.
#[component]
pub(super) fn SheetFields(questions: Vec<Question>, fields: Fields, errors: Errors) -> impl IntoView {
    let each = questions.into_iter().map(|question| {
        let name = name(&question);
        let error = errors.of(&name);
        let optional = if question.wording.required { "" } else { " (facultatif)" };
        let legend = format!("{}{optional}", set(question.wording.words.as_str()));
        let ranks = (1_u8..).zip(rank_labels(&question));
        match question.wording.nature {
            Nature::Text => {
                let (label, optional) = (set(question.wording.words.as_str()), !question.wording.required);
                let value = fields.value(&name);
                view! { <TextArea name label value rows=3 optional error/> }.into_any()
            }
            Nature::Several => {
                let boxes = ranks.map(|(rank, label)| (rank.to_string(), label)).collect();
                view! { <Boxes name legend boxes fields=fields.clone() error/> }.into_any()
            }
            nature => {
                let choices = ranks.map(|(rank, label)| Choice::new(rank.to_string(), label)).collect();
                let chosen = fields.value(&name);
                let class = if nature == Nature::Scale { "scale" } else { "" };
                view! { <div class=class><Choices name legend choices chosen error/></div> }.into_any()
            }
        }
    });
    each.collect_view()
}

/// Some among several.
#[component]
fn Boxes(
    name: String,
    legend: String,
    boxes: Vec<(String, String)>,
    fields: Fields,
    error: Option<String>,
) -> impl IntoView {
    let class = if error.is_some() { "choices refused" } else { "choices" };
    let described = error.is_some().then(|| format!("{name}-erreur"));
    let error = error.map(|words| {
        let id = format!("{name}-erreur");
        view! { <p class="error" id=id><span class="visually-hidden">"Erreur\u{a0}: "</span>{words}</p> }
    });
    let boxes = boxes.into_iter().map(|(value, label)| {
        let checked = fields.has(&name, &value);
        view! {
            <label class="choice"><input type="checkbox" name=name.clone() value=value checked=checked/><span>{label}</span></label>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class=class id=name.clone() aria-describedby=described>
            <legend>{legend} " " <span class="hint">"Plusieurs réponses possibles"</span></legend>
            {error}
            {boxes}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Id,
        days::survey::{Wording, question::Words},
    };

    use super::*;

    fn questions() -> Vec<Question> {
        let of = |id: i64, nature, choices: &[&str]| Question {
            id: Id::new(id),
            wording: Wording {
                words: Words::parse("Cette journée vous a-t-elle convenu ?").expect("some words"),
                nature,
                choices: choices.iter().map(|text| Label::parse(text).expect("a label")).collect(),
                required: true,
                measures: false,
            },
        };
        vec![
            of(1, Nature::Scale, &["Non", "Oui"]),
            of(2, Nature::Several, &["Un", "Deux"]),
            of(3, Nature::Text, &[]),
        ]
    }

    #[test]
    fn a_sheet_comes_back_as_it_was_filled_in() {
        let mut fields = Fields::default();
        for (name, value) in [("q1", "4"), ("q2", "1"), ("q2", "2"), ("q3", "Merci.")] {
            fields.0.push((name.to_owned(), value.to_owned()));
        }
        let sheet = read(&questions(), &fields).expect("a sheet");
        assert_eq!(read(&questions(), &filled(&questions(), &sheet)), Ok(sheet));
    }

    #[test]
    fn each_error_is_beside_its_question() {
        let mut fields = Fields::default();
        fields.set("q1", "9");
        let errors = read(&questions(), &fields).expect_err("little is right");
        for field in ["q1", "q2", "q3"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
    }
}

//! The questions as an organiser words them: one after the other, with a blank one or two at the end.

use domain::{
    days::survey::{
        Nature, Wording,
        question::{Label, MOST, MOST_CHOICES, NotAQuestion, Words},
    },
    text::TextRefusal,
};
use leptos::prelude::*;

use crate::{
    form::text_words,
    library::Fields,
    parts::{Check, Choice, Errors, Field, Select, TextArea},
};

/// The name of a question's field; ranks count from 0, people from 1.
fn at(rank: usize, field: &str) -> String {
    format!("question_{}_{field}", rank + 1)
}

fn nature_name(nature: Nature) -> &'static str {
    match nature {
        Nature::Scale => "Une note de 1 à 5",
        Nature::Choice => "Un choix parmi plusieurs",
        Nature::Several => "Plusieurs choix possibles",
        Nature::YesNo => "Oui ou non",
        Nature::Text => "Un texte",
    }
}

/// The fields of these questions.
pub(super) fn typed(questions: &[Wording]) -> Fields {
    let mut fields = Fields::default();
    for (rank, question) in questions.iter().enumerate() {
        let choices: Vec<&str> = question.choices.iter().map(Label::as_str).collect();
        fields.set(&at(rank, "texte"), question.words.as_str());
        fields.set(&at(rank, "nature"), question.nature.code());
        fields.set(&at(rank, "choix"), choices.join("\n"));
        for (is, field) in [(question.required, "requise"), (question.measures, "mesure")] {
            if is {
                fields.set(&at(rank, field), "oui");
            }
        }
    }
    fields
}

/// What the fields say; a question without words is none.
pub(super) fn read(fields: &Fields) -> Result<Vec<Wording>, Errors> {
    let (mut questions, mut errors) = (Vec::new(), Errors::none());
    for rank in 0..MOST {
        match question(fields, rank) {
            Ok(Some(question)) => questions.push(question),
            Ok(None) => {}
            Err((field, words)) => errors = errors.and(&at(rank, field), words),
        }
    }
    if questions.is_empty() && errors.is_empty() {
        errors = errors.and(&at(0, "texte"), "Posez une question au moins.");
    }
    if errors.is_empty() { Ok(questions) } else { Err(errors) }
}

fn question(fields: &Fields, rank: usize) -> Result<Option<Wording>, (&'static str, String)> {
    let words = match Words::parse(fields.get(&at(rank, "texte"))) {
        Err(TextRefusal::Empty) => return Ok(None),
        Err(refusal) => return Err(("texte", text_words("La question", &refusal))),
        Ok(words) => words,
    };
    let nature = Nature::from_code(fields.get(&at(rank, "nature")));
    let nature = nature.ok_or_else(|| ("nature", "Dites comment on y répond.".to_owned()))?;
    let typed = fields.get(&at(rank, "choix")).lines().filter(|line| !line.trim().is_empty());
    let choices: Result<Vec<Label>, _> = match nature {
        Nature::YesNo | Nature::Text => Ok(Vec::new()),
        _ => typed.map(Label::parse).collect(),
    };
    let choices = choices.map_err(|refusal| ("choix", text_words("Une ligne", &refusal)))?;
    let is = |field: &str| fields.has(&at(rank, field), "oui");
    let wording = Wording { words, nature, choices, required: is("requise"), measures: is("mesure") };
    match wording.check() {
        Ok(()) => Ok(Some(wording)),
        Err(why) => Err(amiss(why)),
    }
}

fn amiss(why: NotAQuestion) -> (&'static str, String) {
    match why {
        NotAQuestion::TwoEnds => {
            ("choix", "Deux lignes\u{a0}: ce que veut dire 1, ce que veut dire 5.".to_owned())
        }
        NotAQuestion::TooFewChoices => ("choix", "Deux choix au moins, un par ligne.".to_owned()),
        NotAQuestion::TooManyChoices => ("choix", format!("{MOST_CHOICES} choix au plus.")),
        NotAQuestion::SameChoice => ("choix", "Deux lignes sont les mêmes.".to_owned()),
        NotAQuestion::MeasuredByMarks => {
            ("mesure", "La satisfaction se mesure par une note de 1 à 5.".to_owned())
        }
    }
}

/// The fields, in the order in which they are asked.
#[component]
pub(super) fn WordingFields(fields: Fields, errors: Errors) -> impl IntoView {
    let filled = |rank: &usize| !fields.get(&at(*rank, "texte")).is_empty();
    let shown = ((0..MOST).filter(filled).max().map_or(0, |last| last + 1) + 2).min(MOST);
    let natures: Vec<Choice> =
        Nature::ALL.into_iter().map(|nature| Choice::new(nature.code(), nature_name(nature))).collect();
    let each = (0..shown).map(|rank| {
        let value = |field: &str| fields.value(&at(rank, field));
        let error = |field: &str| errors.of(&at(rank, field));
        let is = |field: &str| fields.has(&at(rank, field), "oui");
        let inside = view! {
            <Field name=at(rank, "texte") label="Question" value=value("texte") optional=true maxlength=Words::MAX as u32 error=error("texte")/>
            <Select name=at(rank, "nature") label="Réponse" choices=natures.clone() chosen=value("nature") error=error("nature")/>
            <TextArea name=at(rank, "choix") label="Choix, ou sens de 1 et de 5" value=value("choix") rows=3 optional=true hint="Un par ligne\u{a0}; rien pour un texte ou pour oui et non" error=error("choix")/>
            <Check name=at(rank, "requise") label="Une réponse est demandée" checked=is("requise")/>
            <Check name=at(rank, "mesure") label="Compte pour la satisfaction" checked=is("mesure") error=error("mesure")/>
        };
        let open = rank < 1 || ["texte", "nature", "choix", "mesure"].into_iter().any(|field| error(field).is_some());
        let words = value("texte");
        let summary = match words.is_empty() {
            true => format!("Question {}, libre", rank + 1),
            false => format!("{}. {words}", rank + 1),
        };
        view! { <details class="group" open=open><summary>{summary}</summary>{inside}</details> }
    });
    view! {
        <p class="hint">"Elles sont posées dans cet ordre. Une question sans texte n’est pas posée."</p>
        {each.collect_view()}
    }
}

#[cfg(test)]
mod tests {
    use domain::days::survey::{Kind, model};

    use super::*;

    #[test]
    fn questions_come_back_as_they_were_typed() {
        for kind in [Kind::Needs, Kind::Hot, Kind::Cold] {
            assert_eq!(read(&typed(&model::of(kind))), Ok(model::of(kind)));
        }
    }

    #[test]
    fn each_error_is_beside_its_field_and_a_blank_question_is_none() {
        let mut fields = typed(&model::of(Kind::Hot));
        fields.set("question_1_choix", "Une seule ligne");
        fields.set("question_2_nature", "x");
        fields.set("question_6_mesure", "oui");
        fields.set("question_8_texte", "");
        let errors = read(&fields).expect_err("little is right");
        for field in ["question_1_choix", "question_2_nature", "question_6_mesure"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        assert!(read(&Fields::default()).expect_err("nothing is asked").of("question_1_texte").is_some());
    }
}

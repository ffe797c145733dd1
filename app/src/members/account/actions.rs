//! The forms of what one shows.

use axum::{extract::State, response::Response};
use domain::{
    Failure,
    members::{
        Audience, Expertise, Reach, TagRefusal, Tags, Telephone, expertise,
        photo::{self, LARGEST_SIDE, Refusal, SMALLEST_SIDE},
        reach,
    },
};

use super::{ExpertiseForm, ReachForm};
use crate::{
    Site,
    form::{Typed, see_other, text_words},
    parts::{Errors, number},
    session::SignedIn,
    upload::Upload,
};

/// Changes what I know well.
pub(crate) async fn change_expertise(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<ExpertiseForm>,
) -> Response {
    let tags = match Tags::parse(&typed.fields.connaissances) {
        Ok(tags) => tags,
        Err(refusal) => return typed.refused(&site, Errors::on("connaissances", tag_words(refusal))).await,
    };
    let known = Expertise { tags, stages: typed.fields.stages().collect() };
    match expertise::change(&site.community, &signed_in.member, &known).await {
        Ok(()) => see_other("/mon-compte?fait=connaissances"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

fn tag_words(refusal: TagRefusal) -> String {
    match refusal {
        TagRefusal::TooMany(found) => {
            format!("Il y a {found}\u{a0}lignes, pour {} au plus. Gardez les plus utiles.", Tags::MOST)
        }
        TagRefusal::Unreadable(why, text) => {
            let text: String = text.chars().take(60).collect();
            text_words(&format!("«\u{a0}{text}\u{a0}»"), &why)
        }
    }
}

/// Changes how I may be reached.
pub(crate) async fn change_reach(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<ReachForm>,
) -> Response {
    let decided = match decided(&typed.fields) {
        Ok(decided) => decided,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match reach::change(&site.community, &signed_in.member, &decided).await {
        Ok(()) => see_other("/mon-compte?fait=coordonnees"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

fn decided(form: &ReachForm) -> Result<Reach, Errors> {
    let mut errors = Errors::none();
    let telephone = match form.telephone.trim() {
        "" => Ok(None),
        text => Telephone::parse(text).map(Some),
    };
    if telephone.is_err() {
        let words = "Ce numéro n’est pas complet. Il ressemble à 06\u{a0}12\u{a0}34\u{a0}56\u{a0}78, ou à +32\u{a0}2\u{a0}123\u{a0}45\u{a0}67 hors de France.";
        errors = errors.and("telephone", words);
    }
    let audiences = [("telephone_pour", &form.telephone_pour), ("courriel_pour", &form.courriel_pour)];
    let [telephone_for, email_for] = audiences.map(|(_, code)| Audience::from_code(code));
    for ((field, _), chosen) in audiences.iter().zip([telephone_for, email_for]) {
        if chosen.is_none() {
            errors = errors.and(field, "Choisissez qui le voit.");
        }
    }
    match (telephone, telephone_for, email_for) {
        (Ok(telephone), Some(telephone_for), Some(email_for)) => {
            Ok(Reach { telephone, telephone_for, email_for })
        }
        _ => Err(errors),
    }
}

/// Puts my photo in the place of the one before.
pub(crate) async fn put_photo(State(site): State<Site>, signed_in: SignedIn, upload: Upload) -> Response {
    let Upload { file, typed } = upload;
    let kept = match file {
        Some(file) => photo::keep(&site.community, &signed_in.member, file).await.map(|_| ()),
        None => Err(Failure::Refused(Refusal::TooHeavy)),
    };
    match kept {
        Ok(()) => see_other("/mon-compte?fait=photo"),
        Err(Failure::Refused(refusal)) => {
            typed.refused(&site, Errors::on("photo", photo_words(refusal))).await
        }
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

fn photo_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => "Choisissez un fichier\u{a0}: celui-ci est vide.".to_owned(),
        Refusal::TooHeavy => "Cette photo pèse plus de 8\u{a0}Mo. Réduisez-la, ou prenez-en une plus petite.".to_owned(),
        Refusal::UnknownKind => {
            "Ce fichier n’est pas une photo JPEG, PNG ou WebP. Enregistrez-la d’abord sous l’un de ces formats.".to_owned()
        }
        Refusal::TooLarge { width, height } => format!(
            "Cette photo est trop grande\u{a0}: {} × {}\u{a0}pixels. Le plus grand côté compte {}\u{a0}pixels au plus, et l’image 50\u{a0}millions.",
            number(width.into()),
            number(height.into()),
            number(LARGEST_SIDE.into()),
        ),
        Refusal::TooSmall => format!("Cette photo est trop petite\u{a0}: il faut au moins {SMALLEST_SIDE}\u{a0}pixels de côté."),
        Refusal::Damaged => "Cette photo est abîmée\u{a0}: elle ne se lit pas jusqu’au bout. Essayez avec une autre.".to_owned(),
    }
}

/// Takes my photo away.
pub(crate) async fn remove_photo(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<()>,
) -> Response {
    match photo::remove(&site.community, &signed_in.member).await {
        Ok(()) => see_other("/mon-compte?fait=photo-retiree"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

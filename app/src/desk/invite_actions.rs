//! The forms of invitations and of requests for an account.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id, Role,
    mail::EmailAddress,
    members::{
        MemberName, Message, Organiser, Refusal, access,
        invitations::{self, HEAVIEST, Host, Invitee, MOST, Organisation, Unsaid, Workplace},
    },
    text::decoded,
};
use serde::Deserialize;

use super::{
    invite::{InviteForm, refusal_words, words},
    requests::AnswerForm,
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, lost_page, see_other, text_words},
    parts::Errors,
    session::AtDesk,
    upload::WithFile,
};

/// What the two forms of invitations and that of a request have in common, read.
struct Offered {
    role: Option<Role>,
    unsaid: Unsaid,
}

/// Reads role, place and message; a role that is none of ours, or not theirs to give, is refused here.
fn offered(form: &InviteForm, organiser: &Organiser) -> Result<Offered, Errors> {
    let given = |role: &Role| organiser.may_give(*role);
    let role = form.role.parse::<Role>().ok().filter(given);
    let role = match (role, form.role.is_empty()) {
        (None, false) => Err("Choisissez parmi les rôles proposés.".to_owned()),
        (role, _) => Ok(role),
    };
    let antenne = Some(&form.antenne).filter(|id| !id.is_empty()).map(|id| id.parse::<Id<_>>()).transpose();
    let antenne = antenne.map_err(|_| "Choisissez parmi les antennes proposées.".to_owned());
    let organisation = Some(&form.organisation).filter(|name| !name.trim().is_empty());
    let organisation = organisation.map(|name| Organisation::parse(name)).transpose();
    let organisation = organisation.map_err(|refusal| text_words("Le nom de l’organisation", &refusal));
    let message = Some(&form.message).filter(|text| !text.trim().is_empty());
    let message = message.map(|text| Message::parse(text)).transpose();
    let message = message.map_err(|refusal| text_words("Le message", &refusal));
    let errors = Errors::of_fields([
        ("role", role.as_ref().err()),
        ("antenne", antenne.as_ref().err()),
        ("organisation", organisation.as_ref().err()),
        ("message", message.as_ref().err()),
    ]);
    match (role, antenne, organisation, message) {
        (Ok(role), Ok(antenne), Ok(organisation), Ok(message)) => {
            Ok(Offered { role, unsaid: Unsaid { role, antenne, organisation, message } })
        }
        _ => Err(errors),
    }
}

/// Reads the form of one person.
fn invitee(form: &InviteForm, organiser: &Organiser) -> Result<Invitee, Errors> {
    let email = EmailAddress::parse(&form.courriel)
        .map_err(|_| "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@antenne.fr.".to_owned());
    let name = Some(&form.nom).filter(|name| !name.trim().is_empty());
    let name = name.map(|name| MemberName::parse(name)).transpose();
    let name = name.map_err(|refusal| text_words("Le nom", &refusal));
    let offered = offered(form, organiser);
    let mut errors = Errors::of_fields([("courriel", email.as_ref().err()), ("nom", name.as_ref().err())]);
    match &offered {
        Err(more) => errors = errors.with(more),
        Ok(Offered { role: None, .. }) => errors = errors.and("role", "Choisissez un rôle."),
        Ok(_) => {}
    }
    match (email, name, offered) {
        (Ok(email), Ok(name), Ok(Offered { role: Some(role), unsaid })) => {
            let workplace = Workplace::of(role, unsaid.antenne, unsaid.organisation);
            Ok(Invitee { email, name, role, workplace, message: unsaid.message })
        }
        _ => Err(errors),
    }
}

/// Invites one person.
pub(crate) async fn invite_one(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<InviteForm>,
) -> Response {
    let invitee = match invitee(&typed.fields, &organiser) {
        Ok(invitee) => invitee,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match invitations::invite(&site.community, Host::Organiser(&organiser), &invitee).await {
        Ok(_) => see_other("/animation/invitations?fait=invitation"),
        Err(Failure::Refused(refusal)) => {
            let words = format!("Cette personne n’est pas invitée\u{a0}: {}", refusal_words(refusal));
            typed.refused(&site, Errors::on(refused_field(refusal), words)).await
        }
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// The field that a refusal is about.
fn refused_field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::MayNotGive => "role",
        Refusal::NoSuchAntenne => "antenne",
        _ => "courriel",
    }
}

/// The list that a file holds, which takes the place of one that would be typed: from then on it is in the form, and not lost.
fn list_of(file: &[u8], typed: &str) -> Result<String, String> {
    if !typed.trim().is_empty() {
        return Err("Votre liste est déjà ci-dessus\u{a0}: gardez-la ou videz-la, puis choisissez le fichier de nouveau.".to_owned());
    }
    if file.len() > HEAVIEST {
        return Err(format!("Ce fichier est trop lourd pour une liste de {MOST}\u{a0}personnes."));
    }
    let unread = "Ce fichier n’est pas une liste. Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis «\u{a0}CSV UTF-8\u{a0}».";
    decoded(file).ok_or_else(|| unread.to_owned())
}

/// Invites everybody on a list. The lines that were refused come back alone, each with what is wrong.
pub(crate) async fn invite_many(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    WithFile { mut typed, file }: WithFile<InviteForm>,
) -> Response {
    if let Some(file) = file {
        match list_of(&file, &typed.fields.liste) {
            Ok(list) => typed.fields.liste = list,
            Err(words) => return typed.refused(&site, Errors::on("fichier", words)).await,
        }
    }
    let unsaid = match offered(&typed.fields, &organiser) {
        Ok(offered) => offered.unsaid,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let host = Host::Organiser(&organiser);
    let outcomes = match invitations::invite_many(&site.community, host, &typed.fields.liste, &unsaid).await {
        Ok(outcomes) => outcomes,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    if outcomes.is_empty() {
        return typed.refused(&site, Errors::on("liste", "Il n’y a personne dans cette liste.")).await;
    }
    let mut errors = Errors::none();
    let (mut kept, mut lines): (usize, Vec<&str>) = (0, Vec::new());
    for outcome in &outcomes {
        match outcome.result {
            Ok(_) => kept += 1,
            Err(why) => {
                let line = format!("Ligne {}, « {} »\u{a0}: {}", outcome.number, outcome.line, words(why));
                errors = errors.and("liste", line.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»"));
                lines.push(&outcome.line);
            }
        }
    }
    if errors.is_empty() {
        return see_other(&format!("/animation/invitations?fait=liste&nombre={kept}"));
    }
    lines.dedup();
    typed.fields.liste = match typed.fields.liste.lines().find(|line| !line.trim().is_empty()) {
        // The heading says what the columns are: the lines that are left still need it.
        Some(heading) if !heading.contains('@') && lines[0] != heading.trim() => {
            [&[heading.trim()], &lines[..]].concat().join("\n")
        }
        _ => lines.join("\n"),
    };
    typed.fields.kept = kept;
    typed.refused(&site, errors).await
}

/// Which invitation, and what to do with it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeedForm {
    invitation: String,
    geste: String,
}

/// Sends an invitation again, or takes it back.
pub(crate) async fn change_invitation(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<DeedForm>,
) -> Response {
    let Ok(id) = typed.fields.invitation.parse::<Id<_>>() else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    let (done, word) = match typed.fields.geste.as_str() {
        "renvoyer" => (invitations::resend(&site.community, &organiser, id).await, "renvoi"),
        "retirer" => (invitations::revoke(&site.community, &organiser, id).await, "retrait"),
        _ => return typed.lost(&site, Lost::NotThere).await,
    };
    match done {
        Ok(()) => see_other(&format!("/animation/invitations?fait={word}")),
        Err(Failure::Refused(_)) => see_other("/animation/invitations?fait=trop-tard"),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Grants a request, or refuses it with a word.
pub(crate) async fn answer_request(
    State(site): State<Site>,
    Path(request): Path<String>,
    AtDesk(organiser): AtDesk,
    typed: Typed<AnswerForm>,
) -> Response {
    let Ok(request) = request.parse::<Id<_>>() else {
        return lost_page(&site, typed.parts, Lost::NotThere).await;
    };
    let refuses = typed.fields.geste == "refuser";
    let answered = match refuses {
        true => match Message::parse(&typed.fields.mot) {
            Ok(word) => access::refuse(&site.community, &organiser, request, &word).await,
            Err(refusal) => {
                let errors = Errors::on("mot", text_words("Votre mot", &refusal));
                return typed.refused(&site, errors).await;
            }
        },
        false => match granted(&typed.fields, &organiser) {
            Ok((role, unsaid)) => {
                let workplace = Workplace::of(role, unsaid.antenne, unsaid.organisation);
                let granted =
                    access::grant(&site.community, &organiser, request, role, workplace, unsaid.message);
                granted.await.map(|_| ())
            }
            Err(errors) => return typed.refused(&site, errors).await,
        },
    };
    match answered {
        Ok(()) if refuses => see_other("/animation/demandes?fait=refus"),
        Ok(()) => see_other("/animation/demandes?fait=accord"),
        Err(Failure::Refused(Refusal::NoSuchRequest)) => lost_page(&site, typed.parts, Lost::NotThere).await,
        Err(Failure::Refused(refusal)) => {
            let words = format!("La demande attend toujours\u{a0}: {}", refusal_words(refusal));
            typed.refused(&site, Errors::on("role", words)).await
        }
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

fn granted(form: &AnswerForm, organiser: &Organiser) -> Result<(Role, Unsaid), Errors> {
    let Offered { role, unsaid } = offered(&form.invite(), organiser)?;
    role.map(|role| (role, unsaid)).ok_or_else(|| Errors::on("role", "Choisissez un rôle."))
}

//! The forms of a person's page, sent.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::{
    Failure, Id, Role, Roles,
    mail::EmailAddress,
    members::{
        Member, Organiser,
        departure::KeptName,
        desk::{
            Refusal, acting, departure, merge, people as persons,
            postings::{self, Destination, OrganisationName},
            roles,
            suspension::{self, Reason},
        },
    },
};

use super::forms::{PersonForm, role_box};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, lost_page, see_other, text_words},
    members::role_name,
    parts::Errors,
    session::{AtDesk, SignedIn},
};

/// What came of a form: where to go next, what to mend, or why nothing could be done.
enum Outcome {
    Done(String),
    Mend(Errors),
    Lost(Lost),
}

/// Does what the form says.
pub(crate) async fn act(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(member): Path<String>,
    signed_in: SignedIn,
    typed: Typed<PersonForm>,
) -> Response {
    let Ok(id) = member.parse::<Id<Member>>() else {
        return lost_page(&site, typed.parts, Lost::NotThere).await;
    };
    let (form, desk) = (&typed.fields, Desk { site: &site, organiser: &organiser, id });
    let outcome = match form.value("geste") {
        "roles" => desk.roles(form).await,
        "place" => desk.place(form).await,
        "suspension" => desk.suspend(form).await,
        "retour" => desk.lift().await,
        "voir" => desk.look(&signed_in).await,
        "fusion" => desk.merge(form).await,
        "depart" => desk.leave(form).await,
        _ => Outcome::Lost(Lost::NotThere),
    };
    match outcome {
        Outcome::Done(address) => see_other(&address),
        Outcome::Mend(errors) => typed.refused(&site, errors).await,
        Outcome::Lost(lost) => typed.lost(&site, lost).await,
    }
}

/// The desk, with a person's file open on it.
struct Desk<'a> {
    site: &'a Site,
    organiser: &'a Organiser,
    id: Id<Member>,
}

impl Desk<'_> {
    async fn roles(&self, form: &PersonForm) -> Outcome {
        let ticked: Roles = Role::ALL.into_iter().filter(|role| form.ticked(&role_box(*role))).collect();
        let done = roles::change(&self.site.community, self.organiser, self.id, ticked).await;
        // Whoever gave up their own place at the desk would find no page here.
        let still = ticked.contains(Role::Organiser) || ticked.contains(Role::Administrator);
        match done {
            Ok(()) if self.id == self.organiser.id() && !still => Outcome::Done("/".to_owned()),
            done => self.settle(done, "roles", "roles"),
        }
    }

    async fn place(&self, form: &PersonForm) -> Outcome {
        let destination = match form.value("antenne") {
            "" => match OrganisationName::parse(form.value("organisation")) {
                Ok(name) => Destination::Organisation(name),
                Err(refusal) => return mend("organisation", text_words("L’organisation", &refusal)),
            },
            number => match number.parse() {
                Ok(antenne) => Destination::Antenne(antenne),
                Err(_) => return mend("antenne", refusal_words(Refusal::NoSuchAntenne)),
            },
        };
        let done = postings::move_to(&self.site.community, self.organiser, self.id, &destination).await;
        self.settle(done, "place", "antenne")
    }

    async fn suspend(&self, form: &PersonForm) -> Outcome {
        let reason = Reason::parse(form.value("raison")).map_err(|refusal| text_words("La raison", &refusal));
        let until = match form.value("fin") {
            "" => Ok(None),
            text => day(text).map(Some).ok_or("Cette date n’existe pas. Elle s’écrit comme 2027-03-09."),
        };
        let (reason, until) = match (reason, until) {
            (Ok(reason), Ok(until)) => (reason, until),
            (reason, until) => {
                let errors = [("raison", reason.err()), ("fin", until.err().map(str::to_owned))];
                let errors = errors.into_iter().filter_map(|(field, words)| Some((field, words?)));
                return Outcome::Mend(
                    errors.fold(Errors::none(), |errors, (field, words)| errors.and(field, words)),
                );
            }
        };
        let done = suspension::suspend(&self.site.community, self.organiser, self.id, until, &reason).await;
        self.settle(done, "suspension", "fin")
    }

    async fn lift(&self) -> Outcome {
        let done = suspension::lift(&self.site.community, self.organiser, self.id).await;
        self.settle(done, "retour", "")
    }

    async fn look(&self, signed_in: &SignedIn) -> Outcome {
        let community = &self.site.community;
        match acting::start(community, self.organiser, signed_in.session.id, self.id).await {
            Ok(()) => Outcome::Done("/".to_owned()),
            refused => self.settle(refused, "", ""),
        }
    }

    async fn merge(&self, form: &PersonForm) -> Outcome {
        let mut errors = Errors::none();
        let community = &self.site.community;
        let other = match EmailAddress::parse(form.value("autre")) {
            Ok(email) => match persons::called(community, self.organiser, &email).await {
                Ok(found) => found,
                Err(fault) => return Outcome::Lost(fault.into()),
            },
            Err(_) => None,
        };
        if other.is_none() {
            errors = errors.and("autre", "Aucun compte n’a cette adresse.");
        }
        if !form.ticked("fusion-sure") {
            errors = errors.and(
                "fusion-sure",
                "Cochez la case si c’est bien la même personne\u{a0}: cela ne se défait pas.",
            );
        }
        let Some(other) = other.filter(|_| errors.is_empty()) else { return Outcome::Mend(errors) };
        let (kept, gone) = if form.value("garder") == "autre" { (other, self.id) } else { (self.id, other) };
        let done = merge::merge(community, self.organiser, kept, gone).await;
        Desk { id: kept, ..*self }.settle(done, "fusion", "autre")
    }

    async fn leave(&self, form: &PersonForm) -> Outcome {
        let kept = KeptName::from_code(form.value("nom"));
        let mut errors = Errors::none();
        if kept.is_none() {
            errors = errors.and("nom", "Choisissez ce qui reste à côté de ses messages.");
        }
        if !form.ticked("depart-sur") {
            errors = errors
                .and("depart-sur", "Cochez la case pour fermer le compte\u{a0}: cela ne se défait pas.");
        }
        let Some(kept) = kept.filter(|_| errors.is_empty()) else { return Outcome::Mend(errors) };
        let done = departure::close(&self.site.community, self.organiser, self.id, kept).await;
        self.settle(done, "depart", "depart-sur")
    }

    /// Where to go once it is done, or what to mend, beside that field.
    fn settle(&self, done: Result<(), Failure<Refusal>>, word: &str, field: &str) -> Outcome {
        match done {
            Ok(()) => Outcome::Done(format!("/animation/personnes/{}?fait={word}", self.id)),
            Err(Failure::Refused(Refusal::NoSuchPerson)) => Outcome::Lost(Lost::NotThere),
            Err(Failure::Refused(refusal)) => mend(field, refusal_words(refusal)),
            Err(Failure::Fault(fault)) => Outcome::Lost(fault.into()),
        }
    }
}

fn mend(field: &str, words: impl Into<String>) -> Outcome {
    Outcome::Mend(Errors::on(field, words))
}

/// When that day begins in Paris.
fn day(text: &str) -> Option<DateTime<Utc>> {
    let day: NaiveDate = text.parse().ok()?;
    let begins = Paris.from_local_datetime(&day.and_hms_opt(0, 0, 0)?).earliest()?;
    Some(begins.to_utc())
}

fn refusal_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::NoSuchPerson => "Cette personne n’a pas de compte.".to_owned(),
        Refusal::Left => "Ce compte est fermé.".to_owned(),
        Refusal::NotYours => {
            "Seule l’administration du site touche au compte et au rôle d’une administratrice ou d’un administrateur."
                .to_owned()
        }
        Refusal::Oneself => "Cela ne se fait pas sur son propre compte.".to_owned(),
        Refusal::NoRole => "Cochez au moins un rôle. Pour quelqu’un qui part, fermez le compte.".to_owned(),
        Refusal::Last(role) => format!(
            "C’est la dernière personne à ce rôle ({}). Donnez-le d’abord à quelqu’un d’autre.",
            role_name(role).to_lowercase()
        ),
        Refusal::NoSuchAntenne => "Choisissez une antenne de la liste.".to_owned(),
        Refusal::PastEnd => "Le retour doit être un jour à venir.".to_owned(),
        Refusal::NotSuspended => "Cet accès n’est pas suspendu, ou ne l’est plus.".to_owned(),
        Refusal::Suspended => "L’un des deux comptes est suspendu. Rendez-lui d’abord son accès.".to_owned(),
        Refusal::SamePerson => "C’est le compte de cette page. Donnez l’adresse de l’autre.".to_owned(),
        Refusal::NoConsent => "La personne n’a pas donné son accord, ou l’a retiré.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspension_ends_when_its_day_begins_in_paris() {
        assert_eq!(day("2027-07-14"), "2027-07-13T22:00:00Z".parse().ok());
        for nonsense in ["", "14/07/2027", "2027-02-30", "hier"] {
            assert_eq!(day(nonsense), None, "{nonsense}");
        }
    }
}

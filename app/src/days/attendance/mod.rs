//! Who was there: the sheet that organisers tick, the code they show, the signed sheets they keep; what people sign for themselves; the
//! papers that are made of it.

use domain::{
    days::{
        DayId,
        attendance::{Mark, Marked, Refusal, Way},
        page::Session,
    },
    text::{dates, slug},
};

pub(crate) mod actions;
mod desk;
mod mine;
mod presence;
mod qr;
mod reminders;
mod screen;
pub(crate) mod signed;
mod verify;
mod ways;

pub(crate) use desk::{SheetPage, actions as desk_actions};
pub(crate) use mine::SignPage;
pub(crate) use presence::PresencePage;
pub(crate) use reminders::{ToFill, ToSign};
pub(crate) use screen::ScreenPage;
pub(crate) use signed::SignedSheetsPage;
pub(crate) use verify::VerifyPage;
pub(super) use ways::{Desk, own_ways};

/// One's own hours, year by year.
pub(crate) const PRESENCE: &str = "/journees/presence";

/// The papers, which the server prints: its router gives each of these addresses what it answers.
pub(crate) const PAPERS: &[&str] = &[
    "/journees/{day}/convocation.pdf",
    "/journees/bilan/{year}/bilan.pdf",
    "/journees/bilan/{year}/bilan.xlsx",
    "/journees/{day}/attestation.pdf",
    "/journees/presence/{year}/attestation.pdf",
    "/animation/journees/{day}/feuille.pdf",
    "/animation/journees/{day}/attestations.zip",
    "/animation/journees/annee/{year}/attestations.zip",
    "/animation/journees/{day}/inscriptions.xlsx",
    "/animation/journees/{day}/inscriptions.csv",
    "/animation/journees/{day}/emargement.xlsx",
    "/animation/journees/{day}/emargement.csv",
];

/// Where somebody signs for a day.
pub(crate) fn sign_address(day: DayId, title: &str) -> String {
    format!("{}/{day}-{}/emargement", super::PATH, slug(title, "journee"))
}

/// Where the organisers tick.
pub(crate) fn desk_address(day: DayId) -> String {
    format!("{}/{day}/emargement", super::desk::PATH)
}

/// « 3 h », « 2 h 30 », « 45 min »
pub(crate) fn length_words(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "0\u{a0}h".to_owned(),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

/// What is known of somebody in a session, in a few words.
fn marked_words(marked: &Marked, session: &Session) -> String {
    let said = match (marked.mark, marked.way) {
        (Mark::Absent, _) => return "Absence".to_owned(),
        (Mark::Excused, _) => return "Absence excusée".to_owned(),
        (Mark::Present, Way::Ticked) => "Présence notée par l’équipe d’animation".to_owned(),
        (Mark::Present, Way::Code) => {
            format!("Présence signée avec le code à\u{a0}{}", dates::hour_of(marked.at))
        }
        (Mark::Present, Way::Click) => {
            format!("Présence signée en ligne à\u{a0}{}", dates::hour_of(marked.at))
        }
    };
    match marked.minutes < domain::days::attendance::length(session) {
        true => format!("{said} ({} suivies)", length_words(marked.minutes)),
        false => said,
    }
}

/// What is said of a refusal, to whoever signs or ticks.
fn refused_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::NotThere => "Cette séance n’est plus au programme de la journée. Rechargez la page.".to_owned(),
        Refusal::NotOn => {
            "Cette journée est annulée, reportée ou en préparation\u{a0}: on n’y émarge pas.".to_owned()
        }
        Refusal::NotBegun => "La séance n’a pas commencé\u{a0}: personne ne peut y être noté.".to_owned(),
        Refusal::NotRegistered => {
            "Vous n’avez pas de place à cette journée. Si vous y êtes, dites-le à l’équipe d’animation\u{a0}: elle vous ajoute à la feuille."
                .to_owned()
        }
        Refusal::TooEarly => "On émarge à partir d’un quart d’heure avant la séance.".to_owned(),
        Refusal::TooLate => {
            "On n’émarge plus\u{a0}: la séance est finie depuis plus d’une demi-heure. Si vous y étiez, dites-le à l’équipe d’animation."
                .to_owned()
        }
        Refusal::ByCodeOnly => "Cette journée est en présentiel\u{a0}: émargez avec le code affiché dans la salle.".to_owned(),
        Refusal::WrongCode => {
            "Ce n’est pas le code affiché, ou il vient de changer. Tapez celui que vous voyez maintenant.".to_owned()
        }
        Refusal::Wait { seconds } => format!(
            "Trop de codes ont été essayés. Réessayez dans {}\u{a0}min, ou demandez à l’équipe d’animation de noter votre présence.",
            seconds.div_ceil(60)
        ),
        Refusal::MarkedOtherwise => {
            "L’équipe d’animation a noté une absence à cette séance. Si vous y êtes, dites-le-lui\u{a0}: elle corrige la feuille."
                .to_owned()
        }
        Refusal::NoSuchPerson => "Cette personne n’est plus dans la communauté, ni sur la feuille. Rechargez la page.".to_owned(),
        Refusal::TooLong(minutes) => format!("La séance dure {minutes}\u{a0}minutes\u{a0}: personne n’y est plus longtemps."),
        Refusal::NotASheet => "Une feuille signée est un PDF ou une image.".to_owned(),
        Refusal::NoSuchFile => "Le fichier envoyé n’est plus là. Choisissez-le de nouveau.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::length_words;

    #[test]
    fn minutes_are_said_as_people_say_them() {
        for (minutes, said) in [(0, "0 h"), (45, "45 min"), (180, "3 h"), (150, "2 h 30"), (65, "1 h 05")] {
            assert_eq!(length_words(minutes).replace('\u{a0}', " "), said);
        }
    }
}

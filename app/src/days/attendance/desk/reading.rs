//! Reading the sheet as it was typed: what was changed on it, who came besides.

use domain::{
    Id,
    days::{
        attendance::{
            GuestName, Mark, Structure, attended,
            sheet::{Line, Reason, Said, Sheet, Tick, Who},
        },
        page::Session,
    },
    members::Member,
    text::{TextRefusal, folded},
};

use super::{
    NEWCOMERS,
    cells::{named, who_code},
    said,
};
use crate::{days::attendance::refused_words, form::text_words, library::Fields, parts::Errors};

/// Somebody whom a line may name: number, name, address.
pub(super) type Known = (Id<Member>, String, String);

/// What was changed. `all` says that whoever was expected was there, where nothing is said.
pub(super) fn ticks(
    fields: &Fields,
    sheet: &Sheet,
    open: &[Session],
    everybody: &[Known],
    all: bool,
) -> Result<Vec<Tick>, Errors> {
    let (mut ticks, mut errors) = (Vec::new(), Errors::none());
    for line in &sheet.people {
        match of_line(fields, line, open, all) {
            Ok(changed) => ticks.extend(changed),
            Err(wrong) => errors = errors.with(&wrong),
        }
    }
    for rank in 1..=NEWCOMERS {
        match newcomer(fields, rank, open, everybody) {
            Ok(came) => ticks.extend(came),
            Err(wrong) => errors = errors.with(&wrong),
        }
    }
    if errors.is_empty() { Ok(ticks) } else { Err(errors) }
}

fn of_line(fields: &Fields, line: &Line, open: &[Session], all: bool) -> Result<Vec<Tick>, Errors> {
    let who = who_code(&line.who);
    let field = format!("motif-{who}");
    let word = match Reason::parse(fields.get(&field)) {
        Ok(word) => Some(word),
        Err(TextRefusal::Empty) => None,
        Err(why) => return Err(Errors::on(&field, text_words("Le motif", &why))),
    };
    let mut changed = Vec::new();
    for session in open {
        let mut mark = Mark::from_code(fields.get(&named("presence", &who, session)));
        let before = fields.get(&named("avant", &who, session));
        if mark.is_none() && before.is_empty() && all && line.seated {
            mark = Some(Mark::Present);
        }
        let field = named("duree", &who, session);
        let minutes = minutes(fields.get(&field)).map_err(|words| Errors::on(&field, words))?;
        let word = word.clone().filter(|_| mark.is_some_and(|mark| mark != Mark::Present));
        let really = match mark {
            Some(mark) => attended(mark, minutes, session)
                .map_err(|refusal| Errors::on(&field, refused_words(refusal)))?,
            None => 0,
        };
        if said(mark, really, word.as_ref().map_or("", |word| word.as_str())) == before {
            continue;
        }
        let said = mark.map(|mark| Said { mark, minutes: minutes.map(|_| really), word });
        changed.push(Tick { session: session.id, who: line.who.clone(), said });
    }
    Ok(changed)
}

fn minutes(typed: &str) -> Result<Option<u32>, &'static str> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| "Un nombre de minutes."),
    }
}

fn newcomer(
    fields: &Fields,
    rank: usize,
    open: &[Session],
    everybody: &[Known],
) -> Result<Vec<Tick>, Errors> {
    let (name, structure) = (format!("nom-{rank}"), format!("structure-{rank}"));
    let typed = fields.get(&name).trim();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let who = who(typed, everybody).map_err(|words| Errors::on(&name, words))?;
    let who = match who {
        Some(member) => Who::Member(member),
        None => {
            let called =
                GuestName::parse(typed).map_err(|why| Errors::on(&name, text_words("Le nom", &why)))?;
            let place = match Structure::parse(fields.get(&structure)) {
                Ok(place) => Some(place),
                Err(TextRefusal::Empty) => None,
                Err(why) => return Err(Errors::on(&structure, text_words("La structure", &why))),
            };
            Who::Newcomer(called, place)
        }
    };
    let came = open.iter().filter(|session| fields.has(&format!("venue-{rank}-{}", session.id), "oui"));
    let ticks: Vec<Tick> = came
        .map(|session| Tick { session: session.id, who: who.clone(), said: Some(Said::PRESENT) })
        .collect();
    match ticks.is_empty() {
        true => Err(Errors::on(&name, "Cochez au moins une séance pour cette personne.")),
        false => Ok(ticks),
    }
}

/// The member of that name or address, if it is one's; an address is nobody else's.
fn who(typed: &str, everybody: &[Known]) -> Result<Option<Id<Member>>, &'static str> {
    let wanted = folded(typed);
    let mut found =
        everybody.iter().filter(|(_, name, email)| folded(name) == wanted || folded(email) == wanted);
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => Err("Plusieurs personnes ont ce nom\u{a0}: donnez l’adresse électronique."),
        (Some((member, ..)), None) => Ok(Some(*member)),
        (None, _) if typed.contains('@') => {
            Err("Aucun membre n’a cette adresse. Donnez le nom et la structure.")
        }
        (None, _) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Known> {
        let one = |number: i64, name: &str, email: &str| (Id::new(number), name.to_owned(), email.to_owned());
        vec![
            one(1, "Claire Bernard", "claire@exemple.fr"),
            one(2, "Karim Haddad", "karim@exemple.fr"),
            one(3, "Karim Haddad", "karim.haddad@exemple.fr"),
        ]
    }

    #[test]
    fn a_member_is_known_by_name_or_address_and_anybody_else_is_a_guest() {
        assert_eq!(who("claire bernard", &known()), Ok(Some(Id::new(1))));
        assert_eq!(who("Karim.Haddad@exemple.fr", &known()), Ok(Some(Id::new(3))));
        assert!(who("Karim Haddad", &known()).is_err());
        assert!(who("personne@exemple.fr", &known()).is_err());
        assert_eq!(who("Odile Grandjean", &known()), Ok(None));
    }

    #[test]
    fn minutes_are_a_number_or_nothing() {
        assert_eq!(minutes(" 150 "), Ok(Some(150)));
        assert_eq!(minutes(""), Ok(None));
        assert!(minutes("2 h").is_err() && minutes("-5").is_err());
    }
}

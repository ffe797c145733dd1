//! What happens in a session, moment by moment, as it is typed: a line each, its hour first.
//!
//! ```text
//! 9h30 Les circuits de financement | Deux intervenants d’OPCO
//! 11:15 Vos dossiers difficiles
//! Échanges
//! ```

use chrono::NaiveTime;

use crate::text::readable;

/// The most moments of a session.
pub const MOST: usize = 20;

/// The most characters of a line.
pub const LONGEST: usize = 300;

/// One moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When it begins, where that is said.
    pub at: Option<NaiveTime>,
    /// What it is.
    pub title: String,
    /// What else is said of it.
    pub detail: Option<String>,
}

/// The source of an agenda: at most [`MOST`] lines of [`LONGEST`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda(String);

/// What is to be mended in an agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnAgenda {
    /// It has more than [`MOST`] lines.
    TooMany,
    /// A line is too long: its rank, from 1.
    TooLong(usize),
}

impl Agenda {
    /// Reads what was typed; it may be empty.
    ///
    /// # Errors
    /// When it has too many lines, or one too long.
    pub fn parse(typed: &str) -> Result<Self, NotAnAgenda> {
        let lines: Vec<String> = typed
            .lines()
            .map(|line| readable(line).trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        if lines.len() > MOST {
            return Err(NotAnAgenda::TooMany);
        }
        match lines.iter().position(|line| line.chars().count() > LONGEST) {
            Some(rank) => Err(NotAnAgenda::TooLong(rank + 1)),
            None => Ok(Self(lines.join("\n"))),
        }
    }

    pub(crate) fn from_stored(source: String) -> Self {
        Self(source)
    }

    /// The source.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its moments, in the order in which they are written.
    pub fn moments(&self) -> Vec<Moment> {
        self.0.lines().map(moment).collect()
    }
}

fn moment(line: &str) -> Moment {
    let (at, rest) = match line.split_once(char::is_whitespace) {
        Some((first, rest)) => match hour(first) {
            Some(at) => (Some(at), rest.trim_start()),
            None => spaced_hour(line).map_or((None, line), |(at, rest)| (Some(at), rest)),
        },
        None => (None, line),
    };
    let (title, detail) = match rest.split_once('|') {
        Some((title, detail)) => {
            (title.trim(), Some(detail.trim().to_owned()).filter(|detail| !detail.is_empty()))
        }
        None => (rest.trim(), None),
    };
    match title.is_empty() {
        true => Moment { at: None, title: line.to_owned(), detail: None },
        false => Moment { at, title: title.to_owned(), detail },
    }
}

/// « 9h30 », « 9:30 », « 9h », « 09h05 ».
fn hour(text: &str) -> Option<NaiveTime> {
    let text = text.trim_end_matches([':', ',', '.']);
    let (hours, minutes) = text.split_once(['h', 'H', ':'])?;
    let minutes = if minutes.is_empty() { Some(0) } else { number(minutes) };
    NaiveTime::from_hms_opt(number(hours)?, minutes?, 0)
}

/// « 9 h 30 Titre », as it is written in French.
fn spaced_hour(line: &str) -> Option<(NaiveTime, &str)> {
    let (hours, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start().strip_prefix(['h', 'H'])?;
    let after = rest.trim_start();
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (minutes, title) = match digits {
        2 => (number(&after[..2])?, &after[2..]),
        _ if rest.starts_with(char::is_whitespace) => (0, after),
        _ => return None,
    };
    Some((NaiveTime::from_hms_opt(number(hours)?, minutes, 0)?, title.trim_start()))
}

fn number(digits: &str) -> Option<u32> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(typed: &str) -> Vec<(Option<String>, String, Option<String>)> {
        let agenda = Agenda::parse(typed).expect("an agenda of the test");
        let said = |moment: Moment| {
            (moment.at.map(|at| at.format("%H:%M").to_string()), moment.title, moment.detail)
        };
        agenda.moments().into_iter().map(said).collect()
    }

    #[test]
    fn a_line_is_an_hour_a_title_and_what_else_is_said() {
        let at = |hour: &str| Some(hour.to_owned());
        for typed in
            ["9h30 Accueil", "9:30 Accueil", "09h30 Accueil", "9 h 30 Accueil", "9\u{a0}h\u{a0}30 Accueil"]
        {
            assert_eq!(moments(typed), [(at("09:30"), "Accueil".to_owned(), None)], "{typed}");
        }
        assert_eq!(
            moments("14h Atelier | Entre pairs"),
            [(at("14:00"), "Atelier".to_owned(), Some("Entre pairs".to_owned()))]
        );
        assert_eq!(moments("14 h Atelier"), [(at("14:00"), "Atelier".to_owned(), None)]);
        assert_eq!(
            moments("Échanges\n\n  \nFin"),
            [(None, "Échanges".to_owned(), None), (None, "Fin".to_owned(), None)]
        );
    }

    #[test]
    fn what_is_no_hour_is_a_title() {
        for typed in
            ["9 h 30", "25h Trop tard", "12 personnes", "9h99 Faux", "h Rien", "48 heures de congé VAE"]
        {
            assert_eq!(moments(typed), [(None, typed.to_owned(), None)], "{typed}");
        }
    }

    #[test]
    fn it_is_bounded() {
        assert_eq!(Agenda::parse(&"a\n".repeat(21)), Err(NotAnAgenda::TooMany));
        assert_eq!(Agenda::parse(&format!("a\n{}", "b".repeat(301))), Err(NotAnAgenda::TooLong(2)));
        assert_eq!(Agenda::parse(" \n").expect("nothing is an agenda").moments(), []);
    }
}

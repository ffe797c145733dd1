//! Who was there: those who had a seat, but for whom the data says otherwise; and whoever came without one.

use std::collections::HashMap;

use domain::{
    Community,
    days::{
        DayId,
        attendance::{
            Mark,
            sheet::{self, Line, Reason, Said, Tick, Who},
        },
    },
    members::{Member, Organiser},
    text,
};

use super::{Entry, somebody, wrong};
use crate::demo::{DemoFault, told};

/// What those who are excused said.
const WHY: &str = "Un rendez-vous de jury le même jour";

/// Fills in the sheet of a day; a second time it does nothing.
pub(super) async fn fill(
    then: &Community,
    organiser: &Organiser,
    cast: &HashMap<&str, Member>,
    entry: &Entry,
    day: DayId,
) -> Result<(), DemoFault> {
    let sheet =
        sheet::read(then, organiser, day).await.map_err(|failure| told("read", &entry.key, failure))?;
    let among = |keys: &[String]| {
        keys.iter()
            .map(|key| Ok(Who::Member(somebody(cast, key)?.id())))
            .collect::<Result<Vec<_>, DemoFault>>()
    };
    let (absent, excused) = (among(&entry.absent)?, among(&entry.excused)?);
    let said = |line: &Line| -> Result<Said, DemoFault> {
        if absent.contains(&line.who) {
            return Ok(Said { mark: Mark::Absent, minutes: None, word: None });
        }
        if excused.contains(&line.who) {
            let word = Reason::parse(WHY).map_err(|_| wrong(&entry.key, "why"))?;
            return Ok(Said { mark: Mark::Excused, minutes: None, word: Some(word) });
        }
        Ok(Said::PRESENT)
    };
    let mut ticks = Vec::new();
    for line in sheet.people.iter().filter(|line| line.seated) {
        let said = said(line)?;
        let each = sheet.sessions.iter().map(|session| Tick {
            session: session.id,
            who: line.who.clone(),
            said: Some(said.clone()),
        });
        ticks.extend(each);
    }
    if let Some(walk_in) = &entry.walk_in {
        let (name, structure) = walk_in.split_once('|').unwrap_or((walk_in, ""));
        let name = text::Line::parse(name.trim()).map_err(|_| wrong(&entry.key, "walk_in"))?;
        let who = Who::Newcomer(name, text::Line::parse(structure.trim()).ok());
        let each = sheet.sessions.iter().map(|session| Tick {
            session: session.id,
            who: who.clone(),
            said: Some(Said::PRESENT),
        });
        ticks.extend(each);
    }
    sheet::tick(then, organiser, day, &ticks)
        .await
        .map_err(|failure| told("fill in", &entry.key, failure))?;
    Ok(())
}

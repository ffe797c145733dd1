//! What an import could not read, and what else is worth saying of its files.

use super::File;

/// Why a line was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It names no record.
    Number,
    /// It has no title.
    Title,
    /// A date in it is none.
    Date,
    /// It does not say whether the record is active.
    State,
    /// The record was on a line before.
    Twice,
    /// The record is not in the file of records.
    Orphan,
    /// It has not as many cells as the header has columns.
    Width,
    /// The file ends before it does.
    Cut,
}

/// Something else to know of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// It is not there: what was known of it stays.
    Missing,
    /// There is nothing in it: what was known of it stays.
    Empty,
    /// Its columns are not those that are expected: what was known of it stays.
    Columns,
    /// It stops in the middle of a line: what it does not say any more stays.
    Cut,
    /// It is written in Windows-1252.
    Foreign,
    /// So many lines are about another repertory.
    Elsewhere,
    /// So many lines say nothing: no block, no name, no other record.
    Blank,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noted {
    /// That line of that file was refused.
    Refused(File, u64, Why),
    /// That file has something to it, with a number where there is one.
    Note(File, Note, u64),
}

/// The report: every refused line is counted, the first ones are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Lines refused.
    pub refused: u64,
    /// What is kept.
    pub lines: Vec<Noted>,
}

/// Refused lines that are kept.
pub const KEPT: usize = 200;

impl Report {
    pub(super) fn refuse(&mut self, file: File, line: u64, why: Why) {
        self.refused += 1;
        let kept = self.lines.iter().filter(|noted| matches!(noted, Noted::Refused(..))).count();
        if kept < KEPT {
            self.lines.push(Noted::Refused(file, line, why));
        }
    }

    pub(super) fn note(&mut self, file: File, note: Note, number: u64) {
        self.lines.push(Noted::Note(file, note, number));
    }

    /// As it is kept: a line each.
    pub(super) fn column(&self) -> String {
        let lines = self.lines.iter().map(|noted| match noted {
            Noted::Refused(file, line, why) => format!("{}\t{line}\t{}", file.code(), why.code()),
            Noted::Note(file, note, number) => format!("{}\t{number}\t{}", file.code(), note.code()),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// As it was kept; what is unknown here is left out.
    pub(super) fn stored(refused: u64, column: &str) -> Self {
        let read = |line: &str| {
            let mut parts = line.split('\t');
            let (file, number, code) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
            let file = File::ALL.into_iter().find(|known| known.code() == file)?;
            let refused = Why::ALL.into_iter().find(|why| why.code() == code);
            let noted = Note::ALL.into_iter().find(|note| note.code() == code);
            refused
                .map(|why| Noted::Refused(file, number, why))
                .or(noted.map(|note| Noted::Note(file, note, number)))
        };
        Self { refused, lines: column.lines().filter_map(read).collect() }
    }
}

impl Why {
    const ALL: [Why; 8] =
        [Why::Number, Why::Title, Why::Date, Why::State, Why::Twice, Why::Orphan, Why::Width, Why::Cut];

    const fn code(self) -> &'static str {
        match self {
            Why::Number => "number",
            Why::Title => "title",
            Why::Date => "date",
            Why::State => "state",
            Why::Twice => "twice",
            Why::Orphan => "orphan",
            Why::Width => "width",
            Why::Cut => "cut line",
        }
    }
}

impl Note {
    const ALL: [Note; 7] =
        [Note::Missing, Note::Empty, Note::Columns, Note::Cut, Note::Foreign, Note::Elsewhere, Note::Blank];

    const fn code(self) -> &'static str {
        match self {
            Note::Missing => "missing",
            Note::Empty => "empty",
            Note::Columns => "columns",
            Note::Cut => "cut file",
            Note::Foreign => "foreign",
            Note::Elsewhere => "elsewhere",
            Note::Blank => "blank",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_line_is_counted_and_the_first_are_kept() {
        let mut report = Report::default();
        for note in Note::ALL {
            report.note(File::Blocks, note, 7);
        }
        for line in 2..=1_001 {
            report.refuse(File::Standard, line, Why::ALL[line as usize % Why::ALL.len()]);
        }
        assert_eq!((report.refused, report.lines.len()), (1_000, KEPT + Note::ALL.len()));
        assert_eq!(Report::stored(1_000, &report.column()), report);
        assert_eq!(Report::stored(0, "nothing\tof\tours\n\n").lines, []);
    }
}

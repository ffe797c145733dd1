//! The columns of one file, and what a line of it is about.

use super::{
    File, Why,
    line::{self, Columns},
    table::Table,
};
use crate::library::Rncp;

/// Where the columns that matter are.
pub(super) struct Shape {
    file: File,
    number: Option<usize>,
    /// Those of a record's own line.
    pub(super) columns: Columns,
    /// Those of what such a file says of a record.
    pub(super) said: Vec<Option<usize>>,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// This record.
    Record(Rncp),
    /// A record of another repertory.
    Elsewhere,
    /// Nothing: the line, or what it says, is blank.
    Nothing,
    /// It cannot be told.
    Refused(Why),
}

impl Shape {
    pub(super) fn of(table: &Table<'_>, file: File) -> Self {
        Self {
            file,
            number: table.column(&["Numero_Fiche"]),
            columns: Columns::of(table),
            said: match file {
                File::Standard => Vec::new(),
                File::Blocks => vec![table.column(&["Bloc_Competences_Libelle"])],
                File::Ways => vec![table.column(&["Libelle_Voie_Acces", "Voie_Acces", "Si_Jury"])],
                File::Certifiers => vec![table.column(&["Nom_Certificateur"])],
                File::Replacements => ["Ancienne_Certification", "Nouvelle_Certification"]
                    .map(|name| table.column(&[name]))
                    .into(),
            },
        }
    }

    /// Whether what a line cannot do without has a column.
    pub(super) fn is_legible(&self) -> bool {
        let enough = self.file != File::Standard || self.columns.are_enough();
        self.number.is_some() && enough && !self.said.contains(&None)
    }

    /// The record that the line names, if it names one.
    pub(super) fn named(&self, table: &Table<'_>) -> Option<Rncp> {
        line::number(&table.cell(self.number)).ok().flatten()
    }

    /// What the line is about.
    pub(super) fn about(&self, table: &Table<'_>) -> About {
        if table.cut {
            return About::Refused(Why::Cut);
        }
        let blank = |column: &Option<usize>| table.cell(*column).is_empty();
        match line::number(&table.cell(self.number)) {
            _ if table.is_blank() => About::Nothing,
            Ok(None) => About::Elsewhere,
            _ if !table.fits(self.last_needed()) => About::Refused(Why::Width),
            Err(why) => About::Refused(why),
            Ok(Some(_)) if !self.said.is_empty() && self.said.iter().all(blank) => About::Nothing,
            Ok(Some(found)) => About::Record(found),
        }
    }

    /// The last of the columns that a line cannot do without: one of the two that a replacement says is enough.
    fn last_needed(&self) -> usize {
        let said = self.said.iter().flatten().min().copied();
        let columns = (self.file == File::Standard).then(|| self.columns.last_needed());
        self.number.max(said).max(columns).unwrap_or_default()
    }
}

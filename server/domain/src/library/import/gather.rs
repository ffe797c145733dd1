//! The second reading: all that the files say of some records.

use std::{
    collections::{HashMap, HashSet},
    io,
};

use super::{
    File,
    line::{self, Standard},
    shape::{About, Shape},
    source::Found,
    table::Table,
};
use crate::library::{Rncp, certifier::name::Keys};

/// What the files say of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Gathered {
    pub(super) standard: Option<Standard>,
    /// Code and title, in order.
    pub(super) blocks: Vec<(String, String)>,
    /// Code and label.
    pub(super) ways: Vec<(String, String)>,
    /// Folded names, in order.
    pub(super) certifiers: Vec<String>,
    /// Former and latter.
    pub(super) replacements: Vec<(Rncp, Rncp)>,
}

/// Lines of one file about one record: no real record has a third of it.
const MOST: usize = 600;

/// Reads the files again for these records.
pub(super) fn gather(found: &Found, wanted: &HashSet<Rncp>) -> io::Result<HashMap<Rncp, Gathered>> {
    let mut keys = Keys::default();
    let mut gathered: HashMap<Rncp, Gathered> = HashMap::with_capacity(wanted.len());
    for file in File::ALL {
        found.read(file, |reader| {
            let mut table = Table::open(reader)?;
            let shape = Shape::of(&table, file);
            while shape.is_legible() && table.advance()? {
                match shape.about(&table) {
                    About::Record(about) if wanted.contains(&about) => {
                        take(&table, file, &shape, about, gathered.entry(about).or_default(), &mut keys);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }
    Ok(gathered)
}

fn take(table: &Table<'_>, file: File, shape: &Shape, about: Rncp, into: &mut Gathered, keys: &mut Keys) {
    let first = shape.said.first().copied().flatten();
    match file {
        File::Standard => {
            if into.standard.is_none() {
                into.standard = shape.columns.read(table).ok();
            }
        }
        File::Blocks => {
            let code = line::tidy(&table.cell(table.column(&["Bloc_Competences_Code"])));
            push(&mut into.blocks, (code, line::tidy(&table.cell(first))), |block| !block.1.is_empty());
        }
        File::Ways => {
            let label = line::tidy(&table.cell(first));
            let code = line::tidy(&table.cell(table.column(&["Code_Voie_Acces"])));
            let code = if code.is_empty() { way(&label) } else { code };
            let known = into.ways.iter().any(|(other, _)| *other == code);
            push(&mut into.ways, (code, label), |way| !known && !way.1.is_empty());
        }
        File::Certifiers => {
            let key = keys.of(&line::tidy(&table.cell(first)));
            let known = into.certifiers.contains(&key);
            push(&mut into.certifiers, key, |key| !known && !key.is_empty());
        }
        File::Replacements => {
            let other =
                |at: usize| line::number(&table.cell(shape.said.get(at).copied().flatten())).ok().flatten();
            let edges = [other(0).map(|former| (former, about)), other(1).map(|latter| (about, latter))];
            for edge in edges.into_iter().flatten() {
                let known = into.replacements.contains(&edge);
                // A record that replaces itself says nothing.
                push(&mut into.replacements, edge, |(former, latter)| !known && former != latter);
            }
        }
    }
}

fn push<T>(into: &mut Vec<T>, one: T, if_it_is_worth: impl Fn(&T) -> bool) {
    if into.len() < MOST && if_it_is_worth(&one) {
        into.push(one);
    }
}

/// The code of a way, where the file only gives its label.
fn way(label: &str) -> String {
    let label = crate::text::folded(label);
    let known = [
        ("experience", "EXP"),
        ("apprenti", "APP"),
        ("professionnalisation", "CPRO"),
        ("individuelle", "IND"),
        ("continue", "FC"),
        ("scolaire", "FI"),
        ("eleve", "FI"),
        ("etudiant", "FI"),
    ];
    known
        .iter()
        .find(|(word, _)| label.contains(word))
        .map_or_else(|| label.clone(), |(_, code)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn the_ways_have_their_codes_as_the_daily_export_words_them() {
        for (label, code) in [
            ("Par expérience", "EXP"),
            ("En contrat d’apprentissage", "APP"),
            ("En contrat de professionnalisation", "CPRO"),
            ("Par candidature individuelle", "IND"),
            ("Après un parcours de formation continue", "FC"),
            ("Après un parcours de formation sous statut d’élève ou d’étudiant", "FI"),
            ("Autrement", "autrement"),
        ] {
            assert_eq!(way(label), code, "{label}");
        }
    }
}

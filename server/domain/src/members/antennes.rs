//! The antennes: the advice points of the eight départements.

use crate::Id;

/// An advice point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antenne {
    /// Its number.
    pub id: Id<Antenne>,
    /// Code of its département, « 75 » to « 95 ».
    pub department: String,
    /// Its name.
    pub name: String,
    /// Street, postal code and town.
    pub address: String,
    /// The association that runs it.
    pub operator: String,
    /// As it is dialled, « 01 42 71 97 00 ».
    pub telephone: String,
}

/// The eight départements of Île-de-France, code and name.
pub const DEPARTMENTS: [(&str, &str); 8] = [
    ("75", "Paris"),
    ("77", "Seine-et-Marne"),
    ("78", "Yvelines"),
    ("91", "Essonne"),
    ("92", "Hauts-de-Seine"),
    ("93", "Seine-Saint-Denis"),
    ("94", "Val-de-Marne"),
    ("95", "Val-d’Oise"),
];

/// The département's name; its code where it is none of the eight.
pub fn department_name(code: &str) -> &str {
    DEPARTMENTS.into_iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The code of one of the eight; none for any other.
pub fn department(code: &str) -> Option<&'static str> {
    DEPARTMENTS.into_iter().map(|(known, _)| known).find(|known| *known == code)
}

/// The antennes as published in 2023, for a new place: département, name, address, operator, telephone.
pub(crate) fn founding() -> impl Iterator<Item = [&'static str; 5]> {
    include_str!("antennes.csv").lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        let row = [fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?];
        fields.next().is_none().then_some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forty_points_of_the_eight_departments_are_there() {
        let points: Vec<_> = founding().collect();
        assert_eq!(points.len(), include_str!("antennes.csv").lines().count() - 1);
        for (code, name) in DEPARTMENTS {
            assert!(points.iter().any(|[department, ..]| *department == code), "{name}");
        }
    }
}

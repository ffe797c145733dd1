//! The boards of a new place. Later ones are made from the organisers' desk.

use sea_orm::ConnectionTrait;

use super::board;
use crate::{Role, Roles, database::change, fault::Fault};

struct Founding {
    slug: &'static str,
    name: &'static str,
    description: &'static str,
    audience: Roles,
    openers: Roles,
}

/// Those who accompany candidates, and those who organise their days.
const TRADE: Roles = Roles::of(&[Role::Advisor, Role::Assistant, Role::Organiser]);
const TRADE_AND_CERTIFIERS: Roles =
    Roles::of(&[Role::Advisor, Role::Assistant, Role::Certifier, Role::Organiser]);
const ASSISTANTS: Roles = Roles::of(&[Role::Assistant, Role::Organiser]);
const ORGANISERS: Roles = Roles::of(&[Role::Organiser]);
const ALL_WHO_WRITE: Roles =
    Roles::of(&[Role::Advisor, Role::Assistant, Role::Certifier, Role::Organiser, Role::Administrator]);

const BOARDS: [Founding; 9] = [
    Founding {
        slug: "recevabilite-faisabilite",
        name: "Recevabilité et faisabilité",
        description: "Choisir la certification, analyser l’expérience, monter le dossier de faisabilité et obtenir la recevabilité.",
        audience: TRADE,
        openers: TRADE,
    },
    Founding {
        slug: "dossier-de-validation",
        name: "Dossier de validation (livret 2)",
        description: "Faire décrire les activités, tenir l’écriture dans la durée, relire sans écrire à la place.",
        audience: TRADE,
        openers: TRADE,
    },
    Founding {
        slug: "jury-et-apres-jury",
        name: "Jury et après-jury",
        description: "Préparer l’entretien ou la mise en situation, comprendre les décisions, reprendre après une validation partielle.",
        audience: TRADE,
        openers: TRADE,
    },
    Founding {
        slug: "financement",
        name: "Financement",
        description: "CPF, OPCO, France Travail, Région, employeur : qui prend quoi en charge, et comment monter le dossier.",
        audience: TRADE,
        openers: TRADE,
    },
    Founding {
        slug: board::CERTIFICATIONS,
        name: "Certifications et certificateurs",
        description: "Questions aux certificateurs, fiches RNCP qui changent, équivalences de blocs et calendriers de jurys.",
        audience: TRADE_AND_CERTIFIERS,
        openers: TRADE,
    },
    Founding {
        slug: "pratiques-d-accompagnement",
        name: "Pratiques d’accompagnement",
        description: "Outils, postures, entretiens, groupes : ce qui marche dans nos antennes, et ce qui ne marche pas.",
        audience: TRADE,
        openers: TRADE,
    },
    Founding {
        slug: "assistantes-et-assistants",
        name: "Espace des assistantes et assistants",
        description: "Accueil, rendez-vous, relances, statistiques et vie de l’antenne, entre assistantes et assistants.",
        audience: ASSISTANTS,
        openers: ASSISTANTS,
    },
    Founding {
        slug: "vie-de-la-communaute",
        name: "Vie de la communauté",
        description: "Présentations, annonces, journées à venir et idées pour faire vivre la communauté et son site.",
        audience: ALL_WHO_WRITE,
        openers: ALL_WHO_WRITE,
    },
    Founding {
        slug: "preparation-des-journees",
        name: "Préparation des journées",
        description: "Programme, intervenants, salles et papiers des journées de professionnalisation, entre animatrices et animateurs.",
        audience: ORGANISERS,
        openers: ORGANISERS,
    },
];

/// Writes the founding boards; those whose slug is taken are left as they are.
pub(crate) async fn found(transaction: &impl ConnectionTrait) -> Result<(), Fault> {
    let insert = "INSERT INTO boards (slug, name, description, position, audience, openers)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (slug) DO NOTHING";
    for (position, founding) in (1_i32..).zip(&BOARDS) {
        let values = vec![
            founding.slug.into(),
            founding.name.into(),
            founding.description.into(),
            position.into(),
            founding.audience.column().into(),
            founding.openers.column().into(),
        ];
        change(transaction, insert, values).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_opens_a_topic_can_read_it_and_the_funder_sees_no_board() {
        for board in &BOARDS {
            assert_eq!(board.openers.bits() & !board.audience.bits(), 0, "{}", board.slug);
            assert!(!board.audience.contains(Role::Funder), "{}", board.slug);
        }
    }
}

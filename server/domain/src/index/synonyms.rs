//! Names that mean the same and must be found together.
//!
//! Each group is a *notion*. Where a text names it, in any of its ways, the index holds the notion
//! beside the words; a question that names it asks for the notion too, at a lower weight than for
//! its own words. A whole phrase is then one term: precise, ranked by its own rarity, and cheap.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::analysis::{Span, stems};

/// One notion a line, its names separated by `|`. Stop words between the words of a name are free.
/// A change here is a change of the index: `store::version` sees it and the index is rebuilt.
pub(super) const NOTIONS: &[&str] = &[
    // The path of a VAE.
    "vae | validation des acquis de l’expérience | validation d’acquis de l’expérience",
    "livret 1 | livret un | livret1 | livret n° 1 | L1 | premier livret | dossier de faisabilité | dossier de recevabilité | CERFA 12818",
    "livret 2 | livret deux | livret2 | livret n° 2 | L2 | second livret | deuxième livret | dossier de validation",
    "procès-verbal | procès verbal | PV | PV du jury",
    "AAP | architecte accompagnateur de parcours",
    "VAP | validation des acquis professionnels",
    "PMSMP | période de mise en situation en milieu professionnel | mise en situation en milieu professionnel | immersion professionnelle",
    "RNCP | répertoire national des certifications professionnelles",
    "CCP | certificat de compétences professionnelles",
    "rendez-vous | rendez vous | RDV",
    // Who one meets.
    "antenne VAE | centre de conseil VAE | centre conseil VAE | point relais conseil | point relais conseil VAE | PRC",
    "DREETS | DRIEETS | DRJSCS | DIRECCTE | DRDJSCS | DRIETS",
    "France Travail | Pôle emploi | ANPE",
    "OPCO | OPCA | opérateur de compétences | organisme paritaire collecteur agréé",
    "France compétences | CNCP | commission nationale de la certification professionnelle",
    "CNAM | Conservatoire national des arts et métiers",
    "AFPA | agence nationale pour la formation professionnelle des adultes",
    "ASP | agence de services et de paiement",
    "DAVA | dispositif académique de validation des acquis",
    "CAVA | centre académique de validation des acquis",
    "Transitions Pro | Fongecif | TPro | association transitions pro",
    "MDPH | maison départementale des personnes handicapées",
    "RQTH | reconnaissance de la qualité de travailleur handicapé",
    "CCI | chambre de commerce et d’industrie",
    "CMA | chambre de métiers et de l’artisanat | chambre des métiers",
    // What one obtains.
    "DEAES | DEAVS | DEAMP | diplôme d’État d’accompagnant éducatif et social | accompagnant éducatif et social | auxiliaire de vie sociale | aide médico-psychologique",
    "DEAS | diplôme d’État d’aide-soignant | aide-soignant | aide soignant",
    "DEAP | auxiliaire de puériculture",
    "DEES | éducateur spécialisé",
    "DEEJE | EJE | éducateur de jeunes enfants",
    "DEME | moniteur éducateur",
    "DEASS | assistant de service social | assistante sociale",
    "DETISF | TISF | technicien de l’intervention sociale et familiale",
    "CAP AEPE | AEPE | CAP petite enfance | accompagnant éducatif petite enfance",
    "BTS | brevet de technicien supérieur",
    "CAP | certificat d’aptitude professionnelle",
    "bac pro | baccalauréat professionnel | bac professionnel",
    "titre professionnel | titre pro",
    "BPJEPS | brevet professionnel de la jeunesse de l’éducation populaire et du sport",
    // How it is paid for.
    "CPF | compte personnel de formation | mon compte formation",
    "CEP | conseil en évolution professionnelle",
    "PTP | projet de transition professionnelle | CIF | congé individuel de formation",
    "CSP | contrat de sécurisation professionnelle",
    // How one talks.
    "employeur | patron",
    "courriel | e-mail | mail | mél | adresse électronique",
    "visioconférence | visio | réunion à distance",
    "téléphone | tél",
];

/// The notions named by a text, given the stems of its words (none for a stop word).
pub(super) fn spans(stems: &[Option<String>]) -> Vec<Span> {
    let mut spans = Vec::new();
    for first in 0..stems.len() {
        let Some(stem) = &stems[first] else { continue };
        let names = TABLE.get(stem).map_or(&[][..], Vec::as_slice);
        let named = names.iter().filter_map(|name| {
            let last = name.end(stems, first)?;
            Some(Span { first, last, token: name.notion.clone() })
        });
        // Of two names of one notion, the longer was meant.
        for span in named {
            match spans.iter_mut().find(|s: &&mut Span| s.first == first && s.token == span.token) {
                Some(known) => known.last = known.last.max(span.last),
                None => spans.push(span),
            }
        }
    }
    spans
}

/// A name of a notion: what follows its first word.
struct Name {
    rest: Vec<String>,
    notion: String,
}

impl Name {
    /// Where the name ends, when the text says it from `first` on.
    fn end(&self, stems: &[Option<String>], first: usize) -> Option<usize> {
        let mut at = first;
        for expected in &self.rest {
            let stops = stems[at + 1..].iter().take_while(|stem| stem.is_none()).count();
            at += stops + 1;
            if stops > 3 || stems.get(at)?.as_ref()? != expected {
                return None;
            }
        }
        Some(at)
    }
}

/// Names by the stem of their first word.
static TABLE: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Name>> = HashMap::new();
    for (number, names) in NOTIONS.iter().enumerate() {
        for name in names.split('|') {
            let mut rest = stems(name);
            if !rest.is_empty() {
                let first = rest.remove(0);
                // No word contains `#`: a notion cannot be mistaken for one.
                table.entry(first).or_default().push(Name { rest, notion: format!("#{number}") });
            }
        }
    }
    table
});

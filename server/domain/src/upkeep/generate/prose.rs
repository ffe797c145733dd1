//! French words in plausible order: enough for an index and a page to work as hard as with real ones.

const FIRST: [&str; 20] = [
    "Claire", "Amina", "Julien", "Sophie", "Karim", "Nathalie", "Mehdi", "Isabelle", "Thomas", "Fatou",
    "Hélène", "Olivier", "Samira", "Pascal", "Aïcha", "Laurent", "Chloé", "Youssef", "Martine", "Benoît",
];

const LAST: [&str; 20] = [
    "Bernard", "Diallo", "Lefèvre", "Moreau", "Benali", "Garcia", "Nguyen", "Petit", "Traoré", "Roux",
    "Fournier", "Haddad", "Lambert", "Cohen", "Marchand", "Dupuis", "Kaboré", "Rousseau", "Silva", "Perrin",
];

const SUBJECTS: [&str; 16] = [
    "la candidate",
    "le jury",
    "le certificateur",
    "l’antenne",
    "le dossier de validation",
    "la recevabilité",
    "le financement",
    "l’OPCO",
    "le référentiel",
    "la conseillère",
    "l’accompagnement",
    "le dossier de faisabilité",
    "la validation partielle",
    "l’employeur",
    "France Travail",
    "le livret 2",
];

const VERBS: [&str; 12] = [
    "demande", "précise", "confirme", "attend", "propose", "refuse", "accepte", "prépare", "relance",
    "explique", "retient", "suppose",
];

const OBJECTS: [&str; 16] = [
    "une attestation de l’association",
    "deux situations par bloc de compétences",
    "un délai de deux mois",
    "le calendrier des sessions",
    "une prise en charge complète",
    "l’avis du DAVA de Créteil",
    "un entretien d’explicitation",
    "les preuves de l’activité bénévole",
    "un recours gracieux",
    "la fiche RNCP renouvelée",
    "le congé de quarante-huit heures",
    "une mise en situation professionnelle",
    "la trame du dossier",
    "un accompagnement collectif",
    "le relevé de décisions",
    "l’équivalence avec le DEAES",
];

const LINKS: [&str; 8] =
    ["parce que", "alors que", "dès que", "si", "pendant que", "sans que l’on sache si", "puisque", "quand"];

/// A repeatable choice, from splitmix64.
fn choose<'a>(words: &[&'a str], seed: u64) -> &'a str {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    words[((mixed ^ (mixed >> 31)) % words.len() as u64) as usize]
}

pub(super) fn name(number: u32) -> String {
    let seed = u64::from(number);
    format!("{} {}", choose(&FIRST, seed), choose(&LAST, seed << 8))
}

/// What something may be about, in two or three words.
pub(super) fn subject(number: u32) -> &'static str {
    choose(&SUBJECTS, u64::from(number).wrapping_mul(331))
}

pub(super) fn title(number: u32) -> String {
    let seed = u64::from(number).wrapping_mul(977);
    let (subject, verb, object) =
        (choose(&SUBJECTS, seed), choose(&VERBS, seed + 1), choose(&OBJECTS, seed + 2));
    format!("Quand {subject} {verb} {object} ({number})")
}

/// Two to five paragraphs of a few sentences, about 700 characters, some with a list.
pub(super) fn paragraphs(seed: u64) -> String {
    let mut text = String::new();
    for paragraph in 0..2 + seed % 4 {
        let seed = seed.wrapping_mul(131).wrapping_add(paragraph * 17);
        for sentence in 0..2 + seed % 2 {
            text.push_str(&self::sentence(seed + sentence * 5));
        }
        text.push_str("\n\n");
    }
    if seed.is_multiple_of(5) {
        for item in 0..3 {
            text.push_str(&format!("- **{}**\n", choose(&OBJECTS, seed + item)));
        }
    }
    text
}

fn sentence(seed: u64) -> String {
    let (subject, verb, object) =
        (choose(&SUBJECTS, seed), choose(&VERBS, seed + 1), choose(&OBJECTS, seed + 2));
    let (other, again) = (choose(&SUBJECTS, seed + 3), choose(&VERBS, seed + 4));
    let link = choose(&LINKS, seed + 6);
    format!("Chez nous, {subject} {verb} {object} {link} {other} {again} {}. ", choose(&OBJECTS, seed + 7))
}

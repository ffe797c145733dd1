//! What French needs of a search.

use super::*;

#[test]
fn accents_capitals_and_decomposed_letters_do_not_matter() {
    let library = texts(&["Le délai de recevabilité d’une expérience", "Rien de commun ici"]);
    for typed in
        ["expérience", "experience", "EXPÉRIENCE", "expe\u{301}rience", "recevabilite", "Recevabilité"]
    {
        assert_eq!(library.ids(typed), [1], "{typed}");
    }
}

#[test]
fn an_acronym_does_not_find_a_verb() {
    let library = texts(&["Comment ça va ? Je vais bien.", "Le parcours VAE commence", "Un bout de texte"]);
    assert_eq!(library.ids("VAE"), [2]);
    assert_eq!(library.ids("vae"), [2]);
    assert_eq!(library.ids("V.A.E."), [2]);
    assert!(!library.finds("BTS"));
}

#[test]
fn an_acronym_that_nobody_told_us_about_is_found_in_both_cases() {
    let library = texts(&["Le dispositif ZORIES ouvre en mai", "Autre chose"]);
    assert_eq!(library.ids("ZORIES"), [1]);
    assert_eq!(library.ids("zories"), [1]);
}

#[test]
fn plurals_and_conjugations_meet() {
    let library = texts(&["Les candidates ont déposé leurs dossiers", "Une réunion d’équipe"]);
    for typed in ["candidat", "candidate", "dossier", "déposer", "les dossiers déposés"] {
        assert_eq!(library.ids(typed), [1], "{typed}");
    }
}

#[test]
fn elisions_are_not_part_of_the_word() {
    let library = texts(&["L’entretien d’explicitation jusqu’au jury", "Les prud’hommes d’aujourd’hui"]);
    assert_eq!(library.ids("entretien"), [1]);
    assert_eq!(library.ids("l'entretien"), [1]);
    assert_eq!(library.ids("prud'hommes"), [2]);
    assert_eq!(library.ids("aujourd'hui"), [2]);
    assert!(!library.finds("hui"));
}

#[test]
fn codes_are_found_however_they_are_spaced() {
    let library =
        texts(&["La fiche RNCP 25467 est échue", "La fiche RNCP36004 la remplace", "R.N.C.P. n° 4504"]);
    for typed in ["RNCP25467", "RNCP 25467", "rncp n°25467", "25467"] {
        assert_eq!(library.ids(typed), [1], "{typed}");
    }
    assert_eq!(library.ids("RNCP 36004"), [2]);
    assert_eq!(library.ids("rncp4504"), [3]);
}

#[test]
fn double_forms_are_found_in_both_genders() {
    for written in ["conseiller(ère)", "conseiller·ère", "conseiller.ère", "conseillers et conseillères"]
    {
        let library = texts(&[&format!("Une {written} vous reçoit"), "Rien"]);
        assert_eq!(library.ids("conseiller"), [1], "{written}");
        assert_eq!(library.ids("conseillère"), [1], "{written}");
        assert_eq!(library.ids("conseiller·ère"), [1], "{written}");
    }
    let library = texts(&["La formatrice intervient", "Rien"]);
    assert_eq!(library.ids("formateurs"), [1]);
}

#[test]
fn compounds_meet_with_or_without_their_hyphen() {
    let library = texts(&["Une visio-conférence est prévue", "L’entretien post-jury", "Un courrier"]);
    assert_eq!(library.ids("visioconférence"), [1]);
    assert_eq!(library.ids("postjury"), [2]);
    assert_eq!(library.ids("post jury")[0], 2);
}

#[test]
fn questions_in_plain_french_are_answered_on_their_words() {
    let library = texts(&[
        "Pour contester une décision de refus de recevabilité, adressez un recours gracieux au certificateur.",
        "Comment faire un bon café ? Il faut être patient.",
        "Le refus du congé par l’employeur est encadré.",
        "La recevabilité est notifiée dans les deux mois.",
    ]);
    assert_eq!(library.ids("comment contester un refus de recevabilité ?")[0], 1);
    assert!(!library.ids("comment contester un refus de recevabilité ?").contains(&2));
    assert_eq!(library.ids("Est-ce que l’employeur peut refuser le congé ?")[0], 3);
}

#[test]
fn a_question_made_of_stop_words_still_finds_them() {
    let library = texts(&["Être ou ne pas être", "Recevabilité"]);
    assert_eq!(library.ids("être"), [1]);
    assert!(!library.finds("nous"));
}

#[test]
fn a_slip_of_the_finger_is_forgiven_and_told() {
    let library = texts(&["Recevabilité du dossier", "Le jury de validation", "Un autre sujet"]);
    let found = library.ask("recevablité");
    assert_eq!((found.hits[0].id, found.corrected.as_deref()), (1, Some("recevabilité")));
    assert_eq!(library.ask("le jurry de validtion").corrected.as_deref(), Some("le jury de validation"));
    // Two mistakes in a long word; the first letter is taken as right.
    assert_eq!(library.ids("recevabllitté"), [1]);
    assert!(!library.finds("decevabilité"));
    // A word that no text has, beside words that are known, is not a mistake to point out.
    assert_eq!(library.ask("le jury de recevabllitté").corrected, None);
    // Nothing to correct, nothing said.
    assert_eq!(library.ask("jury").corrected, None);
}

#[test]
fn the_word_being_typed_is_completed_only_when_it_is_no_word() {
    let library =
        texts(&["La recevabilité", "Il doit recevoir", "Un cap difficile", "La capacité d’accueil"]);
    assert_eq!(library.ids("recevabi"), [1]);
    assert_eq!(library.ask("recevabi").corrected, None);
    assert_eq!(library.ids("cap"), [3]);
}

#[test]
fn old_and_new_names_are_found_together() {
    for (written, typed) in [
        ("Contacter Pôle emploi", "France Travail"),
        ("Inscription à France Travail", "pole emploi"),
        ("Remplir le livret 1", "dossier de faisabilité"),
        ("Le dossier de faisabilité", "livret 1"),
        ("Le dossier de validation", "livret 2"),
        ("Écrire à la DRJSCS", "DRIEETS"),
        ("La DIRECCTE répond", "dreets"),
        ("Un accord de l’OPCA", "OPCO"),
        ("Titulaire du DEAVS", "DEAES"),
        ("L’antenne VAE de Créteil", "point relais conseil"),
        ("Le PRC de Melun", "centre de conseil VAE"),
        ("La validation des acquis de l’expérience", "VAE"),
    ] {
        let library = texts(&[written, "Une phrase sans rapport"]);
        assert_eq!(library.ids(typed), [1], "« {typed} » dans « {written} »");
    }
}

#[test]
fn the_words_that_were_typed_come_before_their_synonyms() {
    let library = texts(&["Le dossier passe à l’OPCA demain", "Le dossier passe à l’OPCO demain"]);
    assert_eq!(library.ids("OPCO"), [2, 1]);
    assert_eq!(library.ids("OPCA"), [1, 2]);
}

#[test]
fn a_mistake_in_a_name_does_not_lose_its_synonyms() {
    let library = texts(&[
        "Le dossier de faisabilité",
        "Un livret de famille et 1 photo, dossier complet de faisabilité",
    ]);
    assert!(library.ids("dossier de faisabilté").contains(&1));
}

#[test]
fn quotes_ask_for_the_words_as_they_stand() {
    let library = texts(&[
        "La mise en situation professionnelle",
        "La situation de la mise de fonds",
        "Des mises en situations",
    ]);
    assert_eq!(library.ids("\"mise en situation\""), [1]);
    assert_eq!(library.ids("« mise en situation »"), [1]);
    assert_eq!(library.ids("mise en situation").len(), 3);
    assert!(!library.finds("\"situation en mise\""));
}

#[test]
fn a_minus_leaves_a_word_out() {
    let library = texts(&["Le jury du DEAES", "Le jury blanc", "Des jurys blancs"]);
    assert_eq!(library.ids("jury -blanc"), [1]);
    assert_eq!(library.ids("jury −\"jury blanc\""), [1]);
    assert!(!library.finds("-jury"));
}

#[test]
fn all_the_words_together_come_before_one_of_them_often() {
    let library = texts(&[
        "Jury jury jury jury, encore le jury et toujours le jury",
        "Le jury se réunit ; la date et le lieu d’un autre financement",
        "Le financement du jury est pris en charge",
    ]);
    assert_eq!(library.ids("financement du jury")[0], 3);
}

#[test]
fn a_topic_comes_before_the_replies_that_borrow_its_title() {
    let library = Library::of([
        reply(2, 1, "Financement du DEAES", "Oui, tout à fait."),
        topic(1, "Financement du DEAES", "Qui peut payer ?"),
        reply(3, 1, "Financement du DEAES", "Pour le DEAES, voyez l’OPCO."),
    ]);
    let found = library.ask("financement DEAES");
    let hits: Vec<_> = found.hits.iter().map(|hit| (hit.kind, hit.id, hit.parent)).collect();
    assert_eq!(hits, [(Kind::Topic, 1, 0), (Kind::Reply, 3, 1)]);
    assert_eq!(found.hits[1].title_html, "<mark>Financement</mark> du <mark>DEAES</mark>");
}

#[test]
fn answers_come_in_pages_and_by_kind() {
    let many = (1..=250).map(|id| topic(id, "Jury", &"mot ".repeat(id as usize)));
    let library = Library::of(many.chain([reply(1, 1, "Jury", "Le jury répond")]));
    let page = |offset, kind| {
        library.engine.find(&Question::parse("jury"), EVERYONE, 20, offset, kind).expect("a page is found")
    };
    let mut seen: Vec<_> =
        (0..13).flat_map(|n| page(n * 20, Some(Kind::Topic)).hits).map(|hit| hit.id).collect();
    seen.sort_unstable();
    assert_eq!(seen, (1..=250).collect::<Vec<_>>(), "every entry is on one page");
    assert_eq!(page(0, None).total, 251);
    assert_eq!(page(0, Some(Kind::Reply)).total, 1);
    assert_eq!(page(0, Some(Kind::Reply)).per_kind, page(0, None).per_kind);
    assert_eq!(page(0, Some(Kind::Reply)).hits[0].kind, Kind::Reply);
    assert!(page(usize::MAX, None).hits.is_empty());
}

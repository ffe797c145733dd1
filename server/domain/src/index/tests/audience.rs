//! What a person may not see does not exist for that person.

use super::*;

/// A board of advisors and one of assistants.
fn two_boards() -> Library {
    let for_ = |audience, entry| Entry { audience, ..entry };
    Library::of([
        for_(ADVISORS, topic(1, "Jury", "Le jury et la confidentialité du candidat Zygmunt")),
        for_(ASSISTANTS, topic(2, "Accueil", "Le standard et le jury")),
        for_(ADVISORS | ASSISTANTS, topic(3, "Jury partagé", "Pour toute la communauté")),
        for_(0, topic(4, "Jury caché", "Pour personne")),
    ])
}

#[test]
fn hits_and_counts_are_of_what_may_be_seen() {
    let library = two_boards();
    let seen = |roles| {
        let found = library.ask_as(roles, "jury");
        let mut ids: Vec<_> = found.hits.iter().map(|hit| hit.id).collect();
        ids.sort_unstable();
        assert_eq!((found.total, found.per_kind[1]), (ids.len(), (Kind::Topic, ids.len())));
        ids
    };
    assert_eq!(seen(ADVISORS), [1, 3]);
    assert_eq!(seen(ASSISTANTS), [2, 3]);
    assert_eq!(seen(ADVISORS | ASSISTANTS), [1, 2, 3]);
    assert_eq!(seen(0b100), [] as [i64; 0]);
    assert_eq!(seen(0), [] as [i64; 0]);
}

#[test]
fn a_small_audience_in_a_large_index_sees_its_entries_and_no_other() {
    let library = Library::of((1..=100).map(|id| Entry {
        audience: if id == 50 { ASSISTANTS } else { ADVISORS },
        ..topic(id, "Jury", "Le jury")
    }));
    let found = library.ask_as(ASSISTANTS, "jury");
    assert_eq!((found.total, found.hits.len(), found.hits[0].id), (1, 1, 50));
}

#[test]
fn a_correction_never_tells_a_word_of_what_may_not_be_seen() {
    let library = two_boards();
    assert_eq!(library.ask_as(ADVISORS, "confidentialté").corrected.as_deref(), Some("confidentialité"));
    assert_eq!(library.ask_as(ADVISORS, "zygmnt").hits.len(), 1);
    for typed in ["confidentialté", "confidentialité", "confid", "zygmnt", "Zygmunt", "zyg", "\"zygmunt\""]
    {
        let found = library.ask_as(ASSISTANTS, typed);
        assert_eq!((found.total, found.hits.len(), found.corrected), (0, 0, None), "{typed}");
    }
}

#[test]
fn a_word_that_is_hidden_is_corrected_as_if_it_were_nowhere() {
    let library = Library::of([
        Entry { audience: ADVISORS, ..topic(1, "", "Le candidat Durant") },
        Entry { audience: ASSISTANTS, ..topic(2, "", "Mme Durand appelle") },
    ]);
    assert_eq!(library.ask_as(ASSISTANTS, "Durant").corrected.as_deref(), Some("Durand"));
    assert_eq!(library.ask_as(ADVISORS, "Durant").corrected, None);
}

#[test]
fn an_audience_that_changes_is_obeyed_at_once() {
    let library = two_boards();
    library.put([Entry { audience: ASSISTANTS, ..topic(1, "Jury", "Zygmunt") }], 2);
    assert_eq!(library.ask_as(ADVISORS, "zygmunt").total, 0);
    assert_eq!(library.ask_as(ASSISTANTS, "zygmunt").total, 1);
}

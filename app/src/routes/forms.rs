//! The forms and the files: one line each.

use axum::{
    extract::DefaultBodyLimit,
    routing::{MethodRouter, get, post},
};

use crate::{
    Site,
    days::{
        self,
        attendance::{PAPERS, signed},
    },
    desk,
    failure::Takes,
    form, forum,
    library::{self, resource},
    members::{self, account::actions as account},
    upload,
};

/// The forms, each at its page's own address.
pub(super) fn forms() -> Vec<(&'static str, MethodRouter<Site>)> {
    vec![
        ("/connexion", post(members::actions::ask_link)),
        ("/connexion/demonstration", post(members::actions::enter_demonstration)),
        ("/connexion/mot-de-passe", post(members::actions::enter_by_password)),
        ("/connexion/adresse/{token}", post(members::security::actions::confirm_address)),
        ("/connexion/{token}", post(members::actions::enter)),
        ("/deconnexion", post(members::actions::leave)),
        ("/invitation/{invitation}", post(members::joining_actions::accept_invitation)),
        ("/demande-acces", post(members::joining_actions::ask_access)),
        ("/bienvenue", post(members::joining_actions::end_first_visit)),
        ("/mon-compte/courriels", post(members::joining_actions::change_letters)),
        ("/mon-compte", post(members::actions::change_account)),
        ("/mon-compte/aide", post(members::help::decide)),
        ("/mon-compte/donnees", post(members::actions::leave_or_stay)),
        ("/api/cles/entree", post(members::security::ceremonies::begin_entering)),
        ("/api/cles/entree/fin", post(members::security::ceremonies::enter)),
        ("/api/cles/ajout", post(members::security::ceremonies::begin_adding)),
        ("/api/cles/ajout/fin", post(members::security::ceremonies::add)),
        ("/mon-compte/adresse", post(members::security::actions::ask_address)),
        ("/mon-compte/cles", post(members::security::actions::remove_passkey)),
        ("/mon-compte/mot-de-passe", post(members::security::actions::change_password)),
        ("/mon-compte/connaissances", post(account::change_expertise)),
        ("/mon-compte/coordonnees", post(account::change_reach)),
        ("/mon-compte/photo", post(account::put_photo).layer(DefaultBodyLimit::max(upload::READ))),
        ("/mon-compte/photo/retrait", post(account::remove_photo)),
        ("/mon-compte/sessions", post(members::actions::end_sessions)),
        ("/animation/invitations", post(desk::invite_actions::change_invitation)),
        ("/animation/invitations/nouvelle", post(desk::invite_actions::invite_one)),
        (desk::INVITE_MANY, post(desk::invite_actions::invite_many)),
        ("/animation/demandes/{request}", post(desk::invite_actions::answer_request)),
        ("/animation/personnes/{member}", post(desk::deeds::act)),
        (
            desk::IMPORT,
            post(desk::library_actions::import).layer(DefaultBodyLimit::max(desk::library_actions::HEAVIEST)),
        ),
        ("/animation/certificateurs", post(desk::library_actions::answer_proposal)),
        ("/animation/certificateurs/{certifier}", post(desk::certifier_actions::decide)),
        ("/ressources/certificateurs/{certifier}/modifier", post(library::actions::change_certifier)),
        (members::help::STOP, post(members::help::stop)),
        (resource::NEW, post(resource::actions::make).layer(DefaultBodyLimit::max(resource::sent::READ))),
        ("/ressources/documents/{document}", post(resource::actions::act)),
        ("/ressources/documents/{document}/modifier", post(resource::actions::change)),
        (
            "/ressources/documents/{document}/version",
            post(resource::actions::add_version).layer(DefaultBodyLimit::max(resource::sent::READ)),
        ),
        ("/ressources/documents/{document}/signaler", post(resource::actions::report)),
        (resource::desk::DESK, post(resource::actions::settle)),
        ("/forums/{board}/nouveau", post(forum::actions::open_topic)),
        ("/forums/sujets/{topic}", post(forum::actions::reply)),
        ("/forums/sujets/{topic}/modifier", post(forum::actions::change_topic)),
        ("/forums/reponses/{reply}/modifier", post(forum::actions::change_reply)),
        ("/journees/{day}", post(days::actions::act)),
        ("/journees/{day}/questions", post(days::questions::actions::act)),
        ("/journees/{day}/compte-rendu", post(days::minutes::actions::act)),
        ("/journees/{day}/compte-rendu/modifier", post(days::minutes::actions::change)),
        (days::proposals::NEW, post(days::proposals::actions::propose)),
        ("/journees/propositions/{proposal}", post(days::proposals::actions::act)),
        ("/journees/propositions/{proposal}/modifier", post(days::proposals::actions::change)),
        (days::surveys::NEEDS, post(days::surveys::actions::answer_needs)),
        ("/journees/{day}/questionnaire/{moment}", post(days::surveys::actions::answer_day)),
        (days::surveys::NEW_NEEDS, post(days::surveys::desk_actions::ask_needs)),
        ("/animation/journees/besoins/{survey}", post(days::surveys::desk_actions::act_on_needs)),
        ("/animation/journees/besoins/{survey}/questions", post(days::surveys::desk_actions::reword_needs)),
        ("/animation/journees/questions/{moment}", post(days::surveys::desk_usual::change)),
        ("/animation/journees/{day}/questionnaires", post(days::surveys::desk_actions::act_on_day)),
        ("/animation/journees/{day}/questionnaires/{moment}", post(days::surveys::desk_actions::plan_day)),
        (days::diary::DIARY, post(days::diary::change)),
        (days::desk::PATH, post(days::desk::actions::set_plan)),
        (days::desk::NEW, post(days::desk::actions::make)),
        ("/animation/journees/{day}", post(days::desk::actions::act)),
        ("/animation/journees/{day}/modifier", post(days::desk::actions::change)),
        ("/animation/journees/{day}/documents", post(days::desk::documents::change)),
        ("/journees/{day}/emargement", post(days::attendance::actions::sign)),
        ("/animation/journees/{day}/emargement", post(days::attendance::desk_actions::tick)),
        (
            "/animation/journees/{day}/feuilles",
            post(days::attendance::signed::change).layer(DefaultBodyLimit::max(resource::sent::READ)),
        ),
        ("/ressources/actualites/nouvelle", post(library::updates::actions::publish)),
        ("/ressources/actualites/{update}/corriger", post(library::updates::actions::correct)),
        ("/ressources/favoris", post(library::shelf::actions::make)),
        ("/ressources/collections/{collection}", post(library::shelf::actions::change)),
        ("/ressources/suivis", post(library::follows::change)),
        ("/ressources/documents/{document}/avis", post(library::shelf::actions::judge)),
        ("/ressources/documents/{document}/rangement", post(library::shelf::actions::arrange)),
    ]
}

/// What is neither a page nor a form: what leaves the site as a file, and the photos of members.
pub(super) fn files() -> Vec<(&'static str, MethodRouter<Site>)> {
    vec![
        ("/mon-compte/donnees.zip", get(members::actions::take_data)),
        ("/animation/personnes.csv", get(desk::people::file)),
        ("/animation/journal.csv", get(desk::log::file)),
        ("/photos/{photo}", get(members::photo::serve)),
        ("/ressources/documents/{document}/fichier/{version}", get(resource::serve::serve)),
        (days::diary::PROGRAMME_FEED, get(days::diary::programme)),
        (days::diary::OWN_FEED, get(days::diary::mine)),
        ("/journees/{day}/journee.ics", get(days::diary::one)),
        ("/journees/{day}/discussion", get(days::discussion::lead)),
        ("/animation/journees/{day}/feuilles/{sheet}", get(days::attendance::signed::give)),
        ("/ressources.atom", get(library::feeds::resources)),
        ("/ressources/actualites.atom", get(library::feeds::announcements)),
        ("/ressources/certifications.atom", get(library::feeds::certifications)),
    ]
}

/// The files' addresses, those of the papers that the server prints among them, for the table of who may do what.
pub fn file_addresses() -> Vec<&'static str> {
    files().into_iter().map(|(address, _)| address).chain(PAPERS.iter().copied()).collect()
}

/// The forms' addresses, for the table of who may do what.
pub fn form_addresses() -> Vec<&'static str> {
    forms().into_iter().map(|(address, _)| address).collect()
}

/// The most that the body of a request to that path may weigh.
pub fn heaviest(path: &str) -> usize {
    if takes(path) == Takes::Document {
        return resource::sent::HEAVIEST;
    }
    let taken = upload::TAKING_FILES.iter().find(|(address, _)| *address == path);
    taken.map_or(form::HEAVIEST, |(_, heaviest)| *heaviest)
}

/// What is sent there: a file takes more room, and more time, than what people write.
pub fn takes(path: &str) -> Takes {
    if path == members::PHOTO {
        Takes::Photo
    } else if path == resource::NEW
        || (path.starts_with("/ressources/documents/") && path.ends_with("/version"))
        || (path.starts_with("/animation/journees/") && path.ends_with(signed::END))
    {
        Takes::Document
    } else if upload::TAKING_FILES.iter().any(|(address, _)| *address == path) {
        Takes::List
    } else {
        Takes::Words
    }
}

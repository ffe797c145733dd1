//! Numbers and names of nothing, wherever an address of the library takes one.

use domain::{Role, library::resource::Readers};

use super::bytes::{FORGED, is_nothing};
use crate::{common::Place, shelves::CERTIFIER};

/// The pages and the files; what is made up stands in the place of the star. `{document}` is one that is there.
const READ: [&str; 17] = [
    "/ressources/documents/*",
    "/ressources/documents/*/modifier",
    "/ressources/documents/*/version",
    "/ressources/documents/*/signaler",
    "/ressources/documents/*/avis",
    "/ressources/documents/*/versions/1",
    "/ressources/documents/*/fichier/1",
    "{document}/versions/*",
    "{document}/fichier/*",
    "/ressources/actualites/*",
    "/ressources/actualites/*/corriger",
    "/ressources/collections/*",
    "/ressources/certificateurs/*",
    "/ressources/certificateurs/*/modifier",
    "/ressources/certifications/*",
    "/animation/certificateurs/*",
    "/animation/certifications/*",
];

/// The forms.
const SENT: [&str; 9] = [
    "/ressources/documents/*",
    "/ressources/documents/*/modifier",
    "/ressources/documents/*/signaler",
    "/ressources/documents/*/avis",
    "/ressources/documents/*/rangement",
    "/ressources/actualites/*/corriger",
    "/ressources/collections/*",
    "/ressources/certificateurs/*/modifier",
    "/animation/certificateurs/*",
];

#[tokio::test]
async fn whatever_is_made_up_leads_to_nothing_of_the_library() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let (id, slug) = place.document(&jeanne, "Guide du jury", Readers::Everybody, false).await;
    place.second_version(&jeanne, id).await;
    place.certifications().await;
    let update = place.update(&jeanne, "Une nouvelle date").await;
    let collection = place.collection(&jeanne, "À relire").await;
    let document = format!("/ressources/documents/{slug}");
    for there in [
        document.clone(),
        format!("{document}/versions/1"),
        format!("{document}/fichier/1"),
        format!("{document}/fichier/2"),
        format!("/ressources/actualites/{update}"),
        format!("/ressources/collections/{collection}"),
        format!("/ressources/certificateurs/{CERTIFIER}"),
        "/ressources/certifications/RNCP25467".to_owned(),
    ] {
        let status = place.see(&jeanne, &there).await.status;
        assert!(status.is_success() || status.is_redirection(), "{there}: {status}");
    }
    let fields = [
        ("geste", "withdraw"),
        ("mot", "Trop ancien."),
        ("edition", "2"),
        ("motif", "wrong"),
        ("titre", "Un titre"),
        ("nature", "tool"),
        ("avis", "utile"),
        ("nom", "Un nom"),
    ];
    for forged in FORGED {
        for path in READ {
            let path = path.replace("{document}", &document).replace('*', forged);
            is_nothing(&place.see(&jeanne, &path).await, &path);
        }
        for path in SENT {
            let path = path.replace('*', forged);
            is_nothing(&place.send(&jeanne, &path, &fields).await, &path);
        }
        let path = format!("/ressources/documents/{forged}/version");
        is_nothing(&place.posts(&jeanne, &path, &fields, Some(("a.txt", b"Un mot."))).await, &path);
    }
}

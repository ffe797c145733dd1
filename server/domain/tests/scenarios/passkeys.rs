//! Passkeys, with a device made of software.

use chrono::Duration;
use data_encoding::BASE64URL_NOPAD;
use domain::{
    Failure,
    members::{
        Member, Password, Refusal, Session,
        audit::Origin,
        passkeys::{self, Addition, Begun, PasskeyName},
        proof, sessions,
        sessions::Way,
    },
    secret::Token,
};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::place::Place;

const SITE: &str = "https://communaute.exemple.fr";
const REFUSED: Option<Refusal> = Some(Refusal::PasskeyRefused);

/// What a telephone keeps: one key, and whose it is.
struct Device {
    keys: EcdsaKeyPair,
    id: Vec<u8>,
    owner: Value,
    uses: u32,
}

impl Device {
    fn new(id: u8) -> Self {
        let (random, kind) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let document = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a key is made");
        let keys = EcdsaKeyPair::from_pkcs8(kind, document.as_ref(), &random).expect("it is read back");
        Self { keys, id: vec![id; 16], owner: Value::Null, uses: 0 }
    }

    /// What the device says of itself and of the site: seen, unlocked, used that often.
    fn facts(&self, flags: u8) -> Vec<u8> {
        let mut facts = Sha256::digest("communaute.exemple.fr").to_vec();
        facts.push(flags);
        facts.extend(self.uses.to_be_bytes());
        facts
    }

    /// Makes a key for the site, as `navigator.credentials.create` does.
    fn create(&mut self, options: &Value, origin: &str) -> Value {
        self.owner = options["publicKey"]["user"]["id"].clone();
        let point = self.keys.public_key().as_ref();
        let mut facts = self.facts(0x45);
        facts.extend([0; 16]);
        facts.extend(u16::try_from(self.id.len()).expect("it is short").to_be_bytes());
        facts.extend(&self.id);
        // COSE: an ES256 key, x then y.
        facts.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        facts.extend(&point[1..33]);
        facts.extend([0x22, 0x58, 0x20]);
        facts.extend(&point[33..]);
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": facts}.
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(facts.len()).expect("it is short"));
        attestation.extend(facts);
        let told = client_data("webauthn.create", &options["publicKey"]["challenge"], origin);
        let response =
            json!({ "clientDataJSON": encoded(told.as_bytes()), "attestationObject": encoded(&attestation) });
        json!({ "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key", "response": response })
    }

    /// Answers the site's challenge, as `navigator.credentials.get` does.
    fn get(&mut self, options: &Value, origin: &str) -> Value {
        self.uses += 1;
        let told = client_data("webauthn.get", &options["publicKey"]["challenge"], origin);
        let facts = self.facts(0x05);
        let signed = [facts.as_slice(), &Sha256::digest(&told)].concat();
        let signature = self.keys.sign(&SystemRandom::new(), &signed).expect("it is signed");
        let response = json!({
            "clientDataJSON": encoded(told.as_bytes()),
            "authenticatorData": encoded(&facts),
            "signature": encoded(signature.as_ref()),
            "userHandle": self.owner,
        });
        json!({ "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key", "response": response })
    }
}

fn client_data(kind: &str, challenge: &Value, origin: &str) -> String {
    json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false }).to_string()
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

async fn session(place: &Place, member: &Member) -> Session {
    let token = place.sign_in(member, "Firefox").await;
    sessions::resume(place, &token).await.expect("it is read").expect("it is open").0
}

async fn begin(place: &Place, member: &Member, session: &Session) -> Begun {
    let nothing = Password::presented("");
    let proven = proof::prove(place, member, session, &nothing, Origin::HERE).await;
    passkeys::begin_adding(place, &proven.expect("the link was just used")).await.expect("it begins")
}

async fn finish(
    place: &Place,
    member: &Member,
    session: &Session,
    ceremony: &Token,
    answer: Value,
) -> Result<(), Option<Refusal>> {
    let name = PasskeyName::parse("Téléphone").expect("it is a name");
    let addition = Addition { ceremony, answer, name: &name, origin: Origin::HERE };
    passkeys::add(place, member, session.id, addition).await.map_err(Failure::refusal)
}

/// Adds the device to the person's account.
async fn add(place: &Place, member: &Member, device: &mut Device) {
    let session = session(place, member).await;
    let begun = begin(place, member, &session).await;
    let answer = device.create(&begun.options, SITE);
    finish(place, member, &session, &begun.ceremony, answer).await.expect("it is added");
}

async fn enter(place: &Place, ceremony: &Token, answer: Value) -> Result<Token, Option<Refusal>> {
    passkeys::enter(place, ceremony, answer, "Safari sur iPhone")
        .await
        .map(|(token, _)| token)
        .map_err(Failure::refusal)
}

/// Enters with the device, as its owner does.
async fn enter_with(place: &Place, device: &mut Device) -> Result<Token, Option<Refusal>> {
    let begun = passkeys::begin_entering(place).await.expect("it begins");
    let answer = device.get(&begun.options, SITE);
    enter(place, &begun.ceremony, answer).await
}

#[tokio::test]
async fn claire_adds_her_telephone_and_enters_with_it_until_she_removes_it() {
    let place = Place::founded().await;
    let mut telephone = Device::new(1);
    add(&place, &place.claire, &mut telephone).await;
    let keys = passkeys::mine(&place, &place.claire).await.expect("they are read");
    assert_eq!(
        keys.iter().map(|key| (key.name.as_str(), key.used_at)).collect::<Vec<_>>(),
        [("Téléphone", None)]
    );
    place.passes(Duration::days(3));
    let token = enter_with(&place, &mut telephone).await.expect("it is hers");
    let (session, member) = sessions::resume(&place, &token).await.expect("it is read").expect("it is open");
    assert_eq!((member.id(), session.way), (place.claire.id(), Way::Passkey));
    let nothing = Password::presented("");
    assert!(
        proof::prove(&place, &place.claire, &session, &nothing, Origin::HERE).await.is_ok(),
        "it proves who she is"
    );
    assert_eq!(
        passkeys::mine(&place, &place.claire).await.expect("they are read")[0].used_at,
        Some(place.now())
    );

    passkeys::remove(&place, &place.karim, keys[0].id, Origin::HERE).await.expect("nothing is said");
    assert!(enter_with(&place, &mut telephone).await.is_ok(), "it is not Karim's to remove");
    for _ in 0..2 {
        passkeys::remove(&place, &place.claire, keys[0].id, Origin::HERE)
            .await
            .expect("twice is as good as once");
    }
    assert_eq!(enter_with(&place, &mut telephone).await.err(), Some(REFUSED));
    let deeds: Vec<String> =
        place.column("SELECT deed FROM audit_log WHERE deed LIKE 'passkey%' ORDER BY id").await;
    assert_eq!(deeds, ["passkey_added", "passkey_removed"]);
}

#[tokio::test]
async fn a_letter_tells_of_a_new_passkey() {
    let place = Place::founded().await;
    add(&place, &place.claire, &mut Device::new(1)).await;
    place.worker_passes().await;
    let letter = place.letters_of(&place.claire).pop().expect("a letter came");
    assert_eq!(letter.subject, "Une clé d’accès a été ajoutée à votre compte");
    assert!(letter.text.contains("Téléphone"), "{}", letter.text);
}

#[tokio::test]
async fn several_devices_are_several_keys_and_the_same_one_is_not_added_twice() {
    let place = Place::founded().await;
    let (mut telephone, mut desk) = (Device::new(1), Device::new(2));
    add(&place, &place.claire, &mut telephone).await;
    add(&place, &place.claire, &mut desk).await;
    assert!(enter_with(&place, &mut telephone).await.is_ok() && enter_with(&place, &mut desk).await.is_ok());

    // Karim would like Claire's telephone to open his account too.
    let session = session(&place, &place.karim).await;
    let begun = begin(&place, &place.karim, &session).await;
    let answer = telephone.create(&begun.options, SITE);
    assert_eq!(finish(&place, &place.karim, &session, &begun.ceremony, answer).await, Err(REFUSED));
    assert_eq!(place.number("SELECT COUNT(*) FROM passkeys").await, 2);
}

#[tokio::test]
async fn a_challenge_serves_once_for_five_minutes_on_its_own_session() {
    let place = Place::founded().await;
    let mut telephone = Device::new(1);
    let (mine, other) = (session(&place, &place.claire).await, session(&place, &place.claire).await);
    let begun = begin(&place, &place.claire, &mine).await;
    let answer = telephone.create(&begun.options, SITE);
    let elsewhere = finish(&place, &place.claire, &other, &begun.ceremony, answer.clone()).await;
    assert_eq!(elsewhere, Err(REFUSED), "another session did not begin it");
    let entering = enter(&place, &begun.ceremony, answer.clone()).await;
    assert_eq!(entering.err(), Some(REFUSED), "nor is it a way in");
    assert_eq!(finish(&place, &place.claire, &mine, &begun.ceremony, answer.clone()).await, Ok(()));
    assert_eq!(
        finish(&place, &place.claire, &mine, &begun.ceremony, answer).await,
        Err(REFUSED),
        "nor twice"
    );

    let begun = passkeys::begin_entering(&place).await.expect("it begins");
    let answer = telephone.get(&begun.options, SITE);
    assert!(enter(&place, &begun.ceremony, answer.clone()).await.is_ok());
    assert_eq!(
        enter(&place, &begun.ceremony, answer.clone()).await.err(),
        Some(REFUSED),
        "a copied answer is late"
    );
    let fresh = passkeys::begin_entering(&place).await.expect("it begins");
    assert_eq!(
        enter(&place, &fresh.ceremony, answer).await.err(),
        Some(REFUSED),
        "and is to another challenge"
    );

    let late = passkeys::begin_entering(&place).await.expect("it begins");
    let answer = telephone.get(&late.options, SITE);
    place.passes(Duration::minutes(5));
    assert_eq!(enter(&place, &late.ceremony, answer).await.err(), Some(REFUSED));
    passkeys::begin_entering(&place).await.expect("it begins");
    assert_eq!(
        place.number("SELECT COUNT(*) FROM passkey_ceremonies").await,
        1,
        "those that ended are forgotten"
    );
}

#[tokio::test]
async fn an_answer_given_to_another_site_or_by_another_device_opens_nothing() {
    let place = Place::founded().await;
    let (mut telephone, mut stolen) = (Device::new(1), Device::new(1));
    add(&place, &place.claire, &mut telephone).await;

    let begun = passkeys::begin_entering(&place).await.expect("it begins");
    let phished = telephone.get(&begun.options, "https://communaute.exemple.fr.ailleurs.fr");
    assert_eq!(enter(&place, &begun.ceremony, phished).await.err(), Some(REFUSED));

    // It knows the number of the key and its owner, and has another key.
    stolen.owner = telephone.owner.clone();
    assert_eq!(enter_with(&place, &mut stolen).await.err(), Some(REFUSED));

    // The right key under another name.
    let owner = telephone.owner.clone();
    telephone.owner = json!(encoded(&[7; 16]));
    assert_eq!(enter_with(&place, &mut telephone).await.err(), Some(REFUSED));
    telephone.owner = owner;
    for nonsense in
        [Value::Null, json!({}), json!({ "id": "x", "rawId": "é", "type": "public-key", "response": {} })]
    {
        let begun = passkeys::begin_entering(&place).await.expect("it begins");
        assert_eq!(enter(&place, &begun.ceremony, nonsense).await.err(), Some(REFUSED));
    }
    assert!(enter_with(&place, &mut telephone).await.is_ok());
}

#[tokio::test]
async fn a_suspended_person_has_no_way_in() {
    let place = Place::founded().await;
    let mut telephone = Device::new(1);
    add(&place, &place.claire, &mut telephone).await;
    let since = place.now().to_rfc3339();
    place
        .tamper(&format!(
            "INSERT INTO suspensions (member_id, reason, since, by_id) VALUES ({}, 'essai', '{since}', {})",
            place.claire.id(),
            place.delphine.id()
        ))
        .await;
    assert_eq!(enter_with(&place, &mut telephone).await.err(), Some(Some(Refusal::Suspended(None))));
}

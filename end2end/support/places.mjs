// Every page of the site and every state of it, as one role comes to them: what the crawls (accessibility, validity, reflow,
// screenshots) go through. A page that is not here is not checked: a new route comes with its line.

/**
 * @typedef {import("@playwright/test").APIRequestContext} Api
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {object} Place
 * @property {string} name
 * @property {string} path
 * @property {number} status what the site answers
 * @property {Record<string, string>} [form] sent there, for what only comes after a form
 */

const COMMON_BOARD = "/forums/vie-de-la-communaute";
const LONG_TOPIC = "présentez-vous en trois lignes";
const NO_SUCH_LINK = "A".repeat(43);
const TOO_SHORT = { genre: "question", titre: "Non", texte: "" };
const DRAFT = {
  genre: "practice",
  titre: "Un aperçu avant de publier",
  texte: "## Un intertitre\n\nDu **gras**, un [lien](/guide), `du code` :\n\n- un point\n- un autre\n\n> une citation\n\n| A | B |\n|---|---|\n| 1 | 2 |",
  apercu: "oui",
};

/** @type {(name: string, path: string, status?: number, form?: Record<string, string>) => Place} */
const at = (name, path, status = 200, form) => ({ name, path, status, ...(form && { form }) });

const OPEN = [
  at("accueil", "/"),
  at("connexion", "/connexion"),
  at("connexion-envoyee", "/connexion?envoye"),
  at("connexion-fin", "/connexion?fin"),
  at("connexion-avant", "/connexion?suite=%2Fguide"),
  at("connexion-refusee", "/connexion", 422, { courriel: "sans arobase" }),
  at("connexion-mot-de-passe", "/connexion/mot-de-passe"),
  at("connexion-mot-de-passe-refusee", "/connexion/mot-de-passe", 422, { identifiant: "sans arobase", mot_de_passe: "rien de tel" }),
  at("adresse-lien-use", `/connexion/adresse/${NO_SUCH_LINK}`, 410),
  at("adresse-arretee", `/connexion/adresse/${NO_SUCH_LINK}?refus`),
  at("lien-use", `/connexion/${NO_SUCH_LINK}`, 410),
  at("invitation-finie", `/invitation/${NO_SUCH_LINK}`, 410),
  at("demande-acces", "/demande-acces"),
  at("demande-acces-envoyee", "/demande-acces?envoyee"),
  at("demande-acces-refusee", "/demande-acces", 422, { nom: "", courriel: "sans arobase", structure: "", raison: "" }),
  at("aide", "/aide"),
  at("charte", "/charte"),
  at("accessibilite", "/accessibilite"),
  at("mentions-legales", "/mentions-legales"),
  at("confidentialite", "/confidentialite"),
  at("plan-du-site", "/plan-du-site"),
  at("contact", "/contact"),
  at("attestation-inconnue", "/attestations/2222-2222-2222", 404),
];

const VISITORS = [
  at("session-terminee", `${COMMON_BOARD}/nouveau`, 401, { titre: "Un titre", texte: "Deux\nlignes & <b>" }),
  at("perdu-visiteur", "/nulle-part", 404),
];

const MEMBERS = [
  at("visite", "/bienvenue"),
  at("bienvenue-refusee", "/bienvenue", 422, { fonction: "x", presentation: "a".repeat(2000), reponses: "daily", nouveautes: "never" }),
  at("annuaire", "/annuaire"),
  at("annuaire-2", "/annuaire?page=2"),
  at("annuaire-filtre", "/annuaire?role=conseil&departement=93"),
  at("annuaire-vide", "/annuaire?q=zzyzxw&role=certification"),
  at("antennes", "/annuaire/antennes"),
  at("antenne", "/annuaire/antennes/1"),
  at("mon-compte", "/mon-compte"),
  at("connaissances", "/mon-compte/connaissances"),
  at("connaissances-refusees", "/mon-compte/connaissances", 422, { connaissances: "a\nb", etape2: "oui" }),
  at("coordonnees", "/mon-compte/coordonnees"),
  at("coordonnees-refusees", "/mon-compte/coordonnees", 422, { telephone: "12", telephone_pour: "", courriel_pour: "" }),
  at("photo", "/mon-compte/photo"),
  at("mon-compte-fait", "/mon-compte?fait=compte"),
  at("mon-compte-aide", "/mon-compte?fait=aide"),
  at("mon-compte-refuse", "/mon-compte", 422, { nom: "", fonction: "Conseillère VAE", presentation: "a".repeat(2000) }),
  at("mes-donnees", "/mon-compte/donnees"),
  at("mes-donnees-fait", "/mon-compte/donnees?fait=fermeture"),
  at("mes-donnees-refuse", "/mon-compte/donnees", 422, { nom: "", compris: "" }),
  at("securite", "/mon-compte/securite"),
  at("securite-fait", "/mon-compte/securite?fait=mot-de-passe"),
  at("mot-de-passe", "/mon-compte/mot-de-passe"),
  at("mot-de-passe-refuse", "/mon-compte/mot-de-passe", 422, { mot_de_passe_nouveau: "court" }),
  at("adresse", "/mon-compte/adresse"),
  at("adresse-demandee", "/mon-compte/adresse?fait"),
  at("adresse-refusee", "/mon-compte/adresse", 422, { courriel: "sans arobase" }),
  at("certifications", "/ressources/certifications"),
  at("certifications-2", "/ressources/certifications?page=2"),
  at("certifications-filtrees", "/ressources/certifications?q=deaes&niveau=3"),
  at("certifications-vides", "/ressources/certifications?q=zzyzxw&niveau=3"),
  at("certification", "/ressources/certifications/RNCP25467"),
  at("certification-active", "/ressources/certifications/RNCP36004"),
  at("certificateurs", "/ressources/certificateurs"),
  at("certificateurs-filtres", "/ressources/certificateurs?q=education&sorte=ministere"),
  at("certificateurs-vides", "/ressources/certificateurs?q=zzyzxw&sorte=ministere"),
  at("certificateur", "/ressources/certificateurs/ministere-du-travail"),
  at("certificateur-nu", "/ressources/certificateurs/universite-de-strasbourg"),
  at("guide", "/guide"),
  ...[1, 2, 3, 4, 5].map((stage) => at(`guide-${stage}`, `/guide/${stage}`)),
  at("journees", "/journees"),
  at("journees-mois", "/journees?vue=mois"),
  at("journees-annee", "/journees?vue=annee"),
  at("journees-filtrees", "/journees?public=conseil&modalite=presentiel"),
  at("journees-vides", "/journees?modalite=telephone&departement=95"),
  at("journees-sans-programme", "/journees?annee=2010"),
  at("ressources", "/ressources"),
  at("ressources-filtrees", "/ressources?etat=a-jour&tri=utiles"),
  at("ressources-perimees", "/ressources?etat=perime"),
  at("ressources-corrigees", "/ressources?q=recevabilt%C3%A9"),
  at("ressources-vide", "/ressources?q=zzyzxw&nature=template&etape=2"),
  at("actualites", "/ressources/actualites"),
  at("actualites-vide", "/ressources/actualites?q=zzyzxw&effet=extends&annee=2020"),
  at("favoris", "/ressources/favoris"),
  at("favoris-refuse", "/ressources/favoris", 422, { nom: "" }),
  at("suivis", "/ressources/suivis"),
  at("suivis-cle", "/ressources/suivis", 200, { geste: "cle" }),
  at("recherche", "/recherche"),
  at("recherche-guide", "/recherche?q=dossier+de+validation"),
  at("recherche-corrigee", "/recherche?q=recevabilt%C3%A9"),
  at("recherche-vide", "/recherche?q=zzyzxw"),
  at("perdu", "/nulle-part", 404),
  at("interdit", "/guide", 405, { a: "b" }),
];

const DESK = [
  at("animation", "/animation"),
  at("invitations", "/animation/invitations"),
  ...["en-attente", "envoyees", "acceptees", "expirees", "retirees"].map((state) => at(`invitations-${state}`, `/animation/invitations?etat=${state}`)),
  at("inviter", "/animation/invitations/nouvelle"),
  at("inviter-refuse", "/animation/invitations/nouvelle", 422, { courriel: "sans arobase", nom: "x", role: "" }),
  at("inviter-liste", "/animation/invitations/liste"),
  at("inviter-liste-refusee", "/animation/invitations/liste", 422, { liste: "Claire <claire.bernard@exemple.fr>\nZoé <zoe@exemple>", role: "advisor" }),
  at("demandes", "/animation/demandes"),
  at("mises-a-jour", "/animation/certifications"),
  at("mise-a-jour", "/animation/certifications/1"),
  at("desk-certificateurs", "/animation/certificateurs"),
  at("desk-certificateurs-trouves", "/animation/certificateurs?q=travail"),
  at("certificateur-modifier", "/ressources/certificateurs/ministere-du-travail/modifier"),
  at("certificateur-modifier-refuse", "/ressources/certificateurs/ministere-du-travail/modifier", 422, { version: "1", site: "javascript:x", nom1: "A", courriel1: "sans arobase" }),
  at("personnes", "/animation/personnes"),
  at("personnes-filtrees", "/animation/personnes?role=advisor&ou=93&q=ra"),
  at("personnes-vide", "/animation/personnes?q=zzyzxw"),
  at("journal", "/animation/journal"),
  at("journal-filtre", "/animation/journal?geste=joined&qui=claire"),
  at("journal-vide", "/animation/journal?qui=zzyzxw"),
  at("ressources-a-suivre", "/animation/ressources"),
  at("personnes-suspendues", "/animation/personnes?etat=suspendu"),
];

/**
 * Pages of people at the desk: whoever is suspended, whoever moved and has a history, whoever lets the team help; and of a certifier
 * with several spellings.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function desk(api) {
  const named = async (name) => (await links(api, `/animation/personnes?q=${name}`, /^\/animation\/personnes\/\d+-/))[0];
  const [suspended, moved, helped] = [await named("lambert"), await named("khelifi"), await named("da+silva")];
  const [certifier] = await links(api, "/animation/certificateurs?q=travail", /^\/animation\/certificateurs\/\d+$/);
  const [spelling] = await links(api, certifier, /\?detacher=/);
  return [
    ...DESK,
    at("fiche-suspendue", suspended),
    at("fiche-parcours", moved),
    at("fiche-aide", helped),
    at("fiche-faite", `${moved}?fait=place`),
    at("fiche-refusee", moved, 422, { geste: "suspension", raison: "", fin: "2020-13-45" }),
    at("desk-certificateur", certifier),
    at("desk-certificateur-fait", `${certifier}?fait=nom`),
    at("desk-certificateur-refuse", certifier, 422, { geste: "corriger", nom: "", sorte: "x", version: "1" }),
    at("desk-certificateur-detacher", spelling),
  ];
}

/**
 * Where that visitor can go; `api` carries the session.
 * @param {Api} api
 * @param {import("./cast.mjs").Person | null} person
 * @returns {Promise<Place[]>}
 */
export async function places(api, person) {
  if (!person) return [...OPEN, ...VISITORS];
  const [someone] = await links(api, "/annuaire", /^\/annuaire\/\d+-/);
  const forums = person.has.boards ? await forum(api) : [at("forums-fermes", "/forums", 404)];
  const atDesk = person.has.desk ? [...(await desk(api)), ...(await requests(api))] : [at("animation-fermee", "/animation", 404)];
  const library = [...(await documents(api, person)), ...(await announcements(api))];
  return [...OPEN, ...MEMBERS, at("personne", someone), ...forums, ...atDesk, ...library, ...(await days(api, person))];
}

/**
 * Days of the demonstration: one that is open, one that is full, one that is put off, one that is called off; a form refused.
 * @param {Api} api
 * @param {import("./cast.mjs").Person} person
 * @returns {Promise<Place[]>}
 */
async function days(api, person) {
  const open = await day(api, "le jury vu de l’intérieur");
  const held = await day(api, "préparer au jury");
  const desk = person.has.desk
    ? [
        at("journees-animation", "/animation/journees"),
        at("journee-nouvelle", "/animation/journees/nouvelle"),
        at("journee-nouvelle-refusee", "/animation/journees/nouvelle", 422, { annee: "2027", titre: "x" }),
        at("journee-suivie", `/animation/journees/${number(open)}`),
        at("journee-suivie-refusee", `/animation/journees/${number(open)}`, 422, { acte: "inscrire", personne: "personne" }),
        at("journee-modifier", `/animation/journees/${number(open)}/modifier`),
        at("journee-documents", `/animation/journees/${number(open)}/documents`),
        at("journee-documents-refuses", `/animation/journees/${number(open)}/documents`, 422, { acte: "ajouter", document: "rien", moment: "after" }),
        ...(await around(api)),
        at("journee-emargement-ferme", `/animation/journees/${number(open)}/emargement`),
        at("journee-emargement", `/animation/journees/${number(held)}/emargement`),
        at("journee-emargement-refuse", `/animation/journees/${number(held)}/emargement`, 422, { "nom-1": "personne@exemple.fr" }),
        at("journee-code", `/animation/journees/${number(open)}/code`),
        at("journee-feuilles", `/animation/journees/${number(open)}/feuilles`),
        ...(await asked(api)),
      ]
    : [];
  return [
    ...desk,
    ...(await proposed(api, person)),
    ...(await reports(api)),
    ...(await surveyed(api)),
    ...(await certified(api, held)),
    at("agenda", "/journees/agenda"),
    at("agenda-cle", "/journees/agenda", 200, { geste: "cle" }),
    at("journee", open),
    at("journee-faite", `${open}?fait=inscrire`),
    at("journee-refusee", open, 422, { acte: "inscrire", besoins: "a".repeat(501), remarque: "b" }),
    at("journee-pleine", await day(api, "visite d’un plateau technique")),
    at("journee-reportee", await day(api, "l’intelligence artificielle et les écrits")),
    at("journee-annulee", await day(api, "table ronde des financeurs")),
    at("journee-tenue", held),
    at("emarger", `${held}/emargement`),
    at("emarger-refuse", `${held}/emargement`, 422, { acte: "code", code: "12" }),
    at("presence", "/journees/presence"),
  ];
}

/**
 * The year's report, for those who read it: last year's, which was held, this year's, which goes on, one that is not written down.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function reports(api) {
  const year = new Date().getFullYear();
  const reads = (await api.get(`/journees/bilan/${year}`)).ok();
  if (!reads) return [at("bilan-ferme", `/journees/bilan/${year}`, 404)];
  return [
    at("bilan", `/journees/bilan/${year}`),
    at("bilan-avant", `/journees/bilan/${year - 1}`),
    at("bilan-vide", "/journees/bilan/2012", 404),
  ];
}

/**
 * What that person is asked about a day, if they are.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function surveyed(api) {
  const [survey] = hrefs(await (await api.get("/")).text()).filter((href) => /^\/journees\/\d+[^/]*\/questionnaire\/(chaud|froid)$/.test(href));
  return survey ? [at("questionnaire", survey), at("questionnaire-refuse", survey, 422, { edition: "1" })] : [];
}

/**
 * Where anybody checks that person's certificate of that day, if they have one.
 * @param {Api} api
 * @param {string} held
 * @returns {Promise<Place[]>}
 */
async function certified(api, held) {
  const address = await checked(api, `/journees/${number(held)}/attestation.pdf`);
  return address ? [at("attestation", address)] : [];
}

/**
 * The address at which that certificate is checked, as it says itself; nothing when there is no certificate.
 * @param {Api} api
 * @param {string} certificate
 */
export async function checked(api, certificate) {
  const answer = await api.get(certificate);
  if (!answer.ok()) return undefined;
  return (await answer.body()).toString("latin1").match(/\/attestations\/[0-9A-Z-]{14}/)?.[0];
}

/**
 * What is written around the days, as the desk reads it: questions asked before one, the minutes of another with their versions.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function around(api) {
  const asked = `${await day(api, "financer un parcours")}/questions`;
  const told = `${await day(api, "préparer au jury")}/compte-rendu`;
  const text = "## Retenu\n\nUn autre texte, écrit sans avoir vu celui qui est là.";
  return [
    at("questions", asked),
    at("questions-faites", `${asked}?fait=voix`),
    at("question-refusee", asked, 422, { acte: "poser", question: "x", precision: "" }),
    at("compte-rendu", told),
    at("compte-rendu-ecrire", `${told}/modifier`),
    at("compte-rendu-apercu", `${told}/modifier`, 200, { edition: "1", texte: text, apercu: "oui" }),
    at("compte-rendu-conflit", `${told}/modifier`, 422, { edition: "0", texte: text }),
    at("compte-rendu-versions", `${told}/versions`),
    at("compte-rendu-version", `${told}/versions/2`),
  ];
}

/**
 * What is proposed, for those who have a part in it: the list, one that gathers votes, one that became a day, forms refused.
 * @param {Api} api
 * @param {import("./cast.mjs").Person} person
 * @returns {Promise<Place[]>}
 */
async function proposed(api, person) {
  if (!(await api.get("/journees/propositions")).ok()) return [at("propositions-fermees", "/journees/propositions", 404)];
  const open = await proposal(api, "l’entretien d’après-jury");
  const needs = person.has.desk ? [] : [at("besoins", "/journees/besoins"), at("besoins-refuses", "/journees/besoins", 422, { edition: "1" })];
  return [
    at("propositions", "/journees/propositions"),
    at("propositions-filtrees", "/journees/propositions?etat=retenue&public=tous&tri=recentes"),
    at("propositions-vides", "/journees/propositions?etat=plus-tard&public=assistanat"),
    at("proposition", open),
    at("proposition-faite", `${open}?fait=commenter`),
    at("proposition-refusee", open, 422, { acte: "commenter", texte: "" }),
    at("proposition-retenue", await proposal(api, "la vae collective")),
    ...(await own(api)),
    at("proposition-nouvelle", "/journees/propositions/nouvelle"),
    at("proposition-nouvelle-refusee", "/journees/propositions/nouvelle", 422, { titre: "x" }),
    ...needs,
  ];
}

/**
 * What that person proposed, to be changed, if they did.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function own(api) {
  for (const proposal of await links(api, "/journees/propositions", /^\/journees\/propositions\/\d+-/)) {
    const [edit] = hrefs(await (await api.get(proposal)).text()).filter((href) => /^\/journees\/propositions\/.*\/modifier$/.test(href));
    if (edit) return [at("proposition-modifier", edit), at("proposition-modifier-refusee", edit, 422, { titre: "x" })];
  }
  return [];
}

/**
 * The address of the proposal whose title begins so.
 * @param {Api} api
 * @param {string} words
 */
export async function proposal(api, words) {
  const html = (await (await api.get("/journees/propositions")).text()).replaceAll("&#x27;", "'");
  for (const [, href, title] of html.matchAll(/<a href="(\/journees\/propositions\/\d+-[^"]*)"[^>]*>([^<]*)</g)) {
    if (title.toLowerCase().startsWith(words)) return href;
  }
  throw new Error(`no proposal begins with ${words}`);
}

/**
 * The organisers' side of what people are asked: a day that is over, the needs of a year, forms refused.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function asked(api) {
  const over = (await day(api, "préparer au jury")).match(/\d+/)?.[0];
  const surveys = `/animation/journees/${over}/questionnaires`;
  const [needs] = await links(api, "/animation/journees/besoins", /^\/animation\/journees\/besoins\/\d+$/);
  return [
    at("questionnaires", surveys),
    at("questionnaire-questions", `${surveys}/froid`),
    at("questionnaire-questions-refusees", `${surveys}/froid`, 422, { edition: "0", question_1_texte: "x" }),
    at("questions-habituelles", "/animation/journees/questions/chaud"),
    at("questions-habituelles-refusees", "/animation/journees/questions/froid", 422, { edition: "0", question_1_texte: "x" }),
    at("besoins-animation", "/animation/journees/besoins"),
    at("besoins-resultats", needs),
    at("besoins-resultats-public", `${needs}?public=conseil`),
    at("besoins-questions", `${needs}/questions`),
    at("besoins-nouveau", "/animation/journees/besoins/nouveau"),
    at("besoins-nouveau-refuse", "/animation/journees/besoins/nouveau", 422, { annee: "1789", cloture: "demain" }),
  ];
}

/**
 * The address of the day whose title begins so, in the programme of the year where it is: the demonstration's days are around
 * the day on which it was filled.
 * @param {Api} api
 * @param {string} words
 */
export async function day(api, words) {
  const year = new Date().getFullYear();
  for (const programme of ["/journees", `/journees?annee=${year + 1}`, `/journees?annee=${year - 1}`]) {
    const html = (await (await api.get(programme)).text()).replaceAll("&#x27;", "'");
    const rows = html.matchAll(/<a href="(\/journees\/\d+-[^"]*)"[^>]*>([^<]*)</g);
    for (const [, href, title] of rows) {
      if (title.toLowerCase().startsWith(words)) return href;
    }
  }
  throw new Error(`no day begins with ${words}`);
}

const NEW_DOCUMENT = "/ressources/documents/nouveau";
const DOCUMENT = /^\/ressources\/documents\/\d+-[a-z0-9-]+$/;

/**
 * Documents of the library: one with older versions, one that is out of date, one that was withdrawn, a link; what their readers may do
 * with them.
 * @param {Api} api
 * @param {import("./cast.mjs").Person} person
 * @returns {Promise<Place[]>}
 */
async function documents(api, person) {
  const answers = (words) => `/recherche?dans=documents&q=${encodeURIComponent(words)}`;
  const found = async (words) => (await links(api, answers(words), DOCUMENT))[0];
  const [versioned, marked] = [await found("repères DEAVS DEAMP antennes"), await found("guide jury DEAES")];
  const list = [
    at("recherche-documents", "/recherche?dans=documents&q=jury"),
    at("document-versions", versioned),
    at("document", marked),
    at("document-lien", await found("France VAE le portail de la validation des acquis")),
    at("document-ancien", `${versioned}/versions/1`),
    at("document-signaler", `${marked}/signaler`),
    at("document-signaler-refuse", `${marked}/signaler`, 422, { motif: "", mot: "" }),
    at("document-fait", `${marked}?fait=signalement`),
  ];
  const outdated = hrefs(await (await api.get(answers("guide du livret 2 du DEAMP"))).text()).find((href) => href.endsWith("-guide-du-livret-2-du-deamp-archive"));
  // Only the antennes read the archives, and what was theirs before it was withdrawn. That one was deposited just after another.
  const withdrawn = `/ressources/documents/${1 + number(await found("VAE et VES au Cnam"))}-trame-du-dossier-de-validation-du-cnam-ancienne`;
  const past = outdated ? [at("document-perime", outdated), at("document-retire", withdrawn, person.has.desk ? 200 : 410)] : [];
  const judges = (await api.get(`${marked}/avis`)).ok();
  const opinion = judges
    ? [at("avis", `${marked}/avis`), at("avis-refuse", `${marked}/avis`, 422, { utile: "", mot: "a".repeat(500) })]
    : [at("avis-ferme", `${marked}/avis`, 404)];
  const deposits = person.has.boards && (await api.get(NEW_DOCUMENT)).ok();
  const own = deposits ? await drafts(api) : [at("document-nouveau-ferme", NEW_DOCUMENT, 404)];
  const desk = person.has.desk
    ? [
        at("document-a-relire", (await links(api, "/animation/ressources", DOCUMENT))[0]),
        at("document-modifier", `${marked}/modifier`),
        at("document-modifier-refuse", `${marked}/modifier`, 422, { titre: "", edition: "1" }),
        at("document-version", `${marked}/version`),
      ]
    : [];
  return [...list, ...past, ...opinion, ...own, ...desk, ...(await collection(api, [marked, outdated ?? versioned]))];
}

/**
 * What somebody who deposits sees of a draft of theirs.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function drafts(api) {
  const own = async () => hrefs(await (await api.get("/ressources/depots")).text()).find((href) => href.endsWith("-page-d-essai-en-brouillon"));
  if (!(await own())) {
    const multipart = { titre: "Page d’essai, en brouillon", nature: "link", lecteurs: "everybody", adresse: "https://exemple.fr/essai", brouillon: "oui" };
    await api.post(NEW_DOCUMENT, { multipart, maxRedirects: 0 });
  }
  const draft = await own();
  if (!draft) throw new Error("no draft was deposited");
  return [
    at("depots", "/ressources/depots"),
    at("document-nouveau", NEW_DOCUMENT),
    at("document-brouillon", draft),
    at("document-brouillon-refuse", draft, 422, { geste: "withdraw", mot: "" }),
  ];
}

/**
 * A collection of that person's own, with those documents in it.
 * @param {Api} api
 * @param {string[]} inside
 * @returns {Promise<Place[]>}
 */
async function collection(api, inside) {
  // Refused when another crawl has made it.
  await api.post("/ressources/favoris", { form: { nom: "Collection d’essai" }, maxRedirects: 0 });
  const [own] = await links(api, "/ressources/favoris", /^\/ressources\/collections\/\d+-collection-d-essai$/);
  for (const document of inside) {
    await api.post(`${document}/rangement`, { form: { geste: "ranger", collection: `${number(own)}` }, maxRedirects: 0 });
  }
  return [at("collection", own), at("collection-refusee", own, 422, { geste: "enregistrer", nom: "" })];
}

const NEW_ANNOUNCEMENT = "/ressources/actualites/nouvelle";
const ANNOUNCEMENT = /^\/ressources\/actualites\/\d+-/;

/**
 * An announcement that was corrected; the forms, for whoever announces.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function announcements(api) {
  const found = async (words) => (await links(api, `/ressources/actualites?q=${encodeURIComponent(words)}`, ANNOUNCEMENT))[0];
  const corrected = at("actualite", await found("Le DEAES actuel remplace celui de 2016"));
  if (!(await api.get(NEW_ANNOUNCEMENT)).ok()) return [corrected, at("actualite-nouvelle-fermee", NEW_ANNOUNCEMENT, 404)];
  // A contact corrects what their own certifier announced.
  const correct = `${await found("Les dates des trois académies")}/corriger`;
  const refused = { titre: "x", effet: "replaces", date: "hier", certifications: "zzyzxw", documents: "zzyzxw" };
  return [
    corrected,
    at("actualite-nouvelle", NEW_ANNOUNCEMENT),
    at("actualite-nouvelle-refusee", NEW_ANNOUNCEMENT, 422, { certificateur: "zzyzxw", ...refused }),
    at("actualite-corriger", correct),
    at("actualite-corriger-refusee", correct, 422, { version: "1", mot: "", ...refused }),
  ];
}

/**
 * Those of the demonstration's requests that nobody has answered yet.
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function requests(api) {
  const found = hrefs(await (await api.get("/animation/demandes")).text()).filter((href) => /demandes\/\d+$/.test(href));
  return found.slice(0, 3).flatMap((path, rank) => [
    at(`demande-${rank + 1}`, path),
    at(`demande-${rank + 1}-refusee`, path, 422, { geste: "refuser", mot: "" }),
  ]);
}

/**
 * @param {Api} api
 * @returns {Promise<Place[]>}
 */
async function forum(api) {
  const boards = await links(api, "/forums", /^\/forums\/[a-z-]+$/);
  const found = await links(api, `/recherche?dans=sujets&q=${encodeURIComponent(LONG_TOPIC)}`, /^\/forums\/sujets\//);
  const { topic, editTopic, editReply } = await written(api);
  const stale = { titre: "Un autre titre", texte: "Un autre texte", version: "0" };
  const list = [
    at("forums", "/forums"),
    ...boards.map((board) => at(`espace-${board.slice("/forums/".length)}`, board)),
    at("nouveau", `${COMMON_BOARD}/nouveau`),
    at("nouveau-refuse", `${COMMON_BOARD}/nouveau`, 422, TOO_SHORT),
    at("nouveau-apercu", `${COMMON_BOARD}/nouveau`, 200, DRAFT),
    at("sujet-long", found[0]),
    at("sujet-long-2", `${found[0]}?page=2`),
    at("sujet", topic),
    at("sujet-refuse", topic, 422, { texte: "" }),
    at("sujet-apercu", topic, 200, DRAFT),
    at("modifier-sujet", editTopic),
    at("modifier-sujet-conflit", editTopic, 422, stale),
    at("modifier-reponse", editReply),
    at("modifier-reponse-conflit", editReply, 422, stale),
  ];
  const second = "/forums/certifications-et-certificateurs";
  return boards.includes(second) ? [...list, at("espace-2", `${second}?page=2`)] : list;
}

/**
 * A topic and a reply of that person's own.
 * @param {Api} api
 */
async function written(api) {
  const texte = "Un texte **écrit par un essai**, avec une liste :\n\n- un ;\n- deux.\n\n> Et une citation.";
  const form = { genre: "question", titre: `Page d’essai ${Math.random().toString(36).slice(2)}`, texte };
  const opened = await api.post(`${COMMON_BOARD}/nouveau`, { form, maxRedirects: 0 });
  const topic = opened.headers().location;
  if (!topic) throw new Error(`no topic was opened: ${opened.status()}`);
  await api.post(topic, { form: { texte: "Une réponse, avec `du code`." }, maxRedirects: 0 });
  const [editTopic] = await links(api, topic, /^\/forums\/sujets\/\d+\/modifier$/);
  const [editReply] = await links(api, topic, /^\/forums\/reponses\/\d+\/modifier$/);
  return { topic, editTopic, editReply };
}

/**
 * The addresses of that form in a page, once each.
 * @param {Api} api
 * @param {string} path
 * @param {RegExp} form
 */
async function links(api, path, form) {
  const found = hrefs(await (await api.get(path)).text()).filter((href) => form.test(href));
  if (found.length === 0) throw new Error(`${path} has no link like ${form}`);
  return found;
}

/**
 * The number in an address.
 * @param {string} path
 */
const number = (path) => Number(path.match(/\d+/)[0]);

/**
 * What a page links to, once each, without the place in the page.
 * @param {string} html
 */
export function hrefs(html) {
  const all = [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
  return [...new Set(all.map((href) => href.split("#")[0]).filter((href) => href !== ""))];
}

/**
 * The page as the server writes it.
 * @param {Api} api
 * @param {Place} place
 */
export function fetch(api, place) {
  return place.form ? api.post(place.path, { form: place.form, maxRedirects: 0 }) : api.get(place.path, { maxRedirects: 0 });
}

/**
 * Goes there in a browser; where a form leads, as the browser would after that form.
 * @param {Page} page
 * @param {Place} place
 */
export async function visit(page, place) {
  const { form } = place;
  if (!form) return page.goto(place.path);
  const address = (url) => url.pathname + url.search === place.path;
  await page.route(address, (route) => {
    const headers = { ...route.request().headers(), "content-type": "application/x-www-form-urlencoded" };
    return route.continue({ method: "POST", headers, postData: new URLSearchParams(form).toString() });
  }, { times: 1 });
  return page.goto(place.path);
}

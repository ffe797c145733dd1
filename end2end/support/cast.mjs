// Who is in the demonstration community, as server/demo/people.toml has them.

/**
 * One person of each role: those whom the sign-in page lets in at one click.
 * @typedef {{ name: string, email: string, has: { boards: boolean, desk: boolean } }} Person
 * @type {Record<string, Person>}
 */
export const ROLES = {
  advisor: { name: "Claire Bernard", email: "claire.bernard@exemple.fr", has: { boards: true, desk: false } },
  assistant: { name: "Lucie Fontaine", email: "lucie.fontaine@exemple.fr", has: { boards: true, desk: false } },
  certifier: { name: "Élodie Garnier", email: "elodie.garnier@exemple.fr", has: { boards: true, desk: false } },
  organiser: { name: "Delphine Arnaud", email: "delphine.arnaud@exemple.fr", has: { boards: true, desk: true } },
  funder: { name: "Philippe Garrigue", email: "philippe.garrigue@exemple.fr", has: { boards: false, desk: false } },
  administrator: { name: "Raphaël Simonet", email: "raphael.simonet@exemple.fr", has: { boards: true, desk: true } },
};

// Nobody gets more than five letters in a quarter of an hour: each test that needs a mailbox has its own, in each project.
const MAILBOXES = {
  "signing-in": { desktop: "moussa.diarra", phone: "helene.vasseur", "no-javascript": "yasmine.benali" },
  "changing-details": { desktop: "sandrine.petit", phone: "karim.haddad", "no-javascript": "aurelie.morel" },
  "choosing-a-password": { desktop: "olivier.nguyen", phone: "sylvie.marchand", "no-javascript": "camille.rey" },
  "changing-address": { desktop: "rachida.elamrani", phone: "mathieu.colin", "no-javascript": "awa.traore" },
  passkeys: { desktop: "veronique.blanchard", phone: "samir.khelifi", "no-javascript": "florence.lacroix" },
  "looked-after": { desktop: "nathalie.guerin", phone: "catherine.legall", "no-javascript": "gwenaelle.tanguy" },
  "closing-sessions": { desktop: "thierry.joubert", phone: "fatou.ndiaye", "no-javascript": "stephane.roux" },
  leaving: { desktop: "joel.baptiste", phone: "martine.dubois", "no-javascript": "djamila.saidi" },
  "being-known": { desktop: "amelie.dasilva", phone: "sylvie.marchand", "no-javascript": "mathieu.colin" },
};

/**
 * The address of somebody whom no other test uses.
 * @param {keyof typeof MAILBOXES} purpose
 * @param {string} project
 */
export function mailbox(purpose, project) {
  return `${MAILBOXES[purpose][project]}@exemple.fr`;
}

/**
 * Lets somebody of the demonstration in, at one click, without a page.
 * @param {import("@playwright/test").APIRequestContext} api
 * @param {Person} person
 */
export async function enter(api, person) {
  const answer = await api.post("/connexion/demonstration", { form: { personne: person.email }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`${person.name} cannot sign in: ${answer.status()} ${await answer.text()}`);
}

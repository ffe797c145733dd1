// Passkeys: what WebAuthn offers in JavaScript alone. The page works without it.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const UNKNOWN = "Cela n’a pas fonctionné. Réessayez, ou passez par un lien.";

async function ask(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.words ?? UNKNOWN);
  return said;
}

// What went wrong, in words; nothing when the person changed their mind.
function words(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "";
  if (error.name === "InvalidStateError") return "Cet appareil a déjà une clé d’accès pour ce compte.";
  return error.constructor === Error ? error.message : UNKNOWN;
}

const known = ({ id, ...rest }) => ({ ...rest, id: bytes(id) });

function answered(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: Object.fromEntries(sent) };
}

async function add(form) {
  const { ceremony, options } = await ask("/api/cles/ajout", { present: form.elements.mot_de_passe_present?.value ?? "" });
  const { publicKey } = options;
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user.id = bytes(publicKey.user.id);
  publicKey.excludeCredentials = (publicKey.excludeCredentials ?? []).map(known);
  const credential = await navigator.credentials.create({ publicKey });
  const body = { ceremony, name: form.elements.nom.value, answer: answered(credential) };
  const { next } = await ask("/api/cles/ajout/fin", body);
  location.assign(next);
}

let waiting = new AbortController();

// With `mediation`, the browser proposes the passkeys in the address field, and waits as long as it takes.
async function enter(place, mediation) {
  waiting.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const { ceremony, options } = await ask("/api/cles/entree", {});
  const { publicKey } = options;
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.allowCredentials = (publicKey.allowCredentials ?? []).map(known);
  if (signal.aborted) return;
  const credential = await navigator.credentials.get({ publicKey, signal, ...(mediation && { mediation }) });
  const { next } = await ask("/api/cles/entree/fin", { ceremony, next: place.dataset.next, answer: answered(credential) });
  location.assign(next);
}

// A challenge lives five minutes: the browser is given another before.
const FRESH = 4 * 60 * 1000;

async function propose(place) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const renewal = setTimeout(() => propose(place), FRESH);
  try {
    await enter(place, "conditional");
  } catch (error) {
    if (error.name !== "AbortError") clearTimeout(renewal);
    say(place, error);
  }
}

function say(place, error) {
  const said = place.querySelector("[role=alert]");
  if (said) said.textContent = words(error);
}

function attend(place, control, event, act) {
  control.addEventListener(event, async (happened) => {
    happened.preventDefault();
    say(place, { name: "AbortError" });
    try {
      await act();
    } catch (error) {
      say(place, error);
    }
  });
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  const here = location.hostname === place.dataset.domain || location.hostname.endsWith(`.${place.dataset.domain}`);
  if (!here || !isSecureContext || !window.PublicKeyCredential) continue;
  place.hidden = false;
  const form = place.querySelector("form[action='/mon-compte/securite']");
  if (place.dataset.passkey === "ajouter" && form) attend(place, form, "submit", () => add(form));
  if (place.dataset.passkey === "entrer") {
    attend(place, place.querySelector("button"), "click", () => enter(place));
    propose(place);
  }
}

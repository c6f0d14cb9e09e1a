/** What stands in the place of a value that is not shown. */
export const HIDDEN = '***';

/** Parts of names whose values are never written, wherever in the name they stand. */
const secretParts: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'authorization',
  'credential',
  'cookie',
  'privatekey',
  'masterkey',
  'totp',
  'connectionstring',
];
/** Names that are too short to be looked for inside of others. */
const secretNames: ReadonlySet<string> = new Set([
  'pin',
  'mpin',
  'otp',
  'cvv',
  'jwt',
  'auth',
  'pwd',
]);

/** Names that were looked at: lines have few, again and again. */
const KNOWN_NAMES_MAX = 1_000;
const KNOWN_LENGTH_MAX = 64;
const knownNames = new Map<string, boolean>();

/** Whether the value of this name is hidden; case, dashes and underscores do not matter. */
export function isSecretName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isSecret = looksSecret(name);
  // Names may come from outside: whoever makes new ones gains no room.
  const isKept = name.length <= KNOWN_LENGTH_MAX && knownNames.size < KNOWN_NAMES_MAX;
  if (isKept) knownNames.set(name, isSecret);
  return isSecret;
}

function looksSecret(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return secretNames.has(plain) || secretParts.some((part) => plain.includes(part));
}

const bearer = /\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi;
const webToken = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const userInfo = /(:\/\/[^\s:/@]*):[^\s/@]+@/g;
const queryValue =
  /([?&;](?:[\w-]*(?:token|secret|password|api_?key|signature|totp)[\w-]*|otp|pin)=)[^&\s;#"']+/gi;

/** Hides what secrets look like inside a text: credentials of HTTP, web tokens, passwords in addresses. */
export function hideSecrets(text: string): string {
  if (text.length < 8) return text;
  let shown = text;
  // What each of them needs is found faster than that it is not there.
  if (shown.includes(' ')) shown = shown.replaceAll(bearer, `$1 ${HIDDEN}`);
  if (shown.includes('eyJ')) shown = shown.replaceAll(webToken, HIDDEN);
  if (shown.includes('://')) shown = shown.replaceAll(userInfo, `$1:${HIDDEN}@`);
  if (shown.includes('=')) shown = shown.replaceAll(queryValue, `$1${HIDDEN}`);
  return shown;
}

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

/** Whether the value of this name is hidden; case, dashes and underscores do not matter. */
export function isSecretName(name: string): boolean {
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
  return text
    .replaceAll(bearer, `$1 ${HIDDEN}`)
    .replaceAll(webToken, HIDDEN)
    .replaceAll(userInfo, `$1:${HIDDEN}@`)
    .replaceAll(queryValue, `$1${HIDDEN}`);
}

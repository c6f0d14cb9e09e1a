import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@argosy/contract';
import { ok, type Result } from 'argosy/core';

import { authRefusal } from '../errors.ts';

/** Words that the most common passwords are made of: one of them and a few signs are none. */
const commonWords: readonly string[] = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'asdfgh',
  'zxcvbn',
  'letmein',
  'welcome',
  'iloveyou',
  'administrator',
  'admin',
  'trading',
  'argosy',
  'changeme',
  'default',
  'secret',
];
/** Signs that have to be left once names, common words, repetitions and sequences are taken away. */
const FREE_SIGNS_MIN = 8;

/** Refuses passwords that are guessed first. There are no rules of which signs it has to have: length counts. */
export function checkPassword(password: string, name: string): Result<null> {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) {
    const wanted = `${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX}`;
    return authRefusal('PASSWORD_WEAK', `${length} signs, expected ${wanted}`);
  }
  const free = withoutRuns(withoutWords(password.toLowerCase(), name.toLowerCase()));
  if (free >= FREE_SIGNS_MIN) return ok(null);
  return authRefusal('PASSWORD_WEAK', 'it is made of a name, common words, or signs in a row');
}

function withoutWords(password: string, name: string): string {
  const words = name.length >= 3 ? [name, ...commonWords] : commonWords;
  let rest = password;
  for (const word of words) rest = rest.replaceAll(word, '');
  return rest;
}

/** How many signs neither repeat the one before nor follow it, as in `1111`, `1234`, `dcba`. */
function withoutRuns(text: string): number {
  const codes = Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  let free = codes.length > 0 ? 1 : 0;
  for (const [index, code] of codes.entries()) {
    const before = codes[index - 1];
    if (before !== undefined && Math.abs(code - before) > 1) free += 1;
  }
  return free;
}

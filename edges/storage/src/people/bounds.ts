import { ok, type Result } from 'argosy/core';

import { storageRefusal } from '../errors.ts';

/** The longest name that people give to things. */
const NAME_LENGTH_MAX = 64;

/** Refuses a name that is empty, too long, or has what no line of text has. */
export function checkName(what: string, name: string): Result<null> {
  const isGood =
    name.length > 0 && name.length <= NAME_LENGTH_MAX && /^[^\p{Cc}\p{Cs}]+$/u.test(name);
  if (isGood) return ok(null);
  const expected = `expected 1 to ${NAME_LENGTH_MAX} characters on one line`;
  return storageRefusal('BAD_RECORD', `the name of a ${what} ${JSON.stringify(name)}, ${expected}`);
}

/** Refuses a text that is too long, or cannot be kept. */
export function checkText(what: string, text: string, max: number): Result<null> {
  const isGood = text.length <= max && text.isWellFormed() && !text.includes('\u0000');
  if (isGood) return ok(null);
  return storageRefusal(
    'BAD_RECORD',
    `${what} of ${text.length} characters, at most ${max} are kept`,
  );
}

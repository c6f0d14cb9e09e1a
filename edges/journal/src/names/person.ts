import { journalError } from '../errors.ts';

/** Who a client is: the only place where that is known. */
export type Person = {
  readonly name: string;
  /** Addresses and numbers, one a line as they were given. */
  readonly contacts: readonly string[];
};

/** How many characters a name or a contact has at most. */
const NAME_LENGTH_MAX = 200;
/** How many contacts a client has at most. */
const CONTACTS_MAX = 10;
/** A name's length tells something of it: what is encrypted is filled up to a multiple of this. */
const PAD_BYTES = 256;

/** Reads a person from text: the name, then a contact a line. */
export function parsePerson(text: string): Person {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  const [name = '', ...contacts] = lines.filter((line) => line !== '');
  return checkPerson({ name, contacts });
}

/** Refuses a name that is empty or out of bounds; no message repeats it. */
export function checkPerson({ name, contacts }: Person): Person {
  if (contacts.length > CONTACTS_MAX) {
    throw journalError('BAD_NAME', `${contacts.length} contacts, ${CONTACTS_MAX} at most`);
  }
  for (const [place, text] of [name, ...contacts].entries()) {
    const what = place === 0 ? 'the name' : `contact ${place}`;
    if (text.length > 0 && text.length <= NAME_LENGTH_MAX) continue;
    const detail = `${what} has ${text.length} characters, expected 1 to ${NAME_LENGTH_MAX}`;
    throw journalError('BAD_NAME', detail);
  }
  return { name, contacts: [...contacts] };
}

/** A person as bytes, filled up so that their number says little. */
export function encodePerson({ name, contacts }: Person): Uint8Array {
  const bytes = Buffer.from(JSON.stringify({ name, contacts }));
  const size = Math.ceil(bytes.length / PAD_BYTES) * PAD_BYTES;
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, ' ')]);
}

/** Reads such bytes. The seal vouches that they are what was written. */
export function decodePerson(bytes: Uint8Array): Person {
  return JSON.parse(Buffer.from(bytes).toString()) as Person;
}

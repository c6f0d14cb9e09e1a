import fc from 'fast-check';
import { expect, test } from 'vitest';

import { digestKey, NOTE_LENGTH_MAX, readTag, tagOf } from './tag.ts';

const TAG_LENGTH_MAX = 32;
const text = fc.string({ minLength: 1, maxLength: NOTE_LENGTH_MAX });

test('a tag is read back as it was made, and fits', () => {
  const key = fc.option(fc.tuple(text, text).map(([user, one]) => digestKey(user, one)));
  fc.assert(
    fc.property(fc.option(text), key, (note, digest) => {
      const tag = tagOf(note, digest);
      expect(tag?.length ?? 0).toBeLessThanOrEqual(TAG_LENGTH_MAX);
      expect(readTag(tag)).toEqual({ note, digest });
    }),
  );
});

test('no note looks like a key', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[~\w-]{1,15}$/), (note) => {
      expect(readTag(tagOf(note, null))).toEqual({ note, digest: null });
    }),
  );
});

test('users do not share their keys', () => {
  expect(digestKey('u-1', 'k')).not.toBe(digestKey('u-2', 'k'));
  expect(digestKey('u', '1k')).not.toBe(digestKey('u1', 'k'));
  expect(digestKey('u-1', 'k')).toMatch(/^[\w-]{16}$/);
});

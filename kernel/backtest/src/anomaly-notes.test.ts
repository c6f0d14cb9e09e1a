import { toInstrumentId, toOrderId, toTimestamp } from 'argosy/core';
import { toInputNumber, type AnomalyEvent, type AnomalyType } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { AnomalyNotes } from './anomaly-notes.ts';

const order = toOrderId('00000001000000');
const SBIN = toInstrumentId('SBIN.NSE');
const anomaly = (type: AnomalyType, detail: string, second = 0): AnomalyEvent => ({
  kind: 'anomaly',
  number: toInputNumber(1),
  index: 0,
  at: toTimestamp(second * 1_000_000),
  receivedAt: toTimestamp(second * 1_000_000),
  type,
  order,
  detail,
});
const notesOf = (...events: readonly AnomalyEvent[]): readonly string[] => {
  const notes = new AnomalyNotes();
  for (const event of events) notes.note(event);
  return notes.all();
};
const refused = (code: string, second = 0) => anomaly('commandRefused', `${code}: ${SBIN}`, second);
const codes = (count: number): readonly AnomalyEvent[] =>
  Array.from({ length: count }, (_, n) => refused(`CODE_${n}`));

describe('the anomalies of a run', () => {
  test('are none while nothing was noted', () => {
    expect(notesOf()).toEqual([]);
  });

  test('that came once are told as they were', () => {
    expect(notesOf(anomaly('exitMissing', 'it expired', 1))).toEqual([
      'exitMissing of 00000001000000 at 1970-01-01T00:00:01Z: it expired',
    ]);
  });

  test('without an order name none', () => {
    expect(notesOf({ ...anomaly('cashDiffers', '1.00 INR'), order: null })).toEqual([
      'cashDiffers at 1970-01-01T00:00:00Z: 1.00 INR',
    ]);
  });

  test('of one kind are one note with their count and the first of them', () => {
    expect(notesOf(anomaly('lateFill', 'a', 1), anomaly('lateFill', 'b', 2))).toEqual([
      'lateFill 2 times, the first of 00000001000000 at 1970-01-01T00:00:01Z: a',
    ]);
  });

  test('that are refused commands are of one kind by their code', () => {
    const notes = notesOf(refused('ONE', 1), refused('TWO', 2), refused('ONE', 3));
    expect(notes.map((note) => note.replace(/ of .*Z:/, ''))).toEqual([
      'commandRefused 2 times, the first ONE: SBIN.NSE',
      'commandRefused TWO: SBIN.NSE',
    ]);
  });

  test('that are grave come first, whatever came before them', () => {
    const notes = notesOf(...codes(30), anomaly('exitMissing', 'it expired'));
    expect(notes[0]).toContain('exitMissing');
  });

  test.each([
    [20, 20, undefined],
    [21, 21, 'and 1 more kind of anomalies, 1 in all'],
    [23, 21, 'and 3 more kinds of anomalies, 3 in all'],
    [100, 21, 'and 80 more kinds of anomalies, 80 in all'],
    [102, 21, 'and 80 or more other kinds of anomalies, 82 in all'],
  ])('of %i kinds are %i notes', (kinds, told, last) => {
    const notes = notesOf(...codes(kinds));
    expect(notes).toHaveLength(told);
    expect(notes.at(-1)?.startsWith('and') === true ? notes.at(-1) : undefined).toBe(last);
  });
});

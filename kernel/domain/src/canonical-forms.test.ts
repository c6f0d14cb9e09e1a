import { BinaryWriter, toTimestamp } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CanonicalForms } from './canonical-forms.ts';
import { toInputNumber } from './interned.ts';
import { writeCanonical } from './trading-event-codec.ts';
import type { TradingEvent } from './trading-event.ts';

const at = toTimestamp(1);

function anAnomaly(index: number, detail: string): TradingEvent {
  const head = { number: toInputNumber(7), index, at, receivedAt: at };
  return { ...head, kind: 'anomaly', type: 'lateFill', order: null, detail };
}

function formOf(event: TradingEvent): number[] {
  const writer = new BinaryWriter();
  writeCanonical(writer, event);
  return [...writer.view()];
}

function copyOf(forms: CanonicalForms, index: number): number[] {
  const writer = new BinaryWriter();
  forms.copyTo(writer, index);
  return [...writer.view()];
}

describe('canonical forms', () => {
  it('are those of each event, and behind one another those of the turn', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 20 }), (details) => {
        const forms = new CanonicalForms();
        const events = details.map((detail, index) => anAnomaly(index, detail));
        for (const event of events) forms.add(event);
        const made = events.map(formOf);
        expect(events.map(({ index }) => copyOf(forms, index))).toEqual(made);
        expect([...forms.bytes]).toEqual(made.flat());
      }),
    );
  });

  it('begin anew with each turn', () => {
    const forms = new CanonicalForms();
    forms.add(anAnomaly(0, 'of the turn before'));
    forms.add(anAnomaly(1, 'of the turn before'));
    forms.clear();
    expect(forms.bytes.length).toBe(0);
    forms.add(anAnomaly(0, 'now'));
    expect(copyOf(forms, 0)).toEqual(formOf(anAnomaly(0, 'now')));
  });

  it('are refused for an event that was not added', () => {
    const forms = new CanonicalForms();
    forms.add(anAnomaly(0, 'the only one'));
    expect(() => copyOf(forms, 1)).toThrow(expect.objectContaining({ code: 'ENCODE_FAILED' }));
  });
});

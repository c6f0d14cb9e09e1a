import { toInstrumentId, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  barSpanMicros,
  formatBarSpec,
  parseBarSpec,
  toBarSpecText,
  type BarSpec,
} from './bar-spec.ts';

const composite = 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL';

const instruments = fc
  .constantFrom('SBIN.NSE', 'NIFTY-20261124-C24500.NFO', 'BTC-USD.X', 'A-1-DAY-LAST.B')
  .map(toInstrumentId);
const plainSpecs = fc.record({
  instrument: instruments,
  step: fc.integer({ min: 1, max: 1000 }),
  unit: fc.constantFrom('SECOND' as const, 'MINUTE' as const, 'HOUR' as const, 'DAY' as const),
  price: fc.constantFrom('LAST' as const, 'BID' as const, 'ASK' as const, 'MID' as const),
  source: fc.constantFrom('INTERNAL' as const, 'EXTERNAL' as const),
  from: fc.constant(null),
});
const compositeSpecs = fc
  .record({ spec: plainSpecs, factor: fc.integer({ min: 2, max: 60 }) })
  .map(({ spec, factor }): BarSpec => {
    const from = { step: spec.step, unit: spec.unit, source: spec.source };
    return { ...spec, step: spec.step * factor, source: 'INTERNAL', from };
  });
const countedSpecs = fc
  .record({
    spec: plainSpecs,
    unit: fc.constantFrom('TICK' as const, 'VOLUME' as const, 'VALUE_RUNS' as const),
    factor: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ spec, unit, factor }): BarSpec => {
    const { step } = spec;
    const isWhole = factor === 1 || unit === 'VALUE_RUNS';
    const from = isWhole ? null : ({ step, unit, source: 'INTERNAL' } as const);
    const price = unit === 'TICK' ? spec.price : 'LAST';
    return { ...spec, step: step * factor, unit, price, source: 'INTERNAL', from };
  });

/** Pieces that make a specification as often as they make something near one. */
const pieces = fc.oneof(
  fc.constantFrom(
    'SBIN.NSE',
    '-',
    '-5',
    '-05',
    '-1.0',
    '-MINUTE',
    '-DAY',
    '-TICK',
    '-VOLUME',
    '@1-TICK-INTERNAL',
    '-LAST',
    '@',
    '@1-SECOND',
  ),
  fc.constantFrom('SBIN.NSE-5-MINUTE', '-LAST-INTERNAL', '-EXTERNAL', '@1-MINUTE-EXTERNAL'),
);

describe('a bar specification', () => {
  it('is read into its parts', () => {
    expect(unwrap(parseBarSpec(composite))).toEqual({
      instrument: 'SBIN.NSE',
      step: 5,
      unit: 'MINUTE',
      price: 'LAST',
      source: 'INTERNAL',
      from: { step: 1, unit: 'MINUTE', source: 'EXTERNAL' },
    });
  });

  it('is built from ticks where it names no other bars', () => {
    expect(unwrap(parseBarSpec('SBIN.NSE-1-DAY-MID-INTERNAL')).from).toBeNull();
  });

  it('may be of an instrument whose id holds dashes', () => {
    const { instrument } = unwrap(parseBarSpec('NIFTY-20261124-C24500.NFO-1-HOUR-BID-EXTERNAL'));
    expect(instrument).toBe('NIFTY-20261124-C24500.NFO');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.oneof(plainSpecs, compositeSpecs, countedSpecs), (spec) => {
        expect(unwrap(parseBarSpec(formatBarSpec(spec)))).toEqual(spec);
      }),
    );
  });

  it('has one text only', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (words) => {
        const text = words.join('');
        const parsed = parseBarSpec(text);
        expect(parsed.ok ? formatBarSpec(parsed.value) : text).toBe(text);
      }),
    );
  });

  it.each([
    ['SBIN.NSE-1-SECOND-LAST-EXTERNAL', 1_000_000],
    ['SBIN.NSE-5-MINUTE-LAST-EXTERNAL', 300_000_000],
    ['SBIN.NSE-2-HOUR-LAST-EXTERNAL', 7_200_000_000],
    ['SBIN.NSE-1-DAY-LAST-EXTERNAL', 86_400_000_000],
  ])('%s spans %d microseconds', (text, micros) => {
    expect(barSpanMicros(unwrap(parseBarSpec(text)))).toBe(micros);
  });

  it.each([
    ['nothing', ''],
    ['no instrument', '5-MINUTE-LAST-INTERNAL'],
    ['an empty instrument', '-5-MINUTE-LAST-INTERNAL'],
    ['no step', 'SBIN.NSE-MINUTE-LAST-INTERNAL'],
    ['a step of zero', 'SBIN.NSE-0-MINUTE-LAST-INTERNAL'],
    ['a fraction', 'SBIN.NSE-1.5-MINUTE-LAST-INTERNAL'],
    ['a leading zero', 'SBIN.NSE-05-MINUTE-LAST-INTERNAL'],
    ['an exponent', 'SBIN.NSE-1e1-MINUTE-LAST-INTERNAL'],
    ['a span beyond the safe integers', 'SBIN.NSE-9007199254740991-DAY-LAST-INTERNAL'],
    ['an unknown unit', 'SBIN.NSE-5-WEEK-LAST-INTERNAL'],
    ['a unit in small letters', 'SBIN.NSE-5-minute-LAST-INTERNAL'],
    ['a unit that every object has', 'SBIN.NSE-5-toString-LAST-INTERNAL'],
    ['an unknown price', 'SBIN.NSE-5-MINUTE-MARK-INTERNAL'],
    ['a price that every object has', 'SBIN.NSE-5-MINUTE-toString-INTERNAL'],
    ['an unknown source', 'SBIN.NSE-5-MINUTE-LAST-BOTH'],
    ['a space at the end', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL '],
    ['nothing after @', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@'],
    ['a price after @', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-LAST-INTERNAL'],
    ['a bad step after @', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@x-MINUTE-EXTERNAL'],
  ])('is refused with %s', (_what, text) => {
    expect(parseBarSpec(text)).toMatchObject({ refusal: { code: 'BAR_SPEC_MALFORMED' } });
  });

  it.each([
    ['external bars from others', 'SBIN.NSE-5-MINUTE-LAST-EXTERNAL@1-MINUTE-EXTERNAL'],
    ['bars from themselves', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@5-MINUTE-EXTERNAL'],
    ['bars from longer ones', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-HOUR-EXTERNAL'],
    ['bars that do not divide evenly', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@2-MINUTE-EXTERNAL'],
    ['time bars from tick bars', 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@10-TICK-INTERNAL'],
    ['volume bars from time bars', 'SBIN.NSE-500-VOLUME-LAST-INTERNAL@1-MINUTE-EXTERNAL'],
    ['volume bars from tick bars', 'SBIN.NSE-500-VOLUME-LAST-INTERNAL@10-TICK-INTERNAL'],
    ['tick bars from those of a source', 'SBIN.NSE-50-TICK-LAST-INTERNAL@10-TICK-EXTERNAL'],
    ['bricks from bricks', 'SBIN.NSE-4-RENKO-LAST-INTERNAL@2-RENKO-INTERNAL'],
    ['tick bars that do not divide evenly', 'SBIN.NSE-50-TICK-LAST-INTERNAL@20-TICK-INTERNAL'],
  ])('does not build %s', (_what, text) => {
    expect(parseBarSpec(text)).toMatchObject({ refusal: { code: 'BAR_SPEC_COMPOSITE' } });
  });

  it.each([
    ['tick bars of a source', 'SBIN.NSE-100-TICK-LAST-EXTERNAL'],
    ['volume bars of a source', 'SBIN.NSE-100-VOLUME-LAST-EXTERNAL'],
    ['volume bars of quotes', 'SBIN.NSE-100-VOLUME-MID-INTERNAL'],
    ['imbalance bars of quotes', 'SBIN.NSE-100-TICK_IMBALANCE-MID-INTERNAL'],
    ['bricks of a source', 'SBIN.NSE-4-RENKO-LAST-EXTERNAL'],
  ])('does not count %s', (_what, text) => {
    expect(parseBarSpec(text)).toMatchObject({ refusal: { code: 'BAR_SPEC_COUNTED' } });
  });

  it('that is counted has no length', () => {
    expect(barSpanMicros(unwrap(parseBarSpec('SBIN.NSE-100-TICK-LAST-INTERNAL')))).toBe(0);
  });

  it('is branded as text', () => {
    expect(toBarSpecText(composite)).toBe(composite);
  });

  it('throws where a text is none', () => {
    expect(() => toBarSpecText('SBIN')).toThrow(
      expect.objectContaining({ code: 'BAR_SPEC_MALFORMED' }),
    );
  });

  it('says which text is none', () => {
    expect(() => toBarSpecText('SBIN')).toThrow("'SBIN'");
  });
});

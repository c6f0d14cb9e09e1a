import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatTraceparent, parseTraceparent, traceIdsOf } from './trace-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

describe('traceparent', () => {
  // The example of W3C Trace Context, section 3.2.4.
  test('is read as the standard says', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({
      ok: true,
      value: { traceId, spanId, isSampled: true },
    });
    expect(parseTraceparent(`00-${traceId}-${spanId}-00`)).toMatchObject({
      value: { isSampled: false },
    });
  });

  test('of a later version is read as far as this one knows', () => {
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-what-comes`)).toMatchObject({ ok: true });
  });

  test.each([
    ['nothing', ''],
    ['the version that is none', `ff-${traceId}-${spanId}-01`],
    ['more than version 00 has', `00-${traceId}-${spanId}-01-more`],
    ['capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['too few digits', `00-${traceId.slice(1)}-${spanId}-01`],
    ['a line behind it', `00-${traceId}-${spanId}-01\n`],
  ])('is refused where it has %s', (_, text) => {
    expect(parseTraceparent(text)).toMatchObject({ refusal: { code: 'BAD_TRACEPARENT' } });
  });

  test('what is written reads back', () => {
    const digits = (length: number) =>
      fc
        .string({
          unit: fc.constantFrom('0', '1', '5', '9', 'a', 'f'),
          minLength: length,
          maxLength: length,
        })
        .filter((text) => !/^0+$/u.test(text));
    fc.assert(
      fc.property(digits(32), digits(16), fc.boolean(), (trace, span, isSampled) => {
        const value = { traceId: trace, spanId: span, isSampled };
        expect(parseTraceparent(formatTraceparent(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

test('ids come from the bytes that are handed in', () => {
  const ids = traceIdsOf((bytes) => bytes.fill(0xab));
  expect([ids.traceId(), ids.spanId()]).toEqual(['ab'.repeat(16), 'ab'.repeat(8)]);
});

test('an id is never all zeros', () => {
  const ids = traceIdsOf((bytes) => bytes.fill(0));
  expect(ids.spanId()).toBe(`${'0'.repeat(15)}1`);
});

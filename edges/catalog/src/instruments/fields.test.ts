import { describe, expect, it } from 'vitest';

import { isoDay, monthDay } from './expiry-days.ts';
import { Fields, FormulaFault, RowFault } from './fields.ts';
import { lotOf, scaledPrice } from './price-terms.ts';

/** A row of one field. */
function field(text: string | null): Fields {
  const fields = new Fields(['cell']);
  fields.bytes = Buffer.from(text ?? '');
  fields.starts[0] = text === null ? -1 : 0;
  fields.ends[0] = text === null ? -1 : fields.bytes.length;
  return fields;
}

describe('a field of a row', () => {
  it('is a text without the spaces around it', () => {
    expect(field('  SBIN  ').text(0)).toBe('SBIN');
    expect([field('').text(0), field(null).text(0), field('   ').text(0)]).toEqual(['', '', '']);
  });

  it('is blank where it is missing or has nothing in it', () => {
    expect([field('').isBlank(0), field(null).isBlank(0), field('x').isBlank(0)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is read anew for each row, though it remembers the last', () => {
    const fields = field('SBIN');
    expect(fields.text(0)).toBe('SBIN');
    fields.bytes = Buffer.from('INFY');
    expect(fields.text(0)).toBe('INFY');
  });

  it('may have letters of any language in a name, and only there', () => {
    expect(field('Crédit ₹').wide(0)).toBe('Crédit ₹');
    expect(() => field('Crédit').text(0)).toThrow('expected plain ASCII');
  });

  it.each(['a\tb', 'a\u007fb', 'a\u0001'])('is no text with control codes: %j', (text) => {
    expect(() => field(text).text(0)).toThrow('expected text without control codes');
    expect(() => field(text).wide(0)).toThrow('expected text without control codes');
  });

  it.each(['=1', '+A', '@x', '-x', '-1+2'])('is no formula: %s', (text) => {
    expect(() => field(text).text(0)).toThrow(FormulaFault);
    expect(() => field(text).wide(0)).toThrow(FormulaFault);
  });

  it.each(['-', 'a=b', '1+1', 'A@B', 'M&M'])('may be %s, which nobody runs', (text) => {
    expect(field(text).text(0)).toBe(text);
  });

  it('is a number with its decimal places', () => {
    expect([field('24500').scaled(0, 2), field(' -1.5 ').scaled(0, 2)]).toEqual([2_450_000, -150]);
  });

  it.each(['', 'x', '1e5', '1,000', '0x10', '1.234', '∞'])('is no number: %j', (text) => {
    expect(() => field(text).scaled(0, 2)).toThrow(RowFault);
  });

  it('is shown in part where it is long', () => {
    expect(() => field('x'.repeat(500)).scaled(0, 2)).toThrow(`found "${'x'.repeat(60)}…"`);
    expect(() => field(null).scaled(0, 2)).toThrow('found nothing');
  });

  it('is a price that has been multiplied, if nothing is lost by dividing', () => {
    const paise = { shift: 2, precision: 2 };
    expect(scaledPrice(field('2450050.000000'), 0, paise)).toBe(2_450_050);
    expect(scaledPrice(field('24500.5'), 0, { shift: 0, precision: 2 })).toBe(2_450_050);
    expect(scaledPrice(field('842500000'), 0, { shift: 7, precision: 4 })).toBe(842_500);
    expect(() => scaledPrice(field('2450050.5'), 0, paise)).toThrow(
      'at most 2 decimal places once scaled',
    );
  });

  it('is a lot of whole units, which some files write with a dot', () => {
    expect([lotOf(field('65.0'), 0), lotOf(field(''), 0), lotOf(field('2147483647'), 0)]).toEqual([
      65, 0, 2_147_483_647,
    ]);
    expect(() => lotOf(field('2147483648'), 0)).toThrow('a step from 0 to 2147483647');
    expect(() => lotOf(field('0.5'), 0)).toThrow('at most 0 decimal places');
  });

  it.each([
    ['26NOV2026', 20_783],
    ['26-Nov-2026', 20_783],
    ['29FEB2028', 21_243],
  ])('is the day %s', (text, day) => {
    expect(monthDay(field(text), 0)).toBe(day);
    expect(monthDay(field(text), 0)).toBe(day);
  });

  it.each(['29FEB2026', '26NOF2026', '6NOV2026', '26NOV26', '', '00JAN2026'])(
    'is no day: %j',
    (text) => {
      expect(() => monthDay(field(text), 0)).toThrow('a day as 26NOV2026');
    },
  );

  it.each(['2026-11-31', '26-11-2026', '2026-1-1', ''])('is no day with digits: %j', (text) => {
    expect(() => isoDay(field(text), 0)).toThrow('a day as 2026-11-26');
    expect(isoDay(field('2026-11-26'), 0)).toBe(20_783);
  });
});

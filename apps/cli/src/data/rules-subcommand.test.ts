import { describe, expect, test } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

async function said(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  await runDataCommand(['rules', ...words], { say: (line) => lines.push(line), signal });
  return lines.map((line) => line.replaceAll(/ {2,}/gu, '  '));
}

const show = (market: string, date: string, ...more: readonly string[]) =>
  said('show', '--market', market, '--date', date, ...more);

describe('argosy data rules show', () => {
  test('tells the sessions, terms and charges of a day', async () => {
    const lines = await show('nse', '2026-08-10', '--broker', 'zerodha', '--price', '812.35');
    expect(lines).toContain('sessions nfo  open 09:15-15:40');
    expect(lines).toContain('tick shares  0.05 at 812.35');
    expect(lines).toContain('tick indexOptions  0.05 at 812.35');
    expect(lines).toContain('band shares  2, 5, 10, 20 %');
    expect(lines).toContain('nse.intraday brokerage  0.03 % of an order, at most 20');
    expect(lines).toContain('nse.options brokerage  20 an order');
    expect(lines).toContain('nse.futures stt  0.05 %, sells, to the rupee');
    expect(lines).toContain('nse.delivery gst  18 % of brokerage, exchange, ipft, sebi');
  });

  test('tells of an underlying when it expires, its lot and its freeze quantity', async () => {
    const lines = await show('nse', '2025-10-22', '--instrument', 'NIFTY');
    expect(lines).toContain('expiry of the week  2025-10-20');
    expect(lines).toContain('expiry of the month  2025-10-28');
    expect(lines).toContain('lot of contracts that end this day  75');
    expect(lines).toContain('freeze quantity  1800');
    expect(await show('mcx', '2026-02-02', '--instrument', 'GOLD')).toContain(
      'lot of contracts that end this day  100 x 10 g',
    );
  });

  test('tells ticks, bands and freeze quantities of commodities and currencies', async () => {
    const mcx = await show('mcx', '2026-02-02', '--instrument', 'CRUDEOIL');
    for (const line of [
      'freeze quantity  10000',
      'tick CRUDEOIL  1',
      'band CRUDEOIL  4, then 6, then 9 %',
    ]) {
      expect(mcx).toContain(line);
    }
    const cds = await show('cds', '2026-02-02', '--instrument', 'USDINR');
    for (const line of [
      'sessions cds  open 09:00-17:00',
      'freeze quantity  10000',
      'tick USDINR  0.0025',
      'band upToSixMonths  3 %',
    ]) {
      expect(cds).toContain(line);
    }
  });

  test('tells with a question mark what is not known, and why', async () => {
    const lines = await show('nyse', '2026-11-05', '--instrument', 'AAPL');
    expect(lines).toContain('contracts  ? AAPL: no rule is known');
    expect(lines).toContain('tick shares  ? us/shares: not known after 2026-11-01');
    expect(lines).toContain('us.shares sec  0.00206 %, sells');
    expect(lines).toContain('us.shares taf  0 a unit, sells');
    const [cds] = await show('cds', '2025-03-05');
    expect(cds).toBe('sessions cds  ? holidays of cds: not known on 2025-03-05');
  });

  test('tells where each rule is from, and all of it for a program', async () => {
    const lines = await show('nasdaq', '2025-11-28', '--sources');
    expect(lines[0]).toBe('sessions nasdaq  open 09:30-13:00 (Early close)');
    expect(lines[1]).toBe(
      '  recalled, written 2026-11-21: NYSE and Nasdaq, hours and published holidays',
    );
    expect(lines.join('\n')).toContain(
      'us.shares taf  0.000166 a unit, at most 8.3 an order, sells',
    );
    const [json = ''] = await show('24x7', '2026-01-01', '--json');
    expect(JSON.parse(json)).toMatchObject({
      rules: [{ of: 'sessions 24x7', says: 'open 00:00-24:00' }],
    });
  });

  test.each([
    [['show', '--date', '2026-01-05'], '--market : expected nse, bse, cds'],
    [['show', '--market', 'nse'], '--date : expected a day'],
    [['show', '--market', 'nse', '--date', '2026-01-05', '--price', 'x'], '--price x: expected'],
    [[], 'argosy data rules show'],
    [['hide'], 'argosy data rules show'],
  ])('refuses the words %j', async (words, why) => {
    await expect(said(...words)).rejects.toThrow(UsageError);
    await expect(said(...words)).rejects.toThrow(why);
  });
});

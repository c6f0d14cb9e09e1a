import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { formatTorture } from './format-torture.ts';
import { scenarioNames } from './scenario-names.ts';
import type { TortureReport } from './torture-report.ts';
import { tortureStrategy, type TortureOptions } from './torture-strategy.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-tortured-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A strategy that does something at each quote. */
function torture(onQuote: string, options: TortureOptions, top = ''): Promise<TortureReport> {
  const path = join(folder, 'bad.ts');
  writeFileSync(
    path,
    `import { toQuantity } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';
const parameters = { instrument: parameter.instrument() };
${top}
export class Bad extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  seen = 0;
  override onStart(): void {
    this.data.subscribeQuotes(this.parameters.instrument);
  }
  override onQuote(quote): void {
    this.seen += 1;
    const { instrument } = this.parameters;
    const buy = (qty: number) => this.orders.submit(this.orders.market({ instrument, side: 'buy', qty: toQuantity(qty) }));
    ${onQuote}
  }
}
`,
  );
  return tortureStrategy(path, options);
}

function codesOf({ scenarios }: TortureReport): readonly string[] {
  return scenarios.flatMap(({ findings }) => findings.map(({ code }) => code));
}

const shipped = (file: string): string =>
  fileURLToPath(new URL(`../../../strategies/src/${file}`, import.meta.url));

it('has two hundred scenarios, each with a name of its own', () => {
  expect(new Set(scenarioNames()).size).toBe(200);
});

describe('what is found', () => {
  it('an exception that only strange prices lead to', async () => {
    const only = ['gaps-1', 'extreme-prices-1', 'extreme-prices-2', 'extreme-prices-3'];
    const report = await torture(
      "if (quote.bid > 1_000_000 || quote.bid < 100) throw new Error('what price is that?');",
      { only },
    );
    expect(codesOf(report)).toContain('THREW');
    expect(report.scenarios[0]?.passed).toBe(true);
    expect(formatTorture(report, 'bad.ts').join('\n')).toContain('again: argosy torture bad.ts');
  });

  it('orders that are sent into a halt again and again', async () => {
    const only = ['account-halts-1', 'account-halts-2', 'account-halts-3'];
    const report = await torture('if (this.seen % 2 === 0) buy(1);', { only });
    expect(codesOf(report)).toContain('HAMMERS');
  });

  it('more orders than there is data for', async () => {
    const report = await torture('for (let n = 0; n < 5; n += 1) buy(1);', { only: ['flat-1'] });
    expect(codesOf(report)).toContain('RUNAWAY');
  });

  it('a position beyond what is declared', async () => {
    const options = { only: ['flat-1'], maxPosition: 2 };
    const report = await torture('if (this.seen < 5) buy(10_000);', options);
    expect(report.scenarios[0]?.findings).toMatchObject([
      { code: 'TOO_LARGE', detail: '4, declared 2' },
    ]);
  });

  it('a loop without an end takes only its own scenario with it', async () => {
    const only = ['flat-1', 'halts-1', 'flat-2'];
    const endless = 'if (this.cache.status(instrument) !== undefined) for (;;);';
    const report = await torture(endless, { only, scenarioMs: 8_000 });
    expect(report.scenarios.map(({ passed }) => passed)).toEqual([true, false, true]);
    expect(codesOf(report)).toEqual(['HANGS']);
  }, 300_000);

  it('a position that is other than its own fills have made it', async () => {
    const report = await torture(
      `if (this.seen === 1) buy(10_000);
    const held = this.portfolio.qty(instrument);
    if (held !== 0 && held !== 10_000) throw new Error('who has traded?');`,
      { only: ['flat-1', 'actions-1', 'actions-2', 'actions-3', 'actions-4'] },
    );
    expect(report.scenarios[0]?.passed).toBe(true);
    expect(codesOf(report)).toContain('THREW');
    expect(codesOf(report)).not.toContain('BOOKS');
  });

  it('one that the check refuses is not run', async () => {
    const report = await torture('fetch("http://localhost");', { only: ['flat-1'] });
    expect(report.refused).toContain('USES_NETWORK');
    expect(report.scenarios).toEqual([]);
  });
});

it('is the same for the same seed, and another for another', async () => {
  const path = shipped('ema-cross.ts');
  const only = ['wild-1', 'busts-1', 'restarts-1'];
  const hashes = async (seed: string): Promise<readonly unknown[]> =>
    (await tortureStrategy(path, { only, seed })).scenarios.map(({ hash }) => hash);
  const first = await hashes('one');
  expect(await hashes('one')).toEqual(first);
  expect(await hashes('two')).not.toEqual(first);
}, 300_000);

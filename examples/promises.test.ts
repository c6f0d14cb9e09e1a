// What the comment at the head of each told example promises, asked of its runs.
import { describe, expect, test } from 'vitest';

import { runAmendRaces } from './amend-races.ts';
import { runBarsOfManyKinds } from './bars-of-many-kinds.ts';
import { runBracketStories } from './bracket-stories.ts';
import { runCashAccount } from './cash-account.ts';
import { runDeskByHand } from './desk-by-hand.ts';
import { runEndAndWarmUp } from './end-and-warm-up.ts';
import { runFutureGain } from './future-gain.ts';
import { runHedgingPositions } from './hedging-positions.ts';
import { runLateData } from './late-data.ts';
import { runLimitsThatDeny } from './limits-that-deny.ts';
import { runMarginLeverage } from './margin-leverage.ts';
import { runOcoAndOuo } from './oco-and-ouo.ts';
import { runOneTriggersAnother } from './one-triggers-another.ts';
import { runOrderKinds } from './order-kinds.ts';
import { runQueueInABook } from './queue-in-a-book.ts';
import { runReduceOnly } from './reduce-only.ts';
import { runRollingFutures } from './rolling-futures.ts';
import { runSizeAndImpact } from './size-and-impact.ts';
import { runSizing } from './sizing.ts';
import { runSplitsAndDividends } from './splits-and-dividends.ts';
import { runSpreadOfTwo } from './spread-of-two.ts';
import type { Told } from './told.ts';
import { runTwoCurrencies } from './two-currencies.ts';

/** The quantity held at the end of each run, all positions of a run in a list. */
function held(runs: readonly Told[]): readonly (readonly number[])[] {
  return runs.map(({ result }) => result.positions.map(({ qty }) => qty));
}

/** How many lines of each run say something. */
function told(runs: readonly Told[], text: RegExp): readonly number[] {
  return runs.map(({ lines }) => lines.filter((line) => text.test(line)).length);
}

describe('orders', () => {
  test('IOC takes a part, FOK nothing, GTC outlives the day, and stops refuse IOC and FOK', () => {
    const runs = runOrderKinds();
    expect(held(runs)).toEqual([[70], [75], [50], [5]]);
    expect(told(runs, /expired/)).toEqual([2, 0, 0, 0]);
    expect(told(runs, /stop.* denied, TIME_IN_FORCE/)).toEqual([0, 0, 2, 2]);
    expect(runs.map(({ result }) => result.openOrders.length)).toEqual([0, 1, 0, 0]);
  });

  test('what fills before a late request stays filled', () => {
    const runs = runAmendRaces();
    expect(held(runs)).toEqual([[44]]);
    expect(told(runs, /is now/)).toEqual([3]);
    expect(told(runs, /noted/)).toEqual([0]);
  });

  test('a stop that only reduces turns no position round', () => {
    expect(held(runReduceOnly())).toEqual([[-50], []]);
  });

  test('a child waits for its whole parent, or grows with each of its fills', () => {
    const runs = runOneTriggersAnother();
    const whereSold = runs.map(({ lines }) => lines.findIndex((one) => /sell filled/.test(one)));
    expect(whereSold[0]).toBeGreaterThan(2); // after all three fills of the parent
    expect(told(runs, /sell is now/)).toEqual([0, 3]);
    expect(held(runs)).toEqual([[], []]);
  });

  test('OCO leaves the rest without a stop, OUO does not', () => {
    const runs = runOcoAndOuo();
    expect(held(runs)).toEqual([[40], []]);
    const left = runs.map(({ result }) => result.openOrders.map(({ terms }) => terms.type));
    expect(left).toEqual([['limit'], []]);
  });

  test('a bracket ends flat, whatever the market does', () => {
    const runs = runBracketStories();
    expect(held(runs)).toEqual([[], [], [], [], []]);
    expect(runs.map(({ result }) => result.openOrders)).toEqual([[], [], [], [], []]);
    expect(told(runs, /target filled 50 at 101.00/)).toEqual([1, 0, 0, 0, 0]);
    expect(told(runs, /stop filled 50 at 99.50/)).toEqual([0, 1, 0, 0, 0]);
    expect(told(runs, /stop filled 20 at 99.50/)).toEqual([0, 0, 1, 0, 0]);
    expect(told(runs, /stop filled 50 at 98.00/)).toEqual([0, 0, 0, 1, 0]);
    expect(told(runs, /9 s: .* filled 50 at 100.20/)).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('accounts', () => {
  test('a cash account spends and sells nothing twice, and has the money of a sale at once', () => {
    const runs = runCashAccount();
    expect(told(runs, /buy 100 denied, INSUFFICIENT_CASH/)).toEqual([1]);
    expect(told(runs, /sell 501 denied, INSUFFICIENT_HOLDINGS/)).toEqual([1]);
    expect(told(runs, /4 s: buy 500 filled 500/)).toEqual([1]);
    expect(held(runs)).toEqual([[500]]);
  });

  test('a margin account sells short, within its leverage and a book within its allotment', () => {
    const runs = runMarginLeverage();
    expect(held(runs)).toEqual([[-60, -40], [-40]]);
    expect(told(runs, /300 intraday denied, INSUFFICIENT_MARGIN: needs 6000/)).toEqual([1, 0]);
    expect(told(runs, /ALLOTMENT_EXCEEDED/)).toEqual([0, 3]);
  });

  test('a hedging book keeps its short position when the long one is closed', () => {
    expect(held(runHedgingPositions())).toEqual([[], [-30]]);
  });

  test('a rising dollar raises what holds dollars, not what only owes as many', () => {
    const worth = runTwoCurrencies().map(({ result }) => result.accounts[0]?.equity.amount);
    expect(worth).toEqual([100_000_00n, 101_221_50n, 151_621_50n, 100_021_50n]);
  });

  test('the cash of a future moves by its loss and its charges alone', () => {
    const [account] = runFutureGain()[0]?.result.accounts ?? [];
    expect(account?.realised.amount).toBe(-2n * 50n * 50_00n);
    expect(account?.charges.amount).toBe(4n * 20_00n);
    expect(account?.cash.amount).toBe(500_000_00n - 5_000_00n - 80_00n);
  });

  test('a person moves money and positions, reduces and halts, while a strategy trades', () => {
    const [told] = runDeskByHand();
    const positions = told?.result.positions.map(({ key, qty }) => [key.book, key.product, qty]);
    expect(positions).toEqual([
      ['day', 'intraday', 300],
      ['swing', 'intraday', 50],
      ['day', 'carryForward', 50],
    ]);
    const refused = told?.result.commands.filter(({ outcome }) => outcome === 'refused');
    expect(refused?.map(({ type }) => type)).toEqual(['convertProduct', 'withdraw']);
    expect(told?.lines.filter((line) => /denied, ACCOUNT_REDUCING/.test(line))).toHaveLength(1);
  });
});

describe('checks, sizes, models', () => {
  test('every limit denies with its code and its numbers, and a close still passes', () => {
    const runs = runLimitsThatDeny();
    const codes = runs[0]?.lines.flatMap((line) => /denied, (\w+): .*\d/.exec(line)?.[1] ?? []);
    expect(codes).toEqual([
      'ORDER_QTY_LIMIT',
      'ORDER_NOTIONAL_LIMIT',
      'PRICE_UNUSUAL',
      'POSITION_LIMIT',
      'DAILY_LOSS_LIMIT',
    ]);
    expect(told(runs, /account is REDUCING/)).toEqual([1]);
    expect(held(runs)).toEqual([[]]);
  });

  test('each way of sizing buys another quantity', () => {
    expect(held(runSizing())).toEqual([[577], [748], [], [995]]);
  });

  test('a warm-up refuses orders, and a close-out leaves nothing unrealised', () => {
    const runs = runEndAndWarmUp();
    expect(runs.map(({ counts }) => counts.denied)).toEqual([0, 20, 0]);
    expect(runs.map(({ positions }) => positions.length)).toEqual([1, 1, 0]);
    const [kept, , closed] = runs.map(({ accounts: [one] }) => one);
    expect(kept?.unrealised).toEqual(closed?.realised);
    expect(closed?.charges.amount).toBeGreaterThan(kept?.charges.amount ?? 0n);
  });

  test('every model of size and impact fills another quantity or at another price', () => {
    const runs = runSizeAndImpact();
    expect(held(runs)).toEqual([[500], [60], [500], [500], [500], [500]]);
    const costs = runs.map(({ result }) => result.accounts[0]?.cash.amount);
    expect(new Set(costs).size).toBe(runs.length);
    const rupees = (price: number) => 100_000_00n - 500n * BigInt(Math.round(100 * price));
    // 100.05 × 0.1 × 0.25² = 0.63 and 100.05 × 0.7 × 0.02 × √(500 ÷ 200,000) = 0.07, up to a tick
    expect(costs.slice(4)).toEqual([rupees(100.05 + 0.65), rupees(100.05 + 0.1)]);
  });
});

describe('a recorded book', () => {
  test('gives who waits its turn by the trades, and sooner where anyone may have left', () => {
    const [patient, proportional] = runQueueInABook().map(({ lines }) =>
      lines.filter((line) => line.includes('waits')).map((line) => line.replace(/^.*, /u, '')),
    );
    expect(patient).toEqual(['6 s: waits filled 30 at 100.00']);
    // 300 of 400 stood before it; of the 150 that were left, 113.
    expect(proportional).toEqual([
      `4 s: waits filled ${120 - 113} at 100.00`,
      `6 s: waits filled ${50 - 7} at 100.00`,
    ]);
  });
});

describe('history', () => {
  test('a split and a dividend cost nobody more than the tax of it, and the series never jumps', () => {
    const runs = runSplitsAndDividends();
    const [last = ''] = runs[0]?.lines.filter((one) => /closes/.test(one)).slice(-1) ?? [];
    const closes = last.split('closes ')[1]?.split(' ').map(Number) ?? [];
    const steps = closes.slice(1).map((close, place) => close / (closes[place] ?? Number.NaN));
    expect(closes).toHaveLength(7);
    expect(Math.max(...steps)).toBeLessThan(1.03);
    expect(Math.min(...steps)).toBeGreaterThan(0.97);
    expect(told(runs, /20 held, cash 98980.00, worth 100020.00/)).toEqual([1]);
    expect(told(runs, /20 held, cash 99007.00, worth 100017.00/)).toEqual([1]);
  });

  test('a position goes along with its chain', () => {
    const runs = runRollingFutures();
    expect(told(runs, /NIFTY-NOV.NFO to NIFTY-DEC.NFO/)).toEqual([1]);
    expect(runs[0]?.result.positions.map(({ key, qty }) => [key.instrument, qty])).toEqual([
      ['NIFTY-DEC.NFO', 2],
    ]);
  });

  test('a spread is entered wide, left narrow, and silent while a leg is too old', () => {
    const runs = runSpreadOfTwo();
    expect(held(runs)).toEqual([[]]);
    expect(told(runs, /20 s: spread/)).toEqual([0]);
  });
});

describe('bars', () => {
  test('keep to the session: the last hour is a quarter, and a day is a trading day', () => {
    const [{ lines } = { lines: [] }] = runBarsOfManyKinds();
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/14 of .*1-HOUR.*last 15:15 to 15:30/);
    expect(lines[1]).toMatch(/2 of .*1-DAY.*last 9:15 to 15:30/);
    expect(lines[3]).toMatch(/5000-VOLUME.*\(5000\)/);
  });

  test('of value, of who takes and of range end by what they are named after', () => {
    const [{ lines } = { lines: [] }] = runBarsOfManyKinds();
    expect(lines.filter((line) => /VALUE|IMBALANCE|RUNS|RENKO|RANGE/.test(line))).toHaveLength(5);
    expect(lines.some((line) => / 0 of /.test(line))).toBe(false);
  });

  test('count what is late, leave it out, or come again', () => {
    const runs = runLateData();
    expect(told(runs, /high 109, volume 20, revision 0/)).toEqual([1, 0, 0]);
    expect(told(runs, /high 109, volume 30, revision 1/)).toEqual([0, 0, 1]);
    expect(runs.map(({ result }) => result.builtBars)).toMatchObject([
      { folded: 1, dropped: 0, revised: 0 },
      { folded: 0, dropped: 1, revised: 0 },
      { folded: 0, dropped: 0, revised: 1 },
    ]);
  });
});

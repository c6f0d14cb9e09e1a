import { costConvention } from '../fold/fill-costs.ts';
import type { SheetFacts } from '../fold/sheet-facts.ts';
import type { CostStep, Part, SheetCosts, SheetInstruments, SheetTurnover } from '../sheet.ts';
import type { DayReturns } from './day-returns.ts';
import { absent, amountText, figureOf } from './sheet-text.ts';

/** What was left: what there is, less what there was and what came in. */
export function netOf({ closing, opening, transferred }: SheetFacts): bigint {
  return closing - opening - transferred;
}

/**
 * From gross to net. What the steps between are, the facts say; `other` is what is left of the net,
 * which is nothing where all is in one currency.
 */
export function costsOf(facts: SheetFacts): Part<SheetCosts> {
  const { sums, scale } = facts;
  const net = netOf(facts);
  if (sums.fills === 0 && net === 0n) return absent('nothing was traded');
  let charged = 0n;
  for (const amount of sums.charges.values()) charged += amount;
  const traded = tradedGain(facts);
  const other = net - (traded - charged + sums.income + sums.interest);
  const step = (kind: CostStep['kind'], name: string, amount: bigint): CostStep => ({
    kind,
    name,
    amount: amountText(amount, scale),
  });
  const rest = [
    { step: step('income', 'income from issuers', sums.income), amount: sums.income },
    { step: step('interest', 'interest', sums.interest), amount: sums.interest },
    { step: step('other', 'exchange rates and corrections', other), amount: other },
  ];
  return {
    steps: [
      step('gross', 'gross', traded + sums.slippage + sums.delay),
      step('delay', 'delay', -sums.delay),
      step('slippage', 'slippage', -sums.slippage),
      ...[...sums.charges].map(([name, amount]) => step('charge', name, -amount)),
      ...rest.flatMap((one) => (one.amount === 0n ? [] : [one.step])),
      step('net', 'net', net),
    ],
    measured: sums.measured,
    fills: sums.fills,
    convention: costConvention,
  };
}

/** What trades gained before charges, at the rates of each instant. */
function tradedGain({ instruments }: SheetFacts): bigint {
  let gain = 0n;
  for (const { netInSheet, chargesInSheet } of instruments) gain += netInSheet + chargesInSheet;
  return gain;
}

/** What each instrument brought. */
export function instrumentsOf(facts: SheetFacts): Part<SheetInstruments> {
  const { instruments, scale, scaleOf } = facts;
  if (instruments.length === 0) return absent('nothing was traded or held');
  let assigned = 0n;
  for (const { netInSheet } of instruments) assigned += netInSheet;
  const rows = instruments.map((row) => {
    const { instrument, currency, trades, winners, fills } = row;
    const text = (amount: bigint): string => amountText(amount, scaleOf(currency));
    return {
      instrument,
      currency,
      trades,
      winners,
      fills,
      realised: text(row.realised),
      unrealised: text(row.unrealised),
      charges: text(row.charges),
      net: text(row.net),
      netInSheet: amountText(row.netInSheet, scale),
    };
  });
  return { rows, unassigned: amountText(netOf(facts) - assigned, scale) };
}

/** What was bought and sold. */
export function turnoverOf(facts: SheetFacts, { day }: DayReturns): Part<SheetTurnover> {
  const { sums, days, scale, statistics } = facts;
  if (sums.fills === 0) return absent('nothing was traded');
  const mean = days.reduce((sum, { equity }) => sum + Number(equity), 0) / days.length;
  const isLong = days.length >= statistics.yearlyDaysMin && mean > 0;
  const years = days.length / statistics.daysPerYear;
  const byYear = new Map<string, bigint>();
  for (const [at, { traded }] of days.entries()) {
    const year = (day[at] ?? '').slice(0, 4);
    byYear.set(year, (byYear.get(year) ?? 0n) + traded);
  }
  return {
    traded: amountText(sums.traded, scale),
    fills: sums.fills,
    yearly: figureOf(isLong ? Number(sums.traded) / 2 / mean / years : null),
    byYear: [...byYear].map(([period, traded]) => ({ period, traded: amountText(traded, scale) })),
  };
}

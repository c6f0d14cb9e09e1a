import { ok, refuse, type Result } from 'argosy/core';

import { TEAR_SHEET_SCHEMA, type TearSheet } from '../sheet.ts';
import {
  amount,
  anything,
  either,
  flag,
  list,
  members,
  number,
  orMissing,
  orNull,
  part,
  record,
  text,
  word,
  type Shape,
} from './shape.ts';

const figure = orNull(number);
const figures = record(figure);
const value = either(text, number);
const side = word('long', 'short');
const days = list(text);

const period = list(
  members({ period: text, days: number, return: number, benchmark: figure, fall: number }),
);
const trade = members({
  instrument: text,
  side,
  openedAt: text,
  closedAt: text,
  qty: amount,
  net: amount,
  charges: amount,
  return: figure,
});
const axis = members({ name: text, values: list(value) });
const band = members({ low: number, middle: number, high: number });
const step = members({
  kind: word('gross', 'delay', 'slippage', 'charge', 'income', 'interest', 'other', 'net'),
  name: text,
  amount,
});
const orderSide = orNull(members({ id: text, at: text, qty: amount, price: orNull(amount) }));

const comparison = members({
  with: text,
  figures: list(
    members({
      name: text,
      unit: word('money', 'count', 'fraction'),
      here: either(amount, number),
      there: either(amount, number),
      difference: figure,
      isShown: flag,
    }),
  ),
  net: members({ here: amount, there: amount, difference: amount }),
  causes: list(members({ kind: text, name: text, amount, count: number })),
  orders: list(
    members({
      instrument: text,
      side: word('buy', 'sell'),
      here: orderSide,
      there: orderSide,
      amount,
    }),
  ),
  settings: list(members({ name: text, here: text, there: text })),
  convention: text,
});

const distribution = members({ edges: list(number), counts: list(number) });

const robustness = members({
  periodOfSharpe: word('day', 'bar'),
  sharpe: figure,
  returns: number,
  trials: part(number),
  probabilisticSharpe: figure,
  deflatedSharpe: part(number),
  returnsNeeded: figure,
  overfitting: part(members({ probability: number, blocks: number, trials: number })),
  bootstrap: part(
    members({ paths: number, block: number, seed: text, growth: band, deepestFall: band }),
  ),
  searched: orMissing(
    members({
      returnsAtLeast: figure,
      shuffle: part(
        members({ paths: number, trips: number, seed: text, growth: band, deepestFall: band }),
      ),
      jitter: part(
        members({
          combinations: number,
          share: number,
          seed: text,
          by: text,
          score: band,
          growth: band,
        }),
      ),
    }),
  ),
  conventions: record(text),
});

const instrument = members({
  instrument: text,
  currency: text,
  trades: number,
  winners: number,
  fills: number,
  realised: amount,
  unrealised: amount,
  charges: amount,
  net: amount,
  netInSheet: amount,
});

const sheetShape = members({
  schema: word(TEAR_SHEET_SCHEMA),
  title: text,
  currency: text,
  source: members({
    kind: word('backtest', 'sweep', 'walkForward', 'crossValidation', 'journal'),
    accounts: list(text),
    book: orNull(text),
    isPartial: flag,
  }),
  period: members({ from: text, until: text, days: number, daysPerYear: number }),
  summary: members({
    opening: amount,
    closing: amount,
    transferred: amount,
    net: amount,
    growth: figure,
    figures,
    notes: record(text),
  }),
  benchmark: part(members({ name: text, convention: text, growth: figure, ratios: figures })),
  curve: members({
    at: list(text),
    equity: list(amount),
    growth: list(number),
    fall: list(number),
    benchmark: list(figure),
    samples: number,
  }),
  days: part(
    members({ day: days, equity: list(amount), return: list(number), benchmark: list(figure) }),
  ),
  months: part(period),
  years: part(period),
  rolling: part(
    members({
      window: number,
      day: days,
      return: list(figure),
      volatility: list(figure),
      sharpe: list(figure),
      beta: list(figure),
    }),
  ),
  falls: part(
    list(
      members({
        fraction: number,
        peak: text,
        trough: text,
        recovered: orNull(text),
        days: number,
      }),
    ),
  ),
  trades: part(
    members({
      count: number,
      winners: number,
      losers: number,
      long: number,
      net: amount,
      figures,
      hoursHeld: members({ median: number, mean: number, longest: number }),
      distribution,
      best: list(trade),
      worst: list(trade),
      open: number,
    }),
  ),
  excursions: part(
    members({
      adverse: list(number),
      favourable: list(number),
      gain: list(number),
      trades: number,
      convention: text,
    }),
  ),
  exposure: part(
    members({
      timeInMarket: number,
      grossMean: number,
      grossMost: number,
      netMean: number,
      day: days,
      gross: list(number),
      net: list(number),
    }),
  ),
  turnover: part(
    members({
      traded: amount,
      fills: number,
      yearly: figure,
      byYear: list(members({ period: text, traded: amount })),
    }),
  ),
  costs: part(members({ steps: list(step), measured: number, fills: number, convention: text })),
  instruments: part(members({ rows: list(instrument), unassigned: amount })),
  regimes: part(
    members({
      rows: list(
        members({
          trend: word('rising', 'falling'),
          volatility: word('calm', 'stormy'),
          days: number,
          growth: number,
          yearlyVolatility: figure,
          sharpe: figure,
          benchmark: number,
        }),
      ),
      convention: text,
    }),
  ),
  robustness: part(robustness),
  parameters: part(
    members({
      surfaces: list(
        members({
          score: text,
          x: axis,
          y: orNull(axis),
          best: list(list(figure)),
          middle: list(list(figure)),
        }),
      ),
      chosen: record(value),
    }),
  ),
  forward: part(
    members({
      by: text,
      steps: list(
        members({
          from: text,
          until: text,
          values: record(value),
          chosenScore: number,
          score: number,
          gain: number,
        }),
      ),
      gain: number,
      efficiency: figure,
    }),
  ),
  validation: orMissing(
    members({
      groups: number,
      tested: number,
      purge: number,
      embargo: number,
      splits: number,
      count: number,
      sharpes: distribution,
      paths: list(
        members({
          rank: number,
          growth: number,
          sharpe: number,
          probabilisticSharpe: figure,
          deflatedSharpe: figure,
        }),
      ),
    }),
  ),
  comparison: part(comparison),
  card: members({
    command: part(text),
    file: part(members({ path: text, sha256: text })),
    argosy: part(text),
    node: part(text),
    commit: part(text),
    seed: part(value),
    events: part(text),
    data: part(list(members({ name: text, hash: text }))),
    strategies: part(list(members({ id: text, name: text, parameters: anything }))),
    models: part(anything),
  }),
  notes: list(text),
}) satisfies Shape;

/** Reads a tear sheet from what JSON said; refuses what is none, with the first place that is wrong. */
export function readTearSheet(found: unknown): Result<TearSheet> {
  const mistake = sheetShape(found, '');
  return mistake === null ? ok(found as TearSheet) : refuse('BAD_SHEET', mistake);
}

import { parseScaledBigint, unwrap } from 'argosy/core';

import type { DatedRules } from './dated-rules.ts';
import { RuleFile } from './read-rules.ts';
import { RULE_SCALE, type RuleFields } from './rule-fields.ts';

/** How many units a contract is of. */
export type LotRule = {
  readonly lot: number;
  /** What a unit is, where it is not one of the underlying: the price is of it. */
  readonly unit: string | null;
};

/** A tick, and the prices it is for: below one, up to and with one, or all that are left. */
export type TickStep = {
  readonly below: string | null;
  readonly upTo: string | null;
  readonly tick: string;
};

/** How far a price may go from the close before, in per cent. */
export type BandRule = {
  /** The bands there are; which of them a share has is the exchange's to say. */
  readonly percents: readonly string[];
  /** How far a dynamic band moves at a time; null where bands stand still. */
  readonly flexPercent: string | null;
  /** What has to have been traded on each side before it moves. */
  readonly flexAfter: FlexTerms | null;
  /** Whether the opposite band moves along. */
  readonly slides: boolean;
  /** Whether they follow one another: each holds until a price has reached it. */
  readonly widens: boolean;
};
/** How much trading it takes for a dynamic band to move. */
export type FlexTerms = {
  readonly trades: number;
  readonly clients: number;
  readonly members: number;
};

/** What a move of the whole market does before a time of day: first the first row that fits. */
export type HaltLevel = {
  readonly percent: string;
  readonly before: string;
  /** Null to the end of the day. */
  readonly haltMinutes: number | null;
  /** How long orders are collected after it. */
  readonly auctionMinutes: number;
};

/** What is asked for a position, in per cent of its value. */
export type MarginRule = {
  readonly initialPercent: string;
  readonly maintenancePercent: string | null;
  readonly note: string | null;
};

/** The terms of trading by date. Lots go by the last day of a contract, all others by the day of trading. */
export type MarketTerms = {
  readonly lots: DatedRules<LotRule>;
  readonly freeze: DatedRules<number>;
  readonly ticks: DatedRules<readonly TickStep[]>;
  readonly bands: DatedRules<BandRule>;
  readonly halts: DatedRules<readonly HaltLevel[]>;
  readonly margins: DatedRules<MarginRule>;
};

/** Reads a file of terms; every mistake is told at once. */
export function readMarketTerms(file: string, content: unknown): MarketTerms {
  const reading = new RuleFile(file, content);
  const instruments = (fields: RuleFields): readonly string[] => fields.texts('instruments');
  const of = (fields: RuleFields): readonly string[] => fields.texts('of');
  const terms = {
    lots: reading.rules('lots', instruments, (fields) => ({
      lot: fields.whole('lot'),
      unit: fields.has('unit') ? fields.text('unit') : null,
    })),
    freeze: reading.rules('freeze', instruments, (fields) => fields.whole('qty')),
    ticks: reading.rules('ticks', of, readTicks),
    bands: reading.rules('bands', of, readBand),
    halts: reading.rules('halts', of, (fields) => fields.list('levels').map(readLevel)),
    margins: reading.rules('margins', of, readMargin),
  };
  reading.finish();
  return terms;
}

/** The tick of a price by a table of steps. */
export function tickOf(steps: readonly TickStep[], price: string): string | null {
  const at = decimal(price);
  const fits = ({ below, upTo }: TickStep): boolean =>
    (below === null || at < decimal(below)) && (upTo === null || at <= decimal(upTo));
  return steps.find(fits)?.tick ?? null;
}

function readTicks(fields: RuleFields): readonly TickStep[] {
  const steps = fields.list('steps').map((step) => {
    const read: TickStep = {
      below: step.has('below') ? step.decimal('below') : null,
      upTo: step.has('upTo') ? step.decimal('upTo') : null,
      tick: step.decimal('tick'),
    };
    step.finish();
    return read;
  });
  const bounds = steps.map(({ below, upTo }) => below ?? upTo);
  const last = bounds.pop();
  if (last !== null) fields.fail("'steps': the last one is for all prices that are left");
  const ends = bounds.map((bound) => (bound === null ? -1n : decimal(bound)));
  if (ends.some((end, at) => end <= (ends[at - 1] ?? 0n))) {
    fields.fail("'steps': expected rising prices");
  }
  return steps;
}

function readBand(fields: RuleFields): BandRule {
  const percents = fields.texts('percents');
  const flexPercent = fields.has('flexPercent') ? fields.decimal('flexPercent') : null;
  const slides = fields.raw('slides') === true;
  const widens = fields.raw('widens') === true;
  return { percents, flexPercent, flexAfter: readFlex(fields), slides, widens };
}

function readFlex(fields: RuleFields): FlexTerms | null {
  if (!fields.has('flexAfter')) return null;
  const flex = fields.object('flexAfter');
  const terms = {
    trades: flex.whole('trades'),
    clients: flex.whole('clients'),
    members: flex.whole('members'),
  };
  flex.finish();
  return terms;
}

function readLevel(fields: RuleFields): HaltLevel {
  const isWholeDay = fields.raw('haltMinutes') === 'day';
  const before = fields.text('before');
  if (!/^(?:[01]\d|2[0-4]):[0-5]\d$/u.test(before)) {
    fields.fail(`'before': expected a time of day, 13:00, found "${before}"`);
  }
  const level = {
    percent: fields.decimal('percent'),
    before,
    haltMinutes: isWholeDay ? null : fields.whole('haltMinutes'),
    auctionMinutes: fields.has('auctionMinutes') ? fields.whole('auctionMinutes') : 0,
  };
  fields.finish();
  return level;
}

function readMargin(fields: RuleFields): MarginRule {
  return {
    initialPercent: fields.decimal('initialPercent'),
    maintenancePercent: fields.has('maintenancePercent')
      ? fields.decimal('maintenancePercent')
      : null,
    note: fields.has('note') ? fields.text('note') : null,
  };
}

function decimal(text: string): bigint {
  return unwrap(parseScaledBigint(text, RULE_SCALE));
}

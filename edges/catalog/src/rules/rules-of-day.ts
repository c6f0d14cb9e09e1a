import { formatDay } from 'argosy/core';

import type { PlainWindow } from './session-words.ts';
import { chargeMarkets } from './charge-markets.ts';
import { chargesOn, type Brokerage, type ChargeItem } from './charge-rules.ts';
import { marketCalendars } from './calendars-file.ts';
import type { Answer, Rule, RuleSource } from './dated-rules.ts';
import { expiryRules } from './expiries-file.ts';
import { expiryDayOf } from './expiry-rules.ts';
import {
  tickOf,
  type BandRule,
  type HaltLevel,
  type LotRule,
  type MarginRule,
} from './term-rules.ts';
import { marketTerms } from './terms-file.ts';

/** A rule of a day in words, and where it is from; without a source it is not known, and why. */
export type ToldRule = {
  readonly of: string;
  readonly says: string;
  readonly source: RuleSource | null;
};

/** What is asked about: a market's day, and maybe an underlying or a price, and a broker. */
export type RulesAsked = {
  readonly market: string;
  readonly day: number;
  readonly instrument: string | null;
  readonly price: string | null;
  readonly broker: string;
};

/** Where the rules of a market stand in each file. */
type Place = {
  readonly calendars: readonly string[];
  readonly terms: string;
  readonly charges: string;
  readonly segments: string;
};

const places: Readonly<Record<string, Place>> = {
  nse: { calendars: ['nse', 'nse-cas', 'nfo'], terms: 'nse/', charges: 'india', segments: 'nse.' },
  bse: { calendars: ['bse', 'bfo'], terms: 'bse/', charges: 'india', segments: 'bse.' },
  cds: { calendars: ['cds'], terms: 'cds/', charges: 'india', segments: 'cds.' },
  mcx: { calendars: ['mcx'], terms: 'mcx/', charges: 'india', segments: 'mcx.' },
  nyse: { calendars: ['nyse', 'us-extended'], terms: 'us/', charges: 'us', segments: 'us.' },
  nasdaq: { calendars: ['nasdaq', 'us-extended'], terms: 'us/', charges: 'us', segments: 'us.' },
  '24x7': { calendars: ['24x7'], terms: '24x7/', charges: '', segments: '' },
};

/** The markets whose rules can be told. */
export const ruleMarkets: readonly string[] = Object.keys(places);

/** All rules of a market on a day, in words; what is not known is told as such. */
export function rulesOfDay(asked: RulesAsked): readonly ToldRule[] {
  const place = places[asked.market];
  if (place === undefined) return [];
  return [
    ...sessionsTold(place, asked),
    ...contractsTold(asked),
    ...termsTold(place, asked),
    ...chargesTold(place, asked),
  ];
}

function sessionsTold({ calendars }: Place, { day }: RulesAsked): readonly ToldRule[] {
  return calendars.map((id) => {
    const answer = marketCalendars().on(id, day);
    if (!answer.known) return { of: `sessions ${id}`, says: answer.why, source: null };
    const { windows, what, source } = answer.value;
    const says = windows.length === 0 ? 'closed' : windows.map(windowTold).join(', ');
    return { of: `sessions ${id}`, says: what === null ? says : `${says} (${what})`, source };
  });
}

function windowTold({ phase, from, until }: PlainWindow): string {
  return `${phase} ${from}-${until}`;
}

/** Of an underlying: when it expires, and what a contract that ends then is of. */
function contractsTold({ instrument, day }: RulesAsked): readonly ToldRule[] {
  if (instrument === null) return [];
  const told: ToldRule[] = [];
  for (const every of ['week', 'month'] as const) {
    const key = `${instrument}/${every}`;
    if (expiryRules().of(key).length === 0) continue;
    const of = { underlying: instrument, every, day };
    const expiry = expiryDayOf(expiryRules(), marketCalendars(), of);
    const says = expiry.known ? formatDay(expiry.value) : expiry.why;
    const rule = expiryRules().on(key, expiry.known ? expiry.value : day);
    const source = expiry.known && rule.known ? rule.value.source : null;
    told.push({ of: `expiry of the ${every}`, says, source });
  }
  const { lots, freeze } = marketTerms();
  const lotTold = ({ lot, unit }: LotRule): string => `${lot}${unit === null ? '' : ` x ${unit}`}`;
  if (lots.of(instrument).length > 0) {
    told.push(tell('lot of contracts that end this day', lots.on(instrument, day), lotTold));
  }
  if (freeze.of(instrument).length > 0) {
    told.push(tell('freeze quantity', freeze.on(instrument, day), String));
  }
  if (told.length === 0) {
    told.push({ of: 'contracts', says: `${instrument}: no rule is known`, source: null });
  }
  return told;
}

function termsTold({ terms: prefix }: Place, { day, price }: RulesAsked): readonly ToldRule[] {
  const { ticks, bands, halts, margins } = marketTerms();
  const tickTold = (steps: Parameters<typeof tickOf>[0]): string => {
    if (price !== null) return `${tickOf(steps, price) ?? 'none'} at ${price}`;
    return steps
      .map(({ below, upTo, tick }) => {
        if (below !== null) return `below ${below}: ${tick}`;
        if (upTo !== null) return `up to ${upTo}: ${tick}`;
        return steps.length === 1 ? tick : `else ${tick}`;
      })
      .join(', ');
  };
  const keys = (all: readonly string[]): readonly string[] =>
    all.filter((key) => key.startsWith(prefix));
  const named = (kind: string, key: string): string => `${kind} ${key.slice(prefix.length)}`;
  return [
    ...keys(ticks.keys).map((key) => tell(named('tick', key), ticks.on(key, day), tickTold)),
    ...keys(bands.keys).map((key) => tell(named('band', key), bands.on(key, day), bandTold)),
    ...keys(halts.keys).map((key) => tell(named('halts', key), halts.on(key, day), haltsTold)),
    ...keys(margins.keys).map((key) =>
      tell(named('margin', key), margins.on(key, day), marginTold),
    ),
  ];
}

function bandTold({ percents, flexPercent, flexAfter, slides, widens }: BandRule): string {
  const flex = flexPercent === null ? '' : `, flexed by ${flexPercent} %`;
  const after =
    flexAfter === null
      ? ''
      : ` after ${flexAfter.trades} trades of ${flexAfter.clients} clients and ${flexAfter.members} members on each side`;
  return `${percents.join(widens ? ', then ' : ', ')} %${flex}${after}${slides ? ', the opposite band too' : ''}`;
}

function haltsTold(levels: readonly HaltLevel[]): string {
  return levels
    .map(({ percent, before, haltMinutes, auctionMinutes }) => {
      const halt = haltMinutes === null ? 'the rest of the day' : `${haltMinutes} min`;
      const auction = auctionMinutes === 0 ? '' : ` and ${auctionMinutes} min of auction`;
      return `${percent} % before ${before}: ${halt}${auction}`;
    })
    .join('; ');
}

function marginTold({ initialPercent, maintenancePercent, note }: MarginRule): string {
  const held = maintenancePercent === null ? '' : `, ${maintenancePercent} % to hold it`;
  return `${initialPercent} %${held}${note === null ? '' : ` (${note})`}`;
}

function chargesTold({ charges, segments }: Place, asked: RulesAsked): readonly ToldRule[] {
  const market = chargeMarkets().get(charges);
  if (market === undefined) return [];
  return market.segments
    .map(({ name }) => name)
    .filter((name) => name.startsWith(segments))
    .flatMap((segment): readonly ToldRule[] => {
      const answer = chargesOn(market, { segment, broker: asked.broker }, asked.day);
      if (!answer.known) return [{ of: segment, says: answer.why, source: null }];
      const { brokerage, items } = answer.value;
      return [
        {
          of: `${segment} brokerage`,
          says: brokerageTold(brokerage.value),
          source: brokerage.source,
        },
        ...items.map(({ value, source }) => {
          return { of: `${segment} ${value.item}`, says: itemTold(value), source };
        }),
      ];
    });
}

function brokerageTold({ percent, least, most }: Brokerage): string {
  if (least !== null && least === most) return `${most} an order`;
  const bounds = [
    least === null ? '' : `, at least ${least}`,
    most === null ? '' : `, at most ${most}`,
  ];
  return `${percent} % of an order${bounds.join('')}`;
}

function itemTold({ basis, side, roundTo }: ChargeItem): string {
  const paid = side === null ? '' : `, ${side}s`;
  const rounded = roundTo === 'whole' ? ', to the rupee' : '';
  switch (basis.type) {
    case 'items':
      return `${basis.percent} % of ${basis.of.join(', ')}`;
    case 'unit':
      return `${basis.amount} a unit${basis.most === null ? '' : `, at most ${basis.most} an order`}${paid}`;
    case 'value':
      return `${basis.percent} %${paid}${rounded}`;
  }
}

function tell<Value>(
  of: string,
  answer: Answer<Rule<Value>>,
  text: (value: Value) => string,
): ToldRule {
  if (!answer.known) return { of, says: answer.why, source: null };
  return { of, says: text(answer.value.value), source: answer.value.source };
}

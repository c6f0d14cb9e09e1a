import { toAccountId, toCurrency, toOriginCode, toPrice, type AccountId } from 'argosy/core';
import type {
  ActorRight,
  InstrumentBan,
  LimitProtection,
  OptionRule,
  PriceBand,
  PriceCollar,
  RateLimit,
  RiskRules,
  ShortSaleRule,
} from 'argosy/risk';

import { products } from '../checks/account.ts';
import { instrumentKinds } from '../checks/instrument.ts';
import type { Fields } from './fields.ts';
import { readAmounts, readByInstrument, readRate, type Limited } from './limit-values.ts';

/** Reads one rule; undefined where it is left out. */
type ReadRules = {
  readonly [Name in keyof RiskRules]-?: (fields: Fields, of: Limited) => RiskRules[Name];
};

/** Every rule by its name: one that is added to the type asks to be read. */
const readers: ReadRules = {
  actors: (fields) => {
    const actors = fields.object('actors');
    const named = actors.keys(toOriginCode);
    return new Map(named.map(({ key, name }) => [key, readActor(actors.object(name))]));
  },
  bans: (fields, { instruments }) => {
    const bans = fields.object('bans');
    return readByInstrument(bans, instruments, ({ id }) => bans.list(id).map(readBan));
  },
  priceBands: (fields, { instruments }) => {
    const bands = fields.object('priceBands');
    const named = bands.object('byInstrument');
    const byInstrument = readByInstrument(named, instruments, ({ id, pricePrecision }) =>
      readBand(named.object(id), pricePrecision),
    );
    const dummyBps = bands.wholeOrNull('dummyBps');
    bands.finish();
    return { byInstrument, dummyBps };
  },
  limitProtection: (fields) => {
    const byKind = fields.object('limitProtection');
    const read = instrumentKinds
      .filter((kind) => byKind.has(kind))
      .map((kind) => [kind, readProtection(byKind.object(kind))] as const);
    byKind.finish();
    return Object.fromEntries(read);
  },
  collar: (fields, of) => readCollar(fields.object('collar'), of),
  shortSales: (fields, of) => readShortSales(fields.object('shortSales'), of),
  concentrationBps: (fields) => fields.whole('concentrationBps'),
  leastPriceHundredths: (fields) => {
    const least = fields.object('leastPriceHundredths');
    return new Map(least.keys(toCurrency).map(({ key, name }) => [key, least.whole(name)]));
  },
  options: (fields) => readOptions(fields.object('options')),
  utilisation: (fields) => {
    const rule = fields.object('utilisation');
    const read = { enterBps: rule.whole('enterBps'), leaveBps: rule.whole('leaveBps') };
    rule.finish();
    return read;
  },
  maxFirmValue: (fields, of) => readAmounts(fields, 'maxFirmValue', of),
  confirmAbove: (fields, of) => readAmounts(fields, 'confirmAbove', of),
  firmRate: (fields): RateLimit | undefined => readRate(fields, 'firmRate') ?? undefined,
  identity: (fields) => fields.words('identity', ['algo', 'tag']),
  netLists: (fields) => fields.flag('netLists'),
  cancelOnDisconnect: (fields) => {
    const rule = fields.object('cancelOnDisconnect');
    const read = { armedAt: rule.texts('armedAt') };
    rule.finish();
    return read;
  },
};

/** Reads what exchanges and brokers ask besides; a rule that is left out does not hold. */
export function readRules(fields: Fields, of: Limited): RiskRules {
  const names = Object.entries(readers).filter(([name]) => fields.has(name));
  const rules = Object.fromEntries(names.map(([name, read]) => [name, read(fields, of)]));
  fields.finish();
  return rules;
}

function readActor(fields: Fields): ActorRight {
  const actor = {
    accounts: readAccounts(fields, 'accounts'),
    actions: fields.words('actions', ['submit', 'amend']),
  };
  fields.finish();
  return actor;
}

function readBand(fields: Fields, precision: number): PriceBand {
  const low = toPrice(fields.decimal('low', precision));
  const band = { low, high: toPrice(fields.decimal('high', precision)) };
  fields.finish();
  return band;
}

function readBan(fields: Fields): InstrumentBan {
  const ban = {
    account: fields.has('account') ? fields.made('account', toAccountId) : null,
    lets: fields.word('lets', ['nothing', 'closes']),
    until: fields.has('until') ? fields.instant('until') : null,
    why: fields.text('why'),
  };
  fields.finish();
  return ban;
}

function readProtection(fields: Fields): LimitProtection {
  const read = { bps: fields.whole('bps'), leastHundredths: fields.whole('leastHundredths') };
  fields.finish();
  return read;
}

function readCollar(fields: Fields, { instruments }: Limited): PriceCollar {
  const references = fields.object('references');
  const collar = {
    bps: fields.wholeOrNull('bps'),
    references: readByInstrument(references, instruments, ({ id, pricePrecision }) =>
      toPrice(references.decimal(id, pricePrecision)),
    ),
    staleAfter: fields.has('staleAfter') ? fields.millis('staleAfter') : null,
  };
  fields.finish();
  return collar;
}

function readShortSales(fields: Fields, { instruments }: Limited): ShortSaleRule {
  const located = fields.object('located');
  const quantities = readByInstrument(located, instruments, ({ id, sizePrecision }) =>
    located.quantity(id, sizePrecision),
  );
  const rule = {
    accounts: fields.listOf('accounts', toAccountId),
    products: fields.words('products', products),
    located: fields.has('located') ? quantities : null,
  };
  fields.finish();
  return rule;
}

function readOptions(fields: Fields): OptionRule {
  const rule = {
    nakedWriters: readAccounts(fields, 'nakedWriters'),
    closedBeforeExpiry: fields.has('closedBeforeExpiry')
      ? fields.millis('closedBeforeExpiry')
      : null,
    strikeDistanceBps: fields.wholeOrNull('strikeDistanceBps'),
  };
  fields.finish();
  return rule;
}

function readAccounts(fields: Fields, name: string): readonly AccountId[] | null {
  return fields.has(name) ? fields.listOf(name, toAccountId) : null;
}

import type { BinaryReader, BinaryWriter, Codec } from 'argosy/core';

import { executionChangePart } from './execution-codec.ts';
import { toInputNumber } from './interned.ts';
import { limitSettingPart } from './limit-codec.ts';
import { orderChangePart } from './order-change-codec.ts';
import { bookIdPart, positionIdPart, productPart } from './order-codec.ts';
import { listPart, namePart, unionPart, type Part, type PartsBy } from './part.ts';
import type { PositionKey } from './position.ts';
import {
  accountIdPart,
  instrumentIdPart,
  moneyPart,
  nullableOrderIdPart,
  nullableTextPart,
  nullableTimestampPart,
  orderIdPart,
  quantityPart,
  textPart,
  timestampPart,
} from './scalar-codec.ts';
import { stateScopePart } from './state-scope-codec.ts';
import { tags } from './tags.ts';
import type { Leg, TradingEvent, TradingEventBody, TradingEventKind } from './trading-event.ts';

type BodyParts = PartsBy<'kind', TradingEventBody>;

const purposePart = namePart('entry purpose', tags.entryPurpose);
const holdChangePart = namePart('hold change', tags.holdChange);
const reservationChangePart = namePart('reservation change', tags.reservationChange);
const reservationPurposePart = namePart('reservation purpose', tags.reservationPurpose);
const accountStatusPart = namePart('account status', tags.accountStatus);
const tradingStatePart = namePart('trading state', tags.tradingState);
const equityPointPart = namePart('equity point', tags.equityPoint);
const marginLevelPart = namePart('margin level', tags.marginLevel);
const anomalyPart = namePart('anomaly', tags.anomaly);

const legsPart: Part<readonly Leg[]> = listPart<Leg>({
  write(writer, leg) {
    textPart.write(writer, leg.ledgerAccount);
    moneyPart.write(writer, leg.amount);
  },
  read: (reader) => ({ ledgerAccount: textPart.read(reader), amount: moneyPart.read(reader) }),
});

const keyPart: Part<PositionKey> = {
  write(writer, key) {
    accountIdPart.write(writer, key.account);
    bookIdPart.write(writer, key.book);
    instrumentIdPart.write(writer, key.instrument);
    productPart.write(writer, key.product);
    positionIdPart.write(writer, key.id);
  },
  read: (reader) => ({
    account: accountIdPart.read(reader),
    book: bookIdPart.read(reader),
    instrument: instrumentIdPart.read(reader),
    product: productPart.read(reader),
    id: positionIdPart.read(reader),
  }),
};

const order: BodyParts['order'] = {
  write(writer, event) {
    orderIdPart.write(writer, event.order);
    orderChangePart.write(writer, event.change);
  },
  read: (reader) => ({
    kind: 'order',
    order: orderIdPart.read(reader),
    change: orderChangePart.read(reader),
  }),
};

const entry: BodyParts['entry'] = {
  write(writer, event) {
    textPart.write(writer, event.entry);
    accountIdPart.write(writer, event.account);
    purposePart.write(writer, event.purpose);
    nullableOrderIdPart.write(writer, event.order);
    legsPart.write(writer, event.legs);
  },
  read: (reader) => ({
    kind: 'entry',
    entry: textPart.read(reader),
    account: accountIdPart.read(reader),
    purpose: purposePart.read(reader),
    order: nullableOrderIdPart.read(reader),
    legs: legsPart.read(reader),
  }),
};

const hold: BodyParts['hold'] = {
  write(writer, event) {
    orderIdPart.write(writer, event.order);
    accountIdPart.write(writer, event.account);
    holdChangePart.write(writer, event.change);
    nullableTextPart.write(writer, event.group);
    moneyPart.write(writer, event.money);
    quantityPart.write(writer, event.qty);
  },
  read: (reader) => ({
    kind: 'hold',
    order: orderIdPart.read(reader),
    account: accountIdPart.read(reader),
    change: holdChangePart.read(reader),
    group: nullableTextPart.read(reader),
    money: moneyPart.read(reader),
    qty: quantityPart.read(reader),
  }),
};

const reservation: BodyParts['reservation'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    textPart.write(writer, event.reservation);
    reservationChangePart.write(writer, event.change);
    reservationPurposePart.write(writer, event.purpose);
    moneyPart.write(writer, event.money);
    nullableTimestampPart.write(writer, event.expiresAt);
    nullableTextPart.write(writer, event.entry);
  },
  read: (reader) => ({
    kind: 'reservation',
    account: accountIdPart.read(reader),
    reservation: textPart.read(reader),
    change: reservationChangePart.read(reader),
    purpose: reservationPurposePart.read(reader),
    money: moneyPart.read(reader),
    expiresAt: nullableTimestampPart.read(reader),
    entry: nullableTextPart.read(reader),
  }),
};

const status: BodyParts['status'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    accountStatusPart.write(writer, event.status);
    textPart.write(writer, event.reason);
  },
  read: (reader) => ({
    kind: 'status',
    account: accountIdPart.read(reader),
    status: accountStatusPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const floor: BodyParts['floor'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    moneyPart.write(writer, event.floor);
    textPart.write(writer, event.reason);
  },
  read: (reader) => ({
    kind: 'floor',
    account: accountIdPart.read(reader),
    floor: moneyPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const position: BodyParts['position'] = {
  write(writer, event) {
    keyPart.write(writer, event.key);
    writer.int(event.qty);
    writer.bigint(event.cost);
    moneyPart.write(writer, event.realised);
    moneyPart.write(writer, event.charges);
  },
  read: (reader) => ({
    kind: 'position',
    key: keyPart.read(reader),
    qty: reader.int(),
    cost: reader.bigint(),
    realised: moneyPart.read(reader),
    charges: moneyPart.read(reader),
  }),
};

const account: BodyParts['account'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    stateScopePart.write(writer, event.scope);
    tradingStatePart.write(writer, event.state);
    textPart.write(writer, event.reason);
  },
  read: (reader) => ({
    kind: 'account',
    account: accountIdPart.read(reader),
    scope: stateScopePart.read(reader),
    state: tradingStatePart.read(reader),
    reason: textPart.read(reader),
  }),
};

const limit: BodyParts['limit'] = {
  write(writer, event) {
    limitSettingPart.write(writer, event);
    textPart.write(writer, event.by);
  },
  read: (reader) => ({
    kind: 'limit',
    ...limitSettingPart.read(reader),
    by: textPart.read(reader),
  }),
};

const equity: BodyParts['equity'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    equityPointPart.write(writer, event.point);
    moneyPart.write(writer, event.gain);
  },
  read: (reader) => ({
    kind: 'equity',
    account: accountIdPart.read(reader),
    point: equityPointPart.read(reader),
    gain: moneyPart.read(reader),
  }),
};

const execution: BodyParts['execution'] = {
  write(writer, event) {
    orderIdPart.write(writer, event.execution);
    executionChangePart.write(writer, event.change);
  },
  read: (reader) => ({
    kind: 'execution',
    execution: orderIdPart.read(reader),
    change: executionChangePart.read(reader),
  }),
};

const margin: BodyParts['margin'] = {
  write(writer, event) {
    accountIdPart.write(writer, event.account);
    marginLevelPart.write(writer, event.level);
    moneyPart.write(writer, event.equity);
    moneyPart.write(writer, event.bound);
  },
  read: (reader) => ({
    kind: 'margin',
    account: accountIdPart.read(reader),
    level: marginLevelPart.read(reader),
    equity: moneyPart.read(reader),
    bound: moneyPart.read(reader),
  }),
};

const anomaly: BodyParts['anomaly'] = {
  write(writer, event) {
    anomalyPart.write(writer, event.type);
    nullableOrderIdPart.write(writer, event.order);
    textPart.write(writer, event.detail);
  },
  read: (reader) => ({
    kind: 'anomaly',
    type: anomalyPart.read(reader),
    order: nullableOrderIdPart.read(reader),
    detail: textPart.read(reader),
  }),
};

const bodyPart: Part<TradingEventBody> = unionPart<TradingEventKind, TradingEventBody>({
  what: 'event kind',
  tags: tags.eventKind,
  parts: {
    order,
    entry,
    hold,
    position,
    account,
    anomaly,
    reservation,
    status,
    floor,
    limit,
    equity,
    execution,
    margin,
  },
  nameOf: (event) => event.kind,
});

/**
 * Writes the form that a run's hash is taken over: the whole event, index, times and ids included,
 * but the number, which depends on what else was numbered and not on what trading did.
 */
export function writeCanonical(writer: BinaryWriter, event: TradingEvent): void {
  writer.uint(event.index);
  writer.int(event.at);
  writer.int(event.receivedAt);
  bodyPart.write(writer, event);
}

/** Trading's events as the journal keeps them: the number, then the canonical form. */
export const tradingEventCodec: Codec<TradingEvent> = {
  name: 'trading-event',
  version: 1,
  encode(writer: BinaryWriter, event: TradingEvent): void {
    writer.uint(event.number);
    writeCanonical(writer, event);
  },
  decode(reader: BinaryReader): TradingEvent {
    const head = {
      number: toInputNumber(reader.uint()),
      index: reader.uint(),
      at: timestampPart.read(reader),
      receivedAt: timestampPart.read(reader),
    };
    return { ...head, ...bodyPart.read(reader) };
  },
};

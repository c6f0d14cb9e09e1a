import { toCurrency, toOriginCode } from 'argosy/core';

import type { Command, CommandBody, PositionPlace } from './command.ts';
import { toInputNumber } from './interned.ts';
import { bookAction, bookLoan, expire } from './life-command-codec.ts';
import { limitSettingPart } from './limit-codec.ts';
import { newOrderParts } from './new-order-codec.ts';
import {
  bookIdPart,
  chargesPart,
  nullableStrategyIdPart,
  positionIdPart,
  productPart,
} from './order-codec.ts';
import { termsPart } from './order-terms-codec.ts';
import { namePart, nullablePart, unionPart, type Part, type PartsBy } from './part.ts';
import {
  accountIdPart,
  idPart,
  instrumentIdPart,
  moneyPart,
  nullableInstrumentIdPart,
  nullableTimestampPart,
  orderIdPart,
  quantityPart,
  textPart,
  timestampPart,
} from './scalar-codec.ts';
import { stateScopePart } from './state-scope-codec.ts';
import { tags } from './tags.ts';

type BodyParts = PartsBy<'type', CommandBody>;

const originPart = idPart(toOriginCode);
const nullableQuantityPart = nullablePart(quantityPart);
const nullableTermsPart = nullablePart(termsPart);
const tradingStatePart = namePart('trading state', tags.tradingState);

const amend: BodyParts['amend'] = {
  write(writer, body) {
    orderIdPart.write(writer, body.order);
    nullableQuantityPart.write(writer, body.qty);
    nullableTermsPart.write(writer, body.terms);
  },
  read: (reader) => ({
    type: 'amend',
    order: orderIdPart.read(reader),
    qty: nullableQuantityPart.read(reader),
    terms: nullableTermsPart.read(reader),
  }),
};

const cancel: BodyParts['cancel'] = {
  write(writer, body) {
    orderIdPart.write(writer, body.order);
  },
  read: (reader) => ({ type: 'cancel', order: orderIdPart.read(reader) }),
};

const cancelAll: BodyParts['cancelAll'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    bookIdPart.write(writer, body.book);
    nullableInstrumentIdPart.write(writer, body.instrument);
  },
  read: (reader) => ({
    type: 'cancelAll',
    account: accountIdPart.read(reader),
    book: bookIdPart.read(reader),
    instrument: nullableInstrumentIdPart.read(reader),
  }),
};

const setState: BodyParts['setState'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    stateScopePart.write(writer, body.scope);
    tradingStatePart.write(writer, body.state);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'setState',
    account: accountIdPart.read(reader),
    scope: stateScopePart.read(reader),
    state: tradingStatePart.read(reader),
    reason: textPart.read(reader),
  }),
};

const kill: BodyParts['kill'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    stateScopePart.write(writer, body.scope);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'kill',
    account: accountIdPart.read(reader),
    scope: stateScopePart.read(reader),
    reason: textPart.read(reader),
  }),
};

const setLimit: BodyParts['setLimit'] = {
  write(writer, body) {
    limitSettingPart.write(writer, body);
  },
  read: (reader) => ({ type: 'setLimit', ...limitSettingPart.read(reader) }),
};

const transfer: BodyParts['transfer'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    moneyPart.write(writer, body.amount);
  },
  read: (reader) => ({
    type: 'transfer',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    amount: moneyPart.read(reader),
  }),
};

const accountStatusPart = namePart('account status', tags.accountStatus);

const setStatus: BodyParts['setStatus'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    accountStatusPart.write(writer, body.status);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'setStatus',
    account: accountIdPart.read(reader),
    status: accountStatusPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const setFloor: BodyParts['setFloor'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    moneyPart.write(writer, body.floor);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'setFloor',
    account: accountIdPart.read(reader),
    floor: moneyPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const bookCharges: BodyParts['bookCharges'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    textPart.write(writer, body.currency);
    chargesPart.write(writer, body.charges);
  },
  read: (reader) => ({
    type: 'bookCharges',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    currency: toCurrency(reader.text()),
    charges: chargesPart.read(reader),
  }),
};

const purposePart = namePart('reservation purpose', tags.reservationPurpose);

const reserve: BodyParts['reserve'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.reservation);
    purposePart.write(writer, body.purpose);
    moneyPart.write(writer, body.amount);
    nullableTimestampPart.write(writer, body.expiresAt);
  },
  read: (reader) => ({
    type: 'reserve',
    account: accountIdPart.read(reader),
    reservation: textPart.read(reader),
    purpose: purposePart.read(reader),
    amount: moneyPart.read(reader),
    expiresAt: nullableTimestampPart.read(reader),
  }),
};

const postReserved: BodyParts['postReserved'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.reservation);
    textPart.write(writer, body.entry);
    moneyPart.write(writer, body.amount);
  },
  read: (reader) => ({
    type: 'postReserved',
    account: accountIdPart.read(reader),
    reservation: textPart.read(reader),
    entry: textPart.read(reader),
    amount: moneyPart.read(reader),
  }),
};

const voidReserved: BodyParts['voidReserved'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.reservation);
  },
  read: (reader) => ({
    type: 'voidReserved',
    account: accountIdPart.read(reader),
    reservation: textPart.read(reader),
  }),
};

const correctCash: BodyParts['correctCash'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    moneyPart.write(writer, body.amount);
  },
  read: (reader) => ({
    type: 'correctCash',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    amount: moneyPart.read(reader),
  }),
};

const placePart: Part<PositionPlace> = {
  write(writer, place) {
    bookIdPart.write(writer, place.book);
    productPart.write(writer, place.product);
    positionIdPart.write(writer, place.position);
  },
  read: (reader) => ({
    book: bookIdPart.read(reader),
    product: productPart.read(reader),
    position: positionIdPart.read(reader),
  }),
};

const movePosition: BodyParts['movePosition'] = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    instrumentIdPart.write(writer, body.instrument);
    quantityPart.write(writer, body.qty);
    placePart.write(writer, body.from);
    placePart.write(writer, body.to);
  },
  read: (reader) => ({
    type: 'movePosition',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    instrument: instrumentIdPart.read(reader),
    qty: quantityPart.read(reader),
    from: placePart.read(reader),
    to: placePart.read(reader),
  }),
};

const unreadable: BodyParts['unreadable'] = {
  write(writer, body) {
    textPart.write(writer, body.said);
    textPart.write(writer, body.id);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'unreadable',
    said: textPart.read(reader),
    id: textPart.read(reader),
    reason: textPart.read(reader),
  }),
};

const bodyPart: Part<CommandBody> = unionPart<CommandBody['type'], CommandBody>({
  what: 'command',
  tags: tags.command,
  parts: {
    ...newOrderParts,
    amend,
    cancel,
    cancelAll,
    setState,
    kill,
    setLimit,
    transfer,
    correctCash,
    movePosition,
    reserve,
    postReserved,
    voidReserved,
    setStatus,
    setFloor,
    bookCharges,
    bookAction,
    bookLoan,
    expire,
    unreadable,
  },
  nameOf: (body) => body.type,
});

/** What somebody wants of the trading machine. */
export const commandPart: Part<Command> = {
  write(writer, command) {
    originPart.write(writer, command.origin);
    nullableStrategyIdPart.write(writer, command.strategy);
    writer.uint(command.readTo);
    timestampPart.write(writer, command.at);
    bodyPart.write(writer, command.body);
  },
  read: (reader) => ({
    kind: 'command',
    origin: originPart.read(reader),
    strategy: nullableStrategyIdPart.read(reader),
    readTo: toInputNumber(reader.uint()),
    at: timestampPart.read(reader),
    body: bodyPart.read(reader),
  }),
};

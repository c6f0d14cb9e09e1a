import { toOriginCode } from 'argosy/core';

import type { Command, CommandBody } from './command.ts';
import { toInputNumber } from './interned.ts';
import { touchPart } from './market-data-codec.ts';
import { bookIdPart, nullableStrategyIdPart, requestPart, termsPart } from './order-codec.ts';
import { namePart, unionPart, type Part, type PartsBy } from './part.ts';
import {
  accountIdPart,
  idPart,
  moneyPart,
  nullableInstrumentIdPart,
  orderIdPart,
  quantityPart,
  textPart,
  timestampPart,
} from './scalar-codec.ts';
import { tags } from './tags.ts';

type BodyParts = PartsBy<'type', CommandBody>;

const originPart = idPart(toOriginCode);
const tradingStatePart = namePart('trading state', tags.tradingState);

const submit: BodyParts['submit'] = {
  write(writer, body) {
    requestPart.write(writer, body.request);
    touchPart.write(writer, body.touch);
  },
  read: (reader) => ({
    type: 'submit',
    request: requestPart.read(reader),
    touch: touchPart.read(reader),
  }),
};

const amend: BodyParts['amend'] = {
  write(writer, body) {
    orderIdPart.write(writer, body.order);
    quantityPart.write(writer, body.qty);
    termsPart.write(writer, body.terms);
  },
  read: (reader) => ({
    type: 'amend',
    order: orderIdPart.read(reader),
    qty: quantityPart.read(reader),
    terms: termsPart.read(reader),
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
    tradingStatePart.write(writer, body.state);
    textPart.write(writer, body.reason);
  },
  read: (reader) => ({
    type: 'setState',
    account: accountIdPart.read(reader),
    state: tradingStatePart.read(reader),
    reason: textPart.read(reader),
  }),
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

const bodyPart: Part<CommandBody> = unionPart<CommandBody['type'], CommandBody>({
  what: 'command',
  tags: tags.command,
  parts: { submit, amend, cancel, cancelAll, setState, transfer },
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

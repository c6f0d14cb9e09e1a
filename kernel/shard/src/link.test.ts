import { toAskId, toOrderId, toOriginCode, toStrategyId, toTimestamp } from 'argosy/core';
import { toInputNumber, type Ask, type Command } from 'argosy/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { Link, LINK_MAX } from './link.ts';

let link = new Link();
let arrived: string[] = [];

function aCommand(order: string): Command {
  return {
    kind: 'command',
    origin: toOriginCode('TEST'),
    strategy: toStrategyId('TEST'),
    readTo: toInputNumber(0),
    at: toTimestamp(0),
    body: { type: 'cancel', order: toOrderId(order) },
  };
}

function anAsk(id: string): Ask {
  const body = { port: 'model', request: null } as const;
  return { id: toAskId(id), strategy: toStrategyId('TEST'), body };
}

function nameOf({ body }: Command): string {
  return body.type === 'cancel' ? body.order : body.type;
}

function drain(): void {
  link.drain(
    (command) => arrived.push(nameOf(command)),
    (ask) => arrived.push(ask.id),
  );
}

beforeEach(() => {
  link = new Link();
  arrived = [];
});

describe('a link', () => {
  test('lets nothing arrive before it is drained', () => {
    link.send(aCommand('000000010001'));
    expect(arrived).toEqual([]);
    expect(link.isEmpty).toBe(false);
  });

  test('hands over in the order of sending, commands before questions', () => {
    link.ask(anAsk('0001-1'));
    link.send(aCommand('000000010002'));
    link.send(aCommand('000000010001'));
    link.ask(anAsk('0001-2'));
    drain();
    expect(arrived).toEqual(['000000010002', '000000010001', '0001-1', '0001-2']);
  });

  test('hands everything over once', () => {
    link.send(aCommand('000000010001'));
    link.ask(anAsk('0001-1'));
    drain();
    drain();
    expect(arrived).toEqual(['000000010001', '0001-1']);
    expect(link.isEmpty).toBe(true);
  });

  test('keeps what is sent while it is drained for the next time', () => {
    link.send(aCommand('000000010001'));
    const sendMore = (): void => link.send(aCommand('000000010002'));
    link.drain(sendMore, () => {});
    expect(link.isEmpty).toBe(false);
    drain();
    expect(arrived).toEqual(['000000010002']);
  });

  test('is not empty while only a question is under way', () => {
    link.ask(anAsk('0001-1'));
    expect(link.isEmpty).toBe(false);
  });
});

describe('a full link', () => {
  test('refuses one more command and keeps those it has', () => {
    const command = aCommand('000000010001');
    for (let n = 0; n < LINK_MAX; n += 1) link.send(command);
    expect(() => link.send(command)).toThrow(expect.objectContaining({ code: 'LINK_FULL' }));
    drain();
    expect(arrived).toHaveLength(LINK_MAX);
  });

  test('refuses one more question', () => {
    const ask = anAsk('0001-1');
    for (let n = 0; n < LINK_MAX; n += 1) link.ask(ask);
    expect(() => link.ask(ask)).toThrow(expect.objectContaining({ code: 'LINK_FULL' }));
  });

  test('takes more once it is drained', () => {
    const command = aCommand('000000010001');
    for (let n = 0; n < LINK_MAX; n += 1) link.send(command);
    drain();
    expect(() => link.send(command)).not.toThrow();
  });
});

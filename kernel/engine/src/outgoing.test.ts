import { toAskId, toOrderId, toStrategyId } from 'argosy/core';
import type { Ask, CommandBody } from 'argosy/domain';
import { anOrderRequest, aTouch } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Outgoing } from './outgoing.ts';

const [one, two] = [toOrderId('0000TEST000001'), toOrderId('0000TEST000002')];
const ask: Ask = {
  id: toAskId('Q-1'),
  strategy: toStrategyId('TEST'),
  body: { port: 'model', request: 1 },
};
const submit = (id = one): CommandBody => ({
  type: 'submit',
  request: anOrderRequest({ id }),
  touch: aTouch(),
});
const list: CommandBody = {
  type: 'submitList',
  orders: [one, two].map((id) => ({ request: anOrderRequest({ id }), touch: aTouch() })),
};

/** What leaves, and which orders were only made. */
function flush(outgoing: Outgoing): readonly [readonly string[], readonly string[]] {
  const left: string[] = [];
  const made = outgoing.flush(
    ({ type }) => void left.push(type),
    ({ id }) => void left.push(id),
  );
  return [left, made];
}

describe('what a callback sends', () => {
  test('leaves in the order it was wished, once', () => {
    const outgoing = new Outgoing();
    outgoing.command({ type: 'cancel', order: one });
    outgoing.ask(ask);
    outgoing.command(submit());
    expect(flush(outgoing)).toEqual([['cancel', 'Q-1', 'submit'], []]);
    expect([outgoing.isEmpty, flush(outgoing)]).toEqual([true, [[], []]]);
  });

  test('goes on with what is wished while it leaves', () => {
    const outgoing = new Outgoing();
    outgoing.command(submit());
    outgoing.flush(
      () => outgoing.command({ type: 'cancel', order: one }),
      () => {},
    );
    expect(flush(outgoing)).toEqual([['cancel'], []]);
  });

  test.each<readonly [string, CommandBody, readonly string[]]>([
    ['an order', submit(), [two]],
    ['a list', list, []],
    ['a cancel', { type: 'cancel', order: one }, [one, two]],
  ])('as %s was made and sent; the rest was only made', (_, body, expected) => {
    const outgoing = new Outgoing();
    outgoing.made(one);
    outgoing.made(two);
    expect(outgoing.isEmpty).toBe(false);
    outgoing.command(body);
    expect(flush(outgoing)[1]).toEqual(expected);
    expect(flush(outgoing)[1]).toEqual([]);
  });

  test('is dropped where it throws, and its orders are named', () => {
    const outgoing = new Outgoing();
    outgoing.made(one);
    outgoing.command(list);
    outgoing.command({ type: 'cancel', order: one });
    outgoing.ask(ask);
    outgoing.signal();
    expect([outgoing.signals, outgoing.discard()]).toEqual([1, [one, two]]);
    expect([outgoing.isEmpty, outgoing.signals, flush(outgoing)]).toEqual([true, 0, [[], []]]);
  });

  test('is something where it is a signal alone', () => {
    const outgoing = new Outgoing();
    outgoing.signal();
    expect(outgoing.isEmpty).toBe(false);
    flush(outgoing);
    expect(outgoing.isEmpty).toBe(true);
  });
});

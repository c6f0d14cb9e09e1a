import { toStrategyId } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { SIGNALS_PER_TURN_MAX, SignalDesk } from './signal-desk.ts';

type Listener = { readonly order: number };

const [first, second]: readonly [Listener, Listener] = [{ order: 0 }, { order: 1 }];
const news = toStrategyId('news');

/** Whom a desk tells what, as `place topic value`; what each is told may lead to more. */
function delivered(
  desk: SignalDesk<Listener>,
  then: (value: unknown) => void = () => {},
): readonly string[] {
  const told: string[] = [];
  desk.deliver(({ order }, { topic, from, value }) => {
    told.push(`${order} ${topic} of ${from}: ${String(value)}`);
    then(value);
  });
  return told;
}

function deskOf(...listeners: readonly Listener[]): SignalDesk<Listener> {
  const desk = new SignalDesk<Listener>();
  for (const listener of listeners) desk.subscribe('mood', listener);
  return desk;
}

describe('a signal', () => {
  it('goes to the listeners of its topic, in their order and not in that of subscribing', () => {
    const desk = deskOf(second, first);
    desk.publish('mood', news, 'glad');
    desk.publish('other', news, 'unheard');
    expect(delivered(desk)).toEqual(['0 mood of news: glad', '1 mood of news: glad']);
  });

  it('is told once to one that subscribed twice', () => {
    const desk = deskOf(first, first);
    desk.publish('mood', news, 1);
    expect(delivered(desk)).toEqual(['0 mood of news: 1']);
  });

  it('is told once, not again at the next delivery', () => {
    const desk = deskOf(first);
    desk.publish('mood', news, 1);
    delivered(desk);
    expect(delivered(desk)).toEqual([]);
  });

  it('that another leads to comes after it, in the same delivery', () => {
    const desk = deskOf(first, second);
    desk.publish('mood', news, 1);
    const told = delivered(desk, (value) => {
      if (value === 1) desk.publish('mood', news, 2);
    });
    expect(told.map((line) => line.slice(-1))).toEqual(['1', '1', '2', '2', '2', '2']);
  });

  it('of a callback that threw is taken back, those before it stay', () => {
    const desk = deskOf(first);
    for (const value of [1, 2, 3]) desk.publish('mood', news, value);
    desk.withdraw(2);
    expect(delivered(desk)).toEqual(['0 mood of news: 1']);
  });
});

describe('signals of one turn', () => {
  it('are bounded: one more is a loop between strategies, and says of which topic', () => {
    const desk = deskOf();
    for (let n = 0; n < SIGNALS_PER_TURN_MAX; n += 1) desk.publish('mood', news, n);
    expect(() => desk.publish('mood', news, 0)).toThrow(/10000, refusing "mood"/u);
  });

  it('that answer each other for ever are stopped', () => {
    const desk = deskOf(first);
    desk.publish('mood', news, 0);
    expect(() => delivered(desk, () => desk.publish('mood', news, 0))).toThrow(/refusing "mood"/u);
  });

  it('have their room again in the next turn', () => {
    const desk = deskOf();
    for (let n = 0; n < SIGNALS_PER_TURN_MAX; n += 1) desk.publish('mood', news, n);
    delivered(desk);
    expect(() => desk.publish('mood', news, 0)).not.toThrow();
  });
});

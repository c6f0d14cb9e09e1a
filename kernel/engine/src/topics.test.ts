import { toBarSpecText, toInstrumentIndex } from 'argosy/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { BarTopic, InstrumentTopic } from './topics.ts';

const index = toInstrumentIndex(3);
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const listeners = [0, 1, 2, 3, 4].map((order) => ({ order }));

it('keeps listeners in their own order, whoever subscribes first', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(listeners), (subscribing) => {
      const topic = new InstrumentTopic();
      for (const listener of subscribing) topic.subscribe(index, listener);
      const orders = (topic.listeners(index) ?? []).map(({ order }) => order);
      expect(orders).toEqual(subscribing.map(({ order }) => order).toSorted((a, b) => a - b));
    }),
  );
});

it('takes a second subscription for the first', () => {
  const topic = new InstrumentTopic();
  const listener = { order: 0 };
  topic.subscribe(index, listener);
  topic.subscribe(index, listener);
  expect(topic.listeners(index)).toEqual([listener]);
});

it('lets a listener go while the list is being walked', () => {
  const topic = new InstrumentTopic<{ readonly order: number }>();
  for (const listener of listeners) topic.subscribe(index, listener);
  const heard: number[] = [];
  for (const listener of topic.listeners(index) ?? []) {
    heard.push(listener.order);
    topic.unsubscribe(index, listener);
  }
  expect(heard).toEqual([0, 1, 2, 3, 4]);
  expect(topic.listeners(index)).toBeUndefined();
});

it('says of bars who is the first to listen and who the last to leave', () => {
  const topic = new BarTopic();
  const [one, two] = [{ order: 0 }, { order: 1 }];
  expect([topic.subscribe(spec, one), topic.subscribe(spec, two)]).toEqual([true, false]);
  expect([topic.unsubscribe(spec, one), topic.unsubscribe(spec, two)]).toEqual([false, true]);
});

import { toQuantity } from 'argosy/core';
import { aBar, anInstrument, aQuote, aTrade, ParentRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

describe('races', () => {
  test('a fill that comes after the cancel of its child ends what was sent in its place', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 1 });
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.pass(1);
    expect(rig.sums).toEqual([0, 100, 0]);
    rig.fill(rig.child(0), { qty: 40, price: 10_000 });
    expect(rig.machine.order(rig.child(1))?.pending).toBe('cancel');
    rig.report(rig.child(1), { type: 'canceled', reason: null });
    rig.setState('ACTIVE');
    rig.pass(2);
    expect(rig.sums).toEqual([40, 60, 0]);
  });

  test('a fill beyond the whole of it ends it', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 1 });
    rig.fill(rig.child(0), { qty: 125, price: 10_000 });
    expect(rig.progress).toMatchObject({ outcome: 'filled', filled: 125, left: 0 });
  });

  test('a cancel and a kill end it once', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.cancel(rig.parent);
    rig.cancelAll();
    const told = rig.of('execution').map(({ change }) => change.type);
    expect(told).toEqual(['began', 'sliced', 'ending']);
  });

  test('a fill that is taken back is asked for again', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 });
    rig.fill(rig.child(0), { qty: 30, price: 10_000, trade: 'T1' });
    rig.bust(rig.child(0), 'T1');
    expect(rig.sums).toEqual([0, 50, 50]);
  });

  test('an answer that is lost leaves its child at work', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 });
    rig.report(rig.child(0), { type: 'unanswered', request: 'submit' });
    rig.pass(20);
    expect(rig.sums).toEqual([0, 100, 0]);
  });
});

describe('an instrument that takes no less than ten', () => {
  const instruments = [anInstrument({ minQty: toQuantity(10) })];
  const sent = (rig: ParentRig): readonly number[] =>
    rig.of('execution').flatMap(({ change }) => (change.type === 'sliced' ? [change.qty] : []));

  test.each([
    ['an even schedule', { type: 'twap', slices: 3 }, 25, [15, 10]],
    ['one part at a time', { type: 'iceberg', shown: toQuantity(10) }, 25, [10, 15]],
    ['a share of the market', { type: 'pov', rateBps: 10_000, least: toQuantity(1) }, 25, [15, 10]],
    ['parts that can be smaller', { type: 'iceberg', shown: toQuantity(18) }, 25, [15, 10]],
  ] as const)('has all of it traded by %s', (_, algorithm, qty, parts) => {
    const rig = new ParentRig({ instruments });
    rig.execute(algorithm, { seconds: 9 }, { qty: toQuantity(qty) });
    for (const [place, part] of parts.entries()) {
      rig.feed(aTrade({ qty: place === 0 ? 16 : 100 }));
      rig.pass(place === 0 ? 4 : 3);
      rig.fill(rig.child(place), { qty: part, price: 10_000, trade: `T${place}` });
    }
    expect(sent(rig)).toEqual(parts);
    expect(rig.progress).toMatchObject({ outcome: 'filled', filled: qty });
  });

  test('holds what is left where that is less, and says so', () => {
    const rig = new ParentRig({ instruments });
    rig.execute({ type: 'twap', slices: 1 }, {}, { qty: toQuantity(12) });
    rig.fill(rig.child(0), { qty: 5, price: 10_000 });
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.pass(3);
    expect(rig.progress).toMatchObject({ held: 'QTY_BELOW_MINIMUM', filled: 5, left: 7 });
    const told = rig
      .of('execution')
      .flatMap(({ change }) => (change.type === 'held' ? [change.reason] : []));
    expect(told).toEqual(['7 is left, and SBIN.NSE takes no less than 10']);
  });
});

describe('the market', () => {
  const volume = (rig: ParentRig, qty: number): void => rig.feed(aTrade({ qty }));

  test('is followed at a rate, in parts that are not too small', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'pov', rateBps: 1_000, least: toQuantity(10) });
    expect(rig.sums).toEqual([0, 0, 100]);
    volume(rig, 99);
    expect(rig.sums).toEqual([0, 0, 100]);
    volume(rig, 150);
    expect(rig.sums).toEqual([0, 24, 76]);
    volume(rig, 10_000);
    expect(rig.sums).toEqual([0, 100, 0]);
  });

  test('is told by the bars of the first series where nothing else tells of it', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'pov', rateBps: 1_000, least: toQuantity(10) });
    const ofHundred = { volume: toQuantity(100) };
    rig.feed({ ...aBar(), ...ofHundred }, { ...aBar({ revision: 1 }), ...ofHundred });
    rig.feed({ ...aBar({ spec: '5-MINUTE-LAST-EXTERNAL' }), ...ofHundred });
    expect(rig.sums).toEqual([0, 10, 90]);
  });

  test('sees one part of an iceberg at a time', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'iceberg', shown: toQuantity(30) });
    expect(rig.sums).toEqual([0, 30, 70]);
    for (const [place, qty] of [30, 30, 30, 10].entries()) {
      rig.fill(rig.child(place), { qty, price: 10_000, trade: `${place}` });
    }
    expect(rig.progress).toMatchObject({ outcome: 'filled', children: 4 });
  });
});

describe('after a restart', () => {
  test.each(['recover', 'resume', 'restart', 'recall'] as const)('by %s it goes on', (how) => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.fill(rig.child(0), { qty: 25, price: 10_000 });
    rig[how]();
    rig.feed(aQuote());
    rig.pass(10);
    expect(rig.sums).toEqual([25, 25, 50]);
  });

  test('the volume it has seen by its last child still counts', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'pov', rateBps: 1_000, least: toQuantity(1) });
    rig.feed(aTrade({ qty: 100 }));
    rig.recover();
    rig.feed(aTrade({ qty: 100 }));
    expect(rig.sums).toEqual([0, 20, 80]);
  });
});

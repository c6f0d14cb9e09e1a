import { BinaryReader, toInstrumentId, toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { MemoryJournal } from 'argosy/shard';
import { aQuote, aRigEngine, aTradingConfig, ShardRig } from '@argosy/testkit';
import { beforeEach, expect, it, test } from 'vitest';

import { engineFrameCodec, type EngineFrame } from './engine-frame.ts';
import { ENGINE_LINES_MAX } from './engine-relay.ts';
import { HostedEngine } from './hosted-engine.ts';

const config = aTradingConfig();
const turn = { number: toInputNumber(3), now: toTimestamp(5) };

let hosted: HostedEngine;
let frames: EngineFrame[];
let rig: ShardRig;
beforeEach(() => {
  hosted = new HostedEngine(
    aRigEngine(config, [], () => {}),
    config.instruments,
  );
  frames = [];
  rig = new ShardRig({ journal: new MemoryJournal('hash'), config });
});

const line = { send: (frame: EngineFrame) => void frames.push(frame) };

test('one that is there when the shard opens starts with it', () => {
  rig.relay.attach(line, []);
  expect(frames.map(({ type }) => type)).toEqual(['known']);
  rig.open();
  expect(frames.at(-1)?.type).toBe('start');
  for (const frame of frames) hosted.take(frame);
  expect(hosted.isRunning).toBe(true);
});

test('one that comes later starts at once, where the number line is', () => {
  rig.open();
  rig.feed(aQuote());
  rig.relay.attach(line, []);
  expect(frames).toMatchObject([{ type: 'known' }, { type: 'start', turn: { number: 1 } }]);
});

test('what is meant for trading passes as its time and nothing else', () => {
  rig.relay.attach(line, []);
  rig.open();
  frames.length = 0;
  const order = rig.submit();
  rig.report(order, { type: 'rejected', reason: 'no' });
  const inputs = frames.filter(({ type }) => type === 'input' || type === 'passed');
  expect(inputs.map(({ type }) => type)).toEqual(['passed', 'passed']);
});

test('one that was left behind hears nothing more', () => {
  rig.relay.attach(line, []);
  rig.open();
  rig.relay.detach(line);
  frames.length = 0;
  rig.feed(aQuote());
  expect(frames).toEqual([]);
  expect(rig.relay.lines).toBe(0);
});

test('there are only so many lines', () => {
  for (let place = 0; place < ENGINE_LINES_MAX; place += 1) {
    expect(rig.relay.attach({ send: () => {} }, [])).toBe(true);
  }
  expect(rig.relay.attach({ send: () => {} }, [])).toBe(false);
});

test('the end of the shard stops the strategies of a host', () => {
  rig.relay.attach(line, []);
  rig.open();
  rig.shard.close(toTimestamp(1e9));
  for (const frame of frames) hosted.take(frame);
  expect(hosted.isRunning).toBe(false);
});

it.each<[string, EngineFrame]>([
  ['a start before it knows anything', { type: 'start', turn }],
  ['an end before a start', { type: 'stop', turn }],
])('refuses %s', (_, frame) => {
  expect(() => hosted.take(frame)).toThrow(expect.objectContaining({ code: 'LINE_ORDER' }));
});

it('refuses market data of an instrument that it does not have', () => {
  const input = { ...aQuote(), instrument: toInstrumentId('OTHER.NSE') };
  expect(() => hosted.take({ type: 'input', turn, input })).toThrow(
    expect.objectContaining({ code: 'BAD_FRAME' }),
  );
});

it('refuses bytes that are no frame', () => {
  expect(() => engineFrameCodec.decode(new BinaryReader(Uint8Array.of(99)))).toThrow(
    expect.objectContaining({ code: 'BAD_FRAME' }),
  );
});

it('counts the market data that the line had no room for', () => {
  hosted.take({ type: 'conflated', count: 3 });
  hosted.take({ type: 'conflated', count: 4 });
  expect(hosted.conflated).toBe(7);
});

import { describe, expect, test } from 'vitest';

import type { Bar } from '../market/bar.ts';
import { joinBars } from './join-bars.ts';

/** A bar of a minute; what is over ends at 2, what is under way stands at 1. */
function aBar(minute: number, isClosed: boolean, close = isClosed ? '2' : '1'): Bar {
  const at = (each: number): string => `2026-11-20T04:${String(each).padStart(2, '0')}:00Z`;
  const prices = { open: '1', high: '2', low: '1', close, volume: '5' };
  return { isClosed, isWhole: true, opensAt: at(minute), closesAt: at(minute + 1), ...prices };
}
const over = (minute: number): Bar => aBar(minute, true);
const open = (minute: number, close?: string): Bar => aBar(minute, false, close);

describe('bars that go on', () => {
  test.each([
    [
      'what is under way is replaced',
      [over(1), open(2)],
      [over(1), open(2, '3')],
      [over(1), open(2, '3')],
    ],
    ['what ends is told as it ended', [open(1)], [over(1), open(2)], [over(1), open(2)]],
    ['what ends with nothing behind it', [open(1)], [over(1)], [over(1)]],
    ['what is new is added', [over(1)], [over(1), open(2)], [over(1), open(2)]],
    [
      'the next one that is over already',
      [over(1)],
      [over(2), open(3)],
      [over(1), over(2), open(3)],
    ],
    ['behind a time without trades', [over(1)], [over(1), open(9)], [over(1), open(9)]],
    ['nothing was there yet', [], [open(1)], [open(1)]],
    ['nothing comes', [over(1)], [], [over(1)]],
  ])('%s', (_, known, bars, joined) => {
    expect(joinBars(known, { bars })).toEqual({ bars: joined, hasGap: false });
  });

  test('what is over stays as it is, and what comes late changes nothing', () => {
    const known = [over(1), over(2)];
    expect(joinBars(known, { bars: [over(1), open(2, '9')] })).toEqual({
      bars: known,
      hasGap: false,
    });
  });
});

describe('there is a gap', () => {
  test.each([
    ['where the end of what was under way was left out', [open(1)], [over(2), open(3)]],
    ['where it is not there any more', [open(1)], [open(2)]],
    ['where a bar may lie between', [over(1)], [over(3), open(4)]],
    ['where nothing was there, and one is over', [], [over(2), open(3)]],
  ])('%s', (_, known, bars) => {
    expect(joinBars(known, { bars }).hasGap).toBe(true);
  });
});

import { toInstrumentId } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { columnsOf, layoutOfHeader } from './csv-layout.ts';

const columnsIn = (header: string): readonly string[] => header.split(' ');
const layoutOf = (header: string, spec: string | null = null) =>
  layoutOfHeader(columnsIn(header), spec);

describe('a header that names our own columns', () => {
  it.each([
    ['instrument event_time_us bid ask bid_qty ask_qty', { kind: 'quote', timeUnit: 'us' }],
    ['ask_qty bid_qty ask bid time instrument', { kind: 'quote', time: 'time', timeUnit: 'iso' }],
    ['instrument time price qty', { kind: 'trade', aggressor: null, tradeId: null }],
    ['instrument time price qty trade_id', { kind: 'trade', tradeId: 'trade_id' }],
    ['instrument time price qty aggressor more', { kind: 'trade', aggressor: 'aggressor' }],
  ])('%s is a layout', (header, expected) => {
    expect(layoutOf(header)).toMatchObject(expected);
  });

  it.each([
    ['open_time_us close_time_us', 'us', null],
    ['open_time close_time volume', 'iso', 'volume'],
  ])('of bars with %s is one where the specification is told', (times, unit, volume) => {
    const header = `instrument ${times} open high low close`;
    const spec = '1-MINUTE-LAST-EXTERNAL';
    expect(layoutOf(header, spec)).toMatchObject({ kind: 'bar', spec, volume, time: { unit } });
    expect(layoutOf(header)).toBeNull();
  });

  it.each([
    'event_time_us bid ask bid_qty ask_qty',
    'instrument bid ask bid_qty ask_qty',
    'instrument time bid ask bid_qty',
    'instrument time price',
    'instrument open_time open high low close',
  ])('but lacks one is none: %s', (header) => {
    expect(layoutOf(header, '1-MINUTE-LAST-EXTERNAL')).toBeNull();
  });
});

describe('the columns that a layout reads', () => {
  it('are all that it names', () => {
    const header = 'instrument time price qty trade_id';
    const layout = layoutOf(header) ?? expect.fail('no layout');
    expect(columnsOf(layout)).toEqual(columnsIn(header));
    const instrument = { id: toInstrumentId('SBIN.NSE') };
    expect(columnsOf({ ...layout, instrument })).toEqual(columnsIn(header).slice(1));
  });

  it('are both ends of a bar where both are written', () => {
    const header = 'instrument open_time_us close_time_us open high low close';
    const layout = layoutOf(header, '1-MINUTE-LAST-EXTERNAL') ?? expect.fail('no layout');
    expect(columnsOf(layout)).toEqual(columnsIn(header));
  });
});

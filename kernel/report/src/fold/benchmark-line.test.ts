import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, toInstrumentIndex, type Instrument } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { BenchmarkLine, benchmarkOf } from './benchmark-line.ts';

const [one, two, three] = ['A.NSE', 'B.NSE', 'C.NSE'].map((id) =>
  anInstrument({ id: toInstrumentId(id) }),
) as [Instrument, Instrument, Instrument];
const table = new InstrumentTable([one, two, three]);

function aLine(chosen: readonly Instrument[]) {
  const line = new BenchmarkLine(table, chosen);
  const mark = ({ id }: Instrument, mark2: number): void => {
    line.mark({
      index: table.indexOf(id) ?? toInstrumentIndex(0),
      mark2,
      low2: mark2,
      high2: mark2,
    });
  };
  return { line, mark };
}

describe('a benchmark', () => {
  it('is not known before its first price, and is 1 at it', () => {
    const { line, mark } = aLine([one]);
    expect(line.growth).toBeNaN();
    mark(one, 200);
    expect(line.growth).toBe(1);
    mark(one, 250);
    expect(line.growth).toBe(1.25);
  });

  it('is of equal parts, whatever a share costs', () => {
    const { line, mark } = aLine([one, two]);
    mark(one, 100);
    mark(two, 8_000);
    mark(one, 150);
    mark(two, 7_200);
    expect(line.growth).toBeCloseTo((1.5 + 0.9) / 2, 12);
  });

  it('takes one in that comes later at what the others have grown to', () => {
    const { line, mark } = aLine([one, two]);
    mark(one, 100);
    mark(one, 200);
    mark(two, 50);
    expect(line.growth).toBe(2);
    mark(two, 75);
    expect(line.growth).toBe(2.5);
  });

  it('minds nothing but its own instruments, and no price of nothing', () => {
    const { line, mark } = aLine([one]);
    mark(one, 100);
    mark(three, 900);
    mark(one, 0);
    expect(line.growth).toBe(1);
  });

  it('begins anew at the prices that are known', () => {
    const { line, mark } = aLine([one, two]);
    mark(one, 100);
    mark(one, 300);
    line.begin();
    expect(line.growth).toBe(1);
    mark(one, 330);
    expect(line.growth).toBeCloseTo(1.1, 12);
    mark(two, 70);
    mark(two, 140);
    expect(line.growth).toBeCloseTo((1.1 + 2.2) / 2, 12);
  });

  it('names the first five of many', () => {
    const many = Array.from({ length: 7 }, (_, at) =>
      anInstrument({ id: toInstrumentId(`S${at}.NSE`) }),
    );
    expect(new BenchmarkLine(new InstrumentTable(many), many).name).toBe(
      'S0.NSE, S1.NSE, S2.NSE, S3.NSE, S4.NSE and 2 more',
    );
    expect(aLine([]).line.name).toBeNull();
    expect(aLine([two]).line.name).toBe('B.NSE');
  });

  it('is the one that is named, else all that can be held for good', () => {
    expect(benchmarkOf(table, 'B.NSE')).toEqual([two]);
    expect(benchmarkOf(table, 'NOBODY')).toEqual([]);
    expect(benchmarkOf(table, null)).toEqual([one, two, three]);
  });
});

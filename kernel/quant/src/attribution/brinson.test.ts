import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  allocationConventions,
  attributeReturn,
  linkAttributions,
  type Sector,
} from './brinson.ts';

const weights = [0.4, 0.3, 0.2, 0.1];
const benchmarkWeights = [0.3, 0.3, 0.25, 0.15];
const returns = [0.08, 0.02, -0.03, 0.05];
const benchmarkReturns = [0.06, 0.03, -0.01, 0.04];
const example: readonly Sector[] = weights.map((weight, at) => ({
  name: `sector ${at}`,
  weight,
  benchmarkWeight: benchmarkWeights[at] ?? NaN,
  return: returns[at] ?? NaN,
  benchmarkReturn: benchmarkReturns[at] ?? NaN,
}));

describe('an attribution', () => {
  it('of the worked example is 0.65 % in three parts', () => {
    const { active, total } = attributeReturn(example);
    expect(active).toBeCloseTo(0.0065, 12);
    expect(total.allocation).toBeCloseTo(0.0045, 12);
    expect(total.selection).toBeCloseTo(-0.0005, 12);
    expect(total.interaction).toBeCloseTo(0.0025, 12);
  });

  it('has the same totals by both conventions, and other allocations of the parts', () => {
    const [fachler, hood] = [
      attributeReturn(example),
      attributeReturn(example, 'brinsonHoodBeebower'),
    ];
    expect(fachler.total.allocation).toBeCloseTo(hood.total.allocation, 12);
    expect(fachler.sectors[0]?.allocation).toBeCloseTo(0.1 * (0.06 - 0.0305), 12);
    expect(hood.sectors[0]?.allocation).toBeCloseTo(0.1 * 0.06, 12);
    expect(Object.keys(allocationConventions)).toHaveLength(2);
  });

  it('refuses weights that do not sum to one, and what is no number', () => {
    expect(() => attributeReturn(example.slice(1))).toThrow('weights of the portfolio sum to 0.6');
    const wrong = example.map((sector, at) => (at === 2 ? { ...sector, return: NaN } : sector));
    expect(() => attributeReturn(wrong)).toThrow('a weight or return of sector 2');
  });
});

describe('attributions of several periods', () => {
  const fraction = fc.double({ min: -0.2, max: 0.2, noNaN: true });
  const period = fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fraction, fraction, fraction, fraction)
    .map(([weight, one, two, three, four]) =>
      attributeReturn([
        { name: 'a', weight, benchmarkWeight: 0.5, return: one, benchmarkReturn: two },
        {
          name: 'b',
          weight: 1 - weight,
          benchmarkWeight: 0.5,
          return: three,
          benchmarkReturn: four,
        },
      ]),
    );

  it('sum to the difference of the compounded returns', () => {
    const property = fc.property(fc.array(period, { minLength: 1, maxLength: 12 }), (periods) => {
      const { active, total } = linkAttributions(periods);
      expect(total.allocation + total.selection + total.interaction).toBeCloseTo(active, 9);
    });
    fc.assert(property);
  });

  it('of one period are its own', () => {
    const { total } = attributeReturn(example);
    const linked = linkAttributions([attributeReturn(example)]).total;
    expect(linked.allocation).toBeCloseTo(total.allocation, 15);
    expect(linked.interaction).toBeCloseTo(total.interaction, 15);
  });

  it('are none where nothing differs, and refused where everything is lost', () => {
    const same = example.map((sector) => ({
      ...sector,
      weight: sector.benchmarkWeight,
      return: sector.benchmarkReturn,
    }));
    expect(linkAttributions([attributeReturn(same)])).toMatchObject({ active: 0 });
    const lost = example.map((sector) => ({ ...sector, return: -1.2 }));
    expect(() => linkAttributions([attributeReturn(lost)])).toThrow(
      'expected above -1 to be linked',
    );
  });
});

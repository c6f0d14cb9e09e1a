import { aWalk, columnsOf } from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { acceleratorOscillator, awesomeOscillator } from './awesome-oscillator.ts';
import { cmoPlain } from './cmo-plain.ts';
import { coppock } from './coppock.ts';
import { dpo } from './dpo.ts';
import { efficiencyRatio } from './efficiency-ratio.ts';
import { elderRay } from './elder-ray.ts';
import { fosc } from './forecast-oscillator.ts';
import { kdj } from './kdj.ts';
import { qstick } from './qstick.ts';
import { smi } from './smi.ts';
import { tsi } from './tsi.ts';
import { vhf } from './vhf.ts';
import { vortex } from './vortex.ts';

// What TA-Lib 0.8.1 gives of the same bars with its standard parameters at these rows, made with its Python
// package in November 2026: the one that other tests ask is older and lacks these functions.
const at = [60, 140, 399];
const columns = columnsOf(aWalk('lines 0'));

test.each([
  [
    'acceleratorOscillator',
    acceleratorOscillator,
    'AC',
    'acceleratorOscillator',
    [0.18432941176469875, -0.2640882352941134, -0.03152352941177411],
  ],
  [
    'awesomeOscillator',
    awesomeOscillator,
    'AO',
    'awesomeOscillator',
    [4.207941176470598, -1.2447352941176462, 0.22588235294115577],
  ],
  [
    'cmoPlain',
    cmoPlain,
    'CMOU',
    'cmoPlain',
    [34.34579439252322, -22.324966974900747, 2.310231023102397],
  ],
  [
    'coppock',
    coppock,
    'COPPOCK',
    'coppock',
    [4.591206335818646, -3.082838516928502, 0.3810293881580917],
  ],
  ['dpo', dpo, 'DPO', 'dpo', [-1.4210000000000917, 0.9969999999999573, 0.19249999999999545]],
  [
    'efficiencyRatio',
    efficiencyRatio,
    'ER',
    'efficiencyRatio',
    [0.43950995405819043, 0.19077568134171682, 0.15178571428571583],
  ],
  ['elderRay', elderRay, 'ERI', 'bull', [2.6630144508028764, 0.1697987477769516, 1.15596801749507]],
  [
    'elderRay',
    elderRay,
    'ERI',
    'bear',
    [1.033014450802881, -1.4302012522230427, -0.5240319825049369],
  ],
  ['fosc', fosc, 'FOSC', 'fosc', [-0.9503294475410342, 0.9294107253197578, 0.2765692977017998]],
  ['kdj', kdj, 'KDJ', 'k', [81.76139255852516, 31.026604541032683, 52.188145268189906]],
  ['kdj', kdj, 'KDJ', 'd', [77.94945517851366, 30.079261196860912, 49.3309908603683]],
  ['kdj', kdj, 'KDJ', 'j', [89.38526731854816, 32.92129122937622, 57.902454083833106]],
  [
    'qstick',
    qstick,
    'QSTICK',
    'qstick',
    [0.202000000000001, -0.16799999999999926, -0.14000000000000057],
  ],
  ['smi', smi, 'SMI', 'smi', [61.792003565279295, -24.10129648475499, 23.78478705642055]],
  ['smi', smi, 'SMI', 'signal', [59.800534979323494, -16.72665021168104, 29.176126948308653]],
  ['tsi', tsi, 'TSI', 'tsi', [38.398123932327515, -12.778601727110061, 8.463164374605947]],
  ['vhf', vhf, 'VHF', 'vhf', [0.4879999999999989, 0.2100054975261127, 0.14886877828054368]],
  ['vortex', vortex, 'VORTEX', 'plus', [1.1840455840455832, 0.8898433552299143, 1.013756613756614]],
  [
    'vortex',
    vortex,
    'VORTEX',
    'minus',
    [0.8227920227920231, 1.1061141990904502, 0.9682539682539686],
  ],
] as const)(
  '%s gives what TA-Lib’s newer function gives',
  (...[, definition, , line, expected]) => {
    const over: Readonly<Record<string, Float64Array>> = definition.over(columns);
    for (const [place, row] of at.entries()) {
      expect(over[line]?.[row]).toBeCloseTo(expected[place] ?? NaN, 9);
    }
  },
);

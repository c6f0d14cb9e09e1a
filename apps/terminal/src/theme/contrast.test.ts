import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { themes } from './themes.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replaceAll(
  /\/\*[^*]*\*\//gu,
  '',
);

/** The tokens of a look, those of the usual one where it has none of its own. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/gu)];
  const found = blocks.filter(([, names = '']) =>
    names.split(',').some((name) => name.trim() === `:root${selector}`),
  );
  const lines = found.flatMap(([, , body]) => [
    ...(body ?? '').matchAll(/--([\w-]+):\s*([^;]+);/gu),
  ]);
  return new Map(lines.map(([, name = '', value = '']) => [name, value.trim()]));
}

type Colour = readonly [number, number, number];

/** A colour over what lies under it. */
function read(text: string, under: Colour): Colour {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/iu.exec(text);
  if (hex !== null) {
    const [, r = '0', g = '0', b = '0'] = hex;
    return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
  }
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/u.exec(text);
  if (rgb === null) throw new Error(`no colour: ${text}`);
  const share = Number(rgb[4]) / 100;
  const mix = (value: string | undefined, at: 0 | 1 | 2): number =>
    Number(value) * share + under[at] * (1 - share);
  return [mix(rgb[1], 0), mix(rgb[2], 1), mix(rgb[3], 2)];
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const texts = ['fg-0', 'fg-1', 'fg-2', 'up', 'down', 'flat', 'accent', 'warn', 'paper'] as const;
const pairs = [
  ['on-danger', 'danger'],
  ['on-buy', 'buy'],
  ['on-sell', 'sell'],
  ['on-accent', 'accent'],
  ['on-warn', 'warn'],
] as const;

describe.each(themes)('the look %s', (theme) => {
  const tokens = tokensOf(`[data-theme='${theme}']`);
  const token = (name: string, under: Colour = [0, 0, 0]): Colour =>
    read(tokens.get(name) ?? '', under);
  const ground = token('bg-0');

  test.each(texts)('--%s can be read on panels and on rows', (name) => {
    for (const back of ['bg-1', 'bg-2'] as const) {
      expect([back, contrast(token(name), token(back, ground)) >= 4.5]).toEqual([back, true]);
    }
  });

  test.each(['fg-0', 'fg-1', 'up', 'down'])(
    '--%s can be read on the row that is chosen',
    (name) => {
      expect(contrast(token(name), token('bg-3', ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(pairs)('--%s can be read on --%s', (text, back) => {
    expect(contrast(token(text), token(back))).toBeGreaterThanOrEqual(4.5);
  });

  test('borders of what can be typed into are seen', () => {
    expect(contrast(token('line-strong'), token('bg-2', ground))).toBeGreaterThanOrEqual(3);
  });
});

test.each(["[data-colours='safe']", "[data-theme='light'][data-colours='safe']"])(
  'colours that everybody tells apart can be read: %s',
  (selector) => {
    const back = tokensOf(
      selector.includes('light') ? "[data-theme='light']" : "[data-theme='graphite']",
    );
    const panel = read(back.get('bg-1') ?? '', [0, 0, 0]);
    const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/gu)];
    const own = blocks.find(([, names]) => (names ?? '').trim() === `:root${selector}`)?.[2] ?? '';
    const colours = [...own.matchAll(/--(?:up|down):\s*([^;]+);/gu)].map(([, text]) => text ?? '');
    expect(colours).toHaveLength(2);
    for (const text of colours) {
      expect(contrast(read(text, [0, 0, 0]), panel)).toBeGreaterThanOrEqual(4.5);
    }
  },
);

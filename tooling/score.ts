/**
 * `npm run score`: our figures beside the goals of the house and the best figures measured elsewhere.
 * What became worse than the committed `tooling/score.json` is marked; `--save` makes the present
 * figures the new baseline, `--json` prints them alone.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { field, readJson } from './manifest.ts';
import { card, formatCard, type Figures } from './score/card.ts';
import { measure } from './score/measure.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, save: { type: 'boolean' } },
});
const baselinePath = join(import.meta.dirname, 'score.json');
const figures = measure(join(import.meta.dirname, '..'));
console.log(values.json ? JSON.stringify(figures, null, 2) : formatCard(figures, loadBaseline()));
if (values.save) writeFileSync(baselinePath, `${JSON.stringify(figures, null, 2)}\n`);

function loadBaseline(): Figures {
  if (!existsSync(baselinePath)) return {};
  const saved = readJson(baselinePath);
  const entries = card.flatMap(({ key }) => {
    const value = field(saved, key);
    return typeof value === 'number' ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

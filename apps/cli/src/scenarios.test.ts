import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runScenario, writeScenario } from 'argosy/backtest';
import { describe, expect, it } from 'vitest';

import { runScenarioCommand } from './scenario-command.ts';

const folder = fileURLToPath(new URL('../../../scenarios', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

describe('the scenarios of the repository', () => {
  it.each(names)('%s is what writing it anew gives', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(writeScenario(text, name)).toBe(text);
  });

  it.each(names)('%s passes', (name) => {
    expect(runScenario(readFileSync(join(folder, name), 'utf8'), name).failures).toEqual([]);
  });

  it('are all run by the command, which prints a line for each', () => {
    const lines: string[] = [];
    expect(runScenarioCommand([folder], { out: (line) => lines.push(line) })).toBe(0);
    expect(lines.at(-1)).toBe(`${names.length} of ${names.length} scenarios passed`);
  });

  it('are missed when the path is wrong', () => {
    expect(runScenarioCommand([join(folder, 'nowhere')], { out: () => {} })).toBe(2);
  });
});

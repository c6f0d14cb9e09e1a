import { backtestError } from '../errors.ts';
import type { EventText } from './event-text.ts';
import type { TextBody } from './text-body.ts';
import { readScenario } from './read-scenario.ts';
import { recordScenario, type ScenarioRecord } from './run-scenario.ts';

/**
 * Writes a scenario anew: its setup and inputs as they stand, and after each input everything that
 * it caused, so that nothing may be missing and nothing more may come; last the balances, the
 * positions and the hash. Whoever does this reads what was written: it is true, not yet right.
 */
export function writeScenario(text: string, name: string): string {
  const read = readScenario(text);
  if (!read.ok) {
    const [failure] = read.failures;
    throw backtestError('BAD_SCENARIO', `${name}:${failure?.line ?? 1}: ${failure?.message ?? ''}`);
  }
  const record = recordScenario(read.scenario);
  const lines: string[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const parsed: unknown = line.trim() === '' ? null : JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null) continue;
    if ('setup' in parsed) lines.push(writeSetup(parsed));
    else if ('in' in parsed) lines.push(JSON.stringify(parsed), ...writeEvents(record, at + 1));
  }
  return `${[...lines, writeEnd(record)].join('\n')}\n`;
}

function writeSetup({ setup }: { readonly setup: unknown }): string {
  const kept = Object.entries(setup ?? {}).filter(([name]) => name !== 'loose');
  return JSON.stringify({ setup: Object.fromEntries(kept) });
}

function writeEvents({ events }: ScenarioRecord, line: number): readonly string[] {
  return (events.get(line) ?? []).map(({ kind, body }: EventText) =>
    JSON.stringify({ expect: kind, body: withoutNulls(body) }),
  );
}

/** What is null, or an empty list, says nothing. */
function withoutNulls(body: TextBody): TextBody {
  const said = Object.entries(body).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said);
}

function writeEnd({ end, hash }: ScenarioRecord): string {
  const [balances, positions] = [end.balances, end.positions].map((one) => Object.fromEntries(one));
  return JSON.stringify({ end: { balances, positions, hash } });
}

import { existsSync } from 'node:fs';

import { examine, type Finding, type FindingState } from '@argosy/server/doctor';

import { exitCodes, parseWords, UsageError } from './words.ts';

const usage = `argosy doctor: looks at everything that a node needs, a line each, and what to do about it

  argosy doctor [--config DIR] [--json]

  --config DIR  where the files of the configuration are; config unless told
  --json        the same as data

It ends with 0 where nothing fails, else with 1; a warning is none.`;

const options = {
  config: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Where a doctor looks, and where its lines go. */
export type DoctorSurroundings = {
  readonly say: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly base: string;
};

const marks: Readonly<Record<FindingState, string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };
const usualFolder = 'config';

/** Obeys `argosy doctor`. Gives 0 where nothing fails, 1 where something does. */
export async function runDoctorCommand(
  words: readonly string[],
  { say, environment, base }: DoctorSurroundings,
): Promise<number> {
  const { values, positionals } = parseWords('doctor', words, options);
  if (values.help === true) {
    say(usage);
    return exitCodes.done;
  }
  const [word] = positionals;
  if (word !== undefined) throw new UsageError(`doctor: cannot do anything with "${word}"`);
  const folder = values.config ?? (existsSync(usualFolder) ? usualFolder : null);
  const findings = await examine({ folder, env: environment, base });
  if (values.json === true) say(JSON.stringify(findings, null, 2));
  else for (const line of findings.flatMap(linesOf)) say(line);
  return findings.some(({ state }) => state === 'fail') ? exitCodes.bad : exitCodes.done;
}

function linesOf({ check, state, detail, advice }: Finding): readonly string[] {
  const line = `${marks[state]}  ${check}: ${detail}`;
  return advice === null ? [line] : [line, `      ${advice}`];
}

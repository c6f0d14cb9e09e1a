import { setTimeout as pause } from 'node:timers/promises';

import { parseParameters, readWritten, type StrategyClass } from 'argosy/engine';
import { checkStrategy } from '@argosy/fleet';
import * as shipped from '@argosy/strategies';

import { mistakeLine } from '../config/mistakes.ts';
import { readConfig, type ConfigPlace } from '../config/read-config.ts';
import type { ServerConfig, StrategyEntry } from '../config/server-config.ts';
import { checkFolder, checkLease, checkSchemas, checkSpace } from './check-data.ts';
import { checkClock, checkMemory, checkNode, checkOpenFiles } from './check-machine.ts';
import { checkCertificate, checkPort } from './check-network.ts';
import { fine, wrong, type Finding } from './finding.ts';
import { thisMachine, type Machine } from './machine.ts';

/** What a doctor looks at. */
export type Examination = ConfigPlace & { readonly machine?: Machine };

/**
 * Looks at everything that a node needs before it starts; changes nothing that stays.
 *
 * @example
 * const findings = await examine({ folder: 'config', env: process.env, base: process.cwd() });
 */
export async function examine(place: Examination): Promise<readonly Finding[]> {
  const { machine = thisMachine() } = place;
  const read = readConfig(place);
  const configuration = read.ok
    ? [fine('configuration', place.folder ?? 'what holds unless told')]
    : read.mistakes.map((mistake) => {
        return wrong('configuration', mistakeLine(mistake), 'correct it; docs stand beside it');
      });
  return [
    checkNode(machine),
    checkMemory(machine),
    checkOpenFiles(machine),
    await checkClock(machine, pause),
    ...configuration,
    ...(read.ok ? await examineNode(read.value.config, machine) : []),
  ];
}

async function examineNode(
  { node, strategies }: ServerConfig,
  machine: Machine,
): Promise<readonly Finding[]> {
  const { data, storage } = node;
  const lease = checkLease(data);
  // Who runs has the port, and that is as it should be.
  const port = lease.state === 'ok' ? [await checkPort(node)] : [];
  return [
    checkFolder(data, machine.elapsed),
    checkSpace(data),
    lease,
    ...(storage.engine === 'sqlite' ? await checkSchemas(data) : []),
    ...port,
    checkCertificate(node, machine.wall()),
    ...(await examineStrategies(strategies.strategies)),
  ];
}

/** One after the other: each is run for a moment, in a process of its own. */
async function examineStrategies(entries: readonly StrategyEntry[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { id, source, parameters } of entries) {
    const check = `strategy ${id}`;
    if (source.kind === 'shipped') findings.push(examineShipped(check, source.name, parameters));
    else findings.push(await examineFile(check, { ...source, parameters }));
  }
  return findings;
}

/** Its code is tried by our own tests: what is left are the values that it is given. */
function examineShipped(
  check: string,
  name: string,
  parameters: StrategyEntry['parameters'],
): Finding {
  const type = new Map<string, StrategyClass>(Object.entries(shipped)).get(name);
  if (type === undefined) return wrong(check, `there is no ${name}`, 'name one of ours');
  const parsed = parseParameters(type.parameters, readWritten(type, parameters));
  if (parsed.ok) return fine(check, `${name}, one of ours`);
  const mistakes = parsed.mistakes.map((one) => `${one.name}: ${one.reason}`).join('; ');
  return wrong(check, `${name}: ${mistakes}`, 'correct its parameters in strategies.yaml');
}

type StrategyFile = {
  readonly file: string;
  readonly name: string | null;
  readonly parameters: StrategyEntry['parameters'];
};

async function examineFile(
  check: string,
  { file, name, parameters }: StrategyFile,
): Promise<Finding> {
  const path = name === null ? file : `${file}#${name}`;
  const report = await checkStrategy(path, { parameters, runs: false });
  if (report.ok) return fine(check, path);
  const [first] = report.findings.filter(({ severity }) => severity === 'error');
  const detail = first === undefined ? path : `${path}: ${first.code}: ${first.message}`;
  return wrong(check, detail, `argosy check ${path} tells all of it`);
}

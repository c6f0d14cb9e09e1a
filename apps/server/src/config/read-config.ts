import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Fields, readAll, type PlacedMistake } from 'argosy/backtest';

import { ConfigText, type Overlay } from './config-text.ts';
import {
  inEnvironment,
  overlaysOf,
  readSecrets,
  secretVariables,
  unknownVariables,
  type Environment,
  type NamedSettings,
} from './environment.ts';
import type { ConfigMistake, ConfigRead } from './mistakes.ts';
import { paperAccountIds } from './paper-accounts.ts';
import { readBacktest } from './read-backtest.ts';
import { readLogging } from './read-logging.ts';
import { readNode } from './read-node.ts';
import { checkRisk, riskSettings } from './read-risk.ts';
import { readStrategies } from './read-strategies.ts';
import type { ServerConfig, ServerSecrets } from './server-config.ts';
import { Settings, type SettingNote } from './settings.ts';

/** The files of a configuration, all of which may be missing. */
export const configFiles = ['node', 'strategies', 'risk', 'logging', 'backtest'] as const;

type ConfigFile = (typeof configFiles)[number];

/** Where a configuration comes from. */
export type ConfigPlace = {
  /** The folder of the files; null for none. */
  readonly folder: string | null;
  readonly env: Environment;
  /** Where paths in it start from: the folder that the node is started in. */
  readonly base: string;
};

/** What a node is told, and what it is told in secret. */
export type Configuration = { readonly config: ServerConfig; readonly secrets: ServerSecrets };

/**
 * Reads what a node is told: files, the environment over them, and what holds unless told. Every mistake is told at
 * once; nothing throws.
 *
 * @example
 * const read = readConfig({ folder: 'config', env: process.env, base: process.cwd() });
 * if (!read.ok) for (const mistake of read.mistakes) console.error(mistakeLine(mistake));
 */
export function readConfig({ folder, env, base }: ConfigPlace): ConfigRead<Configuration> {
  const settings = knownSettings();
  const overlays = overlaysOf(env, settings);
  const { secrets, mistakes: inSecrets } = readSecrets(env);
  const mistakes = [...strangeFiles(folder), ...unknownVariables(env, settings), ...inSecrets];
  const textOf = (name: ConfigFile): ConfigText => {
    const text = openText(folder, name, overlays.get(name) ?? []);
    mistakes.push(...text.mistakes);
    return text;
  };
  const read = <Value>(text: ConfigText, make: (settings: Settings) => Value): Value | null => {
    const found = readAll(text.value, (fields) => make(new Settings(fields, () => {})));
    if (found.ok) return found.value;
    mistakes.push(...text.mistakesAt(found.mistakes));
    return found.partial;
  };
  const node = read(textOf('node'), (part) => readNode(part, base));
  const data = node?.data ?? base;
  const runs = textOf('strategies');
  const strategies = read(runs, (part) => readStrategies(part, base, node?.market.kind));
  const logging = read(textOf('logging'), (part) => readLogging(part, data));
  const backtest = read(textOf('backtest'), (part) => readBacktest(part, { base, data }));
  const risk = textOf('risk');
  mistakes.push(...risk.mistakesAt(checkRisk(risk.value)));
  if (node === null || strategies === null || logging === null || backtest === null) {
    return { ok: false, mistakes };
  }
  const config: ServerConfig = { node, strategies, logging, backtest, risk: risk.source };
  mistakes.push(...runs.mistakesAt(mismatches(config)), ...missingSecrets(config, secrets));
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: { config, secrets } };
}

/** Every setting there is, by its file: what the readers ask for. */
export function knownSettings(): NamedSettings {
  const asked = (read: (settings: Settings) => unknown): readonly SettingNote[] => {
    const notes = new Map<string, SettingNote>();
    read(new Settings(new Fields({}, ''), (note) => notes.set(note.place, note)));
    return [...notes.values()];
  };
  const bases = { base: '/', data: '/' };
  return [
    ['node', asked((part) => readNode(part, '/'))],
    ['strategies', asked((part) => readStrategies(part, '/'))],
    ['risk', riskSettings],
    ['logging', asked((part) => readLogging(part, '/'))],
    ['backtest', asked((part) => readBacktest(part, bases))],
  ];
}

function openText(
  folder: string | null,
  name: ConfigFile,
  overlay: readonly Overlay[],
): ConfigText {
  const file = folder === null ? `${name}.yaml` : join(folder, `${name}.yaml`);
  if (folder === null || !existsSync(file)) return ConfigText.read({ file, text: '', overlay });
  try {
    return ConfigText.read({ file, text: readFileSync(file, 'utf8'), overlay });
  } catch (error) {
    return ConfigText.unreadable({ file, text: '', overlay }, reasonOf(error));
  }
}

/** A file whose name is no file's of ours would be left out unseen. */
function strangeFiles(folder: string | null): readonly ConfigMistake[] {
  if (folder === null) return [];
  const names = namesIn(folder);
  if (typeof names === 'string') return [inFile(folder, names)];
  const known = configFiles.map((name) => `${name}.yaml`);
  const strange = names.filter((name) => /\.ya?ml$/u.test(name) && !known.includes(name));
  return strange.map((name) => {
    return inFile(join(folder, name), `no file of ours; there are ${known.join(', ')}`);
  });
}

function namesIn(folder: string): readonly string[] | string {
  try {
    return readdirSync(folder);
  } catch (error) {
    return reasonOf(error);
  }
}

function inFile(file: string, detail: string): ConfigMistake {
  return { file, line: null, column: null, place: '', detail };
}

/** Why the system refuses to read something; anything else is a bug. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'syscall' in error) return error.message;
  throw error;
}

/** Strategies that do not go with the accounts there are. */
function mismatches({ node, strategies }: ServerConfig): readonly PlacedMistake[] {
  const { paper } = node;
  const accounts = paperAccountIds(paper);
  const range = `${accounts[0] ?? ''} to ${accounts.at(-1) ?? ''}`;
  return strategies.strategies.flatMap(({ account, product, allotment }, at) => {
    const place = `strategies[${at}]`;
    const found: PlacedMistake[] = [];
    if (!accounts.includes(account)) {
      found.push({
        place: `${place}.account`,
        detail: `there is no account ${account}; there are ${range}`,
      });
    }
    if (!paper.products.includes(product)) {
      const detail = `${product} is none of paper.products: ${paper.products.join(', ')}`;
      found.push({ place: `${place}.product`, detail });
    }
    if (allotment !== null && allotment.currency !== paper.cash.currency) {
      const detail = `it is in ${allotment.currency}, the accounts in ${paper.cash.currency}`;
      found.push({ place: `${place}.allotment`, detail });
    }
    return found;
  });
}

function missingSecrets(
  { node: { storage, market } }: ServerConfig,
  { postgres, feed }: ServerSecrets,
): readonly ConfigMistake[] {
  const missing: ConfigMistake[] = [];
  if (storage.engine === 'postgres' && postgres === null) {
    const [variable] = secretVariables.postgres;
    missing.push(inEnvironment(variable, 'is missing: storage.engine is postgres'));
  }
  if (market.kind === 'feed' && market.feed.at.kind === 'port' && feed === null) {
    const [variable] = secretVariables.feed;
    missing.push(inEnvironment(variable, 'is missing: market.feed.at is a port'));
  }
  return missing;
}

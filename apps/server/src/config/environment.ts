import { SECRET_LENGTH_MIN } from '@argosy/feed';
import { KeyRing } from '@argosy/gateway/keys';
import { unknownKeyText } from 'argosy/backtest';
import { Secret } from '@argosy/telemetry';

import type { Overlay, OverlayValue } from './config-text.ts';
import type { ConfigMistake } from './mistakes.ts';
import type { ServerSecrets } from './server-config.ts';
import type { SettingNote } from './settings.ts';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of one file, by the file's name. */
export type NamedSettings = readonly (readonly [file: string, settings: readonly SettingNote[]])[];

const PREFIX = 'ARGOSY_';
/** The file whose settings stand in the environment without its name. */
const PLAIN_FILE = 'node';

/** What only the environment says, and what it is for. */
export const secretVariables: Readonly<Record<keyof ServerSecrets, readonly [string, string]>> = {
  secretKey: [
    'ARGOSY_SECRET_KEY',
    'master keys of secrets at rest, ID:BASE64 of 32 bytes, comma between, the one in use first',
  ],
  namesKey: ['ARGOSY_NAMES_KEY', 'what the names of clients are encrypted with'],
  postgres: ['ARGOSY_POSTGRES', 'postgres://user:password@host/database'],
  feed: ['ARGOSY_FEED_SECRET', 'what a feed of prices has to know that comes over a port'],
};

/** Variables of commands and tests beside the node. */
const others: readonly string[] = ['ARGOSY_REQUIRE_SERVICES'];

/** The variable of a setting: its file and place in capitals, `ARGOSY_DEMO_TICKS_PER_SECOND`. */
export function variableOf(file: string, place: string): string {
  const path = file === PLAIN_FILE ? place : `${file}.${place}`;
  return `${PREFIX}${path
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .replace(/[^a-zA-Z0-9]+/gu, '_')
    .toUpperCase()}`;
}

/** What the environment says in the place of each file's settings; an empty variable says nothing. */
export function overlaysOf(
  env: Environment,
  settings: NamedSettings,
): ReadonlyMap<string, readonly Overlay[]> {
  return new Map(
    settings.map(([file, notes]) => {
      const given = notes.flatMap(({ place, kind }): readonly Overlay[] => {
        const variable = variableOf(file, place);
        const text = env[variable] ?? '';
        return text === '' ? [] : [[place, variable, toValue(kind, text)]];
      });
      return [file, given] as const;
    }),
  );
}

/** Variables of our kind that nothing knows. */
export function unknownVariables(
  env: Environment,
  settings: NamedSettings,
): readonly ConfigMistake[] {
  const known = new Set([
    ...others,
    ...Object.values(secretVariables).map(([name]) => name),
    ...settings.flatMap(([file, notes]) => notes.map(({ place }) => variableOf(file, place))),
  ]);
  const unknown = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !known.has(name));
  return unknown.map((name) => inEnvironment(name, unknownKeyText(name, [...known])));
}

/** What of the environment is secret, and what is wrong with it; nothing of it is told. */
export function readSecrets(env: Environment): {
  readonly secrets: ServerSecrets;
  readonly mistakes: readonly ConfigMistake[];
} {
  const secretOf = (name: keyof ServerSecrets): Secret | null => {
    const [variable] = secretVariables[name];
    const text = env[variable] ?? '';
    return text === '' ? null : new Secret(text);
  };
  const secrets: ServerSecrets = {
    secretKey: secretOf('secretKey'),
    namesKey: secretOf('namesKey'),
    postgres: secretOf('postgres'),
    feed: secretOf('feed'),
  };
  return { secrets, mistakes: [...flawsOfKey(secrets), ...flawsOfFeed(secrets)] };
}

function flawsOfKey({ secretKey }: ServerSecrets): readonly ConfigMistake[] {
  const [variable] = secretVariables.secretKey;
  const ring = secretKey === null ? null : KeyRing.parse(secretKey.reveal());
  return ring === null || ring.ok ? [] : [inEnvironment(variable, ring.refusal.reason)];
}

function flawsOfFeed({ feed }: ServerSecrets): readonly ConfigMistake[] {
  if (feed === null || feed.reveal().length >= SECRET_LENGTH_MIN) return [];
  const [variable] = secretVariables.feed;
  return [inEnvironment(variable, `is shorter than ${SECRET_LENGTH_MIN} letters`)];
}

/** A mistake in the environment. */
export function inEnvironment(place: string, detail: string): ConfigMistake {
  return { file: null, line: null, column: null, place, detail };
}

function toValue(kind: SettingNote['kind'], text: string): OverlayValue {
  if (kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  if (kind !== 'list') return text;
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

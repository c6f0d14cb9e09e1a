import { readYaml, type YamlDocument } from '@argosy/catalog/yaml';
import type { PlacedMistake } from 'argosy/backtest';

import type { ConfigMistake } from './mistakes.ts';

/** A file of settings, and what the environment says in its place. */
export type ConfigSource = {
  readonly file: string;
  readonly text: string;
  readonly overlay: readonly Overlay[];
};

/** What the environment says of a setting. */
export type Overlay = readonly [place: string, variable: string, value: OverlayValue];

/** As YAML would have it. */
export type OverlayValue = string | boolean | readonly string[];

/** Whether a name looks like that of something that only the environment may say. */
const secretPattern =
  /secret|passw(or)?d|passphrase|token|credential|api[-_]?key|private[-_]?key|connection$/iu;

/** One file of settings as plain data, with the environment laid over it, and where each part of it stands. */
export class ConfigText {
  readonly value: unknown;
  readonly mistakes: readonly ConfigMistake[];
  /** What it was read from. */
  readonly source: ConfigSource;
  readonly #document: YamlDocument | null;
  readonly #variables: ReadonlyMap<string, string>;

  private constructor(source: ConfigSource, document: YamlDocument | null, flaws: Flaws) {
    const { file, overlay } = source;
    this.source = source;
    this.#document = document;
    this.#variables = new Map(overlay.map(([place, variable]) => [place, variable]));
    this.value = overlay.reduce<unknown>(
      (value, [place, , given]) => withValue(value, place.split('.'), given),
      document?.value ?? {},
    );
    const secrets = secretPlaces(document?.value).map((place) => {
      return this.mistakeAt(place, 'looks like a secret: those stand in the environment only');
    });
    this.mistakes = [...flaws.map((flaw) => ({ file, place: '', ...flaw })), ...secrets];
  }

  /** Reads a file's text; what is wrong in the text itself is in `mistakes`. */
  static read(source: ConfigSource): ConfigText {
    const read = readYaml(source.text);
    return read.ok
      ? new ConfigText(source, read.document, [])
      : new ConfigText(source, null, read.mistakes);
  }

  /** A file that cannot be read. */
  static unreadable(source: ConfigSource, detail: string): ConfigText {
    return new ConfigText(source, null, [{ line: null, column: null, detail }]);
  }

  /** Mistakes as they stand in the file, those of the environment first. */
  mistakesAt(mistakes: readonly PlacedMistake[]): readonly ConfigMistake[] {
    const found = mistakes.map(({ place, detail }) => this.mistakeAt(place, detail));
    return found.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  }

  /** A mistake at a place, told where the value comes from. */
  mistakeAt(place: string, detail: string): ConfigMistake {
    const variable = this.#variables.get(place);
    if (variable !== undefined) {
      return { file: null, line: null, column: null, place: variable, detail };
    }
    const { line = null, column = null } = this.#document?.placeOf(place) ?? {};
    return { file: this.source.file, line, column, place, detail };
  }
}

type Flaws = readonly Pick<ConfigMistake, 'line' | 'column' | 'detail'>[];

/** The value with something put at a place; what is no map stays as it is, and is a mistake of its own. */
function withValue(value: unknown, path: readonly string[], given: OverlayValue): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return given;
  const isMap = typeof value === 'object' && !Array.isArray(value);
  if (!isMap) return value;
  const entries = new Map<string, unknown>(Object.entries(value ?? {}));
  const inner = entries.get(name) ?? (rest.length === 0 ? null : {});
  return Object.fromEntries(entries.set(name, withValue(inner, rest, given)));
}

/** Where names stand that look like those of secrets. */
function secretPlaces(value: unknown, place = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((inner: unknown, at) => secretPlaces(inner, `${place}[${at}]`));
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = place === '' ? key : `${place}.${key}`;
    return secretPattern.test(key) ? [here] : secretPlaces(inner, here);
  });
}

import { hash } from 'node:crypto';

import type { CustomColumn } from './columns.ts';
import { historyError } from './history-errors.ts';
import type { ObjectStore } from './object-store.ts';
import { folderOf, seriesOfFolder, type Series } from './series.ts';

/** A Parquet file of a series, and what vouches for it. */
export type DataFile = {
  /** Its name in the folder of the series. */
  readonly name: string;
  /** Which days it has, each with its number of rows; days are counted from 1970. */
  readonly days: readonly (readonly [day: number, rows: number])[];
  readonly rows: number;
  /** When its first and its last row could be known, in microseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** What a series has; a file it does not name is none of its own. */
export type Manifest = {
  readonly series: Series;
  /** Raised by each change; part of the names of the files that come with it. */
  readonly version: number;
  /** Decimal places of prices and of quantities. */
  readonly precision: Precision;
  /** The columns of custom data; null for any other kind. */
  readonly custom: readonly CustomColumn[] | null;
  /** Up to which number each tape was rolled into it, by the name of the tape. */
  readonly rolled: Readonly<Record<string, number>>;
  /** By time. */
  readonly files: readonly DataFile[];
};

/** Decimal places of an instrument's prices and quantities. */
export type Precision = { readonly price: number; readonly size: number };

const FORMAT = 1;
const NAME = 'manifest.json';

/** The manifests of a store. */
export class Manifests {
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** The manifest of a series; null where the store has no such series. */
  async load(series: Series): Promise<Manifest | null> {
    const key = `${folderOf(series)}/${NAME}`;
    const bytes = await this.#store.get(key);
    return bytes === null ? null : parseManifest(bytes, `${this.#store.name}/${key}`, series);
  }

  /** Puts a manifest in the place of the one before it, whole or not at all. */
  async save(manifest: Manifest): Promise<void> {
    const { series, ...rest } = manifest;
    const body = `${JSON.stringify({ format: FORMAT, series: folderOf(series), ...rest })}\n`;
    await this.#store.put(`${folderOf(series)}/${NAME}`, Buffer.from(body + sealOf(body)));
  }

  /** Every series of the store, by its folder. */
  async series(): Promise<readonly Series[]> {
    const objects = await this.#store.list('');
    return objects.flatMap(({ key }) => {
      if (!key.endsWith(`/${NAME}`)) return [];
      const series = seriesOfFolder(key.slice(0, -NAME.length - 1));
      return series === null ? [] : [series];
    });
  }
}

/** Files by time: those of rows that could be known first come first. */
export function byTime(files: readonly DataFile[]): readonly DataFile[] {
  return [...files].sort((one, other) => {
    return (
      one.firstAt - other.firstAt || one.lastAt - other.lastAt || (one.name < other.name ? -1 : 1)
    );
  });
}

function parseManifest(bytes: Uint8Array, path: string, series: Series): Manifest {
  const text = Buffer.from(bytes).toString();
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  const [body, seal] = [text.slice(0, end), text.slice(end)];
  if (seal !== sealOf(body)) {
    throw historyError('HISTORY_DAMAGED', `${path}: its sum is wrong`, { path });
  }
  // The sum vouches that this is what was written.
  const written = JSON.parse(body) as Omit<Manifest, 'series'> & {
    readonly format: number;
    readonly series: string;
  };
  if (written.format !== FORMAT || written.series !== folderOf(series)) {
    const detail = `${path}: format ${written.format} of ${written.series}, expected ${FORMAT} of ${folderOf(series)}`;
    throw historyError('HISTORY_DAMAGED', detail, { path });
  }
  const { version, precision, custom, rolled, files } = written;
  return { series, version, precision, custom, rolled, files };
}

function sealOf(body: string): string {
  return `${JSON.stringify({ sha256: hash('sha256', body, 'hex') })}\n`;
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import {
  ArgosyError,
  BinaryReader,
  BinaryWriter,
  MICROS_PER_MINUTE,
  toInstrumentId,
  type InstrumentId,
} from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';
import { SEEN_MINUTES_MAX, type HeardMinute, type InstrumentMinute } from '@argosy/bridge';
import type { Logger } from '@argosy/telemetry';

/** What files of minutes need. */
export type MinuteFilesOptions = {
  readonly folder: string;
  readonly instruments: InstrumentTable;
  readonly log: Logger;
};

const SUFFIX = '.minutes';
/** How many minutes one file has: it names its instruments anew, and goes as a whole. */
const MINUTES_PER_FILE = 240;
/** How many minutes wait for the disk; a slower one keeps fewer of them. */
const WAITING_MAX = 64;
/** A file that is larger is none of ours. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const HEAD_BYTES = 8;

/**
 * Minutes as they were heard, on disk: what people saw is still so behind a restart. They are told again by the broker where
 * they are lost, so the disk is not waited for, and a file that was cut off is read up to there.
 */
export class MinuteFiles {
  readonly #options: MinuteFilesOptions;
  #names = new Map<InstrumentId, number>();
  #file: string | null = null;
  #left = 0;
  #waiting = 0;
  #writing: Promise<void> = Promise.resolve();
  #isBroken = false;

  constructor(options: MinuteFilesOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
  }

  /** What is kept of the time up to an instant, the oldest first; what is too old for anybody is deleted. */
  read(now: number): readonly HeardMinute[] {
    const oldest = now - SEEN_MINUTES_MAX * MICROS_PER_MINUTE;
    this.#forget(oldest);
    const found = new Map<number, HeardMinute>();
    for (const { path, from } of this.#files()) {
      // A demo whose time runs fast may go back behind a kill, and goes through what follows once more.
      if (from > now) rmSync(path, { force: true });
      for (const minute of from > now ? [] : this.#minutesOf(path)) {
        if (minute.until <= now && minute.from >= oldest) found.set(minute.from, minute);
      }
    }
    return [...found.values()].toSorted((one, other) => one.from - other.from);
  }

  /** Keeps a minute, soon. */
  write(minute: HeardMinute): void {
    if (this.#isBroken || this.#waiting >= WAITING_MAX) return;
    if (this.#left === 0) this.#begin(minute.from);
    this.#left -= 1;
    this.#waiting += 1;
    const [file, bytes] = [this.#file ?? '', this.#frameOf(minute)];
    this.#writing = this.#writing.then(() => this.#append(file, bytes));
  }

  /** Waits until all that was to be kept is. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #append(file: string, bytes: Uint8Array): Promise<void> {
    try {
      await appendFile(file, bytes);
    } catch (error) {
      if (!this.#isBroken) this.#options.log.warn('minutes cannot be kept', { error });
      this.#isBroken = true;
    }
    this.#waiting -= 1;
  }

  #begin(from: number): void {
    this.#forget(from - SEEN_MINUTES_MAX * MICROS_PER_MINUTE);
    this.#names = new Map();
    this.#left = MINUTES_PER_FILE;
    this.#file = join(this.#options.folder, `${from}${SUFFIX}`);
    rmSync(this.#file, { force: true });
  }

  /** Deletes files that end before an instant: where the next one begins. */
  #forget(oldest: number): void {
    const files = this.#files();
    for (const [place, { path }] of files.entries()) {
      const next = files[place + 1]?.from;
      if (next !== undefined && next <= oldest) rmSync(path, { force: true });
    }
  }

  #files(): readonly { readonly path: string; readonly from: number }[] {
    const { folder } = this.#options;
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => ({ path: join(folder, name), from: Number(name.slice(0, -SUFFIX.length)) }))
      .filter(({ from }) => Number.isSafeInteger(from))
      .toSorted((one, other) => one.from - other.from);
  }

  #frameOf({ from, until, isWhole, rows }: HeardMinute): Uint8Array {
    const writer = new BinaryWriter();
    writer.uint(from / MICROS_PER_MINUTE);
    writer.uint((until - from) / MICROS_PER_MINUTE);
    writer.flag(isWhole);
    writer.uint(rows.length);
    for (const { instrument, row } of rows) {
      this.#writeName(writer, this.#options.instruments.at(instrument).id);
      writer.int(row.open);
      writer.int(row.high - row.open);
      writer.int(row.low - row.open);
      writer.int(row.close - row.open);
      writer.int(row.volume);
    }
    const body = writer.take();
    const head = new BinaryWriter();
    head.u32(body.length);
    head.u32(crc32(body));
    return Buffer.concat([head.take(), body]);
  }

  #writeName(writer: BinaryWriter, id: InstrumentId): void {
    const known = this.#names.get(id);
    writer.uint(known ?? this.#names.size);
    if (known !== undefined) return;
    writer.text(id);
    this.#names.set(id, this.#names.size);
  }

  #minutesOf(path: string): readonly HeardMinute[] {
    if (statSync(path).size > FILE_BYTES_MAX) return [];
    const bytes = readFileSync(path);
    const names: string[] = [];
    const minutes: HeardMinute[] = [];
    try {
      for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
        const length = bytes.readUInt32LE(at);
        const body = bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
        // A kill may have cut it off here.
        if (body.length < length || crc32(body) !== bytes.readUInt32LE(at + 4)) break;
        minutes.push(this.#readMinute(new BinaryReader(body), names));
        at += HEAD_BYTES + length;
      }
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      this.#options.log.warn('minutes cannot be read', { path, error });
    }
    return minutes;
  }

  #readMinute(reader: BinaryReader, names: string[]): HeardMinute {
    const from = reader.uint() * MICROS_PER_MINUTE;
    const until = from + reader.uint() * MICROS_PER_MINUTE;
    const isWhole = reader.flag();
    const rows: InstrumentMinute[] = [];
    for (let left = reader.uint(); left > 0; left -= 1) {
      const name = reader.uint();
      if (name === names.length) names.push(reader.text());
      const open = reader.int();
      const [high, low, close] = [open + reader.int(), open + reader.int(), open + reader.int()];
      const row = { opensAt: from, open, high, low, close, volume: reader.int() };
      const instrument = this.#options.instruments.indexOf(toInstrumentId(names[name] ?? ''));
      if (instrument !== undefined) rows.push({ instrument, row });
    }
    reader.finish();
    return { from, until, isWhole, rows };
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import {
  importFile,
  previewImport,
  type Hints,
  type ImportOptions,
  type ImportReport,
} from '@argosy/catalog/intake';

/** Two days of bars, as Yahoo has them. */
export const daily = `Date,Open,High,Low,Close,Adj Close,Volume
2026-11-02,800.10,812.00,799.05,810.55,810.55,120000
2026-11-03,811.00,815.50,805.00,806.25,806.25,98000
`;
/** Of whom these are. */
export const sbin: Hints = { instrument: 'SBIN.NSE' };

/** A history in a folder of its own, and files that tests take into it. */
export class IntakeRig {
  readonly folder: string;
  readonly history: HistoryStore;

  private constructor(folder: string, history: HistoryStore) {
    this.folder = folder;
    this.history = history;
  }

  static async open(): Promise<IntakeRig> {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-intake-'));
    const store = await FolderStore.open(join(folder, 'history'));
    return new IntakeRig(folder, new HistoryStore({ store }));
  }

  async close(): Promise<void> {
    await this.history.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file; where it is. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Takes a file in as it is guessed; nothing may be in doubt. */
  async take(
    path: string,
    hints: Hints = {},
    changes: Partial<ImportOptions> = {},
  ): Promise<ImportReport> {
    const { mapping, doubts } = await previewImport(path, hints);
    if (doubts.length > 0) throw new Error(`in doubt: ${doubts.join('; ')}`);
    const { signal } = new AbortController();
    const common = { mode: 'merge', badRowsMax: 0, signal } as const;
    return importFile({ path, mapping, history: this.history, ...common, ...changes });
  }
}

import type { Result } from 'argosy/core';
import type {
  DataCatalogue,
  DataCoverage,
  DataMapping,
  DataPreview,
  DataTask,
  DataUpload,
  ExportRequest,
  ImportRequest,
  ReportRequest,
} from '@argosy/contract';

/** Rows as CSV, and what its columns mean. */
export type MappedRows = {
  /** What they are shown as. */
  readonly name: string;
  readonly text: string;
  readonly mapping: DataMapping;
};

/** History as people look at it and add to it. What takes long is a task, in a process of its own. */
export interface DataFace {
  list(): Promise<DataCatalogue>;
  coverage(series: string): Promise<Result<DataCoverage>>;
  /** Keeps a file for an hour, and tells what it would be taken in as. */
  upload(file: DataUpload): Promise<Result<DataPreview>>;
  report(what: ReportRequest, user: string): Promise<Result<DataTask>>;
  export(what: ExportRequest, user: string): Promise<Result<DataTask>>;
  import(what: ImportRequest, user: string): Promise<Result<DataTask>>;
  /** Takes rows of our own making in, as if somebody had brought them. */
  take(rows: MappedRows, user: string): Promise<Result<DataTask>>;
  /** Those of late, the newest first. */
  tasks(): Promise<readonly DataTask[]>;
  task(id: string): Promise<Result<DataTask>>;
  cancel(id: string): Promise<Result<null>>;
  /** What an export has made. */
  file(id: string): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }>>;
}

import { toTimestamp, type Timestamp } from 'argosy/core';
import {
  FileSink,
  formatJsonLine,
  formatPlainLine,
  Log,
  logLevels,
  TextSink,
  type LogLevel,
  type LogRecord,
  type LogSink,
  type Metrics,
} from '@argosy/telemetry';

import type { LoggingConfig } from './config/index.ts';

/** The lines of a node, whichever thread says them. */
export type NodeLog = {
  readonly log: Log;
  /** The least level that anybody wants. */
  readonly level: LogLevel;
  /** Takes a line that another thread has made. */
  readonly take: (record: LogRecord) => void;
  readonly flush: () => void;
};

const NAME = 'argosy';

/** Opens the log of a node: what its configuration asks for, and nothing that is secret. */
export function openNodeLog(
  { level, console: form, file }: LoggingConfig,
  { write, metrics }: { readonly write: (text: string) => void; readonly metrics: Metrics },
): NodeLog {
  const log = new Log({ now: wallNow, metrics });
  const sinks: LogSink[] = [];
  const toConsole = form === 'json' ? formatJsonLine : formatPlainLine;
  if (form !== 'none') sinks.push(new TextSink({ level, format: toConsole, write }));
  if (file.isOn) {
    sinks.push(
      new FileSink({
        folder: file.folder,
        name: NAME,
        level: file.level,
        fileBytesMax: file.bytesMax,
        fileAgeMax: file.ageMax,
        filesMax: file.filesMax,
        now: wallNow,
        onLost: (reason, lines) => write(`${NAME}: the log file: ${reason}\n${lines}`),
      }),
    );
  }
  for (const sink of sinks) log.addSink(sink);
  return {
    log,
    level: logLevels.find((one) => sinks.some((sink) => sink.level === one)) ?? 'error',
    take: (record) => {
      for (const sink of sinks) if (isWanted(record, sink)) sink.take(record);
    },
    flush: () => log.flush(),
  };
}

function isWanted({ level }: LogRecord, sink: LogSink): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(sink.level);
}

/** What the clock on the wall says. */
export function wallNow(): Timestamp {
  return toTimestamp(Date.now() * 1_000);
}

import { ArgosyError, refuse, type ErrorEntry, type Result } from 'argosy/core';

/** The codes of this room. */
export type ServerErrorCode =
  | 'NO_ANSWER'
  | 'THREAD_ENDED'
  | 'TOO_MANY_CALLS'
  | 'CALL_FAILED'
  | 'START_FAILED'
  | 'NO_ROOM'
  | 'PORT_REFUSED'
  | 'JOB_UNKNOWN'
  | 'JOB_UNDER_WAY'
  | 'BACKTEST_BAD'
  | 'BACKTEST_UNKNOWN'
  | 'BACKTEST_ENDED'
  | 'BACKTEST_QUEUE_FULL'
  | 'DATA_UNREADABLE'
  | 'DATA_UPLOAD_UNKNOWN'
  | 'DATA_TASK_UNKNOWN'
  | 'DATA_TASK_ENDED'
  | 'DATA_QUEUE_FULL'
  | 'RESULT_MISSING'
  | 'RESULT_TOO_LARGE'
  | 'NO_RECORD'
  | 'NO_REPLAY'
  | 'REPLAY_BACK'
  | 'STATE_TOO_LARGE';

/** Every code of this room, with what it means. */
export const serverErrors: Readonly<Record<ServerErrorCode, ErrorEntry>> = {
  NO_ANSWER: again('a part of the server has not answered in time', 504),
  THREAD_ENDED: again('a part of the server is not there, and is being started again', 503),
  TOO_MANY_CALLS: again('too many questions wait for a part of the server', 503),
  CALL_FAILED: { message: 'a bug, told in the log', httpStatus: 500, isRetryable: false },
  START_FAILED: {
    message: 'a part of the server did not start',
    httpStatus: 500,
    isRetryable: false,
  },
  NO_ROOM: again('the disk of the data is full', 503),
  PORT_REFUSED: {
    message: 'the address cannot be listened at',
    httpStatus: 500,
    isRetryable: false,
  },
  JOB_UNKNOWN: { message: 'there is no such job', httpStatus: 404, isRetryable: false },
  JOB_UNDER_WAY: again('the job is under way', 409),
  BACKTEST_BAD: {
    message: 'this is no run file that can be run',
    httpStatus: 400,
    isRetryable: false,
  },
  BACKTEST_UNKNOWN: { message: 'there is no such backtest', httpStatus: 404, isRetryable: false },
  BACKTEST_ENDED: { message: 'the backtest has ended', httpStatus: 409, isRetryable: false },
  BACKTEST_QUEUE_FULL: again('too many backtests wait', 503),
  DATA_UNREADABLE: {
    message: 'the file cannot be taken in',
    httpStatus: 422,
    isRetryable: false,
  },
  DATA_UPLOAD_UNKNOWN: {
    message: 'there is no such upload, or no longer',
    httpStatus: 404,
    isRetryable: false,
  },
  DATA_TASK_UNKNOWN: {
    message: 'there is no such task, or no longer',
    httpStatus: 404,
    isRetryable: false,
  },
  DATA_TASK_ENDED: { message: 'the task has ended', httpStatus: 409, isRetryable: false },
  DATA_QUEUE_FULL: again('too much waits that is to be done with history', 503),
  NO_REPLAY: { message: 'the market is no replay', httpStatus: 409, isRetryable: false },
  REPLAY_BACK: {
    message: 'time of a replay does not go back: a node on data of its own begins it anew',
    httpStatus: 409,
    isRetryable: false,
  },
  NO_RECORD: { message: 'there is no record to look at', httpStatus: 404, isRetryable: false },
  STATE_TOO_LARGE: {
    message: 'a strategy would keep more than there is room for',
    httpStatus: 500,
    isRetryable: false,
  },
  RESULT_MISSING: { message: 'there is no such result', httpStatus: 404, isRetryable: false },
  RESULT_TOO_LARGE: {
    message: 'the result is larger than is given out in one piece',
    httpStatus: 413,
    isRetryable: false,
  },
};

/** An error of this room. */
export function serverError(code: ServerErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${serverErrors[code].message}: ${detail}`);
}

/** A refusal of this room. */
export function serverRefusal(code: ServerErrorCode, detail: string): Result<never> {
  return refuse(code, `${serverErrors[code].message}: ${detail}`);
}

function again(message: string, httpStatus: number): ErrorEntry {
  return { message, httpStatus, isRetryable: true };
}

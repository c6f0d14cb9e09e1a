/** What an error code says to a person, to HTTP and to whoever might try again. */
export type ErrorEntry = {
  readonly message: string;
  readonly httpStatus: number;
  readonly isRetryable: boolean;
};

/** The codes of this room. */
export type CoreErrorCode =
  | 'NOT_A_DECIMAL'
  | 'PRECISION_EXCEEDED'
  | 'OUT_OF_RANGE'
  | 'DIVISION_BY_ZERO'
  | 'BAD_TIMESTAMP'
  | 'BAD_DAY'
  | 'BAD_ID'
  | 'BAD_CURRENCY'
  | 'CURRENCY_MISMATCH'
  | 'LEDGER_SCALE_LOWERED'
  | 'BAD_CALENDAR'
  | 'SESSION_NOT_FOUND'
  | 'BAD_RANDOM_STATE'
  | 'ENCODE_FAILED'
  | 'DECODE_FAILED'
  | 'UNSUPPORTED_VERSION'
  | 'CAPACITY_EXCEEDED';

/** Every code of this room, with what it means. Docs are generated from it. */
export const coreErrors: Readonly<Record<CoreErrorCode, ErrorEntry>> = {
  NOT_A_DECIMAL: badInput('the text is not a plain decimal number'),
  PRECISION_EXCEEDED: badInput('the number has more decimal places than are kept'),
  OUT_OF_RANGE: badInput('the value is outside the range that is kept exactly'),
  DIVISION_BY_ZERO: badInput('a division by zero'),
  BAD_TIMESTAMP: badInput('the text is not a point in time'),
  BAD_DAY: badInput('the text is not a calendar day'),
  BAD_ID: badInput('the text cannot be an id'),
  BAD_CURRENCY: badInput('the text is not a currency code'),
  CURRENCY_MISMATCH: badInput('amounts of different currencies meet'),
  LEDGER_SCALE_LOWERED: badInput('a ledger scale may only be raised'),
  BAD_CALENDAR: badInput('the trading calendar contradicts itself'),
  SESSION_NOT_FOUND: badInput('the trading calendar has no such session in reach'),
  BAD_RANDOM_STATE: badInput('the state is not that of a random generator'),
  ENCODE_FAILED: badInput('the value has no binary form'),
  DECODE_FAILED: badInput('the bytes are not what was expected'),
  UNSUPPORTED_VERSION: badInput('the record was written by another version'),
  CAPACITY_EXCEEDED: { message: 'a named bound is reached', httpStatus: 503, isRetryable: true },
};

/** Particulars of an error, for machines. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Bad input or a fault of the surroundings, with a stable code. Bugs are `InvariantError`s. */
export class ArgosyError extends Error {
  override readonly name: string = 'ArgosyError';
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Makes an error of the table with the particulars of the case. */
export function coreError(
  code: CoreErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${coreErrors[code].message}: ${detail}`, details);
}

function badInput(message: string): ErrorEntry {
  return { message, httpStatus: 400, isRetryable: false };
}

import type { Problem } from '../problem.ts';

/** What every call may be given besides what it asks. */
export type CallOptions = {
  /** The `Idempotency-Key`: the same one with the same request does it once. */
  readonly key?: string;
  readonly signal?: AbortSignal;
};

/** An answer, or why there is none. A no is no exception: it is what a screen shows. */
export type ApiResult<Answer> =
  | {
      readonly ok: true;
      readonly value: Answer;
      readonly status: number;
      readonly requestId: string;
      /** Whether it was done before, and nothing was done this time. */
      readonly isReplayed: boolean;
      /** Whether the tables behind it do not yet hold all that you were told of. */
      readonly isBehind: boolean;
    }
  | { readonly ok: false; readonly problem: Problem };

/** A call of the API, with what it asks. */
export type Call<Asked, Answer> = (asked: Asked & CallOptions) => Promise<ApiResult<Answer>>;

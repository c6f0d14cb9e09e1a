import { z } from 'zod';

/** What of a request cannot be taken, and why. */
export type Mistake = {
  /** `body.orders.0.qty`, `query.size`. */
  readonly path: string;
  readonly reason: string;
};

/** Why a request came to nothing: `application/problem+json` (RFC 9457). */
export type Problem = {
  /** Where the code is explained. */
  readonly type: string;
  /** What the code means, the same for every case of it. */
  readonly title: string;
  readonly status: number;
  /** For programs. */
  readonly code: string;
  /** What was wrong in this case, with its numbers. */
  readonly detail: string;
  /** What a log and an audit know the request by. */
  readonly requestId: string;
  /** Whether the same request may go well later. */
  readonly isRetryable: boolean;
  /** Every mistake of a request that could not be read; else left out. */
  readonly mistakes?: readonly Mistake[] | undefined;
  /** The order that was made and denied; else left out. */
  readonly order?: string | undefined;
};

/** The media type of a `Problem`. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Why a request came to nothing. */
export const problemSchema: z.ZodType<Problem> = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    isRetryable: z.boolean(),
    mistakes: z.array(z.strictObject({ path: z.string(), reason: z.string() })).optional(),
    order: z.string().optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: '/api/docs#INSUFFICIENT_CASH',
        title: 'the account lacks the free cash',
        status: 422,
        code: 'INSUFFICIENT_CASH',
        detail: 'needs 29842.00, free are 12000.00',
        requestId: '01JD3V4S8T6K2N9Q5R7W1X0Y3Z',
        isRetryable: false,
        order: '0001DESK00000A',
      },
    ],
  });

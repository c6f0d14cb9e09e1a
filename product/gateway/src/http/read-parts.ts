import { ok, type Result } from 'argosy/core';
import type { Mistake } from '@argosy/contract';
import { z } from 'zod';

import { mistakeText } from './mistake-text.ts';
import { refuseMistakes, type Refused } from './problem.ts';

/** The parts of a request as they came. */
export type RawParts = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};

/** What each part has to be; a part that nothing is said of has to be empty. */
export type PartSchemas<Params, Query, Body> = {
  readonly params: z.ZodType<Params> | undefined;
  readonly query: z.ZodType<Query> | undefined;
  readonly body: z.ZodType<Body> | undefined;
};

/** More mistakes than these are not told. */
const MISTAKES_MAX = 50;
const empty = z.strictObject({});
const noBody = z.union([z.undefined(), z.null(), empty], 'expected no body');
const inOurWords = { error: mistakeText };

/** Reads all parts of a request; what is wrong anywhere is told at once, of each place what is wrong first. */
export function readParts<Params, Query, Body>(
  schemas: PartSchemas<Params, Query, Body>,
  raw: RawParts,
): Result<{ params: Params; query: Query; body: Body }, Refused> {
  const params = (schemas.params ?? nothing<Params>(empty)).safeParse(raw.params ?? {}, inOurWords);
  const query = (schemas.query ?? nothing<Query>(empty)).safeParse(raw.query ?? {}, inOurWords);
  const body = (schemas.body ?? nothing<Body>(noBody)).safeParse(raw.body ?? undefined, inOurWords);
  if (params.success && query.success && body.success) {
    return ok({ params: params.data, query: query.data, body: body.data });
  }
  const mistakes = [
    ...mistakesOf('params', params.error),
    ...mistakesOf('query', query.error),
    ...mistakesOf('body', body.error),
  ];
  const first = new Map(mistakes.toReversed().map((mistake) => [mistake.path, mistake]));
  return refuseMistakes([...first.values()].toReversed().slice(0, MISTAKES_MAX));
}

/** A part that a route says nothing of is of no type that its handler could read. */
function nothing<Part>(schema: z.ZodType): z.ZodType<Part> {
  return schema as z.ZodType<Part>;
}

function mistakesOf(part: string, error: z.ZodError | undefined): readonly Mistake[] {
  return (error?.issues ?? []).flatMap((issue) => issueMistakes(part, issue));
}

function issueMistakes(part: string, issue: z.core.$ZodIssue): readonly Mistake[] {
  const at = [part, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: `${at}.${key.slice(0, 64)}`, reason: 'is not known' }));
  }
  return [{ path: at, reason: issue.message }];
}

import type { Problem } from '@argosy/contract';

/** There was no answer, or none that can be read: whether anything was done is not known. */
export function unreachable(error: unknown): Problem {
  return {
    type: 'about:blank',
    title: 'the server cannot be reached',
    status: 0,
    code: 'UNREACHABLE',
    detail: error instanceof Error ? error.message : String(error),
    requestId: '',
    isRetryable: true,
  };
}

/** Why the server said no; what is no problem document comes from something in between. */
export async function readProblem(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch (error) {
    return { ...unreachable(error), status: answer.status };
  }
}

/** One broken rule, told where it is and what to do about it. */
export type Problem = { readonly path: string; readonly line: number; readonly message: string };

/** The form editors turn into a link. */
export function formatProblem(problem: Problem): string {
  return `${problem.path}:${problem.line} ${problem.message}`;
}

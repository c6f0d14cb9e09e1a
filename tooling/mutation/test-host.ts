import { createVitest } from 'vitest/node';

/** What to run in this process: the tests below a place, after these files were written anew. */
export type TestRequest = { readonly place: string; readonly changed: readonly string[] };

// One process for many runs: what did not change is read and compiled once. One thread, as there is a
// process for each core already.
const vitest = await createVitest('test', {
  root: process.cwd(),
  project: ['unit'],
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
});

/** Whether every test below a place is green; of no test at all that is true. */
async function isGreen({ place, changed }: TestRequest): Promise<boolean> {
  for (const path of changed) vitest.invalidateFile(path);
  const files = await vitest.globTestSpecifications([place]);
  if (files.length === 0) return true;
  // What comes back is told of every run so far: a red file of the mutant before is not ours.
  const asked = new Set(files.map(({ moduleId }) => moduleId));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(files);
  const ours = testModules.filter(({ moduleId }) => asked.has(moduleId));
  return unhandledErrors.length === 0 && ours.every((file) => file.ok());
}

process.on('message', (request: TestRequest) => {
  void isGreen(request).then((verdict) => process.send?.(verdict));
});

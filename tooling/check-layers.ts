/**
 * Enforces the order of the house (layers/house.ts): who may import whom, packages only by their
 * `exports`, no cycles, no dependency and no impurity in the kernel, and `docs/architecture.md`
 * naming exactly the rooms that exist (a table row `| \`kernel/core\` | … |` and a node `core[core]`
 * in its mermaid picture for each).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArchitecture } from './layers/architecture-doc.ts';
import { findCycles } from './layers/cycles.ts';
import { checkImports } from './layers/import-rules.ts';
import { checkPurity } from './layers/kernel-purity.ts';
import { formatProblem, type Problem } from './layers/problem.ts';
import { kernelExportFaults, listRooms, loadWorkspaces } from './layers/workspaces.ts';
import { loadSources } from './source-tree.ts';

const root = join(import.meta.dirname, '..');
const problems = checkLayers(root);
for (const problem of problems) console.error(formatProblem(problem));
console.log(`layers: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkLayers(folder: string): readonly Problem[] {
  const files = loadSources(folder);
  const workspaces = loadWorkspaces(folder);
  const cycles = findCycles(files).map((cycle) => ({
    path: cycle[0] ?? '',
    line: 1,
    message: `import cycle: ${cycle.join(' → ')}`,
  }));
  const faults = workspaces
    .filter((workspace) => workspace.folder === 'kernel')
    .flatMap((kernel) => kernelExportFaults(folder, kernel))
    .map((message) => ({ path: 'kernel/package.json', line: 1, message }));
  const page = join(folder, 'docs/architecture.md');
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  return [
    ...checkImports(files, workspaces),
    ...cycles,
    ...checkPurity(files),
    ...faults,
    ...checkArchitecture(text, listRooms(folder, workspaces)),
  ];
}

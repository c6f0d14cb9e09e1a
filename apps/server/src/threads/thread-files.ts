const suffix = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Where the threads beside the machines begin; where a server is bundled, each in one file (tooling/server). */
export const threadFiles: { readonly work: URL; readonly edge: URL } = {
  work: new URL(`../work/work-thread.${suffix}`, import.meta.url),
  edge: new URL(`../edge/edge-thread.${suffix}`, import.meta.url),
};

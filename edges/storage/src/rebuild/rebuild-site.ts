import type { ProjectionStore } from '../store.ts';

/** Where tables are made anew beside the live ones, and how they take their place. */
export type RebuildSite = {
  /** The live tables; null where there are none, or what is there cannot be read any more. */
  readonly openLive: () => Promise<ProjectionStore | null>;
  readonly openFresh: () => Promise<ProjectionStore>;
  /** Puts the fresh tables in the place of the live ones; both are closed by then. */
  readonly swap: () => Promise<void>;
  /** Takes the fresh ones away where they are still there and still ours, and gives the place back. */
  readonly leave: () => Promise<void>;
};

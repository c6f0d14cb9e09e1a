import { computed, type ReadonlySignal, type Signal } from '@preact/signals-core';

import { kept } from '../app/preferences.ts';
import {
  activate,
  insertPanel,
  movePanel,
  removePanel,
  resize,
  type Layout,
  type PanelSpec,
  type Place,
} from './layout.ts';

/** A workspace by name. */
export type Workspace = {
  readonly name: string;
  readonly layout: Layout | null;
  readonly panels: Readonly<Record<string, PanelSpec>>;
  /** Whether panels stay where they are. */
  readonly isLocked: boolean;
};

/** The workspaces of this browser, and the one that is shown. */
export class Workspaces {
  readonly #all: Signal<readonly Workspace[]>;
  readonly #current: Signal<number>;
  readonly #shown: ReadonlySignal<Workspace>;
  readonly #first: Workspace;

  constructor(first: Workspace, store: Storage = localStorage) {
    this.#first = first;
    this.#all = kept<readonly Workspace[]>(store, 'workspaces', [first]);
    this.#current = kept(store, 'workspace', 0);
    this.#shown = computed(
      () => this.#all.value[this.#current.value] ?? this.#all.value[0] ?? first,
    );
  }

  /** All of them. */
  get all(): ReadonlySignal<readonly Workspace[]> {
    return this.#all;
  }

  /** The one that is shown. */
  get shown(): ReadonlySignal<Workspace> {
    return this.#shown;
  }

  /** Shows another. */
  show(name: string): void {
    const at = this.#all.peek().findIndex((workspace) => workspace.name === name);
    if (at !== -1) this.#current.value = at;
  }

  /** Opens a panel, or brings the one there is to the front. */
  open(kind: string, place: Place | null = null): void {
    const { panels } = this.#shown.peek();
    const known = Object.values(panels).find((panel) => panel.kind === kind);
    if (known !== undefined) {
      this.activate(known.id);
      return;
    }
    this.add(kind, place);
  }

  /** Opens one more panel of a kind. */
  add(kind: string, place: Place | null = null): void {
    const shown = this.#shown.peek();
    let number = 1;
    while (`${kind}-${number}` in shown.panels) number += 1;
    const id = `${kind}-${number}`;
    const panels = { ...shown.panels, [id]: { id, kind, group: 'A', state: {} } };
    this.#put({ ...shown, panels, layout: insertPanel(shown.layout, id, place) });
  }

  /** Closes a panel. */
  close(id: string): void {
    const shown = this.#shown.peek();
    const panels = Object.fromEntries(
      Object.entries(shown.panels).filter(([known]) => known !== id),
    );
    const layout = shown.layout === null ? null : removePanel(shown.layout, id);
    this.#put({ ...shown, panels, layout });
  }

  /** Brings a panel to the front of its stack. */
  activate(id: string): void {
    this.#change((layout) => activate(layout, id));
  }

  /** Moves a panel. */
  move(id: string, place: Place): void {
    this.#change((layout) => movePanel(layout, id, place));
  }

  /** Moves the border behind a child of a split. */
  resize(split: string, border: number, by: number): void {
    this.#change((layout) => resize(layout, split, border, by));
  }

  /** Sets something of a panel. */
  set(id: string, change: Partial<Pick<PanelSpec, 'group' | 'state'>>): void {
    const shown = this.#shown.peek();
    const panel = shown.panels[id];
    if (panel === undefined) return;
    this.#put({ ...shown, panels: { ...shown.panels, [id]: { ...panel, ...change } } });
  }

  /** Begins anew with what is shipped. */
  reset(): void {
    this.#put({ ...this.#first, name: this.#shown.peek().name });
  }

  #change(change: (layout: Layout) => Layout): void {
    const shown = this.#shown.peek();
    if (shown.layout !== null) this.#put({ ...shown, layout: change(shown.layout) });
  }

  #put(next: Workspace): void {
    const name = this.#shown.peek().name;
    this.#all.value = this.#all.peek().map((known) => (known.name === name ? next : known));
  }
}

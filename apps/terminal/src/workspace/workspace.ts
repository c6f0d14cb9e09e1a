import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';

import { hearKept, kept, type Keeper, type Tabs } from '../app/kept.ts';
import { isAmount } from '../app/shapes.ts';
import {
  activate,
  insertPanel,
  movePanel,
  removePanel,
  resize,
  type Layout,
  type PanelSpec,
  type Place,
  type Workspace,
} from './layout.ts';
import { areWorkspaces, readWorkspace } from './read-workspace.ts';

/** How many workspaces there may be. */
const WORKSPACES_MAX = 9;
const NAME_MAX = 24;

/** The workspaces of this browser, and the one that is shown. */
export class Workspaces {
  readonly #all: Signal<readonly Workspace[]>;
  readonly #current: Signal<number>;
  readonly #shown: ReadonlySignal<Workspace>;
  readonly #first: Workspace;
  readonly #maximised = signal<string | null>(null);

  constructor(first: Workspace, store: Keeper = localStorage) {
    this.#first = first;
    this.#all = kept<readonly Workspace[]>(store, 'workspaces', [first], areWorkspaces);
    this.#current = kept(store, 'workspace', 0, isAmount);
    this.#shown = computed(
      () => this.#all.value[this.#current.value] ?? this.#all.value[0] ?? first,
    );
  }

  /** Takes what another tab has changed, so that neither loses what the other has made; ends with what is given back. */
  hearTabs(tabs: Tabs = window): () => void {
    return hearKept('workspaces', areWorkspaces, (all) => this.#adopt(all), tabs);
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
    if (this.#shown.peek().isLocked) return;
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

  /** One more workspace, as the one that is shown. */
  copy(): void {
    const all = this.#all.peek();
    if (all.length >= WORKSPACES_MAX) return;
    let number = all.length + 1;
    while (all.some(({ name }) => name === `Workspace ${number}`)) number += 1;
    this.#all.value = [...all, { ...this.#shown.peek(), name: `Workspace ${number}` }];
    this.#current.value = all.length;
  }

  /** Gives the one that is shown another name; one that is taken, or none, changes nothing. */
  rename(name: string): void {
    const all = this.#all.peek();
    const shown = this.#shown.peek();
    const wanted = name.trim().slice(0, NAME_MAX);
    if (wanted === '' || all.some((known) => known.name === wanted)) return;
    this.#all.value = all.map((known) => (known === shown ? { ...known, name: wanted } : known));
  }

  /** Forgets the one that is shown; the last one stays. */
  forget(): void {
    const { name } = this.#shown.peek();
    const left = this.#all.peek().filter((workspace) => workspace.name !== name);
    if (left.length === 0) return;
    this.#current.value = 0;
    this.#all.value = left;
  }

  /** Keeps panels where they are, or lets them be moved. */
  lock(isLocked: boolean): void {
    this.#put({ ...this.#shown.peek(), isLocked });
  }

  /** Puts a workspace of a file in place of the one that is shown; what is none changes nothing. Whether it was one. */
  load(text: string): boolean {
    const read = readWorkspace(text);
    if (read !== null) this.#put({ ...read, name: this.#shown.peek().name });
    return read !== null;
  }

  /** Shows one panel over all others; with none, or once more, all as they were. */
  maximise(panel: string | null): void {
    this.#maximised.value = this.#maximised.peek() === null ? panel : null;
  }

  /** The panel that is shown over all others; null for none. */
  get maximised(): ReadonlySignal<string | null> {
    return this.#maximised;
  }

  /** Begins anew with what is shipped. */
  reset(): void {
    this.#put({ ...this.#first, name: this.#shown.peek().name });
  }

  #adopt(all: readonly Workspace[]): void {
    const { name } = this.#shown.peek();
    const at = all.findIndex((workspace) => workspace.name === name);
    batch(() => {
      this.#all.value = all;
      this.#current.value = Math.max(0, at);
    });
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

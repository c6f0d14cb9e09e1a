import './workspace.css';

import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { createPortal } from 'react-dom';

import { useTerminal } from '../app/context.tsx';
import { workspaceText } from '../text/workspace.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Empty } from '../ui/state.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { focusGroups, type FocusGroup } from './focus.ts';
import { HoursNote } from './hours-note.tsx';
import {
  stackOf,
  stacksOf,
  type Layout,
  type PanelSpec,
  type Split,
  type Stack,
} from './layout.ts';
import { dragTab } from './tab-drag.ts';
import { WorkspaceBar } from './workspace-bar.tsx';
import type { PanelKind } from './panel-kind.ts';
import type { Workspaces } from './workspace.ts';

type ViewProps = {
  readonly workspaces: Workspaces;
  readonly kinds: readonly PanelKind[];
  /** Where each panel in front lives: an element of its own that moves between stacks and is never made anew. */
  readonly hosts: ReadonlyMap<string, HTMLElement>;
};

/** A workspace: panels in stacks, side by side. */
export function WorkspaceView({
  workspaces,
  kinds,
  beside,
}: Omit<ViewProps, 'hosts'> & { readonly beside?: JSX.Element }): JSX.Element {
  const { layout, panels } = useSignal(workspaces.shown);
  const hosts = usePanelHosts(stacksOf(layout).map(({ active }) => active));
  const place = { workspaces, kinds, hosts };
  const maximised = useSignal(workspaces.maximised);
  const alone = maximised === null ? null : stackOf(layout, maximised);
  const shown = alone ?? layout;
  return (
    <div className="workspace">
      <WorkspaceBar workspaces={workspaces} kinds={kinds} beside={beside} />
      <div className="workspace__area">
        {shown === null ? (
          <Empty title={workspaceText.empty} />
        ) : (
          <Area layout={shown} {...place} />
        )}
      </div>
      {Object.values(panels).map((panel) => {
        const host = hosts.get(panel.id);
        return host === undefined
          ? null
          : createPortal(<PanelBody panel={panel} {...place} />, host, panel.id);
      })}
    </div>
  );
}

function Area({ layout, ...place }: ViewProps & { readonly layout: Layout }): JSX.Element {
  return layout.type === 'stack' ? (
    <StackView stack={layout} {...place} />
  ) : (
    <SplitView split={layout} {...place} />
  );
}

function SplitView({ split, ...place }: ViewProps & { readonly split: Split }): JSX.Element {
  const tracks = split.sizes.map((size) => `minmax(0, ${size}fr)`).join(' 5px ');
  const style =
    split.direction === 'row' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks };
  return (
    <div className={`split split--${split.direction}`} style={style}>
      {split.children.flatMap((child, at) => [
        ...(at === 0
          ? []
          : [
              <Border
                key={`border ${child.id}`}
                split={split}
                border={at - 1}
                workspaces={place.workspaces}
              />,
            ]),
        <Area key={child.id} layout={child} {...place} />,
      ])}
    </div>
  );
}

/** A key moves a border by so much of its split. */
const KEY_STEP = 0.02;

function Border({
  split,
  border,
  workspaces,
}: {
  readonly split: Split;
  readonly border: number;
  readonly workspaces: Workspaces;
}): JSX.Element {
  const isRow = split.direction === 'row';
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const { parentElement } = event.currentTarget;
    if (parentElement === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const extent = isRow ? parentElement.clientWidth : parentElement.clientHeight;
    const by = (isRow ? event.movementX : event.movementY) / extent;
    if (by !== 0) workspaces.resize(split.id, border, by);
  };
  const before = split.sizes[border] ?? 0;
  const PERCENT = 100;
  return (
    <div
      className={`border border--${split.direction}`}
      role="separator"
      tabIndex={0}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-label={workspaceText.border}
      aria-valuenow={Math.round(before * PERCENT)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={({ code }) => {
        const [less, more] = isRow ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
        if (code === less) workspaces.resize(split.id, border, -KEY_STEP);
        if (code === more) workspaces.resize(split.id, border, KEY_STEP);
      }}
    />
  );
}

function StackView({
  stack,
  workspaces,
  kinds,
  hosts,
}: ViewProps & { readonly stack: Stack }): JSX.Element {
  const slot = useRef<HTMLDivElement>(null);
  const { panels } = useSignal(workspaces.shown);
  useEffect(() => {
    const host = hosts.get(stack.active);
    if (host !== undefined) slot.current?.replaceChildren(host);
  }, [stack.active, hosts]);
  const active = panels[stack.active];
  return (
    <section className="stack" data-stack={stack.id} aria-label={titleOf(kinds, active)}>
      <header className="stack__head">
        <div className="stack__tabs" role="tablist">
          {stack.panels.map((id) => (
            <button
              key={id}
              type="button"
              role="tab"
              className="tab"
              aria-selected={id === stack.active}
              tabIndex={id === stack.active ? 0 : -1}
              onClick={() => workspaces.activate(id)}
              onPointerDown={({ nativeEvent }) => {
                dragTab(nativeEvent, (where) => workspaces.move(id, where));
              }}
              onKeyDown={(event) => moveTab(event, stack.panels, id)}
              data-tab={id}
            >
              {titleOf(kinds, panels[id])}
            </button>
          ))}
        </div>
        {active !== undefined && isLinked(kinds, active) ? (
          <GroupPicker panel={active} workspaces={workspaces} />
        ) : null}
        <button
          type="button"
          className="stack__close"
          aria-label={workspaceText.close(titleOf(kinds, active))}
          onClick={() => workspaces.close(stack.active)}
        >
          ×
        </button>
      </header>
      <div ref={slot} className="stack__body" role="tabpanel" aria-label={titleOf(kinds, active)} />
    </section>
  );
}

/** Arrows go from tab to tab. */
function moveTab(event: KeyboardEvent<HTMLElement>, panels: readonly string[], id: string): void {
  const by = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0;
  const next = panels[(panels.indexOf(id) + by + panels.length) % panels.length];
  if (by === 0 || next === undefined) return;
  event.preventDefault();
  const tab = event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-tab="${next}"]`);
  tab?.click();
  tab?.focus();
}

function GroupPicker({
  panel,
  workspaces,
}: {
  readonly panel: PanelSpec;
  readonly workspaces: Workspaces;
}): JSX.Element {
  const next = focusGroups[(focusGroups.indexOf(groupOf(panel)) + 1) % focusGroups.length] ?? 'A';
  return (
    <button
      type="button"
      className={`group-letter group-letter--${groupOf(panel)}`}
      aria-label={workspaceText.group(panel.group)}
      onClick={() => workspaces.set(panel.id, { group: next })}
    >
      {panel.group}
    </button>
  );
}

function PanelBody({
  panel,
  workspaces,
  kinds,
}: ViewProps & { readonly panel: PanelSpec }): JSX.Element | null {
  const { focus } = useTerminal();
  const kind = kinds.find((known) => known.kind === panel.kind);
  const open = useMemo(
    () => ({
      id: panel.id,
      group: groupOf(panel),
      instrument: focus.instrument(groupOf(panel)),
      state: panel.state,
      set: (change: Readonly<Record<string, unknown>>) =>
        workspaces.set(panel.id, { state: { ...panel.state, ...change } }),
    }),
    [focus, panel, workspaces],
  );
  if (kind === undefined) return null;
  return (
    <>
      {kind.hours === undefined ? null : <HoursNote hours={kind.hours} panel={open} />}
      <ErrorBoundary name={kind.title}>{kind.render(open)}</ErrorBoundary>
    </>
  );
}

/** An element for each panel that is in front, for as long as it stays there, whichever stack it lies in. */
function usePanelHosts(ids: readonly string[]): ReadonlyMap<string, HTMLElement> {
  const [hosts] = useState(() => new PanelHosts());
  const key = ids.join(' ');
  return useMemo(() => hosts.of(key === '' ? [] : key.split(' ')), [hosts, key]);
}

class PanelHosts {
  #known: ReadonlyMap<string, HTMLElement> = new Map();

  of(ids: readonly string[]): ReadonlyMap<string, HTMLElement> {
    this.#known = new Map(ids.map((id) => [id, this.#known.get(id) ?? makeHost(id)]));
    return this.#known;
  }
}

function makeHost(id: string): HTMLElement {
  const host = document.createElement('div');
  host.className = 'panel';
  host.dataset['panel'] = id;
  host.dataset['keys'] = id.replace(/-\d+$/u, '');
  return host;
}

function titleOf(kinds: readonly PanelKind[], panel: PanelSpec | undefined): string {
  return kinds.find(({ kind }) => kind === panel?.kind)?.title ?? panel?.kind ?? '';
}

function isLinked(kinds: readonly PanelKind[], panel: PanelSpec): boolean {
  return kinds.find(({ kind }) => kind === panel.kind)?.isLinked ?? false;
}

function groupOf({ group }: PanelSpec): FocusGroup {
  return focusGroups.find((known) => known === group) ?? 'A';
}

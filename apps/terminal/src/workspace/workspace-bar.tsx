import { useEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { overlayText } from '../text/overlays.ts';
import { workspaceText } from '../text/workspace.ts';
import { Button } from '../ui/button.tsx';
import { downloadText } from '../ui/download.ts';
import { useSignal } from '../ui/use-signal.ts';
import { stacksOf } from './layout.ts';
import type { PanelKind } from './panel-kind.ts';
import { pushedPlace, sides, type Side } from './push.ts';
import type { Workspaces } from './workspace.ts';

type BarProps = {
  readonly workspaces: Workspaces;
  readonly kinds: readonly PanelKind[];
  /** What stands in the middle of the bar. */
  readonly beside?: JSX.Element | undefined;
};

/** Which workspace is shown, and what is in it. */
export function WorkspaceBar({ workspaces, kinds, beside }: BarProps): JSX.Element {
  const all = useSignal(workspaces.all);
  const shown = useSignal(workspaces.shown);
  const [isNaming, setNaming] = useState(false);
  useWorkspaceKeys({ workspaces, kinds });
  return (
    <div className="workspace-bar">
      {all.map(({ name }) => (
        <button
          key={name}
          type="button"
          className="workspace-bar__name"
          aria-pressed={name === shown.name}
          title={workspaceText.renameHint}
          onClick={() => (name === shown.name ? setNaming(true) : workspaces.show(name))}
        >
          {name}
        </button>
      ))}
      {isNaming ? <NameField workspaces={workspaces} onDone={() => setNaming(false)} /> : null}
      <Button kind="quiet" onClick={() => workspaces.copy()} title={workspaceText.copy}>
        +
      </Button>
      <div className="workspace-bar__space">{beside}</div>
      <select
        className="input workspace-bar__add"
        aria-label={workspaceText.add}
        value=""
        disabled={shown.isLocked}
        onChange={({ target }) => workspaces.add(target.value)}
      >
        <option value="">{workspaceText.add}</option>
        {kinds.map(({ kind, title }) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
      <Button
        kind="quiet"
        aria-pressed={shown.isLocked}
        onClick={() => workspaces.lock(!shown.isLocked)}
      >
        {shown.isLocked ? workspaceText.unlock : workspaceText.lock}
      </Button>
      <WorkspaceFiles workspaces={workspaces} />
      <Button kind="quiet" onClick={() => workspaces.reset()}>
        {workspaceText.reset}
      </Button>
      {all.length > 1 ? (
        <Button kind="quiet" onClick={() => workspaces.forget()}>
          {workspaceText.forget}
        </Button>
      ) : null}
    </div>
  );
}

/** Another name for the one that is shown: Enter gives it, Escape does not. */
function NameField({
  workspaces,
  onDone,
}: Pick<BarProps, 'workspaces'> & { readonly onDone: () => void }): JSX.Element {
  const { name } = useSignal(workspaces.shown);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      className="input workspace-bar__rename"
      aria-label={workspaceText.rename}
      defaultValue={name}
      onBlur={({ target }) => {
        workspaces.rename(target.value);
        onDone();
      }}
      onKeyDown={({ code, currentTarget }) => {
        if (code === 'Escape') currentTarget.value = name;
        if (code === 'Escape' || code === 'Enter') currentTarget.blur();
      }}
    />
  );
}

/** A workspace as a file, there and back. */
function WorkspaceFiles({ workspaces }: Pick<BarProps, 'workspaces'>): JSX.Element {
  const shown = useSignal(workspaces.shown);
  const file = useRef<HTMLInputElement>(null);
  const { notices } = useTerminal().link;
  const load = async (chosen: File): Promise<void> => {
    const isOne = workspaces.load(await chosen.text());
    if (!isOne) notices.tell({ level: 'error', text: workspaceText.noWorkspace(chosen.name) });
  };
  return (
    <>
      <Button
        kind="quiet"
        onClick={() => downloadText(`${shown.name}.json`, JSON.stringify(shown, null, 2))}
      >
        {workspaceText.save}
      </Button>
      <Button kind="quiet" onClick={() => file.current?.click()}>
        {workspaceText.load}
      </Button>
      <input
        ref={file}
        type="file"
        accept="application/json"
        className="hidden-text"
        tabIndex={-1}
        aria-label={workspaceText.load}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen !== undefined) void load(chosen);
          target.value = '';
        }}
      />
    </>
  );
}

const PANELS = 9;

/** The arrow that pushes to each side. */
const arrows: Readonly<Record<Side, string>> = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  top: 'ArrowUp',
  bottom: 'ArrowDown',
};

/** Panels by their numbers, pushed to where they shall lie, and the one in focus over all others. */
function useWorkspaceKeys({ workspaces, kinds }: BarProps): void {
  const focusPanel = (at: number): void => {
    const stack = stacksOf(workspaces.shown.peek().layout)[at];
    const host = document.querySelector<HTMLElement>(`[data-panel="${stack?.active}"]`);
    const first = host?.querySelector<HTMLElement>('[tabindex="0"], input, select, button');
    first?.focus();
  };
  useKeys([
    ...Array.from({ length: PANELS }, (_, at) => ({
      id: `workspace.panel.${at + 1}`,
      scope: 'global',
      chord: `Alt+Digit${at + 1}`,
      label: workspaceText.panel(at + 1),
      inInputs: true,
      run: () => focusPanel(at),
    })),
    ...Array.from({ length: PANELS }, (_, at) => ({
      id: `workspace.show.${at + 1}`,
      scope: 'global',
      chord: `Alt+Shift+Digit${at + 1}`,
      label: workspaceText.show(at + 1),
      inInputs: true,
      run: () => {
        const workspace = workspaces.all.peek()[at];
        if (workspace !== undefined) workspaces.show(workspace.name);
      },
    })),
    ...sides.map((side) => ({
      id: `workspace.push.${side}`,
      scope: 'global',
      chord: `Alt+Shift+${arrows[side]}`,
      label: workspaceText.push[side],
      run: () => pushPanel(workspaces, side),
    })),
    {
      id: 'workspace.maximise',
      scope: 'global',
      chord: 'Alt+Enter',
      label: workspaceText.maximise,
      inInputs: true,
      run: () => workspaces.maximise(focusedPanel()),
    },
    ...kinds.map(({ kind, title }, at) => ({
      id: `workspace.open.${kind}`,
      scope: 'global',
      chord: `KeyO Digit${at + 1}`,
      label: overlayText.openPanel(title),
      run: () => workspaces.open(kind),
    })),
  ]);
}

/** Pushes the panel in focus; what had the focus keeps it, wherever its panel lies then. */
function pushPanel(workspaces: Workspaces, side: Side): void {
  const panel = focusedPanel();
  const focused = document.activeElement;
  if (panel === null) return;
  const place = pushedPlace(workspaces.shown.peek().layout, panel, side);
  if (place === null) return;
  workspaces.move(panel, place);
  requestAnimationFrame(() => {
    const tab = document.querySelector<HTMLElement>(`[data-tab="${panel}"]`);
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    else tab?.focus();
  });
}

/** The panel that the focus is in, or on whose tab it is. */
function focusedPanel(): string | null {
  const at = document.activeElement;
  const host = at?.closest<HTMLElement>('[data-panel]')?.dataset['panel'];
  return host ?? at?.closest<HTMLElement>('[data-tab]')?.dataset['tab'] ?? null;
}

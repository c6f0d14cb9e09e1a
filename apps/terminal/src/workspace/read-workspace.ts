import {
  hasFields,
  isAmount,
  isFlag,
  isListOf,
  isObject,
  isOneOf,
  isRecordOf,
  isText,
} from '../app/shapes.ts';
import {
  stacksOf,
  type Layout,
  type PanelSpec,
  type Split,
  type Stack,
  type Workspace,
} from './layout.ts';

const isPanel = hasFields<PanelSpec>({ id: isText, kind: isText, group: isText, state: isObject });
const isStackAlone = hasFields<Stack>({
  type: isOneOf(['stack']),
  id: isText,
  panels: isListOf(isText),
  active: isText,
});
const isSplitAlone = hasFields<Split>({
  type: isOneOf(['split']),
  id: isText,
  direction: isOneOf(['row', 'column']),
  children: isListOf(isLayout),
  sizes: isListOf(isAmount),
});
const isWorkspaceAlone = hasFields<Workspace>({
  name: isText,
  layout: (value): value is Layout | null => value === null || isLayout(value),
  panels: isRecordOf(isPanel),
  isLocked: isFlag,
});

/** Whether something is a workspace that can be shown: each panel lies in one stack, and each stack has one in front. */
export function isWorkspace(value: unknown): value is Workspace {
  if (!isWorkspaceAlone(value)) return false;
  const lying = stacksOf(value.layout).flatMap(({ panels }) => panels);
  const known = Object.entries(value.panels).filter(([id, panel]) => panel.id === id);
  const isOnce = new Set(lying).size === lying.length && known.length === lying.length;
  return isOnce && lying.every((id) => id in value.panels);
}

/** Whether something is a list of workspaces of which one can be shown. */
export function areWorkspaces(value: unknown): value is readonly Workspace[] {
  return isListOf(isWorkspace)(value) && value.length > 0;
}

/** A workspace of a file; null where it is none. */
export function readWorkspace(text: string): Workspace | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWorkspace(value) && value.layout !== null ? value : null;
  } catch {
    return null;
  }
}

function isLayout(value: unknown): value is Layout {
  if (isStackAlone(value)) return value.panels.includes(value.active);
  return (
    isSplitAlone(value) && value.children.length > 1 && value.sizes.length === value.children.length
  );
}

import { useMemo, type JSX } from 'react';

import { panelKinds } from '../../panels/panel-kinds.tsx';
import { WorkspaceView } from '../../workspace/workspace-view.tsx';
import { Workspaces } from '../../workspace/workspace.ts';
import { firstWorkspace } from './first-workspace.ts';

/** Where people trade: the panels of their workspace. */
export function TradePage(): JSX.Element {
  const workspaces = useMemo(() => new Workspaces(firstWorkspace), []);
  return <WorkspaceView workspaces={workspaces} kinds={panelKinds} />;
}

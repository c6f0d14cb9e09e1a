import { useEffect, useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { Guide } from '../../guide/guide.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { panelKinds } from '../../panels/panel-kinds.tsx';
import { PhoneTrade } from '../../phone/phone-trade.tsx';
import { ticketText } from '../../text/ticket.ts';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { WorkspaceView } from '../../workspace/workspace-view.tsx';
import { Workspaces } from '../../workspace/workspace.ts';
import { firstWorkspace } from './first-workspace.ts';

const spare = { scope: 'global', isSpare: true } as const;

/** Where people trade: the panels of their workspace. */
export function TradePage(): JSX.Element {
  const { focus } = useTerminal();
  const workspaces = useMemo(() => new Workspaces(firstWorkspace), []);
  const isPhone = useIsPhone();
  useEffect(() => workspaces.hearTabs(), [workspaces]);
  useEffect(
    () =>
      focus.panel.subscribe((kind) => {
        if (kind === null) return;
        workspaces.open(kind);
        focus.panel.value = null;
      }),
    [focus, workspaces],
  );
  const begin = (side: 'buy' | 'sell') => (): void => {
    const instrument = focus.instrument('A').peek();
    if (instrument !== null) focus.trade({ instrument, side });
  };
  useKeys([
    { ...spare, id: 'trade.buy', chord: 'KeyB', label: ticketText.buyThis, run: begin('buy') },
    { ...spare, id: 'trade.sell', chord: 'KeyS', label: ticketText.sellThis, run: begin('sell') },
  ]);
  return (
    <div className="trade">
      {isPhone ? (
        <PhoneTrade beside={<Guide />} />
      ) : (
        <WorkspaceView workspaces={workspaces} kinds={panelKinds} beside={<Guide />} />
      )}
    </div>
  );
}

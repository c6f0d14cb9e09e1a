import '../../ui/blotter.css';

import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { moneyText } from '../../text/money.ts';
import { ordersText } from '../../text/orders.ts';
import { Empty } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';
import { HoldingList } from './holding-list.tsx';

/** What an account holds for delivery. */
export const holdingsKind: PanelKind = {
  kind: 'holdings',
  title: moneyText.holdings,
  isLinked: false,
  render: () => <Holdings />,
};

function Holdings(): JSX.Element {
  const { link } = useTerminal();
  const account = useSignal(link.accountId);
  if (account === null) return <Empty title={ordersText.none} />;
  return (
    <div className="blotter">
      <HoldingList account={account} />
    </div>
  );
}

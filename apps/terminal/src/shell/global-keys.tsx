import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import type { Overlay } from '../app/overlays.ts';
import { addressOf, type PageName } from '../app/routes.ts';
import type { KeyBinding } from '../keys/keys.ts';
import { useKeys } from '../keys/use-keys.ts';
import { overlayText } from '../text/overlays.ts';
import { shellText } from '../text/shell.ts';
import { useSignal } from '../ui/use-signal.ts';

/** The letter that follows G. */
const pageKeys: Partial<Record<PageName, string>> = {
  trade: 'KeyT',
  backtests: 'KeyB',
  strategies: 'KeyS',
  risk: 'KeyR',
  portfolio: 'KeyP',
  data: 'KeyD',
  brokers: 'KeyK',
  admin: 'KeyA',
  system: 'KeyH',
  settings: 'KeyE',
};

const FLATTEN_HOLD_MS = 600;
/** How long the kill switch is held. */
export const KILL_HOLD_MS = 1_000;

/** The keys that count everywhere, and how far one is that has to be held. */
export function GlobalKeys({ pages }: { readonly pages: readonly PageName[] }): JSX.Element | null {
  const { routes, keys } = useTerminal();
  const held = useSignal(keys.held);
  const bindings = useSignal(keys.bindings);
  const riskKeys = useRiskKeys();
  const overlayKeys = useOverlayKeys();
  useKeys([
    ...riskKeys,
    ...overlayKeys,
    ...pages.flatMap((page): readonly KeyBinding[] => {
      const key = pageKeys[page];
      if (key === undefined) return [];
      return [
        {
          id: `page.${page}`,
          scope: 'global',
          chord: `KeyG ${key}`,
          label: overlayText.goTo(shellText.pages[page]),
          run: () => routes.go(addressOf(page)),
        },
      ];
    }),
  ]);
  const label = bindings.find(({ id }) => id === held?.id)?.label;
  return label === undefined ? null : (
    <div className="held" role="status">
      {overlayText.hold(label)}
    </div>
  );
}

/** What lowers risk works everywhere, also while somebody types. */
function useRiskKeys(): readonly KeyBinding[] {
  const { link, actions, oneClick } = useTerminal();
  const onAccount = (run: (account: string) => void) => () => {
    const account = link.accountId.peek();
    if (account !== null) run(account);
  };
  const common = { scope: 'global', inInputs: true } as const;
  return [
    {
      ...common,
      id: 'risk.cancelAll',
      chord: 'Ctrl+Shift+KeyX',
      label: overlayText.cancelAll,
      run: onAccount((account) => void actions.cancelAll({ account })),
    },
    {
      ...common,
      id: 'risk.flatten',
      chord: 'Ctrl+Shift+KeyF',
      label: overlayText.flattenAll,
      holdMs: FLATTEN_HOLD_MS,
      run: onAccount((account) => void actions.flatten({ account })),
    },
    {
      ...common,
      id: 'risk.kill',
      chord: 'Ctrl+Shift+KeyK',
      label: overlayText.killAll,
      holdMs: KILL_HOLD_MS,
      run: onAccount((account) => void actions.kill(account, overlayText.killReason)),
    },
    {
      ...common,
      id: 'order.oneClick',
      chord: 'F8',
      label: overlayText.oneClick,
      run: () => oneClick.toggle(),
    },
  ];
}

function useOverlayKeys(): readonly KeyBinding[] {
  const { overlays } = useTerminal();
  const open = (which: Overlay) => () => {
    overlays.open.value = which;
  };
  const scope = 'global';
  return [
    {
      id: 'overlay.palette',
      scope,
      chord: 'Ctrl+KeyK',
      label: overlayText.palette,
      inInputs: true,
      run: open('palette'),
    },
    { id: 'overlay.search', scope, chord: 'Slash', label: overlayText.search, run: open('search') },
    { id: 'overlay.keys', scope, chord: 'Shift+Slash', label: overlayText.keys, run: open('keys') },
    {
      id: 'overlay.notices',
      scope,
      chord: 'KeyG KeyN',
      label: overlayText.notices,
      run: open('notices'),
    },
  ];
}

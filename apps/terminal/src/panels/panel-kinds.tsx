import type { PanelKind } from '../workspace/panel-kind.ts';
import { ticketKind } from './ticket/ticket.tsx';
import { watchlistKind } from './watchlist/watchlist.tsx';

/** Every kind of panel there is. */
export const panelKinds: readonly PanelKind[] = [watchlistKind, ticketKind];

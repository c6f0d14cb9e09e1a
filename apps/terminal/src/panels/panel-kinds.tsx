import type { PanelKind } from '../workspace/panel-kind.ts';
import { watchlistKind } from './watchlist/watchlist.tsx';

/** Every kind of panel there is. */
export const panelKinds: readonly PanelKind[] = [watchlistKind];

import './shell.css';

import { lazy, Suspense, type JSX, type LazyExoticComponent } from 'react';

import { useTerminal } from '../app/context.tsx';
import { pageNames, type PageName } from '../app/routes.ts';
import { TradePage } from '../pages/trade/trade-page.tsx';
import { shellText } from '../text/shell.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Loading } from '../ui/state.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { ConnectionBanner } from './banner.tsx';
import { GlobalKeys } from './global-keys.tsx';
import { Overlays } from './overlays/overlays.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

type Page = (() => JSX.Element) | LazyExoticComponent<() => JSX.Element>;

/** The pages there are; all but the first are loaded when somebody goes there. */
const pages: Partial<Record<PageName, Page>> = {
  trade: TradePage,
  strategies: lazy(async () => ({
    default: (await import('../pages/strategies/strategies-page.tsx')).StrategiesPage,
  })),
  backtests: lazy(async () => ({
    default: (await import('../pages/backtests/backtests-page.tsx')).BacktestsPage,
  })),
  risk: lazy(async () => ({
    default: (await import('../pages/risk/risk-page.tsx')).RiskPage,
  })),
  portfolio: lazy(async () => ({
    default: (await import('../pages/portfolio/portfolio-page.tsx')).PortfolioPage,
  })),
  data: lazy(async () => ({
    default: (await import('../pages/data/data-page.tsx')).DataPage,
  })),
  brokers: lazy(async () => ({
    default: (await import('../pages/brokers/brokers-page.tsx')).BrokersPage,
  })),
  admin: lazy(async () => ({
    default: (await import('../pages/admin/admin-page.tsx')).AdminPage,
  })),
  system: lazy(async () => ({
    default: (await import('../pages/health/health-page.tsx')).HealthPage,
  })),
  settings: lazy(async () => ({
    default: (await import('../pages/settings/settings-page.tsx')).SettingsPage,
  })),
};

/** What is around every page: who and where one is, what is live, and the way elsewhere. */
export function Shell(): JSX.Element {
  const { routes, link } = useTerminal();
  const { page } = useSignal(routes.route);
  const account = useSignal(link.account);
  const { state } = useSignal(link.connection);
  const Current = pages[page] ?? TradePage;
  return (
    <div className="shell" data-mode={account?.mode ?? 'paper'} data-live={state === 'connected'}>
      <TopBar pages={pageList} />
      <ConnectionBanner />
      <Rail pages={pageList} />
      <main className="shell__page" aria-label={shellText.pages[page]}>
        <ErrorBoundary key={page} name={shellText.pages[page]}>
          <Suspense fallback={<Loading />}>
            <Current />
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusBar />
      <GlobalKeys pages={pageList} />
      <Overlays />
    </div>
  );
}

const pageList: readonly PageName[] = pageNames.filter((name) => pages[name] !== undefined);

import type { TearSheet } from '../sheet.ts';
import { card } from './card-section.ts';
import { comparison } from './comparison-section.ts';
import { costs, instruments } from './cost-sections.ts';
import { html, type Markup } from './markup.ts';
import { curves, heading, tiles } from './overview.ts';
import { falls, periods, regimes, rolling } from './returns-sections.ts';
import { forward, parameters, robustness } from './search-sections.ts';
import { style } from './style.ts';
import { exposure, trades } from './trade-sections.ts';
import { validation } from './validation-section.ts';

const sections: readonly ((sheet: TearSheet) => Markup)[] = [
  heading,
  tiles,
  comparison,
  curves,
  periods,
  falls,
  rolling,
  trades,
  costs,
  instruments,
  exposure,
  regimes,
  robustness,
  validation,
  forward,
  parameters,
  card,
];

/**
 * A tear sheet as one HTML page that needs nothing else: no network, no script, no font. A pure
 * function of the document.
 *
 * @example
 * writeFileSync('report.html', writeTearSheetPage(sheet));
 */
export function writeTearSheetPage(sheet: TearSheet): string {
  const css: Markup = { markup: style };
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${sheet.title}</title>
        <style>
          ${css}
        </style>
      </head>
      <body>
        <main>
          ${sections.map((draw) => draw(sheet))}
          <footer>
            <p class="quiet">
              ${sheet.schema}. Past results, simulated or real, say nothing sure of those to come.
            </p>
          </footer>
        </main>
      </body>
    </html> `;
  return markup;
}

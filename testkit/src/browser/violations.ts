import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** A rule that a page breaks, as axe tells of it. */
type Violation = {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly {
    readonly target: readonly unknown[];
    readonly failureSummary?: string;
  }[];
};

const RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }";

/**
 * What keeps people from using a page as it stands now, a line for each place; none is expected.
 *
 * @example
 * expect(await violationsOf(page)).toEqual([]);
 */
export async function violationsOf(page: Page, within = 'document'): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(${within}, ${RULES}).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
      id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    })))`,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.replaceAll(/\s+/gu, ' ');
      return `${id}: ${help}: ${target.map(String).join(' ')}: ${why}`;
    }),
  );
}

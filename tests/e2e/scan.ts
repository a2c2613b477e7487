/** axe over what is shown, light and dark: nothing serious or critical. */
import { expect, type Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

type Axe = { run: (context: Document, options: object) => Promise<AxeResults> };

/** Once in each page: there are no frames here. */
async function bring(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
}

export async function scan(page: Page, place: string): Promise<void> {
  await bring(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // In the dark nothing but the colours is another.
    const rules = colorScheme === 'dark' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {};
    const { violations } = await page.evaluate(
      (options) => (window as unknown as { axe: Axe }).axe.run(document, options), // put there by bring()
      { resultTypes: ['violations'], ...rules },
    );
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary ?? ''}`).join(' | ')}`,
      );
    expect(serious, `${place}, ${colorScheme}`).toEqual([]);
  }
}

/**
 * A newcomer's first minute: one click on a sample, and the first open text has a label recommended by a reason somebody
 * gave, a model is trained, and the reasons have figures. Timed from that click.
 */
import { expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';

const samples = [
  { name: 'Eating out', reason: /trigger “/ },
  { name: 'People and their places', reason: /rule “/ },
  { name: 'Restaurant reviews', reason: /rule “/ },
];

/** The name that a recommended label has, with its reason, once there is one for the shown text. */
async function recommendedBy(page: Page, annotate: AnnotatePage, reason: RegExp): Promise<string> {
  let found = '';
  await expect
    .poll(
      async () => {
        const all = await annotate.recommended();
        const labelled = all.filter(({ name }) => /confidence/.test(name));
        found = labelled.find(({ from }) => reason.test(from))?.name ?? '';
        return found;
      },
      { timeout: 60_000 },
    )
    .not.toBe('');
  await page.mouse.move(640, 300);
  return found;
}

for (const { name, reason } of samples) {
  test(`${name}: rules, recommendations and a model within a minute`, async ({ page }) => {
    await page.goto('/');
    const card = page.getByRole('button', { name: new RegExp(`Open the sample ${name}`) });
    await expect(card).toBeVisible();
    const clicked = Date.now();
    await card.click();
    const annotate = new AnnotatePage(page);
    await expect(annotate.text).toBeVisible();
    const opened = Date.now() - clicked;
    const proposed = await recommendedBy(page, annotate, reason);
    const recommended = Date.now() - clicked;
    await expect(page.getByText(/^Model \d/)).toBeVisible({ timeout: 60_000 });
    const trained = Date.now() - clicked;
    await annotate.go('Explanations');
    const row = page.getByRole('row').filter({ hasText: /100%/ });
    await expect(row.first()).toBeVisible({ timeout: 60_000 });
    const explained = Date.now() - clicked;
    console.log(
      `${name}: text ${opened} ms, recommended ${recommended} ms (${proposed}), model ${trained} ms, figures ${explained} ms`,
    );
    expect(explained).toBeLessThan(60_000);
    // The card says that it is new, not when the sample was written.
    await page.getByRole('link', { name: 'Projects' }).click();
    await expect(page.getByRole('link', { name: `Open ${name}` })).toBeVisible();
    await expect(page.getByText(/changed .*(month|year)/)).toHaveCount(0);
  });
}

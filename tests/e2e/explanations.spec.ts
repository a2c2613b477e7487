/**
 * Sentences after they were given: kept as drafts when the tab closes, rewritten, added to, flagged when not understood; the
 * one label of a text replaced in one step; the Explanations screen free of serious accessibility violations.
 */
import { expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { reviews } from './pages/start.ts';
import { scan } from './scan.ts';

const twoReviews = (page: Page): Promise<AnnotatePage> =>
  reviews(page, ['The staff was friendly and fast.', 'A slow kitchen, cold soup.']);

const textLabels = (page: Page) => page.locator('.text-label');
const field = (annotate: AnnotatePage) => annotate.explain.getByRole('combobox');

test('reasons of a text: draft, second reason, rewriting, another label', async ({ page }) => {
  let annotate = await twoReviews(page);
  await page.keyboard.press('1');
  await expect(field(annotate)).toBeFocused();
  await field(annotate).fill('The word "friendly" app');
  await expect(field(annotate)).toHaveValue('The word "friendly" app');
  await page.waitForTimeout(500);

  // The tab is closed in the middle of a word; another one finds the sentence again.
  const address = page.url();
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto(address);
  annotate = new AnnotatePage(next);
  await expect(field(annotate)).toHaveValue('The word "friendly" app');
  await field(annotate).fill('the word "friendly" appears');
  await expect(annotate.explain).toContainText('True of this text');
  await field(annotate).press('Enter');
  await expect(textLabels(next)).toHaveText('positive');

  // A second reason that is not understood is kept and flagged; the first one is rewritten.
  await textLabels(next).getByRole('button', { name: 'Change the reasons' }).click();
  await expect(annotate.explain).toContainText('Reasons so far');
  await field(annotate).fill('zzz qqq vvv');
  await annotate.explain.getByRole('button', { name: 'Change “the word "friendly" appears”' }).click();
  await expect(field(annotate)).toHaveValue('the word "friendly" appears');
  await field(annotate).fill('the word "fast" appears');
  await expect(annotate.explain).toContainText('True of this text');
  await field(annotate).press('Enter');
  await expect(annotate.explain).toBeHidden();
  await annotate.go('Explanations');
  const rows = next.getByRole('row');
  await expect(rows.filter({ hasText: 'the word "fast" appears' })).toContainText('positive', {
    timeout: 30_000,
  });
  await expect(rows.filter({ hasText: 'zzz qqq vvv' })).toContainText('Not understood');
  await expect(rows.filter({ hasText: 'friendly' })).toHaveCount(0);
  await next.getByRole('button', { name: /^Show what .*fast/ }).click();
  await expect(next.getByRole('complementary', { name: 'The chosen explanation' })).toContainText(
    'friendly and fast',
  );
  for (const width of [1280, 360]) {
    await next.setViewportSize({ width, height: 800 });
    await scan(next, `Explanations with details at ${width} px`);
  }
  await next.setViewportSize({ width: 1280, height: 800 });

  // Another label takes the place of the first, in one step that undo takes back whole.
  await annotate.go('Annotate');
  await expect(textLabels(next)).toHaveText('positive');
  await annotate.text.focus();
  await next.keyboard.press('2');
  await field(annotate).fill('the word "fast" appears');
  await field(annotate).press('Enter');
  await expect(textLabels(next)).toHaveText('negative');
  await next.getByRole('button', { name: 'Undo' }).click();
  await expect(textLabels(next)).toHaveText('positive');

  // Where a text may carry several labels, both stay.
  await annotate.go('Settings');
  await next.getByRole('switch', { name: 'A text or an aspect may carry several labels' }).check();
  await annotate.go('Annotate');
  await expect(textLabels(next)).toHaveText('positive');
  await annotate.text.focus();
  await next.keyboard.press('2');
  await field(annotate).fill('the word "fast" appears');
  await field(annotate).press('Enter');
  await expect(textLabels(next)).toHaveText(['positive', 'negative']);
});

test('a sentence of which words are left out is taken only when one says so', async ({ page }) => {
  const annotate = await twoReviews(page);
  await page.keyboard.press('1');
  await field(annotate).fill('gladly the word "friendly" appears after the word "staff"');
  const takeIt = annotate.explain.getByRole('button', { name: 'Take it' });
  await expect(takeIt).toBeVisible();
  await expect(annotate.explain).toContainText('Left out: gladly');
  await scan(page, 'Words left out');

  // A nearest sentence is written in its place, and needs no question.
  await annotate.explain.getByRole('button', { name: 'the word "friendly" appears in the sentence' }).click();
  await expect(field(annotate)).toHaveValue('the word "friendly" appears in the sentence');
  await expect(takeIt).toBeHidden();

  // By keyboard: Enter goes to the question, Enter takes it, Enter is done.
  await field(annotate).fill('gladly the word "staff" appears');
  await expect(takeIt).toBeVisible();
  await field(annotate).press('Enter');
  await expect(takeIt).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toContainText('Taken without: gladly');
  await expect(field(annotate)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  await annotate.go('Explanations');
  await expect(page.getByRole('row').filter({ hasText: 'gladly' })).toContainText('positive', {
    timeout: 30_000,
  });
});

test('a moved threshold of triggers says at once how many texts they reach', async ({ page }) => {
  await page.goto('/');
  await page
    .getByRole('button', { name: /sample/i })
    .first()
    .click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.go('Explanations');
  const triggers = page.getByRole('region', { name: 'Trigger words' });
  const reached = triggers.locator('.figure').filter({ hasText: 'Reached' });
  await expect(reached).toContainText(/[1-9]\d* of 1\d\d texts/, { timeout: 60_000 });
  const slider = triggers.getByRole('slider', { name: 'Triggers match from a similarity of' });
  const count = async (): Promise<number> =>
    Number.parseInt(/(\d+) of/.exec((await reached.textContent()) ?? '')?.[1] ?? '', 10);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveValue('0.3');
  await expect.poll(count).toBeGreaterThan(20);
  const all = await count();
  await page.keyboard.press('End');
  await expect(slider).toHaveValue('1');
  await expect.poll(count).toBeLessThan(all / 2);
  // No sentence was given: nothing is said of sentences.
  await expect(page.getByRole('region', { name: 'Sentences', exact: true })).toHaveCount(0);
});

for (const width of [1280, 360]) {
  test(`Explanations without any has no serious violation at ${width} px`, async ({ page }) => {
    const annotate = await twoReviews(page);
    await annotate.go('Explanations');
    await expect(page.getByRole('link', { name: /annotat/i }).last()).toBeVisible();
    await page.setViewportSize({ width, height: 800 });
    await scan(page, 'no explanation yet');
  });
}

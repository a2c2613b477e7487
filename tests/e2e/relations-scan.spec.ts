/** axe on the states of relations and of the sentence pop-up, wide and narrow, light and dark. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { scan } from './scan.ts';

for (const width of [1280, 360]) {
  test(`relations and their sentences have no serious violation at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/');
    await page.getByRole('button', { name: /Open the sample .*[Pp]eople/ }).click();
    const annotate = new AnnotatePage(page);
    await expect(annotate.text).toBeVisible();
    const ticks = page.getByRole('group', { name: 'Entities to relate' }).getByRole('checkbox');
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await scan(page, 'two entities ticked');
    await annotate.labelButton('born in').click();
    const field = annotate.explain.getByRole('combobox');
    await expect(field).toBeFocused();
    await scan(page, 'the empty sentence');
    await field.fill('The word "in" appears between X and Y');
    await expect(annotate.explain).toContainText('True of this text');
    await expect(annotate.explain).toContainText(/Matches/);
    await scan(page, 'an understood sentence');
    const box = await annotate.explain.boundingBox();
    expect(box?.x ?? -1).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    // What is understood is in sight without scrolling, on a telephone too.
    await expect(annotate.explain.getByText('True of this text')).toBeInViewport({ ratio: 1 });
    await field.fill('zzz qqq vvv');
    await expect(annotate.explain).toContainText('never becomes a rule');
    await scan(page, 'a sentence that is not understood');
    await field.fill('The word "in" appears between X and Y');
    await expect(annotate.explain).toContainText('True of this text');
    await field.press('Enter');
    const relations = page.getByRole('region', { name: 'Relations' });
    await relations
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    await expect(relations.getByRole('button', { name: 'Swap X and Y' })).toBeVisible();
    await scan(page, 'the form of a relation');
    await relations.getByRole('button', { name: 'Change the reasons' }).click();
    await expect(annotate.explain).toContainText('Reasons so far');
    await scan(page, 'reasons so far');
  });
}

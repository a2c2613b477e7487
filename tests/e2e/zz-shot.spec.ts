import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

for (const [w, scheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const)
  test(`shot ${w}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 1280, height: 800 });
    const projects = new ProjectsPage(page);
    await projects.open();
    await projects.create({
      name: 'Reviews',
      task: 'Sentiment or classes',
      explanations: ['A sentence in English'],
      labels: ['positive', 'negative'],
    });
    const importing = new ImportPage(page);
    await importing.paste('The staff was friendly and fast.\nA slow kitchen, cold soup.');
    await importing.run();
    await importing.annotate();
    await page.setViewportSize({ width: w, height: 800 });
    const annotate = new AnnotatePage(page);
    await page.keyboard.press('1');
    const field = annotate.explain.getByRole('combobox');
    await expect(field).toBeFocused();
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/shot-${w}-empty.png` });
    await field.fill('gladly the word "friendly" is after the word "staff"');
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/shot-${w}-asked.png` });
    await field.fill('the tone of the review is ironic and "fast" is there');
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/shot-${w}-refused.png` });
  });

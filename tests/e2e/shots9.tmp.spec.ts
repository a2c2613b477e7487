import { type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';

const pick = process.env['SHOT'] ?? 're';
const sizes = [
  ['wide', 1280, 800],
  ['narrow', 360, 720],
] as const;
for (const [name, width, height] of sizes) {
  test(`${pick} ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const shot = async (what: string) => {
      for (const scheme of (process.env['DARK'] ? ['light', 'dark'] : ['light']) as ('light' | 'dark')[]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForTimeout(250);
        await page.screenshot({ path: `/tmp/shots/${pick}-${name}-${what}-${scheme}.png` });
      }
    };
    await page.goto('/');
    const nth = { ner: 0, re: 1, sa: 2 }[pick] ?? 0;
    await page.locator('.sample').nth(nth).click();
    const a = new AnnotatePage(page);
    await a.text.waitFor();
    await page.waitForTimeout(2500);
    await shot('1-open');
    if (pick === 're') {
      const ticks = page.locator('input.tick');
      await ticks.nth(0).click();
      await shot('2-one');
      await ticks.nth(1).click();
      await shot('3-two');
      await page.locator('.label-button').first().click();
      await a.explain.waitFor();
      await page.waitForTimeout(600);
      await shot('4-pop');
      await a.explain.getByRole('combobox').fill('The word "');
      await page.waitForTimeout(500);
      await shot('5-typing');
      await a.explain.getByRole('combobox').fill('The word "in" appears between X and Y');
      await page.waitForTimeout(900);
      await shot('6-typed');
      await a.explain.getByRole('combobox').fill('zzz nearby qqq');
      await page.waitForTimeout(600);
      await shot('7-bad');
      await a.explain.getByRole('combobox').fill('The word "in" appears between X and Y');
      await page.waitForTimeout(600);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(600);
      await page.locator('.relation-line').first().click();
      await shot('8-form');
    } else {
      const words = pick === 'sa' ? 4 : 8;
      await a.drag(words, words + 4);
      await shot('2-selected');
      await page.locator('.label-button').first().click();
      await a.explain.waitFor();
      await page.waitForTimeout(600);
      await shot('3-pop');
      const tab = a.explain.getByRole('tab', { name: 'Sentence' });
      if (await tab.count()) {
        await tab.click();
        await page.waitForTimeout(600);
        await shot('4-sentence');
        await a.explain.getByRole('combobox').fill('The word "the" appears before it');
        await page.waitForTimeout(900);
        await shot('5-typed');
      }
      await page.keyboard.press('Escape');
      if (pick === 'sa') {
        await page.keyboard.press('Escape');
        await page.locator('.label-button').nth(1).click();
        await page.waitForTimeout(700);
        await shot('6-text');
        await page.keyboard.press('Escape');
      }
    }
    await page
      .getByRole('navigation', { name: 'Project' })
      .getByRole('link', { name: 'Explanations' })
      .click();
    await page.waitForTimeout(3500);
    await shot('x1-explanations');
    const show = page.getByRole('button', { name: /^Show what/ }).first();
    if (await show.count()) {
      await show.click();
      await page.waitForTimeout(1500);
      await shot('x2-details');
      await page.screenshot({ path: `/tmp/shots/${pick}-${name}-x3-full.png`, fullPage: true });
    }
  });
}

/** Where things stand: messages and pop-ups beside the text and never over it, nothing moves by itself, nothing is too wide. */
import { expect, type Locator, test } from '@playwright/test';
import { AnnotatePage, type Box } from './pages/annotate-page.ts';
import type { NewProject } from './pages/projects-page.ts';
import { start } from './pages/start.ts';

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return box;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const plain: NewProject = { name: 'Places', labels: ['Person', 'Place'], explanations: [] };
const explained: NewProject = { ...plain, explanations: ['Trigger words'] };

for (const width of [1280, 800, 360]) {
  test(`messages cover neither the text nor a pop-up at ${width} px`, async ({ page }) => {
    const annotate = await start(page, explained, ['Ada Byron lives in London near the river.']);
    await page.setViewportSize({ width, height: 740 });
    const messages = page.getByRole('region', { name: 'Messages' });
    /** Of the messages that are seen at one moment, how many there are, and how many lie over the text or a pop-up. */
    const seen = (): Promise<{ shown: number; covering: number }> =>
      page.evaluate(() => {
        const boxes = (selector: string): DOMRect[] =>
          [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
        const shown = boxes('.toast').filter((box) => box.height > 0);
        // A pop-up whose place is not known yet is not seen.
        const places = boxes('.annotate-scroll, .anchored[data-placement]');
        const covering = shown.filter((a) =>
          places.some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
        );
        return { shown: shown.length, covering: covering.length };
      });
    await page.getByRole('button', { name: 'Flag', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Remove the flag' })).toBeVisible();
    await page.keyboard.press('p');
    await expect(messages).toContainText('This is the first text.');
    expect(await seen()).toEqual({ shown: 1, covering: 0 });
    // While a pop-up is open; the newer message takes the place of the older.
    await annotate.drag(0, 9);
    await annotate.labelButton('Person').click();
    await expect(annotate.explain).toHaveAttribute('data-placement');
    await page.keyboard.press('Control+z');
    // There, and perhaps behind "Ready to work offline", which comes when it likes.
    await expect(messages).toContainText('Undone.');
    expect(await seen()).toEqual({ shown: 1, covering: 0 });
  });
}

test('a click belongs to what was under the pointer when the button went down', async ({ page }) => {
  const annotate = await start(page, plain, ['Ada Byron lives in London near the river.']);
  await annotate.drag(19, 25);
  await page.keyboard.press('2');
  const box = await boxOf(annotate.mark('London'));
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await page.mouse.down();
  // Meanwhile something else comes to lie there, and the text is painted anew.
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:99';
    cover.id = 'cover';
    document.body.append(cover);
  });
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Remove the flag' })).toBeVisible();
  await page.mouse.up();
  await page.evaluate(() => document.getElementById('cover')?.remove());
  await expect(page.getByRole('dialog', { name: 'Label of “London”' })).toBeVisible();
});

test('a pop-up leaves the labels in reach, and its words in sight, on the last line of a narrow screen too', async ({
  page,
}) => {
  const filler = 'Nothing happened on the long way home that day. '.repeat(20);
  const annotate = await start(page, explained, [`${filler}Ada Byron lives in London.`]);
  for (const [width, height] of [
    [1280, 500],
    [360, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page
      .locator('.annotate-scroll')
      .evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await annotate.drag(filler.length, filler.length + 9);
    await annotate.labelButton('Person').click();
    await expect(annotate.explain).toBeVisible();
    const labels = page.getByRole('toolbar', { name: 'Labels' });
    await expect
      .poll(async () => {
        const popup = await boxOf(annotate.explain);
        const words = await annotate.boxOf(filler.length, filler.length + 9);
        return overlaps(popup, words) || overlaps(popup, await boxOf(labels));
      }, `${width} px`)
      .toBe(false);
    await page.keyboard.press('Escape');
  }
});

test('the text stays where it is when no relation fits the two that are ticked', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Open the sample .*[Pp]eople/ }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  const before = await boxOf(annotate.text);
  const ticks = page.getByRole('checkbox', { name: /^Relate/ });
  await ticks.nth(1).check();
  await ticks.nth(0).check();
  const relations = page.getByRole('region', { name: 'Relations' });
  await expect(relations).toContainText(
    'No relation fits in this order. The other way round: born in, lives in.',
  );
  expect(await boxOf(annotate.text)).toEqual(before);
  await relations.getByRole('button', { name: 'Swap X and Y' }).click();
  await expect(annotate.labelButton('born in, key 1')).toHaveAttribute('data-recommended', '');
  expect(await boxOf(annotate.text)).toEqual(before);
});

test('the text stays where it is when many relations take the place of one entity label', async ({
  page,
}) => {
  const relations = Array.from({ length: 22 }, (_, i) => `a relation with a long name ${i}`);
  const annotate = await start(
    page,
    { name: 'Many', task: 'Relations', labels: ['Entity'], relations, explanations: [] },
    ['Ada Byron lives in London near the river.'],
  );
  for (const [from, to] of [
    [0, 9],
    [19, 25],
  ] as const) {
    await annotate.drag(from, to);
    await page.keyboard.press('1');
  }
  const ticks = page.getByRole('checkbox', { name: /^Relate/ });
  await expect(ticks).toHaveCount(2);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const before = await boxOf(annotate.text);
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await expect(annotate.labelButton('a relation with a long name 3')).toBeAttached();
    expect(await boxOf(annotate.text)).toEqual(before);
    await page.getByRole('button', { name: 'Clear the ticks' }).click();
  }
});

test('names of labels, lines and boxes of one text never lie over each other', async ({ page }) => {
  const text =
    'Angela Merkel, the former Chancellor of Germany, met Emmanuel Macron, the President of France, in Paris.';
  const annotate = await start(
    page,
    { name: 'Dense', task: 'Relations', labels: ['Person', 'Country'], relations: ['met'], explanations: [] },
    [text],
  );
  for (const [words, key] of [
    ['Angela Merkel', '1'],
    ['Chancellor of Germany', '1'],
    ['Germany', '2'],
    ['Emmanuel Macron', '1'],
    ['President of France', '1'],
    ['France', '2'],
    ['Paris', '2'],
  ] as const) {
    const from = text.indexOf(words);
    await annotate.drag(from, from + words.length);
    await page.keyboard.press(key);
  }
  await expect(page.getByRole('checkbox', { name: /^Relate/ })).toHaveCount(7);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    // Below each line of words stand the lanes of its labels, and below those the boxes of the next line.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const boxes = [...document.querySelectorAll('.tick')].map((one) => one.getBoundingClientRect());
          const segments = [...document.querySelectorAll<HTMLElement>('.text-view .segment')];
          const lanes = segments.flatMap((one) => [...one.getClientRects()]);
          return boxes.filter((box) =>
            lanes.some(
              (lane) =>
                box.left < lane.right &&
                lane.left < box.right &&
                box.top + 1 < lane.bottom &&
                lane.top < box.bottom - 3,
            ),
          ).length;
        }),
      )
      .toBe(0);
  }
});

test('what stands in fields and lists looks the same however one came there', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Open the sample .*[Rr]eviews/ }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.goTo(1);
  await annotate.text.locator('mark').first().click();
  const select = page.getByRole('combobox', { name: 'Change the label' });
  await expect(select).toHaveCSS('appearance', 'none');
  await expect(page.getByRole('button', { name: 'Change the reasons' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveCSS('appearance', 'none');
});

test('no screen is wider than 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await page.getByRole('button', { name: /Open the sample .*[Pp]eople/ }).click();
  await expect(new AnnotatePage(page).text).toBeVisible();
  for (const screen of ['annotate', 'explanations', 'import', 'export', 'settings']) {
    await page.goto(
      page.url().replace(/\/(annotate|explanations|import|export|settings)\b.*$/, `/${screen}`),
    );
    await expect(page.locator('#main')).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), screen)
      .toBeLessThanOrEqual(0);
  }
  await page.goto('/#/device');
  await expect(page.getByRole('heading', { name: 'This device' }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

/** The Annotate screen: the text and what is painted on it, the pop-ups, the recommendations, the ways to other texts. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class AnnotatePage {
  readonly page: Page;
  readonly text: Locator;
  readonly explain: Locator;
  readonly recommendations: Locator;

  constructor(page: Page) {
    this.page = page;
    this.text = page.getByRole('application', { name: 'Text to annotate' });
    this.explain = page.getByRole('dialog', { name: 'Why this label?' });
    this.recommendations = page.getByRole('region', { name: 'Recommendations' });
  }

  async content(): Promise<string> {
    return (await this.text.textContent()) ?? '';
  }

  /** Where some characters stand on the screen. */
  async boxOf(from: number, to: number): Promise<Box> {
    return this.text.evaluate(
      (root, span) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let at = 0;
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (span.from >= at && span.from < at + length) range.setStart(node, span.from - at);
          if (span.to > at && span.to <= at + length) range.setEnd(node, span.to - at);
          at += length;
        }
        range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
        const box = range.getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height };
      },
      { from, to },
    );
  }

  async drag(from: number, to: number): Promise<void> {
    const first = await this.boxOf(from, from + 1);
    const last = await this.boxOf(to - 1, to);
    await this.page.mouse.move(first.x + 1, first.y + first.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(last.x + last.width - 1, last.y + last.height / 2, { steps: 4 });
    await this.page.mouse.up();
  }

  async clickAt(offset: number): Promise<void> {
    const box = await this.boxOf(offset, offset + 1);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  labelButton(name: string): Locator {
    return this.page
      .getByRole('toolbar', { name: 'Labels' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  mark(words: string): Locator {
    return this.text.locator('mark').filter({ hasText: words });
  }

  async done(): Promise<void> {
    await this.explain.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(this.explain).toBeHidden();
  }

  /** From then on nothing is trained; words that were labelled are recommended all the same. */
  async pauseTraining(): Promise<void> {
    await this.page.getByTitle('Training', { exact: true }).click();
    await this.page.getByRole('menuitem', { name: 'Pause training' }).click();
    await expect(this.page.getByText('Training is paused')).toBeAttached();
    await this.text.focus();
  }

  /** Marks the text done and waits for another one. */
  async finish(): Promise<void> {
    const before = await this.position();
    await this.page.getByRole('button', { name: 'Done, next' }).click();
    await expect.poll(() => this.position()).not.toBe(before);
  }

  async position(): Promise<string> {
    return (
      (await this.page.getByRole('toolbar', { name: 'Move' }).locator('.move-bar-position').textContent()) ??
      ''
    );
  }

  /** Goes to a text by its number, as a link does. */
  async goTo(number: number): Promise<void> {
    const address = this.page.url().replace(/\?.*$/, '');
    await this.page.goto(`${address}?text=${number}`);
    await expect.poll(() => this.position()).toMatch(new RegExp(`^${number.toLocaleString('en')} /`));
  }

  /** The second copy of the text, in which every suggestion can be named. */
  async openCopy(): Promise<void> {
    const button = this.recommendations.getByRole('button', { name: /second (?:time|copy)/ });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  }

  /** Those of the second copy: see `openCopy`. */
  suggestions(): Locator {
    return this.recommendations.getByRole('option');
  }

  /** For each suggestion its name, and where it comes from. */
  async recommended(): Promise<{ name: string; from: string }[]> {
    await this.openCopy();
    const list: { name: string; from: string }[] = [];
    for (const option of await this.suggestions().all()) {
      await option.hover();
      list.push({
        name: (await option.getAttribute('aria-label')) ?? '',
        from: (await this.recommendations.locator('.recommended-from').textContent()) ?? '',
      });
    }
    return list;
  }

  async go(screen: 'Annotate' | 'Import' | 'Export' | 'Settings' | 'Explanations' | 'Model'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: screen }).click();
    await expect(
      this.page.getByRole('heading', { level: 2, name: screen }).or(this.text).first(),
    ).toBeVisible();
  }
}

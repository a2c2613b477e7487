import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';

export class ExportPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Chooses the format of this name and gives the downloaded file. */
  async download(format: string): Promise<{ name: string; content: string }> {
    await this.page.getByRole('radio', { name: new RegExp(`^${format}`) }).check();
    await expect(this.page.getByRole('heading', { level: 3, name: format })).toBeVisible();
    const file = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Download', exact: true }).click();
    const download = await file;
    return { name: download.suggestedFilename(), content: await readFile(await download.path(), 'utf8') };
  }

  losses(): Promise<readonly string[]> {
    return this.page.locator('.export-loss-list li').allInnerTexts();
  }
}

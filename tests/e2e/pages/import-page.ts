import { expect, type Page } from '@playwright/test';

export interface Upload {
  readonly name: string;
  readonly content: string;
}

export class ImportPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(file: Upload): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles({
      name: file.name,
      mimeType: 'text/plain',
      buffer: Buffer.from(file.content),
    });
    await expect(this.page.getByRole('combobox', { name: 'Format' })).toBeVisible();
  }

  async format(): Promise<string> {
    return this.page
      .getByRole('combobox', { name: 'Format' })
      .evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text ?? ''); // it is a select
  }

  /** Imports what was chosen; answers how many texts came in. */
  async run(): Promise<number> {
    await this.page.getByRole('button', { name: 'Import', exact: true }).click();
    const title = this.page.getByRole('heading', { name: /texts? imported$/ });
    await expect(title).toBeVisible({ timeout: 60_000 });
    return Number.parseInt(((await title.textContent()) ?? '').replaceAll(',', ''), 10);
  }

  async annotate(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start annotating' }).click();
    await expect(this.page.getByRole('application', { name: 'Text to annotate' })).toBeVisible();
  }

  async paste(text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Paste text' }).click();
    await this.page.getByRole('textbox', { name: 'Texts, one a line' }).fill(text);
    await this.page.getByRole('button', { name: 'Use this text' }).click();
    await expect(this.page.getByRole('combobox', { name: 'Format' })).toBeVisible();
  }
}

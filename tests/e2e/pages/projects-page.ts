/** The Projects screen, as a person finds it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface NewProject {
  readonly name: string;
  readonly task?: 'Named entities' | 'Relations' | 'Sentiment or classes';
  readonly labels?: readonly string[];
}

export class ProjectsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  }

  card(name: string): Locator {
    return this.page.getByRole('link', { name: `Open ${name}` });
  }

  /** Ends on the Import screen of the new project. */
  async create(project: NewProject): Promise<void> {
    await this.page.getByRole('button', { name: 'New project' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'New project' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(project.name);
    if (project.task !== undefined) await dialog.getByRole('radio', { name: project.task }).check();
    if (project.labels !== undefined) {
      const names = dialog.getByRole('textbox', { name: /^Name of label/ });
      while ((await names.count()) < project.labels.length) {
        await dialog.getByRole('button', { name: 'Add a label' }).click();
      }
      while ((await names.count()) > project.labels.length) {
        await dialog
          .getByRole('button', { name: /^Remove / })
          .last()
          .click();
      }
      for (const [i, label] of project.labels.entries()) await names.nth(i).fill(label);
    }
    await dialog.getByRole('button', { name: 'Create project' }).click();
    await expect(this.page.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  }
}

/** The Projects screen, as a person finds it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface NewProject {
  readonly name: string;
  readonly task?: 'Named entities' | 'Relations' | 'Sentiment or classes';
  readonly labels?: readonly string[];
  /** Task relations: labels of relations, beside `labels` of entities. */
  readonly relations?: readonly string[];
  readonly explanations?: readonly ('Trigger words' | 'A sentence in English')[];
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
    if (project.explanations !== undefined) {
      for (const kind of ['Trigger words', 'A sentence in English'] as const) {
        await dialog
          .getByRole('checkbox', { name: new RegExp(`^${kind}`) })
          .setChecked(project.explanations.includes(kind));
      }
    }
    const isRelations = project.task === 'Relations';
    if (project.labels !== undefined) {
      await fillLabels(
        dialog.getByRole('group', { name: isRelations ? 'Entity labels' : 'Labels' }),
        project.labels,
      );
    }
    if (project.relations !== undefined) {
      await fillLabels(dialog.getByRole('group', { name: 'Relation labels' }), project.relations);
    }
    await dialog.getByRole('button', { name: 'Create project' }).click();
    await expect(this.page.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  }
}

async function fillLabels(group: Locator, labels: readonly string[]): Promise<void> {
  const names = group.getByRole('textbox', { name: /^Name of label/ });
  while ((await names.count()) < labels.length)
    await group.getByRole('button', { name: 'Add a label' }).click();
  while ((await names.count()) > labels.length) {
    await group
      .getByRole('button', { name: /^Remove / })
      .last()
      .click();
  }
  for (const [i, label] of labels.entries()) await names.nth(i).fill(label);
}

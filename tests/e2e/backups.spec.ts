/** A backup brought back after the project was deleted, seen on the recovery page too; a project saved in place in a file. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openSources, readProjectFile } from '#core/formats';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

async function opened(page: Page): Promise<AnnotatePage> {
  await new ProjectsPage(page).open();
  await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
  await expect(page).toHaveURL(/annotate/);
  return new AnnotatePage(page);
}

/** In the page. */
function projectsStored(): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('lean-life');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const rows = request.result.transaction('projects').objectStore('projects').count();
      rows.onsuccess = () => {
        request.result.close();
        resolve(rows.result);
      };
    };
  });
}

test('a deleted project comes back from its backup', async ({ page }) => {
  const at = await opened(page);
  await at.go('Settings');
  const section = page.getByRole('region', { name: 'Backups' });
  await section.getByRole('button', { name: 'Make one now' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText(/^Of it .* are backups/)).toBeVisible();
  // Restoring says what it would do before it does anything.
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Renamed since');
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().blur();
  await expect(page.getByRole('heading', { name: 'Renamed since' })).toBeVisible();
  await section.getByRole('button', { name: /^Restore Eating out/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore “Eating out”?' });
  await expect(dialog.getByText('Texts and labels are the same as what is here.')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText('“Eating out” is as it was in the backup.').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Eating out' })).toBeVisible();

  await page.clock.install();
  await page.goto('/');
  await page.getByRole('button', { name: 'More for Eating out' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete project' }).click();
  await page.clock.runFor(9000);
  await expect(page.getByRole('heading', { name: 'Start with a sample' })).toBeVisible();
  await page.clock.resume();
  // A page that goes away before all of it is deleted leaves the project as it was.
  await expect.poll(() => page.evaluate(projectsStored)).toBe(0);

  await page.goto('/recovery.html');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Save the backup of Eating out/ })
      .first()
      .click(),
  ]);
  const files = openSources([{ name: 'x.leanlife', bytes: readFileSync(await download.path()) }]);
  const read = files.ok ? readProjectFile(files.value) : files;
  expect(read.ok && [read.value.issues, read.value.violations]).toEqual([[], []]);

  await page.goto('/#/device');
  await page
    .getByRole('button', { name: /^Restore Eating out/ })
    .first()
    .click();
  await expect(page.getByText('The project is not here any more.')).toBeVisible();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(at.text).toBeVisible();
});

test('a project is saved in place, and left alone where somebody else has written the file', async ({
  page,
}) => {
  // The picker is the browser's own window; a file of the origin-private file system is as good a file.
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
  const at = await opened(page);
  const inFile = async () => {
    const bytes = await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('Eating-out.leanlife')).getFile();
      return [...new Uint8Array(await file.arrayBuffer())];
    });
    const files = openSources([{ name: 'x.leanlife', bytes: Uint8Array.from(bytes) }]);
    const read = files.ok ? readProjectFile(files.value) : files;
    return read.ok ? read.value.bundle : undefined;
  };
  await at.go('Settings');
  await page.getByRole('button', { name: 'Keep it in a file on this disk…' }).click();
  await expect(page.getByText('Saved in place in “Eating-out.leanlife”')).toBeVisible();
  await expect.poll(async () => (await inFile())?.project.name).toBe('Eating out');
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Another name');
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().blur();
  await expect.poll(async () => (await inFile())?.project.name, { timeout: 15_000 }).toBe('Another name');
  await expect(page.getByRole('button', { name: 'Save now' })).not.toHaveAttribute('aria-busy', 'true');
  await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const stream = await (await folder.getFileHandle('Eating-out.leanlife')).createWritable();
    await stream.write('not a project');
    await stream.close();
  });
  // The file is still the project's after a reload; what somebody else has put there meanwhile is left alone.
  await page.reload();
  await expect(page.getByText('Somebody else has written')).toBeVisible();
  expect(await inFile()).toBeUndefined();
  await page.getByRole('button', { name: 'Stop saving there' }).click();
  await expect(page.getByRole('button', { name: 'Keep it in a file on this disk…' })).toBeVisible();
});

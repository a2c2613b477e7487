/** The model of the page's database, read past the app. */
import type { Page } from '@playwright/test';

/** What the newest model of the sample of opinions reads words by; `''`: nothing is trained yet. */
export const readsBy = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('lean-life');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const rows = opening.result.transaction('weights').objectStore('weights').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            // Rows of `Weights`; of the sample's task there is one.
            const row = (rows.result as { model: string; encoder?: string }[]).find(
              ({ model }) => model === 'sa',
            );
            resolve(row === undefined ? '' : (row.encoder ?? 'word vectors'));
          };
        };
      }),
  );

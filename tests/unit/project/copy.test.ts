import { expect, it } from 'vitest';
import { copyBundle, countingIds, type ProjectBundle, validateBundle } from '#core/project';
import { bundleOf, parsed } from '../formats/helpers.ts';

/** What a bundle says, whatever its ids: each id by where it first stands. */
function contentOf(bundle: ProjectBundle): string {
  const names = new Map<string, string>();
  const ids = [
    bundle.project,
    ...bundle.labels,
    ...bundle.documents,
    ...bundle.annotations,
    ...bundle.explanations,
  ];
  for (const [at, { id }] of ids.entries()) names.set(id, `#${at}`);
  return JSON.stringify(bundle, (key, value) =>
    key === 'createdAt' || key === 'updatedAt' || key === 'name' ? undefined : (names.get(value) ?? value),
  );
}

it('says the same under ids of its own, with its relations, reasons and lists', () => {
  const made = bundleOf('re', [
    parsed('Eva leads Acme', {
      annotations: [
        { label: 'PER', target: { kind: 'span', from: 0, to: 3 }, explanations: [] },
        { label: 'ORG', target: { kind: 'span', from: 10, to: 14 }, explanations: [] },
        {
          label: 'leads',
          target: { kind: 'relation', head: 0, tail: 1 },
          explanations: [{ kind: 'nl', text: 'The word "leads" is between X and Y.' }],
        },
      ],
    }),
    parsed('Nothing here'),
  ]);
  const [label] = made.labels;
  const lists = [{ name: 'names', words: ['Eva'], labelId: label!.id }];
  const project = { ...made.project, settings: { ...made.project.settings, wordLists: lists } };
  const original = { ...made, project };
  const copy = copyBundle(original, 'Copy', countingIds('new'), 77);
  expect(copy.project).toMatchObject({ name: 'Copy', createdAt: 77 });
  expect(validateBundle(copy).violations).toEqual([]);
  expect(contentOf(copy)).toBe(contentOf(original));
  const ids = (bundle: ProjectBundle): Set<string> =>
    new Set(JSON.stringify(bundle).match(/"(?:p|r)-?\d+"/g) ?? []);
  expect(ids(original).size).toBeGreaterThan(5);
  expect(ids(copy).size).toBe(0);
  const [gone] = original.annotations;
  const withTombstone = { ...original, annotations: [{ ...gone!, id: 'gone', deleted: true as const }] };
  expect(copyBundle(withTombstone, 'Copy', countingIds('new'), 77).annotations).toEqual([]);
});

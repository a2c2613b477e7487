/**
 * `npm ci` refuses a lock file that lacks another platform's optional packages: then nobody can install. An entry
 * without a digest would be installed whatever came.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('names every optional package of every platform, each with its digest (else run `npm run lock`)', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<
      Record<
        string,
        {
          readonly resolved?: string;
          readonly integrity?: string;
          readonly link?: true;
          readonly optionalDependencies?: Record<string, string>;
        }
      >
    >;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
  const unsure = Object.entries(packages).filter(
    ([path, { integrity, link }]) => path !== '' && link !== true && !/^sha512-/.test(integrity ?? ''),
  );
  expect(unsure.map(([path]) => path)).toEqual([]);
  // The address of nobody's registry is in it either.
  expect(Object.values(packages).flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
});

/** `npm run check`: every guard of the house, the quick ones and the build first; stops at none, fails if one fails. */
import { building, guards, inTurn, npx, runInFront, runStep } from './steps.ts';

const ended = (await Promise.all([...guards.map(runStep), inTurn(building)])).flat();
console.log('\n── unit tests');
ended.push({ name: 'unit tests', good: await runInFront(npx, 'vitest', 'run', '--reporter=dot') });
const failed = ended.filter(({ good }) => !good).map(({ name }) => name);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

import type { Instance } from '../src/core/explain/instance.ts';
import { parseExplanation } from '../src/core/explain/parse.ts';

const text = 'The resolution was defining the planets and food was very nice.';
const tokens = [...text.matchAll(/\w+|[^\s\w]/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
const re: Instance = { text, tokens, args: { x: { from: 4, to: 14 }, y: { from: 32, to: 39 } } };
const sa: Instance = { text, tokens, args: { aspect: { from: 44, to: 48 } } };
for (const s of process.argv.slice(3)) {
  const t = performance.now();
  const r = parseExplanation(s, process.argv[2] === 'sa' ? sa : re);
  const ms = performance.now() - t;
  if (!r.ok) console.log(s, '\n   ✗', r.error.message, ms.toFixed(1));
  else {
    console.log(s, ' ', ms.toFixed(1));
    for (const x of r.value.slice(0, 3))
      console.log('   ', x.cost.toFixed(2), x.derivations, x.trueHere, x.canonical, x.ignored.join(' '));
  }
}

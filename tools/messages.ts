/**
 * `npm run messages [-- de]`: what each language of the interface still lacks. Fails where a language that is said to be complete
 * lacks a message, and where one has a message that English does not have.
 */
import { en } from '#ui/messages/en/index.ts';
import { languages } from '#ui/messages/languages.ts';
import { gapsOf } from '#ui/messages/translation.ts';

const [only] = process.argv.slice(2);
let failed = false;
for (const [code, { complete, load }] of Object.entries(languages)) {
  if (code === 'en' || (only !== undefined && only !== code)) continue;
  const { missing, unknown } = gapsOf(en, await load());
  console.log(
    `${code}: ${missing.length} missing, ${unknown.length} unknown${complete ? '' : ' (not complete yet)'}`,
  );
  if (only !== undefined || complete) for (const path of missing) console.log(`  missing ${path}`);
  for (const path of unknown) console.log(`  unknown ${path}`);
  failed ||= unknown.length > 0 || (complete && missing.length > 0);
}
process.exit(failed ? 1 : 0);

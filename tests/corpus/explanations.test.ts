import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkForm, type Instance, parseExplanation } from '#core/explain';
import { corpusInstance } from './corpus.ts';

interface Case {
  readonly explanation: string;
  readonly expected: string;
  readonly instance: Instance;
}

function readCases(): readonly Case[] {
  const cases: Case[] = [];
  let instance: Instance | undefined;
  let explanation = '';
  for (const line of readFileSync(join(import.meta.dirname, 'explanations.txt'), 'utf8').split('\n')) {
    if (line.startsWith('#') || line === '') continue;
    if (line.startsWith('@')) instance = corpusInstance(line);
    else if (/^[=~!] /u.test(line)) cases.push({ explanation, expected: line, instance: instance! });
    else explanation = line;
  }
  return cases;
}

describe('the corpus of explanations', () => {
  const cases = readCases();

  it('holds more than 250 sentences', () => {
    expect(cases.length).toBeGreaterThan(250);
  });

  it.each(cases)('$explanation', ({ explanation, expected, instance }) => {
    const result = parseExplanation(explanation, instance);
    const best = result.ok ? result.value[0]! : undefined;
    const found = result.ok ? `${best!.trueHere ? '=' : '~'} ${best!.canonical}` : `! ${result.error.code}`;
    expect(found).toBe(expected);
    if (best !== undefined) expect(checkForm(best.form).ok).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { argumentsIn, checkForm } from '#core/explain';

const plain = {
  op: 'occurs',
  what: { kind: 'phrase', texts: ['a'], match: 'word' },
  where: {
    kind: 'side',
    side: 'left',
    of: { kind: 'arg', arg: 'x' },
    within: { unit: 'word', min: 1, max: 3 },
  },
  count: { min: 1 },
};

describe('checkForm', () => {
  it('takes what the parser makes', () => {
    expect(checkForm(plain)).toEqual({ ok: true, value: plain });
  });

  it('takes classes, counts, other mentions and words of an argument, also after JSON', () => {
    const where = { kind: 'sentence' };
    const words = { kind: 'size', where, unit: 'word' };
    const forms = [
      { ...plain, what: { ...plain.what, like: true } },
      { ...plain, what: { kind: 'mention', arg: 'y' } },
      { ...plain, what: { kind: 'entity', type: 'PERSON', all: true } },
      {
        op: 'compare',
        left: words,
        is: 'equal',
        right: { kind: 'occurs', what: plain.what, where: plain.where },
      },
      {
        op: 'is',
        subject: { kind: 'arg', arg: 'x', word: 'last' },
        test: { kind: 'same-as', arg: 'y', word: 'first' },
      },
    ];
    for (const form of forms)
      expect(checkForm(JSON.parse(JSON.stringify(form)))).toEqual({ ok: true, value: form });
  });

  it.each([
    ['nothing', undefined, 'form'],
    ['a string', 'occurs', 'form'],
    ['an unknown operation', { op: 'eval' }, 'op'],
    ['an operation from the prototype', { op: 'constructor' }, 'op'],
    ['an unknown field', { ...plain, script: 1 }, 'script'],
    ['an empty phrase', { ...plain, what: { kind: 'phrase', texts: [' '], match: 'word' } }, 'texts[0]'],
    ['no phrases', { ...plain, what: { kind: 'phrase', texts: [], match: 'word' } }, 'texts'],
    ['a range turned round', { ...plain, count: { min: 3, max: 1 } }, 'count'],
    ['a negative number', { ...plain, count: { min: -1 } }, 'min'],
    ['a number that is none', { ...plain, count: { min: Number.NaN } }, 'min'],
    ['a class that is none', { ...plain, what: { ...plain.what, like: false } }, 'like'],
    [
      'a count of nothing',
      { op: 'compare', left: { kind: 'size' }, is: 'more', right: { kind: 'size' } },
      'where',
    ],
    [
      'an unknown word of an argument',
      {
        op: 'is',
        subject: { kind: 'arg', arg: 'x', word: 'second' },
        test: { kind: 'shape', shape: 'number' },
      },
      'word',
    ],
    ['an unknown argument', { ...plain, where: { kind: 'arg', arg: 'z' } }, 'arg'],
    ['one clause in "and"', { op: 'and', of: [plain] }, 'of'],
    ['a size with a distance', { op: 'size', where: plain.where, unit: 'word', range: { min: 1 } }, 'where'],
    [
      'regions within regions',
      { ...plain, where: { kind: 'both', of: [plain.where, { kind: 'both', of: [] }] } },
      'of[1]',
    ],
  ])('refuses %s', (_, value, place) => {
    const result = checkForm(value);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.message).toContain(place);
  });

  it('refuses a tree too deep to walk', () => {
    let form: unknown = plain;
    for (let k = 0; k < 5000; k++) form = { op: 'not', of: form };
    expect(checkForm(form).ok).toBe(false);
  });

  it('finds the arguments that a form speaks of', () => {
    const form = checkForm({
      op: 'and',
      of: [plain, { op: 'pair-listed', first: 'y', second: 'x', list: 'l' }],
    });
    expect(form.ok && [...argumentsIn(form.value)].sort()).toEqual(['x', 'y']);
  });
});

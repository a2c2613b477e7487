/** Reasons for a label: looked up when the text is shown, the same as looked up when they are asked for. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { neverStop, ok } from '#core/base';
import { StrictPass } from '#core/execute';
import type { Target, Task } from '#core/project';
import { RuleIndex } from '#workers/project/rule-index';
import { prepare, propose, situation } from '#workers/rules/proposing';
import { freshStore, value } from '../store/fixture.ts';

const texts = [
  'The soup was cold but the waiter was kind to us.',
  'A cold soup and a rude waiter.',
  'The waiter was kind, the wine was warm.',
  'The soup was wonderful and the waiter was kind.',
  'We waited long for a cold fish.',
];
const waiter = texts[0]!.indexOf('waiter');

const cases = [
  { task: 'sa', kind: 'text', target: { kind: 'text' } },
  { task: 'sa', kind: 'text', target: { kind: 'aspect', from: waiter, to: waiter + 6 } },
  { task: 'ner', kind: 'span', target: { kind: 'span', from: waiter, to: waiter + 6 } },
] as const satisfies readonly { task: Task; kind: string; target: Target }[];

afterEach(() => vi.restoreAllMocks());

async function project({ task, kind, target }: (typeof cases)[number]) {
  const { store } = await freshStore();
  const made = value(
    await store.projects.create({
      name: 'p',
      task,
      explanationKinds: ['nl'],
      labels: [
        { kind, name: 'good' },
        { kind, name: 'bad' },
      ],
    }),
  );
  value(await store.importer(made.id).appendBatch(texts.map((text) => ({ text }))));
  const [good] = await store.labels.list(made.id);
  const all = await store.documents.chunk(made.id, 0, 10);
  const documentId = all[0]!.document.id;
  for (const { document } of all.slice(2, 4)) {
    const at = document.text.indexOf('waiter');
    const there = target.kind === 'text' ? target : { ...target, from: at, to: at + 6 };
    const act = { kind: 'annotate', documentId: document.id, labelId: good!.id, target: there } as const;
    value(await store.act(made.id, { ...act, explanations: [] }));
  }
  const request = { projectId: made.id, documentId, labelId: good!.id, target, sentence: '', cursor: 0 };
  const index = () => new RuleIndex(store, made.id);
  const get = (rules: RuleIndex, signal = neverStop) =>
    prepare(store, rules, { projectId: made.id, documentId }, signal);
  const ask = async (rules: RuleIndex, sentence = '') => {
    const asked = situation(store, { ...request, sentence });
    const answer = await propose(rules, { ...request, sentence }, asked, neverStop);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value.proposals;
  };
  return { index, get, ask };
}

describe.each(cases)('for $task, a label of $target.kind', (one) => {
  it('the answer is the same whether its words were looked up before or not', async () => {
    const { index, get, ask } = await project(one);
    const cold = await ask(index());
    expect(cold.length).toBeGreaterThan(1);
    const rules = index();
    await get(rules);
    expect(await ask(rules)).toEqual(cold);
    expect(await ask(rules, 'kind')).toEqual(await ask(index(), 'kind'));
  });

  it('a text that was shown has its words looked up, once', async () => {
    const { index, get, ask } = await project(one);
    const looks = vi.spyOn(StrictPass.prototype, 'run');
    await ask(index());
    const without = looks.mock.calls.length;
    const rules = index();
    await get(rules);
    looks.mockClear();
    await get(rules);
    expect(looks).not.toHaveBeenCalled();
    await ask(rules);
    // Small words beside the place itself are not known before.
    expect(looks.mock.calls.length).toBeLessThan(without / 5);
  });

  it('a person at the keys does not wait for it', async () => {
    const { index, get } = await project(one);
    const rules = index();
    await rules.sync(neverStop);
    const looks = vi.spyOn(StrictPass.prototype, 'run');
    const preparing = rules.turns.take(() => get(rules), neverStop);
    const before = await rules.turns.take(async () => ok(looks.mock.calls.length), neverStop, 'prompt');
    expect(before.ok && before.value).toBeLessThanOrEqual(1);
    await preparing;
    // It goes on when it is asked again.
    await get(rules);
    expect(looks.mock.calls.length).toBeGreaterThan(5);
  });
});

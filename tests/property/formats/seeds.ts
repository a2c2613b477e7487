/** A few sound inputs of each format that is read, small, with labels of each kind that it has. */
import { formats, type ParsedDocument } from '#core/formats';
import type { Task } from '#core/project';
import { bundleOf, parsed, write } from '../../unit/formats/helpers.ts';
import { foreignSeeds, type Seed } from './foreign-seeds.ts';

function documents(task: Task): ParsedDocument[] {
  const about = [
    ['Eva Roe leads Acme in 東京 .', 'Eva Roe', 'Acme'],
    ['At Café Zola the soup 😀 was good', 'Café Zola', 'soup'],
    ['مرحبا بالعالم\nsecond line, “quoted”', 'بالعالم', 'second'],
  ] as const;
  return about.map(([text, head, tail], at) => {
    const place = (words: string) => ({ from: text.indexOf(words), to: text.indexOf(words) + words.length });
    const kind = task === 'sa' ? ('aspect' as const) : ('span' as const);
    const sentence = { kind: 'nl' as const, text: `The word "${tail}" is there.` };
    const ends = [
      {
        label: 'PER',
        target: { kind, ...place(head) },
        explanations: [{ kind: 'trigger' as const, spans: [place(tail)] }],
      },
      { label: 'Two Words', target: { kind, ...place(tail) }, explanations: [] },
    ];
    const relation = {
      label: 'leads',
      target: { kind: 'relation' as const, head: 0, tail: 1 },
      explanations: [sentence],
    };
    const whole = { label: 'good', target: { kind: 'text' as const }, explanations: [sentence] };
    return parsed(text, {
      meta: { id: `d${at}`, source: 'a' },
      annotations: [...ends, ...(task === 're' ? [relation] : []), ...(task === 'sa' ? [whole] : [])],
    });
  });
}

const written = (): Seed[] =>
  formats
    .filter(
      (format) =>
        format.serialize !== undefined && format.parse !== undefined && format.holds?.project !== true,
    )
    .flatMap((format) =>
      format.tasks.map((task) => ({
        format: format.id,
        task,
        files: write(format.id, bundleOf(task, documents(task))),
      })),
    );

export const seeds = (): readonly Seed[] => [...written(), ...foreignSeeds()];

/** The sample projects: one for each task. Their sentences are in the `.txt` of the same name. */
import type { ExplanationKind, Task } from '#core/project';

export interface SampleRelation {
  readonly name: string;
  readonly head: readonly string[];
  readonly tail: readonly string[];
}

export interface Sample {
  readonly id: string;
  readonly name: string;
  readonly task: Task;
  readonly explanationKinds: readonly ExplanationKind[];
  readonly labels: readonly string[];
  readonly relations: readonly SampleRelation[];
  readonly guidelines: string;
}

const person = ['Person'];
const place = ['Place'];
const organisation = ['Organisation'];

export const samples: readonly Sample[] = [
  {
    id: 'restaurants',
    name: 'Eating out',
    task: 'ner',
    explanationKinds: ['trigger', 'nl'],
    labels: ['Restaurant', 'Dish', 'Place', 'Person'],
    relations: [],
    guidelines: `# Eating out

Mark every **restaurant**, **dish**, **place** and **person** by name, then show which words told you.

- **Restaurant**: the name of somewhere that serves food, with its article if it has one: *The Copper Ladle*.
- **Dish**: what is eaten, without the article: *lemon tart*, not *a lemon tart*.
- **Place**: towns, cities and regions. A restaurant is not a place.
- **Person**: names only. *My cousin Marguerite* is marked *Marguerite*.

A **trigger** is the part of the sentence without which you would not be sure: *had … lunch at* before a restaurant, *recommended the* before a dish.
Choose words that will also stand in other sentences.
`,
  },
  {
    id: 'people',
    name: 'People and their places',
    task: 're',
    explanationKinds: ['nl', 'trigger'],
    labels: ['Person', 'Place', 'Organisation'],
    relations: [
      { name: 'born in', head: person, tail: place },
      { name: 'lives in', head: person, tail: place },
      { name: 'works for', head: person, tail: organisation },
      { name: 'founded', head: person, tail: organisation },
      { name: 'based in', head: organisation, tail: place },
    ],
    guidelines: `# People and their places

The people, places and organisations are marked already. Tick two of them, **first the one that the relation starts from**, and choose the relation.

- **born in**: a person and the place of birth.
- **lives in**: a person and where they live, or grew up.
- **works for**: a person and an organisation, whatever the job.
- **founded**: a person and what they founded. The person comes first, also in *was founded by*.
- **based in**: an organisation and its home.

Only what the sentence says counts. Somebody who passes through a city does not live there.

Then say why, for instance: *The phrase "was born in" is between X and Y.* X is the first of the two, Y the second.
`,
  },
  {
    id: 'reviews',
    name: 'Restaurant reviews',
    task: 'sa',
    explanationKinds: ['nl', 'trigger'],
    labels: ['positive', 'negative', 'neutral'],
    relations: [],
    guidelines: `# Restaurant reviews

Mark what the guest speaks about (the **aspect**) and say what they thought of it.

- **positive**, **negative**: the guest judges it.
- **neutral**: it is mentioned, not judged: *The kitchen closes at ten.*

A sentence may have several aspects with different labels. Mark the thing, not the judgement: *service*, not *slow service*.

Then say why, for instance: *The word "crisp" is within 2 words after the aspect.*
`,
  },
];

/** Guidelines for the labels of MAMS and of SemEval-2010, as people would write them; written before anything was run with them. */

export const opinions = {
  positive: {
    name: 'positive',
    guideline: 'The guest liked it. It is good, great, delicious, friendly, excellent or worth its price.',
  },
  negative: {
    name: 'negative',
    guideline: 'The guest did not like it. It is bad, awful, rude, slow, cold, dirty or too expensive.',
  },
  neutral: { name: 'neutral', guideline: 'It is mentioned without any opinion about it.' },
};
export const relations = {
  'Cause-Effect': {
    name: 'cause effect',
    guideline: 'Something causes, triggers or leads to something else.',
  },
  'Component-Whole': {
    name: 'component whole',
    guideline: 'A part of a larger thing, which has or comprises it.',
  },
  'Content-Container': {
    name: 'content container',
    guideline: 'Something is kept or carried inside a container.',
  },
  'Entity-Destination': { name: 'entity destination', guideline: 'Something is put or moved into a place.' },
  'Entity-Origin': { name: 'entity origin', guideline: 'Something comes, arises or is made from a source.' },
  'Instrument-Agency': { name: 'instrument agency', guideline: 'Somebody uses a tool to do something.' },
  'Member-Collection': {
    name: 'member collection',
    guideline: 'A member of a group, a team, a flock or a set.',
  },
  'Message-Topic': {
    name: 'message topic',
    guideline: 'A text or a speech is about, describes or discusses a topic.',
  },
  'Product-Producer': {
    name: 'product producer',
    guideline: 'Somebody makes, builds, writes or invents a product.',
  },
};

/** As a project's guidelines, in Markdown. */
export const guidelinesOf = (labels: Readonly<Record<string, { readonly guideline: string }>>): string =>
  Object.entries(labels)
    .map(([label, { guideline }]) => `* **${label}**: ${guideline}`)
    .join('\n');

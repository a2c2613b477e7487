import { count } from './plural.ts';

export const model = {
  title: 'Model',
  none: 'nothing',
  gone: 'a label that is gone',
  asTable: 'The numbers as a table',
  summary: {
    title: 'How good it is',
    noModel: 'There is no model yet. Label a few texts: it trains by itself.',
    noTexts:
      'No score yet: no text that only measures is done. One in ten of the texts that come in without labels is one; they come up among the others.',
    version: 'Model',
    labels: 'Labels it learned from',
    score: 'F1 on texts it never saw',
    interval: (low: string, high: string, n: number) => `${low} to ${high}, on ${count(n, 'text', 'texts')}`,
    next: 'The next 50 labels should bring',
    points: (n: string) => `+${n} points`,
    advice: {
      'go-on': 'More labels are worth it.',
      slowing: 'The curve is getting flatter: more labels still help, but less and less.',
      enough:
        'The score has not moved for a while, and 50 more labels promise less than a point. You could stop here, or look at the mistakes.',
    },
  },
  curve: {
    title: 'How it learned',
    over: { labels: 'Labels', minutes: 'Minutes of labelling' },
    caption: 'F1 after each training, with the range in which it lies with 95 % certainty.',
    score: 'F1',
    low: 'At least',
    high: 'At most',
  },
  labels: {
    title: 'By label',
    lead: 'Right of what it found: how much of it is right. Found of what is there: how much of yours it found.',
    label: 'Label',
    precision: 'Right of what it found',
    recall: 'Found of what is there',
    support: 'Yours',
  },
  mistakes: {
    title: 'What it takes for what',
    no: 'No mistake on the texts that measure.',
    people: 'You',
    model: 'The model',
    times: 'Times',
    where: 'Texts',
  },
  suspects: {
    title: 'Labels to look at again',
    lead: 'Here the model is very sure of something else than you are. It may be wrong, or a label may have slipped.',
    item: (yours: string, its: string, confidence: string) =>
      `You: ${yours}. The model: ${its}, ${confidence} sure.`,
  },
  calibration: {
    title: 'Whether its confidence can be believed',
    lead: (error: string) => `What it promises and what is right differ by ${error} on average.`,
    promised: 'It says',
    right: 'Right are',
    count: 'Cases',
  },
  sources: {
    title: 'What each source brought',
    no: 'Nothing yet: this is counted from the next text on that shows recommendations.',
    source: 'Source',
    shown: 'Shown',
    accepted: 'Accepted',
    rejected: 'Rejected',
    right: 'Right',
    names: {
      rule: 'Sentences',
      trigger: 'Triggers',
      model: 'The model',
      prediction: 'Imported predictions',
      dictionary: 'What was labelled before',
      'noun-phrase': 'Noun phrases',
    },
  },
  times: {
    title: 'How long a label takes',
    lead: 'Without pauses. Kept on this device only; Settings switches it off.',
    no: 'Nothing noted yet.',
    off: 'Switched off in Settings.',
    how: 'Label',
    labels: 'Labels',
    seconds: 'Seconds (median)',
    kind: (explained: boolean, recommended: boolean) =>
      `${explained ? 'With a reason' : 'Without a reason'}, ${recommended ? 'with recommendations' : 'without recommendations'}`,
    download: 'Download as CSV',
  },
  loss: {
    title: 'Training',
    caption: 'How far the model is from its lessons (loss); lower is nearer.',
    step: 'Step',
    loss: 'Loss',
  },
  keep: { title: 'The model itself', download: 'Take it away' },
};

export { type Arguments, Corpus, type Sentence } from './corpus.ts';
export { InstanceView } from './instance-view.ts';
export { StrictPass, type StrictRule } from './strict-pass.ts';

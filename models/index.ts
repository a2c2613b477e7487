import { find } from './find.ts';
import { ner } from './ner.ts';
import type { NetworkDefinition } from './network.ts';
import { re } from './re.ts';
import { sa } from './sa.ts';
import { trigger } from './trigger.ts';
import { triggerContext } from './trigger-context.ts';
import { triggerTagger } from './trigger-tagger.ts';

export {
  type EncoderConfiguration,
  encoderModel,
  halfPrecision,
  type Precision,
} from './encoders/graph.ts';
export { bakeNetwork, exportNetwork } from './export.ts';
export { type FindSizes, find, findNetwork, findSizes } from './find.ts';
export {
  attention,
  attentionWeights,
  embedding,
  join,
  linear,
  maskedMean,
  recurrent,
  spelling,
  weightedSum,
} from './layers.ts';
export { crossEntropy, goldAndWeak } from './losses.ts';
export { characterRows, type NerSizes, ner, nerNetwork, nerSizes } from './ner.ts';
export { type CompiledNetwork, compileNetwork, Network, type NetworkDefinition } from './network.ts';
export { positionRows } from './positions.ts';
export { type RelationSizes, re, relationNetwork, relationSizes } from './re.ts';
export { type SentimentSizes, sa, sentimentNetwork, sentimentSizes } from './sa.ts';
export { trigger, triggerDim, triggerNetwork } from './trigger.ts';
export { triggerContext, triggerContextNetwork } from './trigger-context.ts';
export { triggerTagger, triggerTaggerNetwork } from './trigger-tagger.ts';

/** Every network that the app loads: `npm run models` builds these. Experiments compile the others themselves. */
export const networks: readonly NetworkDefinition[] = [
  ner,
  re,
  sa,
  trigger,
  triggerTagger,
  triggerContext,
  find,
];

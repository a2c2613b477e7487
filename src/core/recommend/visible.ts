/** What a person is shown of what the sources say, by the project's settings. */
import {
  isInside,
  type ProjectSettings,
  type Recommendation,
  type RecommendationSource,
} from '#core/project';
import type { Span } from '#core/text';

export interface SourceItems {
  readonly source: RecommendationSource;
  readonly items: readonly Recommendation[];
}

/**
 * The lists of the sources that are switched on, without guesses below the project's threshold, labels that are gone, and places
 * outside a text of this length. `mergeRecommendations` joins them.
 */
export function visibleRecommendations(
  sets: readonly SourceItems[],
  { sources, confidenceThreshold }: Pick<ProjectSettings, 'sources' | 'confidenceThreshold'>,
  labelIds: ReadonlySet<string>,
  textLength: number,
): readonly (readonly Recommendation[])[] {
  return sets
    .filter((set) => sources[set.source])
    .map((set) =>
      set.items.filter(
        (item) =>
          (item.confidence >= confidenceThreshold || !isGuess(set.source, item)) &&
          (item.labelId === undefined || labelIds.has(item.labelId)) &&
          spansOf(item.target).every((span) => isInside(span, textLength)),
      ),
    );
}

/** What a threshold is for: the model's opinion, and what rules say of words that are merely alike. */
function isGuess(source: RecommendationSource, { provenance }: Recommendation): boolean {
  if (source === 'model') return true;
  return provenance.length > 0 && provenance.every((why) => why.kind === 'rule' && !why.strict);
}

function spansOf(target: Recommendation['target']): readonly Span[] {
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return [target];
    case 'relation':
      return [target.head, target.tail];
    case 'text':
      return [];
    default:
      return target satisfies never;
  }
}

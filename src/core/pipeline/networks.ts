/** What a pipeline needs beside its record: word vectors, and networks with their numbers. Without them it matches exactly. */
import type { OpenedEncoder } from '#core/encoder';
import type { NetworkManifest } from '#core/graph';
import type { Weights } from '#core/project';
import type { LoadedGraph, TokenEncoder, WordVectors } from '#core/train';

export interface PipelineNetwork {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph. */
  readonly graph: LoadedGraph;
  readonly weights: Weights;
}

export interface PipelineNetworks {
  readonly vectors: WordVectors;
  readonly encoder: TokenEncoder;
  /** Reads words in their context, for a model that was trained on what it reads (`Weights.encoder`). */
  readonly context?: OpenedEncoder;
  /** The task's own. */
  readonly model?: PipelineNetwork;
  /** Matches words by their sense. */
  readonly find?: PipelineNetwork;
  readonly trigger?: PipelineNetwork;
  /** NER only. */
  readonly triggerTagger?: PipelineNetwork;
}

/** How long and in what batches a network is trained. */
export interface Schedule {
  /** Examples per step while there are few: small batches mean many steps, and noise that small data needs. */
  readonly batchSize: number;
  /** Where there are more than a hundred times `batchSize`, batches grow up to this size. */
  readonly maxBatchSize: number;
  /** Steps of the first training, and of each warm one; rounded to whole epochs within the bounds below. */
  readonly coldSteps: number;
  readonly warmSteps: number;
  readonly minEpochs: number;
  readonly maxEpochs: number;
  /**
   * Gold documents that a warm training looks at: what changed since the last one, and a random part of the others;
   * and weak instances that any training looks at. So a training takes seconds in a project of any size.
   */
  readonly warmDocuments: number;
  /** Overrides of the network's own. */
  readonly hyperParameters: Readonly<Record<string, number>>;
  readonly dropout: Readonly<Record<string, number>>;
}

/** Prefix, among a model's metrics, of facts that recommending and the next training need. */
export const factPrefix = 'facts.';

/** Fact of every task: how many labels of its own kind the model learned from. */
export const lessonsFact = 'lessons';

/** Facts of every task: how the model's confidences are read, learned on the texts that measure; absent where there are none. */
export const slopeFact = 'confidenceSlope';
export const offsetFact = 'confidenceOffset';

/** Fact of every task: 1 where the model is good enough to propose anything. Its value is a name in stored models' metrics: it stays. */
export const readyFact = 'heard';

/** A model's facts by their own names, from among its metrics. */
export const factsOf = (metrics: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(metrics)
      .filter(([name]) => name.startsWith(factPrefix))
      .map(([name, value]) => [name.slice(factPrefix.length), value]),
  );

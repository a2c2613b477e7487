/** Prefix, among a model's metrics, of facts that recommending and the next training need. */
export const factPrefix = 'facts.';

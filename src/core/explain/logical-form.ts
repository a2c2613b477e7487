/** Placeholder until the parser's owner publishes the real tree (first commit of the explain room). */
export interface LogicalForm {
  readonly op: string;
}

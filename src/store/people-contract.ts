/** What can be asked about the people of a project, each with labels of their own, and about what was decided. */
import type { Annotation, Decision, Document, Explanation, PersonStatus } from '#core/project';
import type { Span } from '#core/text';
import type { DocumentSummary } from './document-contract.ts';
import type { Outcome } from './outcome.ts';

/** A document that anybody has labelled or finished, with the labels of all. */
export interface LayeredDocument extends DocumentSummary {
  readonly statuses: Readonly<Record<string, PersonStatus>>;
  readonly decided?: Decision;
  /** Of all people, and the gold ones. */
  readonly annotations: readonly Annotation[];
  /** Where they were asked for. */
  readonly explanations: readonly Explanation[];
}

/** The words of a document, and where they are cut if its file said so. */
interface DocumentText {
  readonly id: string;
  readonly text: string;
  readonly tokens?: readonly Span[];
}

/** One document with everything that anybody said about it. */
export interface Layers {
  readonly document: Document;
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
}

export interface People {
  /**
   * Who sits at this device. What was labelled here without a name gets it, in every project; in projects of several
   * people this person's labels come into view, and those of whoever sat here before go.
   */
  setName(name: string): Outcome<void>;
  /** From now on several people label this project: what is not the person's at this device goes out of view. */
  share(projectId: string): Outcome<void>;
  /** Of the person at this device; `''` while nobody has given one. */
  name(): Promise<string>;
  /** Who labelled or finished anything in a project, in order. Reads all labels of the project. */
  names(projectId: string): Promise<readonly string[]>;
  /** By position. Reads all labels of the project: for the Review screen, not for each act. */
  documents(
    projectId: string,
    options?: { readonly explanations?: boolean },
  ): Promise<readonly LayeredDocument[]>;
  /** In the order of the ids; those that are gone are passed over. */
  texts(documentIds: readonly string[]): Promise<readonly DocumentText[]>;
  /** Another one whenever anything of the people's labels or decisions may be: for `live`, and cheap. */
  revision(projectId: string): Promise<string>;
  layers(documentId: string): Promise<Layers | undefined>;
}

/** What the worker is asked, when files are looked at and when they are brought in: both are read alike. */
import type { ParseOptions } from '#core/formats';

interface Asked {
  readonly projectId: string;
  readonly files: readonly File[];
  readonly options: ParseOptions;
  readonly formatId?: string;
}

/**
 * With a format only where one was chosen by hand: it is forced on all files, those too that are refused by name or tell the names
 * of labels.
 */
export const asked = (
  projectId: string,
  files: readonly File[],
  options: ParseOptions,
  chosen: string | undefined,
): Asked => ({ projectId, files, options, ...(chosen === undefined ? {} : { formatId: chosen }) });

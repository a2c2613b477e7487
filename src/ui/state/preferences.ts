/**
 * Small preferences of this device (theme, annotator's name, whether the list is open). Storage that is switched
 * off or full must not break the page: reading gives `null`, writing is given up silently, because nothing a
 * person made is kept here.
 */
export type PreferenceKey =
  | 'theme'
  | 'annotator'
  | 'snap'
  | 'encoder'
  | 'encoder-faster'
  | 'show-documents'
  | 'show-names'
  | 'recommendations-copy'
  | 'go-on-after-class'
  | 'guidelines-open'
  | 'language'
  | 'last-project'
  | 'last-document'
  | 'projects-here';

const prefix = 'lean-life:';

export function readPreference(key: PreferenceKey, scope = ''): string | null {
  try {
    return localStorage.getItem(prefix + key + scope);
  } catch {
    return null;
  }
}

export function writePreference(key: PreferenceKey, value: string, scope = ''): void {
  try {
    localStorage.setItem(prefix + key + scope, value);
  } catch {
    // Private mode or a full quota: the preference lasts until the tab is closed.
  }
}

/** Where Label Studio's regions stand, and which of the flat export's values somebody gave. */
import { field, isObject, type JsonObject, listField, stringField } from './json-records.ts';
import { xmlEvents } from './xml-events.ts';

/** Whether regions are counted in the text of a page, without its tags. */
export const isHypertext = (record: JsonObject): boolean =>
  [...(listField(record, 'annotations', 'completions') ?? []), ...(listField(record, 'predictions') ?? [])]
    .flatMap((one) => listField(one, 'result') ?? [])
    .some((result) => isObject(field(field(result, 'value'), 'globalOffsets')));

export function withoutTags(page: string): string {
  let text = '';
  for (const event of xmlEvents(page)) {
    // What is no markup after all stays as it is.
    if (event.kind === 'broken') return page;
    if (event.kind === 'text') text += event.text;
  }
  return text;
}

/** Where a region stands: pages count with paths, and beside them in the whole text. */
export function regionPlace(value: unknown): { readonly from: unknown; readonly to: unknown } {
  const whole = field(value, 'globalOffsets');
  const place = isObject(whole) ? whole : value;
  return { from: field(place, 'start'), to: field(place, 'end') };
}

/**
 * The control of the text that is read, where regions are of several: the one whose words stand at their places most often.
 * Regions of the others must not be looked for by their words.
 */
export function readControl(results: readonly unknown[], text: string): string | undefined {
  const fits = new Map<string, number>();
  const points = [...text];
  for (const result of results) {
    const value = field(result, 'value');
    const [name, words] = [stringField(result, 'to_name'), stringField(value, 'text')];
    const { from, to } = regionPlace(value);
    if (name === undefined || words === undefined || typeof from !== 'number' || typeof to !== 'number')
      continue;
    fits.set(name, (fits.get(name) ?? 0) + (points.slice(from, to).join('') === words ? 1 : 0));
  }
  return fits.size > 1 ? [...fits].toSorted((a, b) => b[1] - a[1])[0]?.[0] : undefined;
}

/** What was asked for stands between the id of the task and the person, behind what came with the task. */
export function answersIn(keys: readonly string[], textKey: string): ReadonlySet<string> {
  const [id, annotator] = [keys.indexOf('id'), keys.indexOf('annotator')];
  return new Set(id > keys.indexOf(textKey) ? keys.slice(id + 1, annotator) : []);
}

export const isOtherAnswer = (value: unknown): boolean =>
  ['taxonomy', 'rating', 'number', 'datetime', 'ranker', 'selected'].some(
    (key) => field(value, key) !== undefined,
  );

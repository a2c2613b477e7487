const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** `count(1, 'text', 'texts')` → "1 text". */
export function count(n: number, one: string, other: string): string {
  return `${numbers.format(n)} ${rules.select(n) === 'one' ? one : other}`;
}

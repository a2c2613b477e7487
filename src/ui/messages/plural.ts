/** Numbers and plural forms of a language, by Intl: a translation gives the forms that its language has. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

export interface Numerals {
  /** `#` stands for the number: `plural(3, { one: '# Text', other: '# Texte' })` → "3 Texte". */
  plural(n: number, forms: PluralForms): string;
  number(n: number): string;
}

export function numeralsOf(language: string): Numerals {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return {
    plural: (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', numbers.format(n)),
    number: (n) => numbers.format(n),
  };
}

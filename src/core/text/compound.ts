/** Prefixes that a hyphen glues to a word and that change what it means: `war` is not what `pre-war` is about. */
export const compoundPrefixes: ReadonlySet<string> = new Set(
  `anti ante auto bi co contra counter de di dis ex extra hyper hypo in infra inter intra macro mega meta micro mid
  mini mis mono multi neo non over pan para poly post pre pro proto pseudo quasi re self semi sub super supra tele
  trans tri ultra un under uni vice`.split(/\s+/u),
);

/** Hyphens and dashes that join the parts of a compound when no space stands around them. */
export function isHyphen(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 0x2d || c === 0x2010 || c === 0x2011;
}

/** Verbs: what is said of a thing. See `lexicon.ts` for what a row is. */
import { type LexiconRow, row } from './lexicon-row.ts';

export const verbWords: readonly LexiconRow[] = [
  row(
    'Be',
    null,
    'is|are|was|were|be|being|been|has been|have been|must be|should be|can be|may be|might be|could be|will be|to be',
  ),
  row('Aux', null, 'does|do|did|has to|have to|must|should|can|may|might|could|will|would|needs to|need to'),
  row(
    'Not',
    null,
    "not|never|n't|doesn't|don't|didn't|isn't|aren't|wasn't|weren't|can't|cannot|won't|doesnt|dont|isnt|arent|wasnt|werent|does not|do not|is not|are not|without being|does never",
  ),
  row(
    'Occur',
    null,
    'appears|appear|appearing|appeared|occurs|occur|occurring|occured|occurred|occurrs|occures|appers|apears|apear|appeares|exists|exist|existing|comes|come|came|coming|stands|stand|stood|sits|sit|lies|lie|falls|fall|goes|go|shows up|show up|turns up|pops up|happens|happen|takes place|resides|arrives|starts|begins|is there|are there',
  ),
  row(
    'Occur',
    null,
    'found|present|used|located|placed|positioned|situated|mentioned|written|said|seen|put|stated|given|included|spoken|observed|listed|contained|shown|noted|typed|expressed|visible|occurring|displayed|inserted|added|told|spotted|featured|available|wedged|sandwiched|nested|inside the sentence|spelled',
    0.02,
  ),
  row('Occur', null, 'follows in|is used|is found|serves', 0.6),
  row(
    'Contain',
    null,
    'contains|contain|containing|includes|include|including|has|have|having|had|mentions|mention|mentioning|says|say|saying|said|reads|features|feature|uses|use|using|contained|comprises|carries|shows|holds|states|mentioned|included|consists of|includes the use of|used|bears|containes|contians',
  ),
  row(
    'Relate',
    'left',
    'precedes|preceed|preceeds|precede|preceding|preceded|leads|leads up to|introduces|prefixes|precceds|preceds|comes ahead of|introduced',
  ),
  row(
    'Relate',
    'right',
    'follows|follow|following|succeeds|succeed|trails|trail|comes after|folllows|folows|follws|followed|succeeding',
  ),
  row(
    'Relate',
    'around',
    'touches|neighbours|neighbors|adjoins|borders|modifies|describes|qualifies|characterises|characterizes',
    0.8,
  ),
  row(
    'Related',
    'left',
    'preceded|preceeded|preceeded|prefixed|introduced|led|preceeded|anteceded|preceed|proceeded|precede',
  ),
  row('Related', 'right', 'followed|succeeded|trailed|suffixed|folowed|follwed|follow|followd'),
  row(
    'Related',
    'around',
    'surrounded|accompanied|flanked|described|modified|qualified|characterised|characterized',
    0.3,
  ),
  row(
    'By',
    null,
    'by|at a distance of|by a distance of|at a number of|a number of|by a number of|by a margin of|at',
  ),
  row('By', null, 'with|via|through|buy|as', 0.05),
  row(
    'Sandwich',
    null,
    'sandwich~|surround~|enclose~|flank~|bracket~|encircle~|frame~|wrap~ around|are on either side of|are on both sides of|are either side of|lie on either side of|stand on either side of|are placed on either side of|appear on either side of|occur on either side of|sandwitch~|sanwich~|envelop~|come on either side of|are around|embrace~',
  ),
  row(
    'Link',
    null,
    'links|link|linking|connects|connect|connecting|joins|join|joining|separates|separate|separating|bridges|bridge|ties|tie|divides|divide|couples|relates|splits|seperates|seperate|intervenes between|combines|associates|glues|unites|lies between|stands between|sits between|falls between|comes between',
  ),
  row(
    'Linked',
    null,
    'linked|connected|joined|separated|bridged|tied|divided|coupled|split|seperated|sandwiching|combined|glued|interrupted|related|spaced|set apart|parted|distanced',
  ),
  row('Exceed', 'more', 'exceeds|exceed|is over|surpasses|is beyond'),
  row(
    'StartsWith',
    null,
    'starts with|start with|begins with|begin with|starting with|beginning with|has the prefix|opens with|started with|starts by',
  ),
  row(
    'EndsWith',
    null,
    'ends with|end with|ends in|end in|ending with|ending in|has the suffix|finishes with|concludes with|ended with',
  ),
  row(
    'Equal',
    null,
    'equals|equal|equal to|the same as|identical to|matches|match|corresponds to|correspond to|exactly equal to|is spelled|reads',
  ),
  row('Equal', null, 'exactly|is exactly|called|named', 0.5),
  row('SameAs', null, 'the same as|same as|identical to|equal to|equals'),
  row('Same', null, 'the same|identical|equal|the same word|the same text'),
  row(
    'OfType',
    null,
    'of type|of the type|an entity of type|a kind of|a type of|tagged as|labelled as|labeled as|of entity type|of kind',
  ),
];

// Stars within a word or a sum, as in `2*3*4`, mark nothing: they stay as they were typed.
import type { Options } from 'micromark';

type Syntax = NonNullable<Options['extensions']>[number];
type Construct = Extract<NonNullable<Syntax['text']>[number], { readonly tokenize: unknown }>;
type Code = Parameters<ReturnType<Construct['tokenize']>>[0];

const STAR = 42;

/** Takes stars between two letters or digits away from what makes words bold or slanted. */
export function innerStars(): Syntax {
  return { text: { [STAR]: { name: 'innerStars', tokenize } } };
}

const tokenize: Construct['tokenize'] = function tokenize(effects, ok, nok) {
  const { previous } = this;
  const inside = (code: Code) => {
    if (code === STAR) {
      effects.consume(code);
      return inside;
    }
    effects.exit('data');
    return isOfWord(code) ? ok(code) : nok(code);
  };
  return (code) => {
    if (!isOfWord(previous)) return nok(code);
    effects.enter('data');
    return inside(code);
  };
};

const WORD = /[\p{L}\p{M}\p{N}]/u;
/** These are written without spaces: a word may well be marked amid others. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function isOfWord(code: Code): boolean {
  if (code === null || code < 0) return false;
  const sign = String.fromCodePoint(code);
  return WORD.test(sign) && !SPACELESS.test(sign);
}

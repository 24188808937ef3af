/** Texts without case, accents, punctuation or ligatures: the same folding as `nomenclature.fold` of the Python package. */

/** Returns the words of a text, separated by one space. */
export function fold(text: string): string {
  return text
    .replace(/[œŒ]/g, "oe")
    .replace(/[æÆ]/g, "ae")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

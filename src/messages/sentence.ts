/**
 * A sentence with links or names in it, as its pieces in order: a page sets each piece, and escapes the plain ones.
 * sentence`New here? ${link('Sign up')}`
 */
export function sentence<Piece>(texts: TemplateStringsArray, ...pieces: Piece[]): (string | Piece)[] {
  return texts.flatMap((text, place) => (place < pieces.length ? [text, pieces[place]!] : [text]))
}

/** How a page sets a word of the sentence apart: as a link, or strongly. */
export type Setting<Piece> = (text: string) => Piece

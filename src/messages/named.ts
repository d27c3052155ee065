/** Whom a sentence is about. `have` and `own` as they stand after the name; `You` for oneself. */
export type Named = { name: string; have: 'has' | 'have'; own: 'their' | 'your' }
export const named = (name: string): Named => ({ name, have: 'has', own: 'their' })
export const oneself: Named = { name: 'You', have: 'have', own: 'your' }

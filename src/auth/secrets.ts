/** Tokens, codes and client secrets: 256 random bits, of which the database keeps only a hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 43 characters that need no escaping anywhere. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** A plain SHA-256 is enough for a secret that nobody could guess. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function isSecretOf(secret: string, hash: string): boolean {
  const [given, known] = [Buffer.from(hashSecret(secret)), Buffer.from(hash)]
  return given.length === known.length && timingSafeEqual(given, known)
}

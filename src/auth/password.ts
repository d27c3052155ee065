/** Passwords, kept as Argon2id in the PHC string format, so that the parameters may change from one to the next. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Failure, failing, isFailure } from '../platform/failure.ts'
import { createTurns } from '../platform/turns.ts'

export const passwordLimits = { fewestCharacters: 8, mostBytes: 128 } as const

type Parameters = { memoryKiB: number; passes: number; parallelism: number }

// OWASP's Password Storage Cheat Sheet, the second of its equal choices for Argon2id.
const current: Parameters = { memoryKiB: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

export type PasswordProblem = { error: 'ERR_BLANK' | 'ERR_TOO_SHORT' | 'ERR_TOO_LONG'; description: string }

export function passwordProblem(password: string): PasswordProblem | undefined {
  const { fewestCharacters, mostBytes } = passwordLimits
  if (password === '') return { error: 'ERR_BLANK', description: "can't be blank" }
  if ([...password].length < fewestCharacters)
    return { error: 'ERR_TOO_SHORT', description: `is too short (minimum is ${fewestCharacters} characters)` }
  if (Buffer.byteLength(password) > mostBytes)
    return { error: 'ERR_TOO_LONG', description: `is too long (maximum is ${mostBytes} bytes)` }
  return undefined
}

// Each hashing takes 19 MiB and a thread for some 50 ms. A flood of log-ins waits in line, and past the line's end is
// turned away, instead of taking the memory of everything else.
const inTurn = createTurns({ atOnce: 2, mostWaiting: 100 })
const tooBusy: Failure = failing('too-many', (words) => words.tooManyLogins)

async function derive(
  password: string,
  nonce: Buffer,
  { memoryKiB, passes, parallelism }: Parameters,
  tagLength: number,
): Promise<Buffer | Failure> {
  // The same password typed on another keyboard may come in another Unicode form.
  const message = password.normalize('NFKC')
  const options = { message, nonce, parallelism, tagLength, memory: memoryKiB, passes }
  const tag = await inTurn(() => argon2id(options))
  return tag === 'too-many' ? tooBusy : tag
}

function argon2id(options: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', options, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`. */
export async function hashPassword(password: string): Promise<string | Failure> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, salt, current, tagBytes)
  if (isFailure(tag)) return tag
  const { memoryKiB, passes, parallelism } = current
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

type Stored = Parameters & { salt: Buffer; tag: Buffer }

function parseStored(stored: string): Stored | undefined {
  const found =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/.exec(
      stored,
    )
  if (!found) return undefined
  const [memoryKiB, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number]
  return {
    memoryKiB,
    passes,
    parallelism,
    salt: Buffer.from(found[4]!, 'base64'),
    tag: Buffer.from(found[5]!, 'base64'),
  }
}

const nobody: Stored = { ...current, salt: Buffer.alloc(saltBytes, 1), tag: Buffer.alloc(tagBytes) }

/**
 * Takes the same time when there is nobody to compare with (`stored` undefined), so that it does not tell who has an
 * account.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean | Failure> {
  const known = stored === undefined ? undefined : parseStored(stored)
  const { salt, tag, ...parameters } = known ?? nobody
  const given = await derive(password, salt, parameters, tag.length)
  if (isFailure(given)) return given
  return timingSafeEqual(given, tag) && known !== undefined
}

/** True when today's parameters are others than those it was made with. */
export function needsRehash(stored: string): boolean {
  const known = parseStored(stored)
  return (
    known === undefined ||
    known.memoryKiB !== current.memoryKiB ||
    known.passes !== current.passes ||
    known.parallelism !== current.parallelism
  )
}

/**
 * Decodes pictures in a process of their own: a file that crashes, stalls or fills a decoder takes that process with it,
 * not the server. One picture at a time, so that only the one to blame is refused.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type Failure, invalid } from '../platform/failure.ts'
import { createTurns } from '../platform/turns.ts'
import type { PictureOfProfile, ProcessedEmoji, ProcessedPicture, ProcessedProfilePicture } from './processing.ts'

/** `as`: what the picture is for. */
export type DecoderJob = { as: 'post' | 'emoji' | PictureOfProfile; bytes: Uint8Array }

export type Decoder = {
  processPicture: (bytes: Uint8Array) => Promise<ProcessedPicture | Failure>
  processEmoji: (bytes: Uint8Array) => Promise<ProcessedEmoji | Failure>
  processProfilePicture: (kind: PictureOfProfile, bytes: Uint8Array) => Promise<ProcessedProfilePicture | Failure>
}

const tooHard = 'The picture could not be read: save it anew, or smaller, then upload that'
const decoderFailed = invalid(`Validation failed: File: ${tooHard}`, {
  file: [{ error: 'ERR_INVALID', description: tooHard }],
})
const tooMany: Failure = {
  failure: 'too-many',
  message: 'Many pictures are being uploaded at the moment: try again in a minute',
}

type Options = {
  program: URL
  /** How long one picture may take; processing.ts gives up before. */
  mostMs: number
  mostWaiting: number
}
const usual: Options = { program: new URL('../../bin/decode.ts', import.meta.url), mostMs: 60_000, mostWaiting: 40 }

/** Starts the process with the first picture, and anew after it has ended. It keeps no other process from ending. */
export function createDecoder({ program, mostMs, mostWaiting }: Options = usual): Decoder {
  const turns = createTurns({ atOnce: 1, mostWaiting })
  let running: ChildProcess | undefined

  function start(): ChildProcess {
    const child = fork(program, {
      serialization: 'advanced',
      // It needs nothing that the server knows.
      env: {},
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.unref()
    child.channel?.unref()
    child.on('error', () => {})
    child.once('exit', () => {
      if (running === child) running = undefined
    })
    return child
  }

  async function ask<T>(job: DecoderJob): Promise<T | Failure> {
    running ??= start()
    const child = running
    const done = new AbortController()
    const { signal } = done
    const late = setTimeout(() => child.kill('SIGKILL'), mostMs)
    child.ref()
    child.channel?.ref()
    try {
      const answered = once(child, 'message', { signal }).then(([answer]) => answer as T | Failure)
      const ended = once(child, 'exit', { signal }).then(() => decoderFailed)
      child.send(job, () => {})
      return await Promise.race([answered, ended])
    } finally {
      clearTimeout(late)
      done.abort()
      child.unref()
      child.channel?.unref()
    }
  }

  async function decode<T>(job: DecoderJob): Promise<T | Failure> {
    const result = await turns(() => ask<T>(job))
    return result === 'too-many' ? tooMany : result
  }

  return {
    processPicture: (bytes) => decode<ProcessedPicture>({ as: 'post', bytes }),
    processEmoji: (bytes) => decode<ProcessedEmoji>({ as: 'emoji', bytes }),
    processProfilePicture: (kind, bytes) => decode<ProcessedProfilePicture>({ as: kind, bytes }),
  }
}

/** Of this process; nothing is started before the first picture. */
export const decoder = createDecoder()

/** The process that decodes pictures for the server, started by src/media/decoder.ts. It ends with the server. */
import { writeFileSync } from 'node:fs'
import type { DecoderJob } from '../src/media/decoder.ts'
import { processEmoji, processPicture, processProfilePicture } from '../src/media/processing.ts'

// Should memory run out, Linux is to end this process, not the server or its database.
try {
  writeFileSync('/proc/self/oom_score_adj', '900')
} catch {}

function decode({ as, bytes }: DecoderJob) {
  if (as === 'post') return processPicture(bytes)
  return as === 'emoji' ? processEmoji(bytes) : processProfilePicture(as, bytes)
}

process.on('disconnect', () => process.exit())
process.on('message', async (job: DecoderJob) => {
  process.send!(await decode(job))
})

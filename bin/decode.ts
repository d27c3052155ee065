/** The process that decodes pictures for the server, started by src/media/decoder.ts. It ends with the server. */
import { writeFileSync } from 'node:fs'
import type { DecoderJob } from '../src/media/decoder.ts'
import { processPicture, processProfilePicture } from '../src/media/processing.ts'

// Should memory run out, Linux is to end this process, not the server or its database.
try {
  writeFileSync('/proc/self/oom_score_adj', '900')
} catch {}

process.on('disconnect', () => process.exit())
process.on('message', async ({ as, bytes }: DecoderJob) => {
  process.send!(as === 'post' ? await processPicture(bytes) : await processProfilePicture(as, bytes))
})

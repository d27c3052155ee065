/** The process that fits the model of ties for the server, started by src/ties/fitting.ts. It ends when it has answered. */
import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fitTieModel } from '../src/connection/fitting.ts'
import { pairHistory } from '../src/connection/history.ts'
import { shippedModel } from '../src/connection/model.ts'
import type { FittingJob } from '../src/ties/fitting.ts'

// It may take its time, and the memory goes to the server first.
try {
  setPriority(19)
  writeFileSync('/proc/self/oom_score_adj', '900')
} catch {}

process.on('disconnect', () => process.exit())
process.on('message', ({ history, now, horizonMs }: FittingJob) => {
  const model = fitTieModel(pairHistory(history), { now, horizonMs, otherwise: shippedModel })
  process.send!(model === shippedModel ? null : model, () => process.exit())
})

/**
 * Prints the model that ships (src/connection/shipped-model.json), learnt from records of several places:
 * `npm run bench -- tie-model FILE…`. Of each record the first 70 % are read, no more.
 */

import { pairHistory } from '../src/connection/history.ts'
import { windowOf } from './ties/compare.ts'
import { readInteractionFile } from './ties/interactions.ts'
import { historyBefore } from './ties/ours.ts'
import { learnShippedModel } from './ties/shipped.ts'

export async function run(files: string[]) {
  const records = []
  for (const file of files) {
    const interactions = await readInteractionFile(file)
    const { cut } = windowOf(interactions, { cutDays: undefined, cutFraction: 0.7, labelDays: undefined })
    const first = interactions.history.at.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    records.push({ past: pairHistory(historyBefore(interactions.history, cut)), cut, horizonMs: (cut - first) / 10 })
  }
  if (records.length === 0) throw new Error('Say which files: npm run bench -- tie-model FILE…')
  console.log(JSON.stringify(learnShippedModel(records)))
  process.exit(0)
}

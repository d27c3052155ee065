/**
 * The Two-Way Benchmark: who will talk to whom, foretold from what lies before a cut, by simple scores, learned ones and
 * ours. `--data FILE` of `actor target unix_time [type]`, plain or gzipped. `--cut-days N` from the first act, or
 * `--cut-fraction F` of all acts (0.7 unless told); `--label-days N` (a fifth of the observed time unless told).
 * `--scores b72,lr` computes some of the scores only.
 */
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Comparison,
  compare,
  type Measured,
  type ScoreName,
  type Split,
  scoreNames,
  windowOf,
} from './ties/compare.ts'
import { engine } from './ties/engine.ts'
import { readInteractionFile } from './ties/interactions.ts'

/** A number above 0, or undefined where the option is not given. */
function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0) || value === Number.POSITIVE_INFINITY) throw new Error(`Give --${option} a number above 0.`)
  return value
}

function scoresOf(text: string | undefined): readonly ScoreName[] {
  if (text === undefined) return scoreNames
  const wanted = text.split(',')
  const unknown = wanted.filter((name) => !scoreNames.some((known) => known === name))
  if (unknown.length > 0)
    throw new Error(`No score is called ${unknown.join(', ')}. Choose among ${scoreNames.join(', ')}.`)
  return scoreNames.filter((name) => wanted.includes(name))
}

type Options = { data: string; split: Split; scores: readonly ScoreName[] }

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      'cut-days': { type: 'string' },
      'cut-fraction': { type: 'string' },
      'label-days': { type: 'string' },
      scores: { type: 'string' },
    },
  })
  if (!values.data)
    throw new Error(
      'Say which file: npm run bench -- ties --data FILE [--cut-days N | --cut-fraction F] [--label-days N]',
    )
  const cutFraction = numberOf('cut-fraction', values['cut-fraction'])
  if (cutFraction !== undefined && cutFraction >= 1) throw new Error('Give --cut-fraction a number below 1.')
  const cutDays = numberOf('cut-days', values['cut-days'])
  if (cutDays !== undefined && cutFraction !== undefined)
    throw new Error('Give --cut-days or --cut-fraction, not both.')
  const labelDays = numberOf('label-days', values['label-days'])
  return {
    data: values.data,
    split: { cutDays, cutFraction: cutFraction ?? 0.7, labelDays },
    scores: scoresOf(values.scores),
  }
}

/** `.78 (.7-.9)`, decile by decile. */
const calibrationLine = ({ calibration = [], calibration_low: low, calibration_high: high }: Measured) =>
  calibration.map((ratio, decile) => `${said(ratio)} (${said(low?.[decile])}-${said(high?.[decile])})`).join(' ')

const said = (ratio: number | null | undefined) => ratio?.toFixed(2) ?? '-'

/** A line for each score of each task. */
function linesOf({ tasks }: Comparison): Record<string, Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(tasks).flatMap(([task, { candidates, positives, scores }]) =>
      Object.entries(scores).map(([name, score]) => [
        `${task} ${name}`,
        {
          candidates,
          positives,
          auc: score.auc ?? '',
          interval: `${score.auc_low ?? ''} to ${score.auc_high ?? ''}`,
          ap: score.ap ?? '',
          ego_auc: score.ego_auc ?? '',
          brier_skill: score.brier_skill ?? '',
          calibration: score.calibration ? calibrationLine(score) : '',
        },
      ]),
    ),
  )
}

/** What is wrong with the options or the file is told in a sentence. */
async function inputOf(args: string[]) {
  try {
    const { data, split, scores } = optionsOf(args)
    const interactions = await readInteractionFile(data)
    return { file: basename(data), interactions, window: windowOf(interactions, split), scores }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}

export async function run(args: string[]) {
  const { file, interactions, window, scores } = await inputOf(args)
  const figures = compare(interactions, window, scores, engine)
  if (process.argv.includes('--json')) return { file, ...figures }
  const { tasks, ...rest } = figures
  console.log(
    Object.entries(rest)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  )
  return linesOf(figures)
}

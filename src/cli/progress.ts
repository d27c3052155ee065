import { Presets, SingleBar } from 'cli-progress'

export type Tell = (step: string, share: number) => void

/** A bar for as long as `work` goes on and tells what it does. Where there is no terminal, nothing is drawn. */
export async function withProgress<T>(work: (tell: Tell) => Promise<T>): Promise<T> {
  const bar = new SingleBar(
    { format: '{step} {bar} {percentage}% | {duration_formatted}', clearOnComplete: true, noTTYOutput: false },
    Presets.shades_classic,
  )
  let isDrawn = false
  const tell: Tell = (step, share) => {
    if (isDrawn) bar.update(share, { step })
    else bar.start(1, share, { step })
    isDrawn = true
  }
  return work(tell).finally(() => isDrawn && bar.stop())
}

export type Turns = <T>(work: () => Promise<T>) => Promise<T | 'too-many'>

/**
 * Runs at most `atOnce` pieces of work at a time, in the order they came. Whoever comes when `mostWaiting` are waiting
 * already is turned away.
 */
export function createTurns({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }): Turns {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) return 'too-many'
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      // The place is handed on, so that nobody who comes now can take it in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

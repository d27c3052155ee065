/**
 * Calls `work` at once when it has been quiet, and otherwise as soon as `ms` have passed since the last call: however
 * often it is asked for meanwhile, that is one call.
 */
export function paced(ms: number, work: () => void): () => void {
  let isWanted = false
  let timer: NodeJS.Timeout | undefined
  function call() {
    isWanted = false
    timer = setTimeout(() => {
      timer = undefined
      if (isWanted) call()
    }, ms).unref()
    work()
  }
  return () => {
    isWanted = true
    if (!timer) call()
  }
}

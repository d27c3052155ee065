/** An expected failure at start. Its message is one sentence for the operator that says what to do next. */
export class StartError extends Error {
  override name = 'StartError'
}

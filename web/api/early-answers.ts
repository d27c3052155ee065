/** Answers that were asked for before the app had come; each is taken once. */
const answers = new Map<string, Promise<Response>>()

export function askEarly(address: string) {
  const answer = fetch(address, { headers: { 'twoway-web': '1' } })
  // Whoever takes it hears of it.
  answer.catch(() => undefined)
  answers.set(address, answer)
}

export function takeEarly(address: string): Promise<Response> | undefined {
  const answer = answers.get(address)
  answers.delete(address)
  return answer
}

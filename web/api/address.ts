export type Params = Record<string, string | number | boolean | readonly string[] | undefined>

/** With what is asked behind it; undefined is left out. */
export function addressOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (Array.isArray(value)) for (const one of value) query.append(`${name}[]`, one)
    else if (value !== undefined) query.append(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}

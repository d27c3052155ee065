/** When a reason comes back to whoever gave it. Pure. */

const dayMs = 86_400_000
export const silenceDays = 30

type Dates = { followedSince: string | null; lastOut: string | undefined; lastIn: string | undefined }

/** silence: neither has spoken for 30 days. anniversary: the day of the year on which the follow began. */
export function reasonDue({ followedSince, lastOut, lastIn }: Dates, now: Date): 'silence' | 'anniversary' | undefined {
  if (!followedSince) return undefined
  const since = new Date(followedSince)
  const isSameDay = since.getMonth() === now.getMonth() && since.getDate() === now.getDate()
  if (isSameDay && now.getFullYear() > since.getFullYear()) return 'anniversary'
  const spoken = [followedSince, lastOut, lastIn].flatMap((at) => (at ? Date.parse(at) : []))
  return now.getTime() - Math.max(...spoken) > silenceDays * dayMs ? 'silence' : undefined
}

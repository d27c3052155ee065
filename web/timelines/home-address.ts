import { addressOf } from '../api/address.ts'
import { justAfter, savedPlace } from './place.ts'

export const homePath = '/api/v1/timelines/home'
export const homeParams = (bounds: { max_id?: string | undefined; min_id?: string }) => ({ limit: 30, ...bounds })

/** The page that home begins with: where one left off last time. */
export function firstHomePage(): string | undefined {
  const place = savedPlace('home')
  return place && justAfter(place)
}

export const firstHomeAddress = () => addressOf(homePath, homeParams({ max_id: firstHomePage() }))

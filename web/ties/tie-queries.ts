import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Interest, TwoWay, WholeTie } from '../api/entities.ts'

const tenMinutes = 600_000

export const wholeTieQuery = (id: string) =>
  queryOptions({
    queryKey: ['ties', id],
    queryFn: ({ signal }) => api<WholeTie>('GET', `/api/twoway/v1/ties/${id}`, { signal }),
  })

export const twoWayQuery = (id: string) =>
  queryOptions({
    queryKey: ['ties', id, 'two_way'],
    queryFn: ({ signal }) => api<TwoWay>('GET', `/api/twoway/v1/people/${id}/two_way`, { signal }),
    staleTime: tenMinutes,
  })

export const interestQuery = (id: string) =>
  queryOptions({
    queryKey: ['ties', id, 'interest'],
    queryFn: ({ signal }) => api<Interest>('GET', `/api/twoway/v1/people/${id}/interest`, { signal }),
    staleTime: tenMinutes,
  })

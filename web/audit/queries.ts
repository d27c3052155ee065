import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { AuditOverview, Snapshot, Strategy } from './types.ts'

const root = '/api/twoway/v1/audit'

/** Everything the audit answers begins with this key: an act makes all of it new. */
export const auditKey = ['audit']

export const overviewQuery = queryOptions({
  queryKey: [...auditKey, 'overview'],
  queryFn: ({ signal }) => api<AuditOverview>('GET', root, { signal }),
})

export const peoplePath = `${root}/people`
export const peopleKey = (params: Record<string, string>) => [...auditKey, 'people', params]

export const strategyQuery = queryOptions({
  queryKey: ['strategy', 'rules'],
  queryFn: ({ signal }) => api<Strategy>('GET', '/api/twoway/v1/strategy', { signal }),
})

export const historyQuery = queryOptions({
  queryKey: [...auditKey, 'history'],
  queryFn: ({ signal }) => api<Snapshot[]>('GET', `${root}/history`, { signal }),
})

import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Account, List } from '../api/entities.ts'

export const listsQuery = queryOptions({ queryKey: ['lists'], queryFn: () => api<List[]>('GET', '/api/v1/lists') })

export const listQuery = (id: string) =>
  queryOptions({ queryKey: ['lists', id, 'itself'], queryFn: () => api<List>('GET', `/api/v1/lists/${id}`) })

/** All of them at once. */
export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['lists', id, 'members'],
    queryFn: () => api<Account[]>('GET', `/api/v1/lists/${id}/accounts`, { params: { limit: 0 } }),
  })

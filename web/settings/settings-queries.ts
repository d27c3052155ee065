import { queryOptions } from '@tanstack/react-query'
import type { WireAuthorizedApp, WireLogin, WireSession } from '../../src/auth/login-routes.ts'
import type { WireFilter } from '../../src/posts/filter-present.ts'
import { api } from '../api/client.ts'
import type { OwnAccount } from '../api/entities.ts'
import { ownAccountQuery, queryClient } from '../api/queries.ts'

export type Filter = WireFilter

export const loginQuery = queryOptions({
  queryKey: ['settings', 'login'],
  queryFn: () => api<WireLogin>('GET', '/api/twoway/v1/login'),
})
export const sessionsQuery = queryOptions({
  queryKey: ['settings', 'sessions'],
  queryFn: () => api<WireSession[]>('GET', '/api/twoway/v1/sessions'),
})
export const appsQuery = queryOptions({
  queryKey: ['settings', 'apps'],
  queryFn: () => api<WireAuthorizedApp[]>('GET', '/api/twoway/v1/authorized_apps'),
})
export const filtersQuery = queryOptions({
  queryKey: ['settings', 'filters'],
  queryFn: () => api<Filter[]>('GET', '/api/v2/filters'),
})
export const deliveredQuery = queryOptions({
  queryKey: ['settings', 'delivered'],
  queryFn: () => api<{ record: boolean }>('GET', '/api/twoway/v1/delivered/settings'),
})

/** `changes` as update_credentials takes them. Everywhere one's own name stands, it is the new one. */
export async function changeOwnAccount(changes: object | FormData): Promise<OwnAccount> {
  const sent = changes instanceof FormData ? { form: changes } : { body: changes }
  const own = await api<OwnAccount>('PATCH', '/api/v1/accounts/update_credentials', sent)
  keepOwnAccount(own)
  return own
}

export function keepOwnAccount(own: OwnAccount) {
  queryClient.setQueryData(ownAccountQuery.queryKey, own)
}

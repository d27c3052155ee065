import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Account } from '../api/entities.ts'

/** By the name in an address: `mara`, `mara@social.example`. */
export const namedAccountQuery = (name: string) =>
  queryOptions({
    queryKey: ['accounts', 'named', name.toLowerCase()],
    queryFn: ({ signal }) => api<Account>('GET', '/api/v1/accounts/lookup', { params: { acct: name }, signal }),
  })

type Familiar = { id: string; accounts: Account[] }

/** Of the people I follow those who follow somebody. */
export const familiarQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id, 'familiar'],
    queryFn: async ({ signal }) => {
      const [found] = await api<Familiar[]>('GET', '/api/v1/accounts/familiar_followers', {
        params: { id: [id] },
        signal,
      })
      return found?.accounts ?? []
    },
  })

export const nameOf = ({ display_name, username }: Pick<Account, 'display_name' | 'username'>) =>
  display_name || username

/** The tie with everybody who is named on the screen. */
import { createBatchStore } from '../api/batch-store.ts'
import { api } from '../api/client.ts'
import type { ListedTie } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'

export const ties = createBatchStore<ListedTie>({
  fetchMany: (account_id) => api('GET', '/api/twoway/v1/ties', { params: { account_id, brief: true } }),
  idOf: ({ account_id }) => account_id,
  most: 80,
})

export const useTie = (id: string) => ties.use(id === ownId ? undefined : id)

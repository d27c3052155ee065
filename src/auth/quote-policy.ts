/** Who may quote what somebody writes, chosen once for all and for each post anew. */
import { z } from 'zod'

/** Messages cannot be quoted, posts for followers by their author only. */
export const quotePolicies = ['everyone', 'followers', 'nobody'] as const
export type QuotePolicy = (typeof quotePolicies)[number]

/** As Mastodon names it where it is chosen. */
export type WireQuotePolicy = 'public' | 'followers' | 'nobody'

export function wireQuotePolicy(policy: QuotePolicy): WireQuotePolicy {
  return policy === 'everyone' ? 'public' : policy
}

export const quotePolicyField = z
  .enum(['public', 'followers', 'nobody'], 'must be public, followers or nobody')
  .transform((name): QuotePolicy => (name === 'public' ? 'everyone' : name))

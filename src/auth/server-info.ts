/**
 * What clients ask first. Here and not with the instance, since it counts the people who can log in.
 * GET /api/v1/instance  showInstanceV1
 * GET /api/v2/instance  showInstanceV2
 * GET /.well-known/nodeinfo, /nodeinfo/2.1   nodeInfoLinks, nodeInfo
 */
import { type Activity, presentInstanceV1, presentInstanceV2, presentNodeInfo } from '../instance/present.ts'
import { loadInstance } from '../instance/queries.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { countActivity } from './queries.ts'

function activity(ctx: Context): Promise<Activity> {
  return countActivity(ctx.db, new Date(ctx.clock.now().getTime() - 28 * dayMs))
}

export const showInstanceV1 = endpoint<Viewer | undefined>({}, async ({ ctx }) =>
  json(presentInstanceV1(ctx, await loadInstance(ctx.db), await activity(ctx))),
)

export const showInstanceV2 = endpoint<Viewer | undefined>({}, async ({ ctx }) =>
  json(presentInstanceV2(ctx, await loadInstance(ctx.db), await activity(ctx))),
)

/** Only 2.1: for clients that read no more than 2.0 we are the Mastodon whose version the instance tells. */
export const nodeInfoLinks = endpoint<Viewer | undefined>({}, async ({ ctx }) =>
  json({
    links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.1', href: `${ctx.origin}/nodeinfo/2.1` }],
  }),
)

export const nodeInfo = endpoint<Viewer | undefined>({}, async ({ ctx }) =>
  json(presentNodeInfo(await loadInstance(ctx.db), await activity(ctx)), {
    'content-type': 'application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"; charset=utf-8',
  }),
)

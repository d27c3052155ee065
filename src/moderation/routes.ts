/** POST /api/v1/reports */
import { z } from 'zod'
import { isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, orDefault, type Viewer } from '../platform/http.ts'
import { accountIdSchema, postIdSchema } from '../platform/ids.ts'
import { fileReport } from './actions.ts'
import { presentReports } from './present.ts'
import { mostCommentCharacters, reportCategories } from './report.ts'

const reportInput = z.object({
  account_id: accountIdSchema,
  status_ids: orDefault(listField(postIdSchema, 100), []),
  rule_ids: orDefault(listField(z.coerce.number().int('must be a number'), 100), []),
  category: orDefault(z.enum(reportCategories, `must be one of ${reportCategories.join(', ')}`), 'other'),
  comment: z
    .string()
    .max(mostCommentCharacters, `is too long (maximum is ${mostCommentCharacters} characters)`)
    .nullish()
    .transform((comment) => comment ?? ''),
  forward: orDefault(booleanField, false),
})

export const reportAccount = endpoint<Viewer, z.ZodType, typeof reportInput>(
  { input: reportInput },
  async ({ ctx, viewer, input }) => {
    const report = await fileReport(ctx, {
      reporter: viewer.accountId,
      target: input.account_id,
      posts: input.status_ids,
      rules: input.rule_ids,
      category: input.category,
      comment: input.comment,
      forward: input.forward,
    })
    if (isFailure(report)) return report
    return json((await presentReports(ctx, [report.id])).get(report.id))
  },
)

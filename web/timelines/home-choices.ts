/** What one wants in home, beside whom one follows. */

import { timelines as words } from '#messages/timelines.ts'
import type { OwnAccount } from '../api/entities.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { changeOwnAccount, keepOwnAccount } from '../settings/settings-queries.ts'
import { beginAnew } from './home-channel.ts'

/** Shown at once; taken back when the server refuses. Home is another one then, and begins at the newest post. */
export async function setAnswersToStrangers(own: OwnAccount, isOn: boolean): Promise<void> {
  keepOwnAccount({ ...own, twoway: { ...own.twoway, answers_to_strangers: isOn } })
  try {
    await changeOwnAccount({ twoway: { answers_to_strangers: isOn } })
  } catch (failure) {
    keepOwnAccount(own)
    toastError(failure)
    return
  }
  toast(isOn ? words.answersNowCome : words.answersStayOut)
  await beginAnew().catch(toastError)
}

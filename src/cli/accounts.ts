/** What an operator does with one account. Every command answers with a sentence, and false when nothing was done. */
import { findAccountByHandle } from '../accounts/queries.ts'
import { approve, reject, resetPassword } from '../auth/actions.ts'
import { listPending } from '../auth/queries.ts'
import { changeRole, roles } from '../auth/roles.ts'
import { deleteAccount, type Measure, restoreAccount, suspendAccount } from '../moderation/actions.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'

type Say = (line: string) => void
type AccountCommand = {
  name: string
  description: string
  argument: string
  run: (ctx: Context, name: string, say: Say) => Promise<boolean>
}

type TakeMeasure = (ctx: Context, measure: Measure) => Promise<Failure | undefined>

function measure(take: TakeMeasure, done: (name: string) => string): AccountCommand['run'] {
  return async (ctx, name, say) => {
    const account = await findAccountByHandle(ctx.db, name.replace(/^@/, ''))
    if (!account) {
      say(`Nobody here is called ${name}: check the spelling.`)
      return false
    }
    const failure = await take(ctx, { target: account.id })
    say(failure ? failure.message : done(account.username))
    return !failure
  }
}

async function setNewPassword(ctx: Context, name: string, say: Say): Promise<boolean> {
  const password = await resetPassword(ctx, name.replace(/^@/, ''))
  if (isFailure(password)) {
    say(password.message)
    return false
  }
  say(`The new password of ${name} is ${password}`)
  say('Every browser and app is logged out. Tell it to nobody else, and ask them to choose another in their settings.')
  return true
}

async function letIn(ctx: Context, name: string, say: Say): Promise<boolean> {
  if (name === '') return showPending(ctx, say)
  const approved = await approve(ctx, name.replace(/^@/, ''))
  say(isFailure(approved) ? approved.message : `${name} can log in now.`)
  return !isFailure(approved)
}

async function showPending(ctx: Context, say: Say): Promise<boolean> {
  const pending = await listPending(ctx.db)
  if (pending.length === 0) say('Nobody is waiting to be let in.')
  // A stranger's words on the operator's terminal: no control characters.
  for (const { username, email, sign_up_reason } of pending)
    say(`${username} <${email}> ${sign_up_reason}`.replace(/\p{Cc}+/gu, ' '))
  return true
}

/** Shows a suspended account and its posts again. */
export const restoreNamed = measure(restoreAccount, (name) => `${name} is back and can log in again.`)

export async function setRole(ctx: Context, name: string, role: string, say: Say): Promise<boolean> {
  const known = roles.find((candidate) => candidate === role)
  if (!known) {
    say(`${role} is not a role: choose ${roles.join(', ')}.`)
    return false
  }
  const changed = await changeRole(ctx, name.replace(/^@/, ''), known)
  say(isFailure(changed) ? changed.message : `${name} has the role ${changed} now.`)
  return !isFailure(changed)
}

async function turnAway(ctx: Context, name: string, say: Say): Promise<boolean> {
  const rejected = await reject(ctx, name.replace(/^@/, ''))
  say(isFailure(rejected) ? rejected.message : `${name} was not let in; the name is free again.`)
  return !isFailure(rejected)
}

export const accountCommands: readonly AccountCommand[] = [
  {
    name: 'suspend',
    description: 'hide an account and its posts from everybody and log it out everywhere',
    argument: '<name>',
    run: measure(suspendAccount, (name) => `${name} is suspended. "twoway restore ${name}" takes it back.`),
  },
  {
    name: 'delete',
    description: 'delete an account and all it wrote, for good',
    argument: '<name>',
    run: measure(
      deleteAccount,
      (name) => `${name} is deleted. The server erases what is left while it runs; nobody else can take the name.`,
    ),
  },
  {
    name: 'reset-password',
    description: 'give an account a new password and log it out everywhere',
    argument: '<name>',
    run: setNewPassword,
  },
  {
    name: 'approve',
    description: 'let somebody in who asked to join; without a name: show who is waiting',
    argument: '[name]',
    run: letIn,
  },
  {
    name: 'reject',
    description: 'turn somebody away who asked to join',
    argument: '<name>',
    run: turnAway,
  },
]

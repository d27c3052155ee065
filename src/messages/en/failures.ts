/** What went wrong, where a page or a form tells it. The API says the same, always in English. */
export const failures = {
  noSuchPage:
    'There is nothing at this address that is open to you. If somebody sent it to you, log in and open it once more, or look for it in your app',
  notAllowed: 'This action is not allowed',
  foreignForm: 'This form came from another site: open the page here and try again',
  tooManyRequests: 'Too many requests: wait a moment, then try again',
  tooManyLogins: 'Many people are logging in right now: wait a moment, then try again',

  noMatch: 'That name and password do not match. Check both and try again.',
  suspended: 'Your account is suspended. Write to the people who run this server if you think that is wrong.',
  networkRefused: 'No sign-ups are taken from your network: write to the people who run this server.',
  wrongPassword: 'The current password is not right',

  letInAlready: (name: string) => `${name} has been let in already.`,
  letInAlreadySuspend: (name: string) => `${name} has been let in already: suspend or delete the account instead.`,
  isDeleted: (name: string) => `${name} has been deleted.`,
  isDeletedAlready: (name: string) => `${name} has been deleted already.`,
  cannotComeBack: (name: string) => `${name} has been deleted, and cannot be brought back.`,
  isSuspendedAlready: (name: string) => `${name} is suspended already.`,
  isNotSuspended: (name: string) => `${name} is not suspended.`,
  isLimitedAlready: (name: string) => `${name} is limited already.`,
  isNotLimited: (name: string) => `${name} is not limited.`,
  onlyOwnerSuspended: (name: string) =>
    `${name} is the only owner of this server, which needs one, and cannot be suspended: make somebody else an owner first.`,
  onlyOwnerDeleted: (name: string) =>
    `${name} is the only owner of this server, which needs one, and cannot be deleted: make somebody else an owner first.`,
  onlyOwnerRole: (name: string) => `${name} is the only owner: give somebody else that role first.`,
  nobodyCalled: (name: string) => `Nobody here is called ${name}: check the spelling.`,
  noLogin: (name: string) => `Nobody called ${name} has a login here: check the spelling.`,
  reportDone: 'This report is resolved already.',
  reportOpen: 'This report is open already.',
  noPostChosen: 'No post was chosen: tick those to delete.',
  tooManyPosts: (most: number) => `At most ${most} posts can be deleted at once.`,
  postsGone: 'These posts are gone already.',

  ruleLength: (most: number) => `A rule has 1 to ${most} characters: write what to refuse.`,
  ruleUsername: 'A username has letters a to z, digits and underscores only: write a word of those.',
  ruleDomain: (value: string) => `${value} is not a domain: write one like example.org.`,
  ruleRange: (value: string) => `${value} is not an address or a range: write one like 192.0.2.7 or 192.0.2.0/24.`,
  tooManyRules: (most: number) => `There are ${most} rules already: take one away first.`,
  ruleThere: (value: string) => `There is a rule for ${value} already.`,
}

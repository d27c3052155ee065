/** What the server sends, named as people name it. The shapes originate where the server presents them. */
import type { WireAccount } from '../../src/accounts/present.ts'
import type { WireCredentialAccount } from '../../src/auth/credentials.ts'
import type { WireRelationship } from '../../src/follows/present.ts'
import type { WireEmoji } from '../../src/instance/emojis.ts'
import type { WireInstanceV2 } from '../../src/instance/present.ts'
import type { WireMedia } from '../../src/media/present.ts'
import type { WireNotification } from '../../src/notifications/present.ts'
import type { WirePoll } from '../../src/posts/poll-present.ts'
import type { WireDeletedPost, WirePost, WireQuote, WireVersion } from '../../src/posts/present.ts'
import type { WireScheduledPost } from '../../src/posts/scheduled-present.ts'
import type { WireInterest, WirePerson } from '../../src/ties/people-present.ts'
import type { WireBriefTie, WireLine, WireWholeTie } from '../../src/ties/present.ts'
import type { WireSuggestion } from '../../src/ties/suggestions.ts'
import type { WireAct } from '../../src/timelines/act-present.ts'
import type { WireConversation } from '../../src/timelines/conversations.ts'
import type { WireExchange } from '../../src/timelines/exchange-routes.ts'
import type { WireFollowCost } from '../../src/timelines/follow-cost.ts'
import type { WireList } from '../../src/timelines/list-routes.ts'

export type Account = WireAccount
export type OwnAccount = WireCredentialAccount
export type Relationship = WireRelationship
export type Instance = WireInstanceV2
export type Emoji = WireEmoji
export type Media = WireMedia
export type Notification = WireNotification
export type Poll = WirePoll
export type Quote = WireQuote
export type Post = WirePost
export type DeletedPost = WireDeletedPost
export type Visibility = Post['visibility']
export type ReplyPolicy = Post['twoway']['reply_policy']
export type Exchange = WireExchange
export type Context = { ancestors: Post[]; descendants: Post[] }
export type Tag = { name: string; url: string; following?: boolean; history: { uses: string; accounts: string }[] }
export type List = WireList
export type Conversation = WireConversation
export type Version = WireVersion
export type ScheduledPost = WireScheduledPost
export type SearchResults = { accounts: Account[]; statuses: Post[]; hashtags: Tag[] }
export type ListedTie = WireBriefTie
export type WholeTie = WireWholeTie
export type EvidenceLine = WireLine
export type TwoWay = WirePerson
export type Interest = WireInterest
export type Suggestion = WireSuggestion
export type FollowCost = WireFollowCost
export type Act = WireAct
export type Volume = NonNullable<Relationship['twoway']>['volume']
export type FollowReason = NonNullable<NonNullable<Relationship['twoway']>['reason']>

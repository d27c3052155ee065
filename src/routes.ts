/** Every HTTP path in one table, pages in page-routes.ts: who may call it, with which scope, and what answers. */
import { lookUpAccount, showAccount, showAccounts } from './accounts/routes.ts'
import * as mirror from './audit/mirror-routes.ts'
import * as report from './audit/report.ts'
import * as audit from './audit/routes.ts'
import * as strategy from './audit/strategy-routes.ts'
import * as authorizePage from './auth/authorize-page.ts'
import * as credentials from './auth/credentials.ts'
import * as login from './auth/login-routes.ts'
import * as auth from './auth/routes.ts'
import { nodeInfo, nodeInfoLinks, showInstanceV1, showInstanceV2 } from './auth/server-info.ts'
import * as exports from './export/routes.ts'
import * as followLists from './follows/list-routes.ts'
import * as follows from './follows/routes.ts'
import { customEmojis } from './instance/emojis.ts'
import { openApiJson, showApi } from './instance/openapi.ts'
import { asset, extendedDescription, favicon, instanceRules } from './instance/routes.ts'
import { serviceWorker, webAppFile, webManifest } from './instance/web-app.ts'
import * as profilePictures from './media/profile-pictures.ts'
import * as media from './media/routes.ts'
import * as leavingPage from './moderation/leaving-page.ts'
import { presentReports } from './moderation/present.ts'
import { reportAccount } from './moderation/routes.ts'
import * as notifications from './notifications/routes.ts'
import { unreadCount } from './notifications/unread.ts'
import { type PageParts, pageRoutes } from './page-routes.ts'
import type { Route } from './platform/http.ts'
import type { Metrics } from './platform/metrics.ts'
import { anyone, app, browser, or, page, person, taking } from './platform/route-rows.ts'
import type { Streaming } from './platform/streaming.ts'
import { health, metricsEndpoint } from './platform/upkeep-routes.ts'
import * as postEdits from './posts/edit-routes.ts'
import * as filters from './posts/filter-routes.ts'
import * as postLists from './posts/list-routes.ts'
import * as polls from './posts/poll-routes.ts'
import * as posts from './posts/routes.ts'
import * as scheduled from './posts/scheduled-routes.ts'
import { search } from './search/routes.ts'
import * as people from './ties/people-routes.ts'
import * as ties from './ties/routes.ts'
import * as suggestions from './ties/suggestions.ts'
import * as acts from './timelines/act-routes.ts'
import * as conversations from './timelines/conversations.ts'
import { showExchanges } from './timelines/exchange-routes.ts'
import { showFollowCost } from './timelines/follow-cost.ts'
import * as heldBack from './timelines/held-back.ts'
import * as lists from './timelines/list-routes.ts'
import * as markers from './timelines/markers.ts'
import * as timelines from './timelines/routes.ts'
import { showNoOtherHost, streamEvents, streamingHealth, unknownStream } from './timelines/stream-routes.ts'
import * as tags from './timelines/tag-routes.ts'

export type RouteParts = PageParts & {
  streaming: Streaming
  metrics: Metrics
  metricsToken: string | undefined
}

export function createRoutes(parts: RouteParts): readonly Route[] {
  const { delivered, streaming, metrics, metricsToken, webApp } = parts
  const routes: readonly Route[] = [
    // This server
    page('GET', '/health', health),
    page('GET', '/metrics', metricsEndpoint(metrics, metricsToken)),
    page('GET', '/assets/:name', asset),
    page('GET', '/favicon.ico', favicon),
    page(
      'GET',
      '/api',
      showApi(() => routes),
    ),
    anyone(
      'GET',
      '/api/openapi.json',
      undefined,
      openApiJson(() => routes),
    ),
    anyone('GET', '/web/:name', undefined, webAppFile(webApp)),
    page('GET', '/service-worker.js', serviceWorker(webApp)),
    page('GET', '/manifest.webmanifest', webManifest),
    anyone('GET', '/api/v1/instance', undefined, showInstanceV1),
    anyone('GET', '/api/v2/instance', undefined, showInstanceV2),
    anyone('GET', '/.well-known/nodeinfo', undefined, nodeInfoLinks),
    anyone('GET', '/nodeinfo/2.1', undefined, nodeInfo),
    anyone('GET', '/api/v1/custom_emojis', undefined, customEmojis),
    anyone('GET', '/api/v1/instance/rules', undefined, instanceRules),
    anyone('GET', '/api/v1/instance/extended_description', undefined, extendedDescription),

    ...pageRoutes(parts),

    // Apps and log-ins
    anyone('POST', '/api/v1/apps', undefined, auth.registerAppEndpoint),
    app('GET', '/api/v1/apps/verify_credentials', undefined, auth.showOwnApp),
    page('GET', '/oauth/authorize', authorizePage.showAuthorize),
    page('POST', '/oauth/authorize', authorizePage.decideAuthorize),
    anyone('POST', '/oauth/token', undefined, auth.token),
    anyone('POST', '/oauth/revoke', undefined, auth.revoke),
    person('GET', '/oauth/userinfo', 'profile', auth.userInfo),
    anyone('GET', '/.well-known/oauth-authorization-server', undefined, auth.authorizationServer),
    app('POST', '/api/v1/accounts', 'write:accounts', auth.registerAccount),
    or('profile', person('GET', '/api/v1/accounts/verify_credentials', 'read:accounts', credentials.verifyCredentials)),
    taking(
      media.uploadLimit,
      person('PATCH', '/api/v1/accounts/update_credentials', 'write:accounts', profilePictures.updateCredentials),
    ),
    person('DELETE', '/api/v1/profile/avatar', 'write:accounts', profilePictures.removeAvatar),
    person('DELETE', '/api/v1/profile/header', 'write:accounts', profilePictures.removeHeader),
    person('GET', '/api/v1/preferences', 'read:accounts', credentials.showPreferences),

    // One's own login and data
    browser('GET', '/api/twoway/v1/login', login.showLogin),
    browser('PUT', '/api/twoway/v1/email', login.putEmail),
    browser('PUT', '/api/twoway/v1/password', login.putPassword),
    browser('GET', '/api/twoway/v1/sessions', login.showSessions),
    browser('DELETE', '/api/twoway/v1/sessions/:id', login.dropSession),
    browser('GET', '/api/twoway/v1/authorized_apps', login.showAuthorizedApps),
    browser('DELETE', '/api/twoway/v1/authorized_apps/:id', login.dropAuthorizedApp),
    browser('POST', '/api/twoway/v1/account/delete', leavingPage.deleteOwnAccount),
    person('GET', '/api/twoway/v1/export/:file', 'read', exports.exportFile(delivered)),
    person('GET', '/api/twoway/v1/follows.csv', 'read:follows', exports.exportFollowsFile),

    // People
    person('GET', '/api/v1/accounts/relationships', 'read:follows', followLists.showRelationships),
    person('GET', '/api/v1/accounts/familiar_followers', 'read:follows', followLists.showFamiliarFollowers),
    person('GET', '/api/v2/suggestions', 'read:accounts', suggestions.showSuggestions),
    person('GET', '/api/v1/suggestions', 'read:accounts', suggestions.showSuggestedAccounts),
    person('DELETE', '/api/v1/suggestions/:account_id', 'write:accounts', suggestions.putAwaySuggestion),
    person('GET', '/api/v1/accounts/search', 'read:accounts', followLists.showAccountSearch),
    anyone('GET', '/api/v1/accounts/lookup', 'read:accounts', lookUpAccount),
    anyone('GET', '/api/v1/accounts', 'read:accounts', showAccounts),
    anyone('GET', '/api/v1/accounts/:id', 'read:accounts', showAccount),
    anyone('GET', '/api/v1/accounts/:id/statuses', 'read:statuses', postLists.showAccountPosts),
    anyone('GET', '/api/v1/accounts/:id/followers', 'read:accounts', followLists.showFollowers),
    anyone('GET', '/api/v1/accounts/:id/following', 'read:accounts', followLists.showFollowing),
    person('POST', '/api/v1/accounts/:id/follow', 'write:follows', follows.follow),
    person('POST', '/api/v1/accounts/:id/unfollow', 'write:follows', follows.unfollow),
    person('POST', '/api/v1/accounts/:id/remove_from_followers', 'write:follows', follows.removeFromFollowers),
    person('POST', '/api/v1/accounts/:id/block', 'write:blocks', follows.block),
    person('POST', '/api/v1/accounts/:id/unblock', 'write:blocks', follows.unblock),
    person('POST', '/api/v1/accounts/:id/mute', 'write:mutes', follows.mute),
    person('POST', '/api/v1/accounts/:id/unmute', 'write:mutes', follows.unmute),
    person('POST', '/api/v1/accounts/:id/note', 'write:accounts', follows.note),
    person('GET', '/api/v1/follow_requests', 'read:follows', followLists.showFollowRequests),
    person('POST', '/api/v1/follow_requests/:id/authorize', 'write:follows', follows.authorizeFollowRequest),
    person('POST', '/api/v1/follow_requests/:id/reject', 'write:follows', follows.rejectFollowRequest),
    person('GET', '/api/v1/blocks', 'read:blocks', followLists.showBlocks),
    person('GET', '/api/v1/mutes', 'read:mutes', followLists.showMutes),
    person('PUT', '/api/twoway/v1/follows/:account_id', 'write:follows', follows.turnFollow),
    person('GET', '/api/twoway/v1/follows', 'read:follows', heldBack.listTurned),
    person('GET', '/api/twoway/v1/follows/:account_id/held_back', 'read:statuses', heldBack.showHeldBack),
    person('GET', '/api/twoway/v1/acts', 'read:follows', acts.listMyActs),
    person('GET', '/api/twoway/v1/acts/:id', 'read:follows', acts.showAct),
    person('POST', '/api/twoway/v1/acts/:id/undo', 'write:follows', acts.undo),
    person('GET', '/api/twoway/v1/unfollows', 'read:follows', acts.listUnfollows),
    person('POST', '/api/twoway/v1/unfollows', 'write:follows', acts.askUnfollows),
    person('POST', '/api/twoway/v1/unfollows/review', 'read:follows', acts.review),
    person('DELETE', '/api/twoway/v1/unfollows/:id', 'write:follows', acts.takeBackUnfollows),

    // Media
    taking(media.uploadLimit, person('POST', '/api/v2/media', 'write:media', media.upload)),
    taking(media.uploadLimit, person('POST', '/api/v1/media', 'write:media', media.upload)),
    person('GET', '/api/v1/media/:id', 'write:media', media.showMedia),
    person('PUT', '/api/v1/media/:id', 'write:media', media.editMedia),
    person('DELETE', '/api/v1/media/:id', 'write:media', media.removeMedia),
    anyone('GET', '/media/:folder/:name', undefined, media.serveFile),

    // Posts
    person('POST', '/api/v1/statuses', 'write:statuses', posts.publishPost),
    anyone('GET', '/api/v1/statuses', 'read:statuses', posts.showPosts),
    anyone('GET', '/api/v1/statuses/:id', 'read:statuses', posts.showPost),
    person('PUT', '/api/v1/statuses/:id', 'write:statuses', postEdits.changePost),
    person('DELETE', '/api/v1/statuses/:id', 'write:statuses', posts.removePost),
    anyone('GET', '/api/v1/statuses/:id/context', 'read:statuses', posts.showContext),
    person('GET', '/api/v1/statuses/:id/source', 'read:statuses', posts.showSource),
    anyone('GET', '/api/v1/statuses/:id/history', 'read:statuses', posts.showHistory),
    person('PUT', '/api/v1/statuses/:id/interaction_policy', 'write:statuses', postEdits.changeQuotePolicy),
    person('PUT', '/api/twoway/v1/statuses/:id/reply_policy', 'write:statuses', postEdits.changeReplyPolicy),
    anyone('GET', '/api/v1/statuses/:id/quotes', 'read:statuses', postEdits.showQuotes),
    person('POST', '/api/v1/statuses/:id/quotes/:quoting_status_id/revoke', 'write:statuses', postEdits.revoke),
    person('GET', '/api/v1/scheduled_statuses', 'read:statuses', scheduled.listScheduled),
    person('GET', '/api/v1/scheduled_statuses/:id', 'read:statuses', scheduled.showScheduled),
    person('PUT', '/api/v1/scheduled_statuses/:id', 'write:statuses', scheduled.moveScheduledPost),
    person('DELETE', '/api/v1/scheduled_statuses/:id', 'write:statuses', scheduled.cancel),
    anyone('GET', '/api/v1/statuses/:id/favourited_by', 'read:statuses', postLists.showFavouriters),
    anyone('GET', '/api/v1/statuses/:id/reblogged_by', 'read:statuses', postLists.showBoosters),
    person('POST', '/api/v1/statuses/:id/favourite', 'write:favourites', posts.favourite),
    person('POST', '/api/v1/statuses/:id/unfavourite', 'write:favourites', posts.unfavourite),
    person('POST', '/api/v1/statuses/:id/reblog', 'write:statuses', posts.reblog),
    person('POST', '/api/v1/statuses/:id/unreblog', 'write:statuses', posts.unreblog),
    person('POST', '/api/v1/statuses/:id/bookmark', 'write:bookmarks', posts.bookmark),
    person('POST', '/api/v1/statuses/:id/unbookmark', 'write:bookmarks', posts.unbookmark),
    person('POST', '/api/v1/statuses/:id/pin', 'write:accounts', posts.pin),
    person('POST', '/api/v1/statuses/:id/unpin', 'write:accounts', posts.unpin),
    person('POST', '/api/v1/statuses/:id/mute', 'write:mutes', posts.muteThread),
    person('POST', '/api/v1/statuses/:id/unmute', 'write:mutes', posts.unmuteThread),
    person('GET', '/api/v1/favourites', 'read:favourites', postLists.showFavourites),
    person('GET', '/api/v1/bookmarks', 'read:bookmarks', postLists.showBookmarks),

    // Polls and filters
    anyone('GET', '/api/v1/polls/:id', 'read:statuses', polls.showPoll),
    person('POST', '/api/v1/polls/:id/votes', 'write:statuses', polls.vote),
    person('GET', '/api/v2/filters', 'read:filters', filters.listFilters),
    person('POST', '/api/v2/filters', 'write:filters', filters.addFilter),
    person('GET', '/api/v2/filters/keywords/:id', 'read:filters', filters.showKeyword),
    person('PUT', '/api/v2/filters/keywords/:id', 'write:filters', filters.editKeyword),
    person('DELETE', '/api/v2/filters/keywords/:id', 'write:filters', filters.dropKeyword),
    person('GET', '/api/v2/filters/statuses/:id', 'read:filters', filters.showFilterPost),
    person('DELETE', '/api/v2/filters/statuses/:id', 'write:filters', filters.dropFilterPost),
    person('GET', '/api/v2/filters/:id', 'read:filters', filters.showFilter),
    person('PUT', '/api/v2/filters/:id', 'write:filters', filters.editFilter),
    person('DELETE', '/api/v2/filters/:id', 'write:filters', filters.dropFilter),
    person('GET', '/api/v2/filters/:id/keywords', 'read:filters', filters.listKeywords),
    person('POST', '/api/v2/filters/:id/keywords', 'write:filters', filters.addKeyword),
    person('GET', '/api/v2/filters/:id/statuses', 'read:filters', filters.listFilterPosts),
    person('POST', '/api/v2/filters/:id/statuses', 'write:filters', filters.addPostToFilter),
    person('GET', '/api/v1/filters', 'read:filters', filters.listFiltersV1),
    person('POST', '/api/v1/filters', 'write:filters', filters.addFilterV1),
    person('GET', '/api/v1/filters/:id', 'read:filters', filters.showFilterV1),
    person('PUT', '/api/v1/filters/:id', 'write:filters', filters.editFilterV1),
    person('DELETE', '/api/v1/filters/:id', 'write:filters', filters.dropFilterV1),

    // Timelines
    person('GET', '/api/v1/timelines/home', 'read:statuses', timelines.homeTimeline(delivered)),
    anyone('GET', '/api/v1/timelines/public', 'read:statuses', timelines.publicTimeline),
    anyone('GET', '/api/v1/timelines/tag/:hashtag', 'read:statuses', timelines.hashtagTimeline),
    person('GET', '/api/v1/timelines/list/:id', 'read:lists', lists.listTimeline),
    person('GET', '/api/v1/lists', 'read:lists', lists.listLists),
    person('POST', '/api/v1/lists', 'write:lists', lists.makeList),
    person('GET', '/api/v1/lists/:id', 'read:lists', lists.showList),
    person('PUT', '/api/v1/lists/:id', 'write:lists', lists.editList),
    person('DELETE', '/api/v1/lists/:id', 'write:lists', lists.dropList),
    person('GET', '/api/v1/lists/:id/accounts', 'read:lists', lists.listMembers),
    person('POST', '/api/v1/lists/:id/accounts', 'write:lists', lists.putMembers),
    person('DELETE', '/api/v1/lists/:id/accounts', 'write:lists', lists.dropMembers),
    person('POST', '/api/twoway/v1/lists/:id/move', 'write:lists', acts.moveMembers),
    person('GET', '/api/v1/accounts/:id/lists', 'read:lists', lists.showListsHolding),
    person('GET', '/api/v1/markers', 'read:statuses', markers.showMarkers),
    person('POST', '/api/v1/markers', 'write:statuses', markers.saveMarkers),
    anyone('GET', '/api/v1/tags/:name', undefined, tags.showTag),
    person('POST', '/api/v1/tags/:name/follow', 'write:follows', tags.followTag),
    person('POST', '/api/v1/tags/:name/unfollow', 'write:follows', tags.unfollowTag),
    person('GET', '/api/v1/followed_tags', 'read:follows', tags.showFollowedTags),
    person('GET', '/api/v1/conversations', 'read:statuses', conversations.showConversations),
    person('DELETE', '/api/v1/conversations/:id', 'write:conversations', conversations.dropConversation),
    person('POST', '/api/v1/conversations/:id/read', 'write:conversations', conversations.readConversation),
    person('POST', '/api/v1/conversations/:id/unread', 'write:conversations', conversations.unreadConversation),
    person('GET', '/api/twoway/v1/timelines/conversations', 'read:statuses', showExchanges),
    person('GET', '/api/twoway/v1/delivered/settings', 'read:accounts', timelines.showDeliveredSettings),
    person('PUT', '/api/twoway/v1/delivered/settings', 'write:accounts', timelines.changeDeliveredSettings(delivered)),
    person('GET', '/api/twoway/v1/delivered.csv', 'read:accounts', timelines.exportDelivered(delivered)),
    person('DELETE', '/api/twoway/v1/delivered', 'write:accounts', timelines.deleteDelivered(delivered)),

    // The audit of whom I follow
    person('GET', '/api/twoway/v1/audit', 'read:connections', audit.showAudit),
    person('GET', '/api/twoway/v1/audit/report.json', 'read:connections', report.downloadJson),
    person('GET', '/api/twoway/v1/audit/report.csv', 'read:connections', report.downloadCsv),
    person('GET', '/api/twoway/v1/audit/map', 'read:connections', audit.showMap),
    person('GET', '/api/twoway/v1/audit/people', 'read:connections', audit.showPeople),
    person('GET', '/api/twoway/v1/audit/people/:account_id', 'read:connections', audit.showPerson),
    person('GET', '/api/twoway/v1/audit/history', 'read:connections', audit.showHistory),
    person('POST', '/api/twoway/v1/audit/history', 'write:connections', audit.rememberToday),
    person('DELETE', '/api/twoway/v1/audit/history', 'write:connections', audit.forgetHistory),
    person('GET', '/api/twoway/v1/audit/history/:id', 'read:connections', audit.showRemembered),
    person('DELETE', '/api/twoway/v1/audit/history/:id', 'write:connections', audit.forgetRemembered),

    person('GET', '/api/twoway/v1/strategy', 'read:connections', strategy.showStrategy),
    person('GET', '/api/twoway/v1/strategy/people/:account_id', 'read:connections', strategy.showStrategyFor),
    person('PUT', '/api/twoway/v1/strategy/:rule', 'write:connections', strategy.setRule),
    person('DELETE', '/api/twoway/v1/strategy/:rule', 'write:connections', strategy.dropRule),

    // Myself, and who follows me
    person('GET', '/api/twoway/v1/mirror', 'read:connections', mirror.showMirror),
    person('GET', '/api/twoway/v1/mirror/questions', 'read:connections', mirror.showQuestions),
    person('POST', '/api/twoway/v1/mirror/questions/:id/dismiss', 'write:connections', mirror.dismiss),
    person('GET', '/api/twoway/v1/mirror/unanswered', 'read:connections', mirror.showUnanswered),
    person('PUT', '/api/twoway/v1/mirror/unanswered', 'write:connections', mirror.changeUnanswered),
    person('POST', '/api/twoway/v1/mirror/unanswered/:id/dismiss', 'write:connections', mirror.dismiss),
    person('GET', '/api/twoway/v1/followers', 'read:connections', mirror.showFollowers),
    person('GET', '/api/twoway/v1/milestones', 'read:connections', mirror.showMilestones),
    person('POST', '/api/twoway/v1/milestones/:followers/dismiss', 'write:connections', mirror.dismissReached),

    // Connections
    person('GET', '/api/twoway/v1/ties', 'read:connections', ties.showTies),
    person('GET', '/api/twoway/v1/ties/model', 'read:connections', ties.showModel),
    person('GET', '/api/twoway/v1/ties/:account_id', 'read:connections', ties.showTie),
    person('PUT', '/api/twoway/v1/ties/:account_id/met', 'write:connections', ties.confirmMet),
    person('DELETE', '/api/twoway/v1/ties/:account_id/met', 'write:connections', ties.withdrawMet),
    person('GET', '/api/twoway/v1/people/:account_id/two_way', 'read:connections', people.showTwoWay),
    person('GET', '/api/twoway/v1/people/:account_id/interest', 'read:connections', people.showInterest),
    person('GET', '/api/twoway/v1/people/:account_id/signs', 'read:connections', people.showSigns),
    person('GET', '/api/twoway/v1/people/:account_id/volume', 'read:connections', showFollowCost),
    person('GET', '/api/twoway/v1/audience', 'read:connections', people.showAudience),
    person('GET', '/api/twoway/v1/audience/engaged', 'read:connections', people.showEngaged),

    // Streaming; a WebSocket at /api/v1/streaming is taken by platform/streaming-socket.ts
    anyone('GET', '/api/v1/streaming', undefined, showNoOtherHost),
    anyone('GET', '/api/v1/streaming/health', undefined, streamingHealth),
    person('GET', '/api/v1/streaming/user', 'read:statuses', streamEvents(streaming, 'user')),
    person(
      'GET',
      '/api/v1/streaming/user/notification',
      'read:notifications',
      streamEvents(streaming, 'user:notification'),
    ),
    person('GET', '/api/v1/streaming/public', 'read:statuses', streamEvents(streaming, 'public')),
    person('GET', '/api/v1/streaming/public/local', 'read:statuses', streamEvents(streaming, 'public:local')),
    person('GET', '/api/v1/streaming/public/remote', 'read:statuses', streamEvents(streaming, 'public:remote')),
    person('GET', '/api/v1/streaming/hashtag', 'read:statuses', streamEvents(streaming, 'hashtag')),
    person('GET', '/api/v1/streaming/hashtag/local', 'read:statuses', streamEvents(streaming, 'hashtag:local')),
    person('GET', '/api/v1/streaming/list', 'read:statuses', streamEvents(streaming, 'list')),
    person('GET', '/api/v1/streaming/direct', 'read:statuses', streamEvents(streaming, 'direct')),
    anyone('GET', '/api/v1/streaming/*', undefined, unknownStream),

    // Notifications
    person('GET', '/api/v1/notifications', 'read:notifications', notifications.listNotifications(presentReports)),
    person('GET', '/api/v1/notifications/unread_count', 'read:notifications', unreadCount),
    person('GET', '/api/v1/notifications/:id', 'read:notifications', notifications.showNotification(presentReports)),
    person('POST', '/api/v1/notifications/clear', 'write:notifications', notifications.clearAllNotifications),
    person('POST', '/api/v1/notifications/:id/dismiss', 'write:notifications', notifications.dismissNotification),

    // Search and reports
    anyone('GET', '/api/v2/search', 'read:search', search),
    person('POST', '/api/v1/reports', 'write:reports', reportAccount),
  ]
  return routes
}

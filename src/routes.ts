/** Every HTTP path in one table: who may call it, with which scope, and what answers. */
import { lookUpAccount, showAccount, showAccounts } from './accounts/routes.ts'
import * as mirror from './audit/mirror-routes.ts'
import * as report from './audit/report.ts'
import { showReport } from './audit/report-page.ts'
import * as audit from './audit/routes.ts'
import * as strategy from './audit/strategy-routes.ts'
import * as authorizePage from './auth/authorize-page.ts'
import * as credentials from './auth/credentials.ts'
import * as logInPage from './auth/log-in-page.ts'
import * as login from './auth/login-routes.ts'
import * as auth from './auth/routes.ts'
import { nodeInfo, nodeInfoLinks, showInstanceV1, showInstanceV2 } from './auth/server-info.ts'
import * as settingsPage from './auth/settings-page.ts'
import * as signUpPage from './auth/sign-up-page.ts'
import { enterTown, lookAsStranger, lookThrough, showDemo } from './demo/page.ts'
import * as exports from './export/routes.ts'
import * as followLists from './follows/list-routes.ts'
import * as follows from './follows/routes.ts'
import { customEmojis } from './instance/emojis.ts'

import { openApiJson, showApi } from './instance/openapi.ts'
import { asset, extendedDescription, favicon, instanceRules } from './instance/routes.ts'
import { inApp, logInFirst, serviceWorker, type WebApp, webAppFile, webManifest } from './instance/web-app.ts'
import * as profilePictures from './media/profile-pictures.ts'
import * as media from './media/routes.ts'
import * as staffAccountPage from './moderation/account-page.ts'
import * as leavingPage from './moderation/leaving-page.ts'
import { showLog } from './moderation/log-page.ts'
import { showModeration } from './moderation/overview-page.ts'
import { presentReports } from './moderation/present.ts'
import * as reportPage from './moderation/report-page.ts'
import { reportAccount } from './moderation/routes.ts'
import * as rulesPage from './moderation/rules-page.ts'
import * as notifications from './notifications/routes.ts'
import { unreadCount } from './notifications/unread.ts'
import type { Access, Endpoint, Route, Scope, Viewer } from './platform/http.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Streaming } from './platform/streaming.ts'
import { health, metricsEndpoint } from './platform/upkeep-routes.ts'
import type { FileLimit } from './platform/upload.ts'
import * as postEdits from './posts/edit-routes.ts'
import { showProfileFeed } from './posts/feed.ts'
import * as filters from './posts/filter-routes.ts'
import * as postLists from './posts/list-routes.ts'
import * as polls from './posts/poll-routes.ts'
import { leadToPost, showPostPage } from './posts/post-page.ts'
import { leadToHandle, leadToProfile, showProfile } from './posts/profile-page.ts'
import * as posts from './posts/routes.ts'
import * as scheduled from './posts/scheduled-routes.ts'
import { search } from './search/routes.ts'
import * as people from './ties/people-routes.ts'
import * as ties from './ties/routes.ts'
import * as suggestions from './ties/suggestions.ts'
import * as acts from './timelines/act-routes.ts'
import * as conversations from './timelines/conversations.ts'
import type { Delivered } from './timelines/delivered.ts'
import { showExchanges } from './timelines/exchange-routes.ts'
import { showFollowCost } from './timelines/follow-cost.ts'
import { showFront } from './timelines/front-page.ts'
import { showHashtag, showHashtagFeed } from './timelines/hashtag-page.ts'
import * as heldBack from './timelines/held-back.ts'
import * as lists from './timelines/list-routes.ts'
import * as markers from './timelines/markers.ts'
import * as timelines from './timelines/routes.ts'
import { showNoOtherHost, streamEvents, streamingHealth, unknownStream } from './timelines/stream-routes.ts'
import * as tags from './timelines/tag-routes.ts'

export type RouteParts = {
  delivered: Delivered
  streaming: Streaming
  metrics: Metrics
  metricsToken: string | undefined
  webApp: WebApp | undefined
  isDemo: boolean
}

type Method = Route['method']
type ForAnyone = Endpoint<Viewer | undefined>

function row(method: Method, path: string, access: Access, endpoint: Endpoint<Viewer>): Route {
  return { method, path, access, endpoint: endpoint as Endpoint<never> }
}
/** No token is needed; one that is sent must be valid and hold the scope. */
const anyone = (method: Method, path: string, scope: Scope | undefined, endpoint: ForAnyone) =>
  row(method, path, { who: 'anyone', scope }, endpoint)
/** Any valid token, also an application's own. */
const app = (method: Method, path: string, scope: Scope | undefined, endpoint: ForAnyone) =>
  row(method, path, { who: 'app', scope }, endpoint)
/** A person's token. */
const person = (method: Method, path: string, scope: Scope, endpoint: Endpoint<Viewer>) =>
  row(method, path, { who: 'person', scope }, endpoint)
/** The web app of somebody who is logged in; no token. */
const browser = (method: Method, path: string, endpoint: Endpoint<Viewer>) =>
  row(method, path, { who: 'browser', scope: undefined }, endpoint)
/** A browser, perhaps with a session. */
const page = (method: Method, path: string, endpoint: ForAnyone) =>
  row(method, path, { who: 'page', scope: undefined }, endpoint)

/** Another scope opens the row too. */
const or = (orScope: Scope, route: Route): Route => ({ ...route, orScope })

/** The row's endpoint is given the files of a form. */
const taking = (takesFiles: FileLimit, route: Route): Route => ({ ...route, takesFiles })

/** No real server has these. */
const demoPages = [
  page('GET', '/demo', showDemo),
  page('POST', '/demo/switch', lookThrough),
  page('POST', '/demo/leave', lookAsStranger),
]

export function createRoutes(parts: RouteParts): readonly Route[] {
  const { delivered, streaming, metrics, metricsToken, webApp, isDemo } = parts
  /** The web app for who is logged in; the page for the rest. */
  const appPage = (path: string, elsewise: ForAnyone = logInFirst) => page('GET', path, inApp(webApp, elsewise))
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

    // Pages
    isDemo ? page('GET', '/', enterTown(inApp(webApp, showFront))) : appPage('/', showFront),
    ...(isDemo ? demoPages : []),
    appPage('/conversations'),
    appPage('/notifications'),
    appPage('/search'),
    appPage('/scheduled'),
    appPage('/local'),
    appPage('/messages'),
    appPage('/acts'),
    appPage('/lists'),
    appPage('/lists/:id'),
    appPage('/bookmarks'),
    appPage('/favourites'),
    appPage('/audit'),
    appPage('/audit/people'),
    appPage('/audit/people/:id'),
    appPage('/audit/map'),
    appPage('/audit/strategy'),
    appPage('/audit/history'),
    appPage('/mirror'),
    appPage('/followers'),
    page('GET', '/auth/sign_up', signUpPage.showSignUp),
    page('POST', '/auth/sign_up', signUpPage.submitSignUp),
    page('GET', '/auth/sign_in', logInPage.showLogIn),
    page('POST', '/auth/sign_in', logInPage.submitLogIn),
    page('POST', '/auth/sign_out', logInPage.logOut),
    appPage('/settings', settingsPage.showSettings),
    appPage('/settings/delete', leavingPage.showLeaving),
    page('POST', '/settings/delete', leavingPage.submitLeaving),
    page('POST', '/settings/password', settingsPage.submitPassword),
    page('POST', '/settings/privacy', settingsPage.submitPrivacy),
    page('POST', '/settings/sessions/:id/revoke', settingsPage.endSession),
    page('POST', '/settings/apps/:id/revoke', settingsPage.endAppAccess),
    page('GET', '/settings/export/:file', exports.downloadFile(delivered)),
    appPage('/settings/:section', settingsPage.leadToSettings),
    appPage('/settings/:section/:id', settingsPage.leadToSettings),
    page('GET', '/moderation', showModeration),
    page('GET', '/audit/report', showReport),
    page('GET', '/audit/report.csv', report.forBrowsers(report.downloadCsv)),
    page('GET', '/audit/report.json', report.forBrowsers(report.downloadJson)),
    page('GET', '/moderation/log', showLog),
    page('GET', '/moderation/rules', rulesPage.showRules),
    page('POST', '/moderation/rules', rulesPage.submitRule),
    page('POST', '/moderation/rules/:id/remove', rulesPage.submitRemoveRule),
    page('GET', '/moderation/reports/:id', reportPage.showReport),
    page('POST', '/moderation/reports/:id/resolve', reportPage.submitResolve),
    page('POST', '/moderation/reports/:id/reopen', reportPage.submitReopen),
    page('GET', '/moderation/accounts/:name', staffAccountPage.showStaffAccount),
    page('POST', '/moderation/accounts/:name/suspend', staffAccountPage.submitSuspend),
    page('POST', '/moderation/accounts/:name/restore', staffAccountPage.submitRestore),
    page('POST', '/moderation/accounts/:name/limit', staffAccountPage.submitLimit),
    page('POST', '/moderation/accounts/:name/unlimit', staffAccountPage.submitUnlimit),
    page('POST', '/moderation/accounts/:name/approve', staffAccountPage.submitApprove),
    page('POST', '/moderation/accounts/:name/reject', staffAccountPage.submitReject),
    page('POST', '/moderation/accounts/:name/delete_posts', staffAccountPage.submitDeletePosts),
    page('POST', '/moderation/accounts/:name/role', staffAccountPage.submitRole),
    page('GET', '/:handle{@[^/]+\\.rss}', showProfileFeed),
    appPage('/:handle{@[^/]+}', showProfile),
    appPage('/:handle{@[^/]+}/with_replies', leadToHandle),
    appPage('/:handle{@[^/]+}/media', leadToHandle),
    appPage('/:handle{@[^/]+}/about', leadToHandle),
    appPage('/:handle{@[^/]+}/held_back', leadToHandle),
    appPage('/:handle{@[^/]+}/followers', leadToHandle),
    appPage('/:handle{@[^/]+}/following', leadToHandle),
    appPage('/:handle{@[^/]+}/:id', showPostPage),
    page('GET', '/users/:id', leadToProfile),
    page('GET', '/users/:id/statuses/:post', leadToPost),
    page('GET', '/users/:id/statuses/:post/activity', leadToPost),
    page('GET', '/tags/:hashtag{[^/]+\\.rss}', showHashtagFeed),
    appPage('/tags/:hashtag', showHashtag),

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

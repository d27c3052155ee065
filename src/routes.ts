/** Every HTTP path in one table: who may call it, with which scope, and what answers. */
import { lookUpAccount, showAccount, showAccounts } from './accounts/routes.ts'
import * as authorizePage from './auth/authorize-page.ts'
import * as credentials from './auth/credentials.ts'
import { showHome } from './auth/home-page.ts'
import * as logInPage from './auth/log-in-page.ts'
import * as auth from './auth/routes.ts'
import { showInstanceV1, showInstanceV2 } from './auth/server-info.ts'
import * as settingsPage from './auth/settings-page.ts'
import * as signUpPage from './auth/sign-up-page.ts'
import * as followLists from './follows/list-routes.ts'
import * as follows from './follows/routes.ts'
import { asset, extendedDescription, favicon, instanceRules } from './instance/routes.ts'
import { presentReports } from './moderation/present.ts'
import { reportAccount } from './moderation/routes.ts'
import * as notifications from './notifications/routes.ts'
import type { Access, Endpoint, Route, Scope, Viewer } from './platform/http.ts'
import type { Metrics } from './platform/metrics.ts'
import { health, metricsEndpoint } from './platform/upkeep-routes.ts'
import * as postLists from './posts/list-routes.ts'
import { leadToPost, showPostPage } from './posts/post-page.ts'
import { leadToProfile, showProfile } from './posts/profile-page.ts'
import * as posts from './posts/routes.ts'
import { search } from './search/routes.ts'
import type { Delivered } from './timelines/delivered.ts'
import { showHashtag } from './timelines/hashtag-page.ts'
import * as timelines from './timelines/routes.ts'

export type RouteParts = { delivered: Delivered; metrics: Metrics; metricsToken: string | undefined }

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
/** A browser, perhaps with a session. */
const page = (method: Method, path: string, endpoint: ForAnyone) =>
  row(method, path, { who: 'page', scope: undefined }, endpoint)

export function createRoutes({ delivered, metrics, metricsToken }: RouteParts): readonly Route[] {
  return [
    // This server
    page('GET', '/health', health),
    page('GET', '/metrics', metricsEndpoint(metrics, metricsToken)),
    page('GET', '/assets/:name', asset),
    page('GET', '/favicon.ico', favicon),
    anyone('GET', '/api/v1/instance', undefined, showInstanceV1),
    anyone('GET', '/api/v2/instance', undefined, showInstanceV2),
    anyone('GET', '/api/v1/instance/rules', undefined, instanceRules),
    anyone('GET', '/api/v1/instance/extended_description', undefined, extendedDescription),

    // Pages
    page('GET', '/', showHome),
    page('GET', '/auth/sign_up', signUpPage.showSignUp),
    page('POST', '/auth/sign_up', signUpPage.submitSignUp),
    page('GET', '/auth/sign_in', logInPage.showLogIn),
    page('POST', '/auth/sign_in', logInPage.submitLogIn),
    page('POST', '/auth/sign_out', logInPage.logOut),
    page('GET', '/settings', settingsPage.showSettings),
    page('POST', '/settings/password', settingsPage.submitPassword),
    page('POST', '/settings/privacy', settingsPage.submitPrivacy),
    page('POST', '/settings/sessions/:id/revoke', settingsPage.endSession),
    page('POST', '/settings/apps/:id/revoke', settingsPage.endAppAccess),
    page('GET', '/settings/export/follows.csv', followLists.downloadFollowsPage),
    page('GET', '/:handle{@[^/]+}', showProfile),
    page('GET', '/:handle{@[^/]+}/:id', showPostPage),
    page('GET', '/users/:id', leadToProfile),
    page('GET', '/users/:id/statuses/:post', leadToPost),
    page('GET', '/users/:id/statuses/:post/activity', leadToPost),
    page('GET', '/tags/:hashtag', showHashtag),

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
    person('GET', '/api/v1/accounts/verify_credentials', 'read:accounts', credentials.verifyCredentials),
    person('PATCH', '/api/v1/accounts/update_credentials', 'write:accounts', credentials.updateCredentials),
    person('GET', '/api/v1/preferences', 'read:accounts', credentials.showPreferences),

    // People
    person('GET', '/api/v1/accounts/relationships', 'read:follows', followLists.showRelationships),
    person('GET', '/api/v1/accounts/familiar_followers', 'read:follows', followLists.showFamiliarFollowers),
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
    person('GET', '/api/twoway/v1/follows.csv', 'read:follows', followLists.downloadFollows),

    // Posts
    person('POST', '/api/v1/statuses', 'write:statuses', posts.publishPost),
    anyone('GET', '/api/v1/statuses', 'read:statuses', posts.showPosts),
    anyone('GET', '/api/v1/statuses/:id', 'read:statuses', posts.showPost),
    person('DELETE', '/api/v1/statuses/:id', 'write:statuses', posts.removePost),
    anyone('GET', '/api/v1/statuses/:id/context', 'read:statuses', posts.showContext),
    person('GET', '/api/v1/statuses/:id/source', 'read:statuses', posts.showSource),
    anyone('GET', '/api/v1/statuses/:id/favourited_by', 'read:accounts', postLists.showFavouriters),
    anyone('GET', '/api/v1/statuses/:id/reblogged_by', 'read:accounts', postLists.showBoosters),
    person('POST', '/api/v1/statuses/:id/favourite', 'write:favourites', posts.favourite),
    person('POST', '/api/v1/statuses/:id/unfavourite', 'write:favourites', posts.unfavourite),
    person('POST', '/api/v1/statuses/:id/reblog', 'write:statuses', posts.reblog),
    person('POST', '/api/v1/statuses/:id/unreblog', 'write:statuses', posts.unreblog),
    person('POST', '/api/v1/statuses/:id/bookmark', 'write:bookmarks', posts.bookmark),
    person('POST', '/api/v1/statuses/:id/unbookmark', 'write:bookmarks', posts.unbookmark),
    person('POST', '/api/v1/statuses/:id/mute', 'write:mutes', posts.muteThread),
    person('POST', '/api/v1/statuses/:id/unmute', 'write:mutes', posts.unmuteThread),
    person('GET', '/api/v1/favourites', 'read:favourites', postLists.showFavourites),
    person('GET', '/api/v1/bookmarks', 'read:bookmarks', postLists.showBookmarks),

    // Timelines
    person('GET', '/api/v1/timelines/home', 'read:statuses', timelines.homeTimeline(delivered)),
    anyone('GET', '/api/v1/timelines/public', 'read:statuses', timelines.publicTimeline),
    anyone('GET', '/api/v1/timelines/tag/:hashtag', 'read:statuses', timelines.hashtagTimeline),
    person('GET', '/api/twoway/v1/delivered/settings', 'read:accounts', timelines.showDeliveredSettings),
    person('PUT', '/api/twoway/v1/delivered/settings', 'write:accounts', timelines.changeDeliveredSettings(delivered)),
    person('GET', '/api/twoway/v1/delivered.csv', 'read:accounts', timelines.exportDelivered(delivered)),
    person('DELETE', '/api/twoway/v1/delivered', 'write:accounts', timelines.deleteDelivered(delivered)),

    // Notifications
    person('GET', '/api/v1/notifications', 'read:notifications', notifications.listNotifications(presentReports)),
    person('GET', '/api/v1/notifications/:id', 'read:notifications', notifications.showNotification(presentReports)),
    person('POST', '/api/v1/notifications/clear', 'write:notifications', notifications.clearAllNotifications),
    person('POST', '/api/v1/notifications/:id/dismiss', 'write:notifications', notifications.dismissNotification),

    // Search and reports
    anyone('GET', '/api/v2/search', 'read:search', search),
    person('POST', '/api/v1/reports', 'write:reports', reportAccount),
  ]
}

/** The addresses of pages: the web app for who is logged in, the server's own pages for the rest. */
import * as report from './audit/report.ts'
import { showReport } from './audit/report-page.ts'
import * as logInPage from './auth/log-in-page.ts'
import * as settingsPage from './auth/settings-page.ts'
import * as signUpPage from './auth/sign-up-page.ts'
import { enterTown, lookAsStranger, lookThrough, showDemo } from './demo/page.ts'
import * as exports from './export/routes.ts'
import { inApp, logInFirst, type WebApp } from './instance/web-app.ts'
import * as staffAccountPage from './moderation/account-page.ts'
import * as leavingPage from './moderation/leaving-page.ts'
import { showLog } from './moderation/log-page.ts'
import { showModeration } from './moderation/overview-page.ts'
import * as reportPage from './moderation/report-page.ts'
import * as rulesPage from './moderation/rules-page.ts'
import type { Route } from './platform/http.ts'
import { type ForAnyone, page } from './platform/route-rows.ts'
import { showProfileFeed } from './posts/feed.ts'
import { leadToPost, showPostPage } from './posts/post-page.ts'
import { leadToHandle, leadToProfile, showProfile } from './posts/profile-page.ts'
import type { Delivered } from './timelines/delivered.ts'
import { showFront } from './timelines/front-page.ts'
import { showHashtag, showHashtagFeed } from './timelines/hashtag-page.ts'

export type PageParts = { delivered: Delivered; webApp: WebApp | undefined; isDemo: boolean }

/** No real server has these. */
const demoPages = [
  page('GET', '/demo', showDemo),
  page('POST', '/demo/switch', lookThrough),
  page('POST', '/demo/leave', lookAsStranger),
]

/** The pages, and what browsers send forms to. */
export function pageRoutes({ delivered, webApp, isDemo }: PageParts): readonly Route[] {
  /** The web app for who is logged in; the page for the rest. */
  const appPage = (path: string, elsewise: ForAnyone = logInFirst) => page('GET', path, inApp(webApp, elsewise))
  return [
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
    page('POST', '/settings/language', settingsPage.submitLanguage),
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
  ]
}

import type { App } from './app-queries.ts'
import type { IssuedToken } from './oauth-actions.ts'

/** Mastodon's Application entity, as its owner sees it. */
export interface WireApplication {
  id: string
  name: string
  website: string | null
  scopes: string[]
  redirect_uri: string
  redirect_uris: string[]
}

/** Mastodon's CredentialApplication entity. */
export interface WireCredentialApplication extends WireApplication {
  client_id: string
  client_secret: string
  client_secret_expires_at: number
}

/** Mastodon's Token entity. */
export interface WireToken {
  access_token: string
  token_type: 'Bearer'
  scope: string
  /** Seconds since 1970. */
  created_at: number
}

export function presentApp(app: App): WireApplication {
  return {
    id: String(app.id),
    name: app.name,
    website: app.website,
    scopes: app.scopes,
    redirect_uri: app.redirect_uris.join('\n'),
    redirect_uris: app.redirect_uris,
  }
}

export function presentCredentialApp(app: App, secret: string): WireCredentialApplication {
  return { ...presentApp(app), client_id: app.client_id, client_secret: secret, client_secret_expires_at: 0 }
}

export function presentToken({ token, scopes, createdAt }: IssuedToken): WireToken {
  return {
    access_token: token,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    created_at: Math.floor(createdAt.getTime() / 1000),
  }
}

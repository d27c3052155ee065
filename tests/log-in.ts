import assert from 'node:assert/strict'
import { type Person, rawRequest, type World } from './world.ts'

/** Logs a resident in, as an app does, and answers with what makes requests in their name. */
export async function logInAs(world: World, username: string, password: string): Promise<Person['api']> {
  const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob'
  const scope = 'read write'
  const app = await world.api('POST', '/api/v1/apps', {
    client_name: 'town',
    redirect_uris: redirect_uri,
    scopes: scope,
  })
  const { client_id, client_secret } = app.body
  const signedIn = await world.submit('/auth/sign_in', { name: username, password })
  assert.equal(signedIn.status, 303, signedIn.text)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const asked = { response_type: 'code', client_id, redirect_uri, scope, decision: 'allow' }
  const allowed = await world.submit('/oauth/authorize', asked, cookie)
  const code = /<code[^>]*>([^<]+)<\/code>/.exec(allowed.text)?.[1]
  assert.ok(code, allowed.text)
  const grant = { grant_type: 'authorization_code', code, client_id, client_secret, redirect_uri }
  const granted = await world.api('POST', '/oauth/token', grant)
  const authorization = `Bearer ${granted.body.access_token}`
  return (method, path, body, headers) => rawRequest(world.url, method, path, body, { authorization, ...headers })
}

/** What the service worker keeps of somebody; shell/service-worker.ts is the other side. */

/** Takes it all away: at the log-out, and before somebody else logs in. */
export async function forgetEverything() {
  if (!('caches' in window)) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('twoway-person')).map((name) => caches.delete(name)))
}

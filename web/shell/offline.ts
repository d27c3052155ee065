/** What the service worker keeps of somebody, seen from the app; service-worker/service-worker.ts is the other side. */

/** After the first page stands: what it costs comes second. */
export function keepForOffline() {
  if (!('serviceWorker' in navigator) || !isSecureContext) return
  const address = `/service-worker.js?language=${document.documentElement.lang}`
  addEventListener('load', () => void navigator.serviceWorker.register(address).catch(() => undefined))
}

/** Takes all of it away: drafts, places, pages that were read. At the log-out, and when an account is deleted. */
export async function forgetEverything() {
  // How the keys are set belongs to the device.
  for (const name of Object.keys(localStorage)) if (name !== 'twoway-keys') localStorage.removeItem(name)
  if (!('caches' in window)) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('twoway-person-')).map((name) => caches.delete(name)))
}

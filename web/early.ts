/** Runs while the rest of the app is still on its way, and asks for what the first view shows. */
import { askEarly } from './api/early-answers.ts'
import { firstHomeAddress } from './timelines/home-address.ts'

if (location.pathname === '/') askEarly(firstHomeAddress())
askEarly('/api/v1/accounts/verify_credentials')

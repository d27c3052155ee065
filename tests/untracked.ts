/**
 * Comes before every test file. node:test follows each promise and its end, to tell which test an error belongs to that
 * nobody caught: for a whole server that is a quarter of all processor time. It is followed until the first test begins,
 * when every `describe` has been read. Such an error still fails the file, without the name of its test.
 */
import { type AsyncHook, createHook } from 'node:async_hooks'
import { beforeEach } from 'node:test'

const prototype: AsyncHook = Object.getPrototypeOf(createHook({}))
const { enable } = prototype
let following: AsyncHook | undefined
prototype.enable = function () {
  prototype.enable = enable
  following = this
  return enable.call(this)
}
beforeEach(() => void following?.disable())

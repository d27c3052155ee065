/** A request whose body is held back, so that it is surely in flight for as long as a test needs it to be. */
import { once } from 'node:events'
import { connect } from 'node:net'

export type HeldRequest = {
  /** Sends the rest of the body and answers everything the server says until it closes the connection. */
  finish: () => Promise<string>
}

/** Returns once the server has read the head of the request: it answers `Expect: 100-continue` then. */
export async function holdRequest(port: number, path: string, body: string): Promise<HeldRequest> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  const closed = once(socket, 'close')
  socket.write(
    [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  )
  while (!answer.includes('100 Continue')) await once(socket, 'data')
  answer = ''
  return {
    async finish() {
      socket.write(body)
      await closed
      return answer
    },
  }
}

/**
 * A text as a server sends it over a WebSocket (RFC 6455, section 5.2): one frame, not masked, not compressed. Written here
 * and not by `ws`, which writes the same bytes anew for every socket.
 */
export function socketMessage(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const message = Buffer.allocUnsafe(headLength + length)
  message[0] = 0x81
  if (headLength === 2) message[1] = length
  else if (headLength === 4) {
    message[1] = 126
    message.writeUInt16BE(length, 2)
  } else {
    message[1] = 127
    message.writeBigUInt64BE(BigInt(length), 2)
  }
  message.write(text, headLength)
  return message
}

/** In the place of bin/decode.ts: does what the bytes say, as a decoder might with a hostile file. */
process.on('disconnect', () => process.exit())
process.on('message', ({ bytes }: { bytes: Uint8Array }) => {
  const word = Buffer.from(bytes).toString()
  if (word === 'crash') process.abort()
  if (word === 'hang') while (true);
  process.send!({ word, pid: process.pid, secrets: Object.keys(process.env) })
})

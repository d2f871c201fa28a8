// What a stock puppet service lacks for a bot that must lose nothing: messages said while nobody listened are told
// again to the next stream, and a client that comes back takes the place of its own dead stream.
import { grpc, puppet as wire } from 'wechaty-grpc'

const RING = 500 // no more than a puppet keeps payloads for
const CLIENT = 'x-liaison-client'
const SIGNS = ['cancelled', 'error', 'finish', 'end', 'close'] // that an event stream is over
const TAKEOVER = 'x-liaison-takeover'

/** The ids of the last messages of a puppet, kept whether or not anybody listens. */
export function ringOf (puppet, size = RING) {
  const ids = []
  puppet.on('message', ({ messageId }) => {
    ids.push(messageId)
    if (ids.length > size) ids.shift()
  })
  return ids
}

const first = (call, key) => {
  const value = call.metadata.get(key)[0]
  return typeof value === 'string' ? value : ''
}

function told (type, payload) {
  const event = new wire.EventResponse()
  event.setType(type)
  event.setPayload(JSON.stringify(payload))
  return event
}

/**
 * Wrap the Event call of a service implementation.
 *
 * A second client is refused as by a stock server, unless it is the same client (CLIENT) come back or asks for the
 * place (TAKEOVER). `ring` is [] for a server that behaves like a stock one.
 */
export function withRing (implementation, { token, ring }) {
  let current
  const stock = implementation.event
  const event = call => {
    if (first(call, 'authorization') !== `Wechaty ${token}`) return stock(call)
    const client = first(call, CLIENT)
    const old = current
    const replaces = old && ((client && client === old.client) || first(call, TAKEOVER) === 'yes')
    if (old && !replaces) return stock(call)
    if (old) {
      // the stock server frees the place when the old call says that it was cancelled
      old.call.emit('cancelled')
      // and would free that of its successor when the old one, whose line may be dead, ends at last
      for (const [sign, listener] of old.stocks) old.call.off(sign, listener)
      old.call.end()
    }
    const mine = { call, client, stocks: [] }
    current = mine
    const gone = () => { if (current === mine) current = undefined }
    for (const sign of SIGNS) call.on(sign, gone)
    const before = new Set(SIGNS.flatMap(sign => call.listeners(sign)))
    stock(call)
    mine.stocks = SIGNS.flatMap(sign => call.listeners(sign).filter(one => !before.has(one)).map(one => [sign, one]))
    for (const messageId of ring) call.write(told(wire.EventType.EVENT_TYPE_MESSAGE, { messageId }))
  }
  return { ...implementation, event }
}

/** From here on every PuppetServer of this process serves its puppet through `wrap(implementation)`. */
export function wrapService (wrap) {
  const add = grpc.Server.prototype.addService
  grpc.Server.prototype.addService = function (service, implementation) {
    return add.call(this, service, service === wire.PuppetService ? wrap(implementation) : implementation)
  }
}

// Real PuppetServers over PuppetMocks, driven by one JSON command a line; answers and events come back as lines.
// A command has "#" (echoed in its answer) and "do"; what it does is the function of that name below.
// With --port=… there is one server, driven through stdin and stdout. With --door=… whoever connects to that port says in
// a line what his server is to be like, and has it until he leaves: it takes Node a second to load its packages, and so
// many tests can share a process.
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import process from 'node:process'
import { FileBox, PuppetMock, PuppetServer } from '../../../bot/gateway/node/packages.mjs'
import { ringOf, withRing, wrapService } from '../../../bot/gateway/node/ring.mjs'

const EMPTY = { gender: 0, type: 1, avatar: '', alias: '', phone: [] }
const token = 'secret'

class Played extends PuppetMock {
  aliases = new Map()
  invitations = new Map()
  friends = new Map()
  files = new Map()
  sent = 0

  constructor (out, echo) {
    super()
    this.out = out
    this.echo = echo
  }

  ding (data) { setImmediate(() => this.emit('dong', { data: data || '' })) }

  async roomMemberRawPayload (room, contact) {
    const { name } = await this.contactPayload(contact)
    return { avatar: '', id: contact, name, roomAlias: this.aliases.get(`${room} ${contact}`) || '' }
  }

  async roomMemberList (room) { return this.mocker.roomPayload(room).memberIdList }

  async messageSendText (chat, text, mentions) { return this.show({ to: chat, text, mentions: mentions || [] }, 7) }

  async messageSendFile (chat, file) {
    const content = await file.toBuffer()
    return this.show({ to: chat, file: file.name, size: content.length }, 1)
  }

  show (shown, type) {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const id = `sent-${++this.sent}`
    this.out({ shown: { id, ...shown } })
    const room = shown.to.includes('@') ? shown.to : ''
    const to = room ? '' : shown.to
    const message = { id, room, from: this.currentUserId, to, text: shown.text || '', type, filename: shown.file }
    // a platform knows what was sent, whether or not it tells it again
    this.keep(message)
    if (this.echo) this.emit('message', { messageId: id })
    return id
  }

  keep ({ id, room = '', from, to = '', text, type = 7, at = Date.now(), mentions = [], filename }) {
    const listenerId = room ? undefined : to || this.currentUserId
    this.mocker.cacheMessagePayload.set(id, {
      id, type, text, talkerId: from, roomId: room || undefined, listenerId, timestamp: at, mentionIdList: mentions, filename
    })
  }

  async messageFile (id) {
    const { name, base64 } = this.files.get(id)
    return FileBox.fromBase64(base64, name)
  }

  async messageImage (id) { return this.messageFile(id) }
  async roomTopic (room, topic) { if (topic !== undefined) this.out({ topic: { room, topic } }) }
  async roomAnnounce (room, text) { if (text) this.out({ announced: { room, text } }) }
  async contactAlias (contact, alias) { if (alias !== undefined) this.out({ remark: { contact, alias } }) }
  async roomInvitationAccept (id) { this.out({ accepted: id }) }
  async roomInvitationRawPayload (id) { return this.invitations.get(id) }
  async roomInvitationRawPayloadParser (payload) { return payload }
  async friendshipAccept (id) { this.out({ accepted: id }) }
  async friendshipRawPayload (id) { return this.friends.get(id) }
  async friendshipRawPayloadParser (payload) { return payload }
}

// PuppetServer offers no way in: what is wrapped is the service of the one that is just starting, one at a time.
let wrapping
wrapService(implementation => wrapping(implementation))
let starting = Promise.resolve()

/** One platform: its puppet, its server and what can be done to them. */
async function stage (given, out) {
  const puppet = new Played(out, given.echo)
  const { mocker } = puppet
  const ring = given.ring ? ringOf(puppet) : []
  const faults = [] // {call, kind: hang | error | mute | delay, times, ms}
  const calls = {}
  let server

  function withFaults (implementation) {
    const faulty = {}
    for (const [name, handler] of Object.entries(implementation)) {
      faulty[name] = (call, callback) => {
        calls[name] = (calls[name] || 0) + 1
        const fault = faults.find(one => one.call === name && one.times > 0 && (!one.id || call.request?.getId?.() === one.id))
        if (!fault) return handler(call, callback)
        fault.times--
        if (fault.kind === 'hang') return undefined
        if (fault.kind === 'error') return callback(Object.assign(new Error('told to fail'), { code: 2 }), null)
        if (fault.kind === 'mute') return handler(call, () => {})
        return setTimeout(() => handler(call, callback), fault.ms)
      }
    }
    return faulty
  }

  const wrap = implementation => {
    const service = withFaults(implementation)
    return given.stock ? service : withRing(service, { token, ring })
  }

  const play = {
    contact ({ id, name, friend = true }) { mocker.cacheContactPayload.set(id, { ...EMPTY, id, name, friend }) },
    room ({ id, topic, members }) {
      mocker.cacheRoomPayload.set(id, { id, topic, memberIdList: members, adminIdList: [], avatar: '' })
    },
    alias ({ room, contact, alias }) { puppet.aliases.set(`${room} ${contact}`, alias) },
    async rename ({ room, topic }) {
      const payload = mocker.cacheRoomPayload.get(room)
      const old = payload.topic
      mocker.cacheRoomPayload.set(room, { ...payload, topic })
      await puppet.dirtyPayload(3, room)
      puppet.emit('room-topic', { changerId: payload.memberIdList[0], newTopic: topic, oldTopic: old, roomId: room, timestamp: Date.now() })
    },
    async login ({ id }) { if (puppet.isLoggedIn && puppet.currentUserId === id) return; await puppet.login(id) },
    async logout () { await puppet.logout('told to') },
    scan ({ qrcode }) { puppet.emit('scan', { qrcode, status: 2 }) },
    say (message) {
      puppet.keep(message)
      puppet.emit('message', { messageId: message.id })
    },
    file ({ base64, name, ...message }) {
      puppet.files.set(message.id, { base64, name })
      play.say({ ...message, text: name, type: message.type ?? 1, filename: name })
    },
    burst ({ messages }) { for (const message of messages) play.say(message) },
    again ({ id }) { puppet.emit('message', { messageId: id }) },
    join ({ room, contacts, by }) {
      puppet.emit('room-join', { inviteeIdList: contacts, inviterId: by, roomId: room, timestamp: Date.now() })
    },
    leave ({ room, contacts, by }) {
      puppet.emit('room-leave', { removeeIdList: contacts, removerId: by, roomId: room, timestamp: Date.now() })
    },
    invite ({ id, by, topic }) {
      puppet.invitations.set(id, {
        id, inviterId: by, topic, memberCount: 2, memberIdList: [], timestamp: Date.now(), avatar: '', invitation: '', receiverId: ''
      })
      puppet.emit('room-invite', { roomInvitationId: id })
    },
    befriend ({ id, by, hello = '' }) {
      puppet.friends.set(id, { id, contactId: by, hello, timestamp: Date.now(), type: 2, ticket: '', scene: 1, stranger: '' })
      puppet.emit('friendship', { friendshipId: id })
    },
    emit ({ event, payload }) { puppet.emit(event, payload) },
    fault (one) { faults.push({ times: 1, ms: 0, ...one }) },
    echo ({ on }) { puppet.echo = on },
    async down () { await server.stop() },
    async up () { await serve() },
    stats () { return { calls } }
  }

  function serve () {
    starting = starting.catch(() => {}).then(async () => {
      wrapping = wrap
      const endpoint = `127.0.0.1:${given.port}`
      server = new PuppetServer({ endpoint, puppet, token, tls: { disable: !given.tls } })
      await server.start()
    })
    return starting
  }

  await puppet.start()
  await serve()
  return play
}

/** Do what the lines say, until they end. */
async function drive (lines, out, given) {
  const play = await stage(given, out)
  out({ ready: true })
  lines.on('line', async line => {
    const command = JSON.parse(line)
    try {
      out({ '#': command['#'], done: (await play[command.do](command)) ?? true })
    } catch (error) {
      out({ '#': command['#'], failed: error.message })
    }
  })
  return play
}

const teller = stream => value => stream.writable && stream.write(`${JSON.stringify(value)}\n`)
const flags = Object.fromEntries(process.argv.slice(2).map(flag => flag.replace(/^--/, '').split('=')))

if (flags.port) {
  const yes = name => flags[name] === 'yes'
  const given = { port: flags.port, ring: flags.ring !== 'no', stock: yes('stock'), echo: yes('echo'), tls: yes('tls') }
  await drive(createInterface({ input: process.stdin }), teller(process.stdout), given)
} else {
  const doors = createServer(socket => {
    const lines = createInterface({ input: socket })
    lines.once('line', async line => {
      const play = await drive(lines, teller(socket), JSON.parse(line))
      if (socket.closed) play.down()
      else socket.on('close', play.down)
    })
    socket.on('error', () => {})
  })
  doors.listen(flags.door, '127.0.0.1')
  // whoever started this process is gone
  process.stdin.on('end', () => process.exit()).resume()
}

// A Wechaty puppet service on this machine: no third party is told of it, the session is saved, nothing said while the
// bot is away is forgotten. Settings come from the environment: PUPPET, TOKEN_FILE, LISTEN, SESSION, TLS.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import process from 'node:process'
import { MemoryCard } from 'memory-card'
import { Puppet } from 'wechaty-puppet'
import { PuppetServer } from 'wechaty-puppet-service'
import { ringOf, withRing, wrapService } from './ring.mjs'

const name = process.env.PUPPET || 'wechaty-puppet-mock'
const listen = process.env.LISTEN || '127.0.0.1:8788'
const session = resolve(process.env.SESSION || 'gateway-session')
const tokenFile = resolve(process.env.TOKEN_FILE || 'gateway-token')
const tls = (process.env.TLS || 'off') !== 'off'

const say = text => console.log(text)

function stop (text) {
  console.error(`错误:${text}`)
  process.exit(1)
}

/** The token of the file; a new one is made for its owner only. */
function tokenOf (path) {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `insecure_${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
    say(`口令写在 ${path},配置里 [gateway] token_file 指到它`)
  }
  return readFileSync(path, 'utf8').trim()
}

async function puppetOf (name) {
  let module
  try {
    module = await import(name)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    stop(`没有装 ${name}:请用 make gateway PUPPET=${name} 安装并启动`)
  }
  const classes = [module.default, module.default?.default, ...Object.values(module)]
  const Found = classes.find(one => typeof one === 'function' && one.prototype instanceof Puppet)
  if (!Found) stop(`${name} 里没有 Wechaty 的 puppet:请检查名字,例如 wechaty-puppet-padlocal`)
  return new Found({ token: process.env.PUPPET_TOKEN })
}

// the session is a login, the token a password: nobody else's to read
process.umask(0o077)
const token = tokenOf(tokenFile)
if (!token) stop(`口令文件 ${tokenFile} 是空的:请写入口令,或删掉它让网关新做一个`)
const puppet = await puppetOf(name)
// a puppet tells only its number when it is asked for its version; the bot wants to know which one it is
const version = puppet.version()
puppet.version = () => `${name} ${version}`
const memory = new MemoryCard({ name: session })
await memory.load()
puppet.setMemory(memory.multiplex('puppet'))

puppet.on('scan', ({ qrcode }) => { if (qrcode) say(`请用微信扫码登录:${qrcode}`) })
puppet.on('login', ({ contactId }) => say(`已登录:${contactId}`))
puppet.on('logout', () => say('已退出登录'))
puppet.on('error', error => console.error(`网关出错:${error?.data ?? error}`))

const ring = ringOf(puppet)
wrapService(implementation => withRing(implementation, { token, ring }))
const server = new PuppetServer({ endpoint: listen, puppet, token, tls: { disable: !tls } })
try {
  await server.start()
} catch (error) {
  stop(`${listen} 用不了(${error.message}):请换一个 LISTEN,或停掉占用它的程序`)
}
say(`网关已打开:${listen}(${name}${tls ? ',TLS' : ''})`)
await puppet.start()

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    // the session is kept: the account stays logged in for the next start
    await memory.save()
    await server.stop()
    process.exit(0)
  })
}

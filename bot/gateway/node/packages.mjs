// The packages of this folder, for programs that lie outside it (Node looks for them beside the importing file only).
export { FileBox } from 'file-box'
export { PuppetMock } from 'wechaty-puppet-mock'
export { PuppetServer } from 'wechaty-puppet-service'

import { startBoxOffice } from '../../adapters/open/box-office/server.ts'

// A second box office on the same file, in a process of its own; it says its address and lives until its input ends.
const [folder = '', token = ''] = process.argv.slice(2)
const box = await startBoxOffice({ port: 0, folder, token })
process.stdout.write(`${box.url}\n`)
process.stdin.resume()
process.stdin.on('end', () => {
  void box.stop()
})

import { type Browser, chromium } from 'playwright-core'
import { browserFiles } from './browser-files.ts'

export interface BrowserOptions {
  /** host names that lead to this machine, for pages served under a venue's own name */
  names?: readonly string[]
}

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
]

/**
 * A real browser that reaches this machine only. The caller closes it.
 * The environment's CHROMIUM names another executable than the one that npm brought.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const names = (options.names ?? []).map((name) => `MAP ${name} 127.0.0.1, `).join('')
  const args = [
    ...QUIET,
    `--host-resolver-rules=${names}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
    '--disable-gpu',
    '--font-render-hinting=none',
    // Only pages of this machine are opened; the sandbox does not exist for root or in most containers.
    '--no-sandbox',
    '--no-zygote',
  ]
  const own = process.env['CHROMIUM']
  if (own) return chromium.launch({ executablePath: own, args })

  const files = await browserFiles()
  const env = { ...process.env, FONTCONFIG_FILE: files.fonts }
  try {
    return await chromium.launch({ executablePath: files.executable, args, env })
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error
    const path = [files.libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
    return chromium.launch({ executablePath: files.executable, args, env: { ...env, LD_LIBRARY_PATH: path } })
  }
}

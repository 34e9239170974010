// Finds a Chromium for the end-to-end tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { command, run, Trouble } from './toolchain.mjs';

const KNOWN_PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium-browser',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};

/** A browser that is on this machine already, or undefined; CHROMIUM_PATH wins and must exist when it is set. */
function installedBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen)) throw new Trouble(`CHROMIUM_PATH names ${chosen}, which does not exist.`);
  return chosen || (KNOWN_PLACES[process.platform] ?? []).find((path) => existsSync(path));
}

/** Whether `apt-get install chromium` brings a real browser here (on Ubuntu it brings a pointer to a snap). */
function rootOnDebian() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Path of a Chromium, installed if need be; undefined when it is Playwright's own, which Playwright finds itself. */
export async function browser(tools) {
  const already = installedBrowser();
  if (already) return already;
  if (rootOnDebian()) {
    console.log('Installing a browser (apt-get install chromium) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const ran = spawnSync('apt-get update -qq && apt-get install -y -qq chromium', {
      shell: true,
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    const installed = installedBrowser();
    if (ran.status === 0 && installed) return installed;
    console.log('apt-get brought none; asking Playwright for its own.');
  }
  const status = await run(tools, [command('@playwright/test', 'playwright'), 'install', '--only-shell', 'chromium']);
  if (status !== 0) {
    throw new Trouble('no browser: install Chromium or Google Chrome, or set CHROMIUM_PATH to one, then run again.');
  }
  return undefined;
}

/** How much of the processor a browser has used, all its processes together: the same however busy the machine is. */
import type { Browser } from '@playwright/test';

export async function browserCpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return Math.round(1000 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0));
}

// Lighthouse in one Chromium: lines `form<TAB>address<TAB>audit to leave out` come in, a line of JSON for each goes out.
// Usage: CHROME_PATH=… node lighthouse.mjs < lines
import { createInterface } from 'node:readline';
import * as launcher from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

function told(form, address, result) {
  const scores = CATEGORIES.map((name) => Math.round(result.categories[name].score * 100));
  const number = (id) => result.audits[id].numericValue ?? null;
  const weighty = CATEGORIES.flatMap((name) => result.categories[name].auditRefs).filter((ref) => ref.weight > 0);
  const failing = [...new Set(weighty.map((ref) => ref.id))]
    .map((id) => result.audits[id])
    .filter((audit) => audit && audit.score !== null && audit.score < 0.9)
    .map((audit) => `${audit.id}${audit.displayValue ? ` (${audit.displayValue})` : ''}`);
  const error = result.runtimeError?.message ?? '';
  return { form, address, scores, shift: number('cumulative-layout-shift'), blocked: number('total-blocking-time'), failing, error };
}

const chrome = await launcher.launch({ chromeFlags: FLAGS, chromePath: process.env.CHROME_PATH });
for await (const line of createInterface({ input: process.stdin })) {
  const [form, address, skipped] = line.split('\t');
  const skipAudits = skipped ? [skipped] : [];
  const options = { port: chrome.port, onlyCategories: CATEGORIES, skipAudits, logLevel: 'silent' };
  const run = await lighthouse(address, options, form === 'desktop' ? desktopConfig : undefined);
  console.log(JSON.stringify(told(form, address, run.lhr)));
}
await chrome.kill();

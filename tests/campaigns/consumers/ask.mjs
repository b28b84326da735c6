// Asks programs of others for what they make of a site: one JSON object a row, on standard output.
//
// Usage: node ask.mjs SITE < PLAN, where PLAN is JSON: the addresses of pages with the words that each must show, the
// feeds, calendars and annotations.

import { readFileSync } from "node:fs";
import { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from "@apache-annotator/dom";
import { extract } from "@extractus/oembed-extractor";
import ICAL from "ical.js";
import { JSDOM } from "jsdom";
import Parser from "rss-parser";
import { unfurl } from "unfurl.js";

const site = process.argv[2].replace(/\/$/, "");
const plan = JSON.parse(readFileSync(0, "utf8"));

const LENGTH = 40; // characters of the words that a program has to show, which may cut them
const bare = (text) => (text || "").replace(/<[^>]+>/g, " ").replace(/[“”„«»"‘’'…\s]+/g, " ").trim();
const tell = (consumer, form, works, how) => console.log(JSON.stringify({ consumer, form, works, how }));
const text = async (path) => (await fetch(`${site}/${path}`)).text();

async function attempt(consumer, form, ask) {
  try {
    const [works, how] = await ask();
    tell(consumer, form, works, how);
  } catch (error) {
    tell(consumer, form, false, `${error}`.slice(0, 160));
  }
}

for (const page of plan.pages) {
  const address = `${site}/${page.path}`;
  await attempt("unfurl.js", page.form, async () => {
    const found = await unfurl(address);
    const graph = found.open_graph || {};
    const wanted = bare(page.words).slice(0, LENGTH);
    const said = bare(`${graph.title} ${graph.description}`).includes(wanted);
    const picture = (graph.images || []).length > 0;
    const html = bare(found.oEmbed?.html).includes(wanted);
    return [said && picture, `title “${(graph.title || "").slice(0, 60)}”, ${picture ? "picture" : "no picture"}, ` +
      `${found.oEmbed ? (html ? "oEmbed with the words" : "oEmbed") : "no oEmbed"}`];
  });
  await attempt("oembed-extractor", page.form, async () => {
    if (!page.oembed) return [null, "not offered"];
    const found = await extract(address);
    const said = bare(found.html).includes(bare(page.words).slice(0, LENGTH));
    return [found.type === "rich" && said, `${found.type}, ${found.width} × ${found.height}, by ${found.provider_name}`];
  });
}

for (const path of plan.feeds) {
  await attempt("rss-parser", path, async () => {
    const feed = await new Parser().parseURL(`${site}/${path}`);
    const whole = feed.items.filter((item) => item.title && item.link && item.id && item.content);
    return [feed.items.length > 0 && whole.length === feed.items.length, `${feed.items.length} entries, each with title, link, id and content`];
  });
}

for (const path of plan.calendars) {
  await attempt("ical.js", path, async () => {
    const calendar = new ICAL.Component(ICAL.parse(await text(path)));
    const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    const dated = events.filter((one) => one.startDate && one.uid && one.summary);
    return [events.length > 0 && dated.length === events.length, `${events.length} events, each with day, summary and id`];
  });
}

async function placed(matcher, dom) {
  for await (const range of matcher(dom.window.document.body)) return `${range}`;
  return "";
}

for (const path of plan.annotations) {
  await attempt("apache-annotator", path, async () => {
    const collection = JSON.parse(await text(path));
    const items = collection.items || collection.first?.items || [];
    const dom = new JSDOM("<body></body>");
    for (const name of ["NodeFilter", "Node", "Range"]) globalThis[name] = dom.window[name];
    let right = 0, wrong = 0;
    let shown = "";
    for (const item of items) {
      for (const target of [item.target].flat()) {
        const source = (target.source?.id || target.source || "").split("#")[0];
        if (!source.endsWith(".txt")) continue;
        if (source !== shown) {
          dom.window.document.body.textContent = await (await fetch(source)).text();
          shown = source;
        }
        const selectors = [target.selector].flat();
        const position = selectors.find((one) => one.type === "TextPositionSelector");
        const quote = selectors.find((one) => one.type === "TextQuoteSelector");
        const byPlace = position && (await placed(createTextPositionSelectorMatcher(position), dom));
        const byWords = quote && (await placed(createTextQuoteSelectorMatcher(quote), dom));
        if (quote && byPlace === quote.exact && byWords === quote.exact) right += 1;
        else wrong += 1;
      }
    }
    return [right > 0 && wrong === 0, `${right} passages found by place and by words, ${wrong} not`];
  });
}

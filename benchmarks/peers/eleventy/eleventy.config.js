// One story's data is a file in _data/stories; what joins them is made here, once a build.
import fs from "node:fs";

const read = (name) => JSON.parse(fs.readFileSync(new URL(`./_data/${name}`, import.meta.url)));
const LISTS = ["stated", "inferred", "editors", "not-established", "paraphrases"];
const newest = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);

function stories() {
  const names = fs.readdirSync(new URL("./_data/stories/", import.meta.url));
  return names.map((name) => read(`stories/${name}`)).sort(newest);
}

// A list in pages: each with its rows, its number of all, and the first pages' addresses.
function paged(rows, at, size, more) {
  const of = Math.max(1, Math.ceil(rows.length / size));
  const where = (number) => (number === 1 ? at : `${at}page/${number}/`);
  const near = Array.from({ length: Math.min(of, 7) }, (_, i) => ({ number: i + 1, at: where(i + 1) }));
  return Array.from({ length: of }, (_, i) => ({
    ...more,
    rows: rows.slice(i * size, (i + 1) * size),
    number: i + 1,
    of,
    near,
    at: where(i + 1),
    first: i === 0,
    total: rows.length,
  }));
}

function joined() {
  const all = stories();
  const quotes = all.flatMap((story) => story.quotes);
  const bySpeaker = grouped(quotes);
  const persons = Object.values(read("people.json")).map((person) => {
    const mine = bySpeaker.get(person.id) ?? [];
    return {
      ...person,
      url: `https://record.example/people/${person.id}/`,
      all: mine.slice(0, 100),
      said: mine.filter((q) => q.kind === "direct"),
      told: mine.filter((q) => q.kind === "indirect"),
      latest: mine[0],
      bars: Object.entries(person.years).map(([year, count]) => ({ year, count })),
    };
  });
  return { all, quotes, persons };
}

function grouped(quotes) {
  const groups = new Map();
  for (const quote of quotes) {
    if (!groups.has(quote.speaker)) groups.set(quote.speaker, []);
    groups.get(quote.speaker).push(quote);
  }
  return groups;
}

function quoteLists(quotes) {
  const list = (name) => quotes.filter((quote) => quote.list === name);
  return [
    ...paged(quotes.filter((quote) => quote.kind === "direct"), "quotes/", 36, { title: "Quotes" }),
    ...LISTS.flatMap((name) => paged(list(name), `quotes/${name}/`, 36, { title: name })),
  ];
}

function feed(name, title, rows, whole) {
  return { name, title, at: "https://record.example/", whole, rows: rows.slice(0, 30) };
}

export default function (config) {
  const { all, quotes, persons } = joined();
  const sections = [...new Set(all.map((story) => story.section_id))].sort();
  const of = (section) => all.filter((story) => story.section_id === section);
  config.addPassthroughCopy({ static: "." });
  config.ignores.add("static/**");
  // What a macro made is an object of Nunjucks' own.
  config.addFilter("json", (value) => JSON.stringify(value?.val === undefined ? value : String(value)));
  config.addGlobalData("all", all);
  config.addGlobalData("quotes", quotes);
  config.addGlobalData("persons", persons);
  config.addGlobalData("speakers", persons.filter((person) => person.quoted));
  config.addGlobalData("newest", all.slice(0, 12));
  config.addGlobalData("profiles", persons.flatMap((person) => paged(person.said, `people/${person.id}/`, 30, { person })));
  config.addGlobalData("storyLists", [
    ...paged(all, "stories/", 40, { title: "Stories" }),
    ...sections.flatMap((section) => paged(of(section), `sections/${section}/`, 40, { title: section })),
  ]);
  config.addGlobalData("quoteLists", quoteLists(quotes));
  config.addGlobalData("peopleLists", paged([...persons].sort((a, b) => (a.name < b.name ? -1 : 1)), "people/", 200, {}));
  config.addGlobalData("feeds", [
    feed("all", "The Measured Record", all, true),
    ...sections.map((section) => feed(`sections/${section}`, section, of(section), false)),
  ]);
  return { markdownTemplateEngine: false, dir: { output: "output" } };
}

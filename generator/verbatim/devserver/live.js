// Shows on this page what was made anew. `make devserver` adds it to what it serves; no built file holds it.
const page = decodeURIComponent(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
// Which build this page is of: nothing that was built since is missed.
let seen = new URL(document.currentScript.src).searchParams.get("after");
// The page as it came: this runs before the site's own scripts change anything.
let served = withoutThis(document.documentElement.cloneNode(true));
let work = Promise.resolve();
let stream;

// Returns a page without this script, which stands last in it.
function withoutThis(root) {
  const own = root.querySelector('script[src^="/.live.js"]');
  while (own?.nextSibling) own.nextSibling.remove();
  own?.remove();
  return root;
}

const same = (one, other) => Boolean(one && other && one.isEqualNode(other));

const runs = (node) => node.nodeName === "SCRIPT" || Boolean(node.querySelector?.("script"));

// Changes what differs from how the page came. Returns false where a script of the site has changed that, too.
function patch(old, fresh, live) {
  if (same(old, fresh)) return true;
  if (!live || old.nodeName !== live.nodeName) return false;
  if (old.nodeName !== fresh.nodeName) {
    const stands = same(old, live) && !runs(fresh);
    if (stands) live.replaceWith(document.importNode(fresh, true));
    return stands;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    const stands = live.data === old.data;
    if (stands) live.data = fresh.data;
    return stands;
  }
  for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
    const value = fresh.getAttribute(name);
    if (old.getAttribute(name) === value) continue;
    if (old.getAttribute(name) !== live.getAttribute(name)) return false;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
  return patchWithin(live, [...old.childNodes], [...fresh.childNodes], [...live.childNodes]);
}

// The same for what an element holds: what begins and ends it alike stays as it is.
function patchWithin(parent, old, fresh, held) {
  if (held.length < old.length) return false;
  held.length = old.length; // behind them, scripts put what they open
  let at = 0;
  for (; same(old[0], fresh[0]); at += 1) [old, fresh, held].forEach((list) => list.shift());
  while (same(old.at(-1), fresh.at(-1))) [old, fresh, held].forEach((list) => list.pop());
  if (old.length === fresh.length) return old.every((node, place) => patch(node, fresh[place], held[place]));
  if (fresh.some(runs) || !old.every((node, place) => same(node, held[place]))) return false;
  const next = parent.childNodes[at + held.length] || null;
  held.forEach((node) => node.remove());
  fresh.forEach((node) => parent.insertBefore(document.importNode(node, true), next));
  return true;
}

async function show() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const fresh = withoutThis(new DOMParser().parseFromString(await answer.text(), "text/html").documentElement);
  if (!answer.ok || !patch(served, fresh, document.documentElement)) location.reload();
  served = fresh;
}

function listen() {
  stream = new EventSource(`/.live?after=${seen}`);
  stream.addEventListener("message", (event) => {
    const { all, pages } = JSON.parse(event.data);
    seen = event.lastEventId;
    if (all) location.reload();
    else if (pages.includes(page)) work = work.then(show).catch(() => location.reload());
  });
}

// A browser holds few connections to a server: a page that nobody sees takes none, and asks when it is seen again.
document.addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : listen()));
if (!document.hidden) listen();

// Reloads this page when a build made it anew. `make devserver` adds it to what it serves; no built file holds it.
const page = decodeURIComponent(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
// Which build this page is of: nothing that was built since is missed.
let seen = new URL(document.currentScript.src).searchParams.get("after");
let stream;

function listen() {
  stream = new EventSource(`/.live?after=${seen}`);
  stream.addEventListener("message", (event) => {
    const { all, pages } = JSON.parse(event.data);
    seen = event.lastEventId;
    if (all || pages.includes(page)) location.reload();
  });
}

// A browser holds few connections to a server: a page that nobody sees takes none, and asks when it is seen again.
document.addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : listen()));
if (!document.hidden) listen();

/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* <verbatim-quote src="https://site/quotes/ID/" version="1"><blockquote>…</blockquote></verbatim-quote>
   Shows the block quotation inside it as a card. Its words are copies of the nodes of the page: no markup is parsed, no
   text is added, nothing is stored, and without this script the block quotation stands there by itself. Only with the
   attribute `check` is anything fetched: one JSON file of the quotation's own site, which says what changed since.
   The colours and fonts are custom properties that a page may set; the parts are card, words, credit and state. */
const sheet = new CSSStyleSheet();
/* Text in a style sheet of the script's own needs no leave of the page's policy. */
sheet.replaceSync(`
:host{--p:var(--verbatim-paper,light-dark(#fbfaf6,#181514));--i:var(--verbatim-ink,light-dark(#17191e,#ece8df));
--s:var(--verbatim-soft,light-dark(#595b63,#aca59e));--q:var(--verbatim-quote,light-dark(#b3261e,#ff8a7a));
--r:var(--verbatim-rule,light-dark(#dcd8cc,#393330));
display:block;margin-block:1em}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host([hidden]){display:none}
figure{margin:0;padding:1rem 1.25rem;border:1px solid var(--r);border-block-start:4px solid var(--q);background:var(--p);color:var(--i);overflow-wrap:anywhere}
:host(:is([basis=inferred],[basis=editor])) figure{border-block-start-width:1px;border-block-start-color:var(--q)}
:host([basis=none]) figure{border-block-start-style:dashed}
blockquote{margin:0;font:1.35em/1.35 var(--verbatim-font,Georgia,serif)}
p{margin:0}
p+p{margin-block-start:.5em}
figcaption{margin-block-start:.75rem;color:var(--s);font:.875em/1.5 var(--verbatim-label-font,system-ui,sans-serif)}
a{padding-block:.3rem;color:var(--i);text-underline-offset:.2em}
a:focus-visible{outline:2px solid var(--q);outline-offset:2px}
[part=state]{margin-block-start:.5rem;padding-inline-start:.6rem;border-inline-start:3px solid var(--q);color:var(--i);font-weight:600}
@media(forced-colors:active){figure,[part=state]{border-color:CanvasText}}
@media print{figure{break-inside:avoid}}
`);

const copies = (nodes) => nodes.map((node) => node.cloneNode(true));
function made(name, part, nodes) {
  const element = document.createElement(name);
  element.setAttribute("part", part);
  element.append(...nodes);
  return element;
}

class VerbatimQuote extends HTMLElement {
  static observedAttributes = ["src", "version", "check"];
  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      new MutationObserver(() => this.show())
        .observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
      this.asks();
    }
    this.show();
  }

  /* What was told of another quotation, or of another version, is told no more. */
  attributeChangedCallback(name, was, is) {
    if (this.shadowRoot && was !== is) this.asks();
  }

  asks() {
    this.told = "";
    if (this.hasAttribute("check")) this.ask((this.asking = {})).catch(() => {});
    else this.asking = 0;
  }

  /* The words are the paragraphs, the credit is what else stands in the block quotation. */
  show() {
    const held = this.querySelector("blockquote");
    if (!held) return this.shadowRoot.replaceChildren(document.createElement("slot"));
    const nodes = [...held.childNodes];
    const paragraphs = nodes.filter((node) => node.nodeName === "P");
    const spoken = paragraphs.length ? paragraphs : nodes;
    const words = made("blockquote", "words", copies(spoken));
    const credit = made("figcaption", "credit", copies(nodes.filter((node) => !spoken.includes(node))));
    words.dir = credit.dir = held.dir || "auto";
    for (const name of ["cite", "lang"]) if (held.hasAttribute(name)) words.setAttribute(name, held.getAttribute(name));
    const first = credit.firstChild;
    if (first && first.nodeType === 3) first.data = first.data.replace(/^\s*[—–]\s*/, "");
    if (this.told) credit.append(made("p", "state", [this.told]));
    this.shadowRoot.replaceChildren(made("figure", "card", [words, credit]));
  }

  /* An answer that comes after another question was asked is none. */
  async ask(asking) {
    const at = new URL(this.getAttribute("src"), document.baseURI);
    const id = /^(.*\/)quotes\/([\w-]+)\/(?:index\.html)?$/.exec(at.pathname);
    if (!id || !/^https?:$/.test(at.protocol)) return;
    const answer = await fetch(`${at.origin}${id[1]}oembed/quotes/${id[2]}.json`, { credentials: "omit", referrerPolicy: "no-referrer" });
    const { state } = await answer.json();
    const newer = state.version > (+this.getAttribute("version") || 1) || /withdrawn|gone|moved/.test(state.status);
    if (asking === this.asking && state.note && newer) { this.told = String(state.note); this.show(); }
  }
}
if (!customElements.get("verbatim-quote")) customElements.define("verbatim-quote", VerbatimQuote);

// Tells the gallery how tall the example is, whenever that changes and whenever it is asked. The window's own height
// must not count: it is what the gallery sets.
const main = document.querySelector('main');
const tell = () => parent.postMessage({ height: Math.ceil(main.getBoundingClientRect().bottom + scrollY + 20) }, '*');
addEventListener('message', tell);
new ResizeObserver(tell).observe(main);

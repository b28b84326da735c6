// Tells the gallery how tall the example is, whenever that changes and whenever it is asked.
const tell = () => parent.postMessage({ height: document.documentElement.scrollHeight }, '*');
addEventListener('message', tell);
new ResizeObserver(tell).observe(document.body);

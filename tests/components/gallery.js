// Makes each frame as tall as its example. A frame read from a folder has no origin, so its window is what tells it.
addEventListener('message', ({ source, data }) => {
  for (const frame of document.querySelectorAll('iframe[height]')) {
    if (frame.contentWindow === source && Number.isFinite(data?.height)) frame.height = Math.min(Math.max(data.height, 40), 4000);
  }
});
for (const frame of document.querySelectorAll('iframe[height]')) {
  frame.contentWindow.postMessage('how tall?', '*');
  frame.addEventListener('load', () => frame.contentWindow.postMessage('how tall?', '*'));
}

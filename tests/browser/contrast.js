// The contrast of each underline in the text with the page, as the browser draws its colour.
() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const drawn = (...colours) => {
    colours.forEach(colour => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); });
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const names = [...document.querySelectorAll('.text .passage a:not(.quote, .quote__said)')];
  return names.map(one => getComputedStyle(one)).map(style => {
    const [dark, light] = [drawn(paper), drawn(paper, style.textDecorationColor)].sort((a, b) => a - b);
    return style.textDecorationLine === 'underline' ? light / dark : 0;
  });
}

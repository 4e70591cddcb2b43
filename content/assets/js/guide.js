// Writes beside each pair of colours the contrast the browser really shows.
(() => {
  "use strict";

  const luminance = (colour) => {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  for (const pair of document.querySelectorAll("[data-contrast]")) {
    const { color, backgroundColor } = getComputedStyle(pair);
    const [light, dark] = [luminance(color), luminance(backgroundColor)].sort((one, other) => other - one);
    pair.querySelector("[data-ratio]").textContent = `${((light + 0.05) / (dark + 0.05)).toFixed(2)} : 1`;
  }
})();

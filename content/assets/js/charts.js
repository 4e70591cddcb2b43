// Draws the small charts once they come into view. Without this file the bars and tables of the page stand as they are.
(() => {
  "use strict";

  const library = document.currentScript.dataset.library;
  const places = [...document.querySelectorAll("[data-chart]")];
  const css = getComputedStyle(document.documentElement);
  const token = (name) => css.getPropertyValue(name).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let loading;

  const load = () => (loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  }));

  const option = ({ shape, labels, numbers }, font) => {
    const text = { color: token("--ink"), fontSize: font, fontFamily: token("--sans") };
    const quiet = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
    if (shape === "column") {
      return {
        animation: !still, textStyle: text,
        grid: { left: 20, right: 20, top: font + 8, bottom: 0, containLabel: true },
        xAxis: { type: "category", data: labels, axisTick: { show: false }, axisLabel: { ...text, hideOverlap: true } },
        yAxis: { type: "value", ...quiet, axisLabel: { show: false } },
        series: [{ type: "bar", data: numbers, barMaxWidth: 28, color: token("--blue-mid"), label: { show: true, position: "top", ...text } }],
      };
    }
    const data = numbers.map((value, at) => ({ value, itemStyle: { color: token(at ? "--blue-mid" : "--blue") } }));
    return {
      animation: !still, textStyle: text,
      grid: { left: 0, right: 40, top: 0, bottom: 0, containLabel: true },
      xAxis: { type: "value", ...quiet, axisLabel: { show: false } },
      yAxis: { type: "category", data: labels, inverse: true, ...quiet, axisLabel: { ...text, width: 110, overflow: "truncate" } },
      series: [{ type: "bar", data, barWidth: 14, label: { show: true, position: "right", ...text } }],
    };
  };

  const draw = async (place) => {
    const echarts = await load();
    const chart = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const bars = place.querySelector(".bars");
    const canvas = document.createElement("div");
    canvas.className = "figure__canvas";
    bars.replaceWith(canvas);
    const drawn = echarts.init(canvas);
    drawn.setOption(option(chart, parseFloat(getComputedStyle(place).fontSize)));
    addEventListener("resize", () => drawn.resize());
    // Paper gets the bars of the page: a picture of pixels prints badly.
    addEventListener("beforeprint", () => canvas.replaceWith(bars));
    addEventListener("afterprint", () => bars.replaceWith(canvas));
  };

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target).catch(() => {});
    }
  }, { rootMargin: "200px" });
  for (const place of places) seen.observe(place);
})();

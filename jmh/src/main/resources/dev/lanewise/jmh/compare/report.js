"use strict";

const results = JSON.parse(document.getElementById("results").textContent);
const MIDDLE = 65536;
const COLUMNS = [
  { key: "plain", title: "plain Java", symbol: "circle" },
  { key: "naive", title: "naive Vector API", symbol: "triangle" },
  { key: "scalar", title: "Lanewise scalar", symbol: "rect" },
  { key: "simd", title: "Lanewise SIMD", symbol: "diamond" },
];
// In the legend's order; a fresh JVM with Lanewise starts scalar and ends on SIMD.
const CONTENDERS = { plain: "plain", naive: "naive", lanewise: "simd" };

const charts = [];
let direction = "forward";

const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const unique = (values) => [...new Set(values)];
const narrow = () => window.innerWidth < 600;
const significant = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const inPass = (entry) => entry.direction === direction;
const isRowwise = (speed) => speed.shape.includes("x");

function size(elements) {
  if (elements >= 1 << 20 && elements % (1 << 20) === 0) {
    return `${elements / (1 << 20)} Mi`;
  }
  return elements >= 1024 && elements % 1024 === 0 ? `${elements / 1024} Ki` : `${elements}`;
}

/** A length of time in nanoseconds, in the unit that reads best. */
function time(nanos) {
  const units = [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "µs"],
  ];
  // The ticks of a logarithmic axis are a rounding error off.
  const [scale, unit] = units.find(([limit]) => nanos >= limit * (1 - 1e-9)) ?? [1, "ns"];
  return `${Number((nanos / scale).toPrecision(3))} ${unit}`;
}

/** The size whose speeds are shown where size is not the question. */
function middleSize() {
  const sizes = unique(results.speeds.filter((s) => !isRowwise(s)).map((s) => s.size));
  return sizes.includes(MIDDLE) ? MIDDLE : sizes[0];
}

function middleSpeeds() {
  return results.speeds.filter((s) => inPass(s) && (isRowwise(s) || s.size === middleSize()));
}


/** A kernel's name beside its bars, with the shape of its rows below it where room is short. */
function label(speed) {
  return isRowwise(speed) ? `${speed.kernel}${narrow() ? "\n" : " "}${speed.shape}` : speed.kernel;
}

function base() {
  return {
    animation: false,
    textStyle: { color: colour("text"), fontFamily: "system-ui, sans-serif" },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour("card"),
      borderColor: colour("line"),
      textStyle: { color: colour("text") },
    },
  };
}

function axis(options) {
  return {
    nameLocation: "middle",
    nameTextStyle: { color: colour("soft") },
    axisLabel: { color: colour("soft"), hideOverlap: true, ...options.axisLabel },
    axisLine: { lineStyle: { color: colour("line") } },
    splitLine: { lineStyle: { color: colour("line"), opacity: 0.6 } },
    minorTick: { show: false },
    ...Object.fromEntries(Object.entries(options).filter(([key]) => key !== "axisLabel")),
  };
}

function draw(element, option, height) {
  if (height) {
    element.style.height = `${height}px`;
  }
  const chart = echarts.init(element);
  chart.setOption(option);
  charts.push(chart);
}

/** One small chart for each name, in a grid that fits the window. */
function multiples(id, names, option) {
  const parent = document.getElementById(id);
  const elements = names.map(() => element("div", "", "chart"));
  // All are there before the first is drawn, because its width depends on how many there are.
  parent.replaceChildren(...elements);
  for (const [i, name] of names.entries()) {
    draw(elements[i], {
      ...base(),
      title: { text: name, left: 8, textStyle: { color: colour("text"), fontSize: 14 } },
      grid: { left: 70, right: 16, top: 34, bottom: 44 },
      ...option(name),
    });
  }
}

function line(key, data, options = {}) {
  const column = COLUMNS.find((c) => c.key === key);
  return {
    name: column?.title ?? key,
    type: "line",
    data,
    symbol: column?.symbol ?? "none",
    symbolSize: 7,
    color: colour(column ? key : "text"),
    lineStyle: { width: 2 },
    ...options,
  };
}

/** Horizontal bars: names of kernels need the room that columns do not give. */
function horizontal(names, xAxis, series, tooltip) {
  return {
    ...base(),
    tooltip: { ...base().tooltip, axisPointer: { type: "shadow" }, valueFormatter: tooltip },
    grid: { left: narrow() ? 104 : 160, right: 28, top: 8, bottom: 48 },
    xAxis: axis({ nameGap: 30, ...xAxis }),
    yAxis: axis({
      type: "category",
      data: names,
      inverse: true,
      axisTick: { show: false },
      axisLabel: { color: colour("text"), lineHeight: 13 },
    }),
    series,
  };
}

function drawSpeedup() {
  const speeds = middleSpeeds();
  const over = (speed, key) =>
    speed.nanos[key] && speed.nanos.plain ? speed.nanos.plain.median / speed.nanos[key].median : null;
  const value = {
    naive: (speed) => over(speed, "naive"),
    scalar: (speed) => speed.scalarOverPlain?.median,
    simd: (speed) => speed.overPlain?.median,
  };
  const series = COLUMNS.filter((column) => column.key in value).map((column) => ({
    name: column.title,
    type: "bar",
    color: colour(column.key),
    barGap: "10%",
    data: speeds.map(value[column.key]),
  }));
  draw(
    document.getElementById("speedup"),
    horizontal(
      speeds.map(label),
      {
        type: "log",
        name: "times faster than plain Java",
        axisLabel: { formatter: (v) => `${Number(v.toPrecision(2))}x` },
      },
      series,
      (v) => (v ? `${significant(v)}x` : "–"),
    ),
    70 + 46 * speeds.length,
  );
}

/** The limit of a speed's bar against the naive loop, if it has one. */
function naiveBar(speed) {
  const what = `${speed.kernel} ${speed.direction} ${speed.shape}`;
  return results.bars.find((bar) => bar.group === "vs naive Vector API" && bar.what === what)?.limit;
}

function drawOverNaive() {
  const speeds = middleSpeeds().filter((speed) => speed.overNaive);
  const reference = { xAxis: 1, lineStyle: { color: colour("soft"), width: 1 } };
  const spreads = speeds.map((speed, i) => [
    { coord: [speed.overNaive.low, i], lineStyle: { color: colour("text"), width: 2 } },
    { coord: [speed.overNaive.high, i] },
  ]);
  draw(
    document.getElementById("overnaive"),
    horizontal(
      speeds.map(label),
      { type: "value", min: 0, name: "times faster than naive", axisLabel: { formatter: "{value}x" } },
      [
        {
          name: "Lanewise SIMD",
          type: "bar",
          color: colour("simd"),
          barWidth: 14,
          data: speeds.map((speed) => speed.overNaive.median),
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { type: "solid" },
            data: [reference, ...spreads],
          },
        },
        {
          name: "bar to reach",
          type: "scatter",
          symbol: "diamond",
          symbolSize: 13,
          color: colour("naive"),
          itemStyle: { opacity: 1, borderColor: colour("card"), borderWidth: 1 },
          z: 4,
          data: speeds.map((speed) => naiveBar(speed) ?? "-"),
        },
      ],
      (v) => (typeof v === "number" ? `${v.toFixed(2)}x` : "–"),
    ),
    70 + 30 * speeds.length,
  );
}

function drawSizes() {
  const speeds = results.speeds.filter((s) => inPass(s) && !isRowwise(s));
  const sizes = unique(speeds.map((s) => s.size)).sort((a, b) => a - b);
  multiples("sizes", unique(speeds.map((s) => s.kernel)), (kernel) => {
    const points = (key) =>
      speeds
        .filter((s) => s.kernel === kernel && s.nanos[key])
        .map((s) => [s.size, s.nanos[key].median]);
    return {
      tooltip: { ...base().tooltip, valueFormatter: (v) => `${significant(v)} ns` },
      xAxis: axis({
        type: "log",
        logBase: 16,
        min: 16 ** Math.floor(Math.log2(sizes[0]) / 4),
        max: 16 ** Math.ceil(Math.log2(sizes.at(-1)) / 4),
        name: "elements",
        nameGap: 26,
        axisLabel: { formatter: size },
        splitLine: { show: false },
      }),
      yAxis: axis({ type: "log", name: "ns per element", nameGap: 42 }),
      series: [
        ...COLUMNS.map((column) => line(column.key, points(column.key))),
        line("memory traffic", points("memory"), { lineStyle: { width: 1.5, type: "dashed" } }),
      ],
    };
  });
}

function profiles() {
  return results.accuracies.filter((accuracy) => accuracy.profile);
}

function xAxisOf(profile) {
  return axis({
    type: "value",
    min: Math.round(profile.x[0]),
    max: Math.round(profile.x.at(-1)),
    name: "x",
    nameGap: 26,
    splitLine: { show: false },
  });
}

function drawErrors() {
  const shown = profiles().filter(inPass);
  multiples("errors", shown.map((accuracy) => accuracy.kernel), (kernel) => {
    const { profile } = shown.find((accuracy) => accuracy.kernel === kernel);
    return {
      tooltip: { ...base().tooltip, valueFormatter: (v) => `${v.toFixed(2)} ulp` },
      xAxis: xAxisOf(profile),
      yAxis: axis({ type: "value", min: 0, max: (range) => Math.max(2.2, range.max), name: "ulp", nameGap: 36, axisLabel: { formatter: (v) => Number(v.toFixed(1)) } }),
      series: [
        line("simd", profile.x.map((x, i) => [x, profile.ulps[i]]), {
          symbol: "none",
          lineStyle: { width: 1.2 },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: colour("soft"), type: "dashed" },
            data: [{ yAxis: 2 }],
          },
        }),
      ],
    };
  });
}

function drawShapes() {
  const kernels = unique(profiles().map((accuracy) => accuracy.kernel));
  multiples("shapes", kernels, (kernel) => {
    const of = (pass) => {
      const { x, y } = profiles().find((a) => a.kernel === kernel && a.direction === pass).profile;
      // The interesting part; beyond it every activation is a straight line.
      return x.map((value, i) => [value, y[i]]).filter(([value]) => Math.abs(value) <= 8);
    };
    return {
      tooltip: { ...base().tooltip, valueFormatter: (v) => v.toPrecision(4) },
      xAxis: axis({ type: "value", min: -8, max: 8, name: "x", nameGap: 26, splitLine: { show: false } }),
      yAxis: axis({ type: "value" }),
      series: [
        line("simd", of("forward"), { name: "f(x)", symbol: "none" }),
        line("f′(x)", of("backward"), {
          lineStyle: { width: 2, type: "dashed" },
        }),
      ],
    };
  });
}

function drawCold() {
  const shown = results.coldStarts.filter(inPass);
  multiples("cold", unique(shown.map((start) => start.kernel)), (kernel) => ({
    tooltip: { ...base().tooltip, valueFormatter: (v) => time(v) },
    xAxis: axis({
      type: "log",
      // A label for every hundredfold fits a small chart.
      logBase: 100,
      min: 1e4,
      max: 1e9,
      name: "time since the start",
      nameGap: 26,
      axisLabel: { formatter: time },
      splitLine: { show: false },
    }),
    yAxis: axis({ type: "log", name: "time of a call", nameGap: 54, axisLabel: { formatter: time } }),
    series: shown
      .filter((start) => start.kernel === kernel)
      .map(({ contender, curve }) =>
        line(CONTENDERS[contender], curve.times.map((at, i) => [at, curve.means[i]]), {
          name: contender === "lanewise" ? "Lanewise" : contender,
          symbolSize: 3,
          lineStyle: { width: 1.5 },
        }),
      ),
  }));
}

function drawWidths() {
  const shown = results.widths.filter(inPass);
  const kernels = unique(shown.map((width) => width.kernel));
  // From light to dark as from narrow to wide.
  const opacity = { 128: 0.35, 256: 0.65, 512: 1 };
  const bits = unique(shown.map((width) => width.bits));
  draw(
    document.getElementById("widths"),
    {
      ...horizontal(
        kernels,
        { type: "value", min: 0, name: "ns per element" },
        bits.map((width) => ({
          name: `${width} bits`,
          type: "bar",
          color: colour("simd"),
          itemStyle: { opacity: opacity[width] },
          barGap: "10%",
          data: kernels.map(
            (kernel) => shown.find((w) => w.kernel === kernel && w.bits === width)?.nanos,
          ),
        })),
        (v) => (v ? `${significant(v)} ns` : "–"),
      ),
      legend: { top: 0, textStyle: { color: colour("text") } },
      grid: { left: narrow() ? 104 : 160, right: 28, top: 36, bottom: 48 },
    },
    100 + 46 * kernels.length,
  );
}

function element(name, text, className) {
  const created = document.createElement(name);
  created.textContent = text;
  if (className) {
    created.className = className;
  }
  return created;
}

function writeFacts() {
  const { machine, settings, bars, aims } = results;
  document.getElementById("machine").textContent =
    `${machine.cpu}, ${machine.cores} cores · ${machine.jvm} · Lanewise: ${machine.lanewise} · input: ${settings.input}`;
  document.getElementById("middle").textContent = middleSize().toLocaleString("en");
  const most = (key) => {
    const best = results.speeds
      .filter((speed) => speed[key])
      .reduce((a, b) => (a[key].median > b[key].median ? a : b));
    return `${significant(best[key].median)}x, ${best.kernel}`;
  };
  const worst = Math.max(
    ...results.accuracies.filter((a) => a.profile).map((a) => Math.max(a.sweep.largest, a.input.largest)),
    0,
  );
  const facts = [
    ["bars met", `${bars.filter((bar) => bar.met).length} of ${bars.length}`],
    ["aims reached", `${aims.filter((aim) => aim.reached).length} of ${aims.length}`],
    ["most over plain Java", most("overPlain")],
    ["most over naive Vector API", most("overNaive")],
    ["largest error, activations", `${worst.toFixed(2)} ulp`],
  ];
  document.getElementById("facts").replaceChildren(
    ...facts.map(([name, value]) => {
      const box = document.createElement("div");
      box.append(element("dt", name), element("dd", value));
      return box;
    }),
  );
  const jvms =
    settings.forks === 1
      ? "one JVM, which is no verdict because C2's results differ between JVMs"
      : `medians over ${settings.forks} JVMs, fewer where time ran short`;
  document.getElementById("footer").textContent =
    `Measured ${machine.date} in ${settings.seconds} s, ${jvms}; ${machine.os}; options ${machine.flags.join(" ")}. Raw samples are in results.json.`;
}

function writeBars() {
  const margin = (bar) =>
    bar.measured === bar.limit ? 1 : bar.atLeast ? bar.measured / bar.limit : bar.limit / bar.measured;
  const rows = unique(results.bars.map((bar) => bar.group)).map((group) => {
    const bars = results.bars.filter((bar) => bar.group === group);
    const met = bars.filter((bar) => bar.met).length;
    const closest = bars.reduce((a, b) => (margin(a) <= margin(b) ? a : b));
    return [
      group,
      element("td", `${met} of ${bars.length}`, met < bars.length ? "missed" : ""),
      `${closest.what}: ${Number(closest.measured.toPrecision(3))}${closest.unit}, bar ${
        closest.atLeast ? "≥" : "≤"
      } ${Number(closest.limit.toPrecision(3))}${closest.unit}`,
    ];
  });
  writeTable("bars", ["promise", "met", "closest to its bar, or beyond it"], rows);
}

/** A head and rows of cells, which are texts or elements. */
function writeTable(id, head, rows) {
  const row = (cells, name) => {
    const created = document.createElement("tr");
    created.append(...cells.map((cell) => (typeof cell === "string" ? element(name, cell) : cell)));
    return created;
  };
  document
    .getElementById(id)
    .replaceChildren(row(head, "th"), ...rows.map((cells) => row(cells, "td")));
}

function writeAims() {
  const { aims } = results;
  const far = aims.filter((aim) => aim.missedBy > 0.4).length;
  document.getElementById("aimed").textContent =
    `${aims.filter((aim) => aim.reached).length} of ${aims.length} aims reached, ${far} missed by more than 40 %.`;
  writeTable(
    "aims",
    ["kernel", "on", "ns per element", "vs naive", "aim", "time over aim"],
    aims.filter(inPass).map((aim) => [
      aim.kernel,
      aim.shape,
      significant(aim.nanos),
      `${aim.overNaive.toFixed(2)}x`,
      `${aim.aimed.toFixed(2)}x`,
      aim.reached ? "reached" : element("td", `${(100 * aim.missedBy).toFixed(0)} %`, "missed"),
    ]),
  );
}

function writeStorages() {
  writeTable(
    "storages",
    ["kernel", "on", "arrays", "segments", "vs arrays", "bfloat16", "vs float"],
    results.speeds.filter((speed) => inPass(speed) && speed.overArrays).map((speed) => [
      speed.kernel,
      speed.shape,
      significant(speed.nanos.simd.median),
      significant(speed.nanos.segment.median),
      `${speed.overArrays.median.toFixed(2)}x`,
      significant(speed.nanos.bfloat16.median),
      `${speed.bfloat16OverFloat.median.toFixed(2)}x`,
    ]),
  );
}

function writeLegend() {
  document.getElementById("legend").replaceChildren(
    ...COLUMNS.map((column) => {
      const item = element("li", column.title);
      item.style.setProperty("--colour", `var(--${column.key})`);
      return item;
    }),
  );
}

function drawAll() {
  charts.splice(0).forEach((chart) => chart.dispose());
  writeAims();
  writeStorages();
  drawSpeedup();
  drawOverNaive();
  drawSizes();
  drawErrors();
  drawShapes();
  drawCold();
  drawWidths();
}

writeFacts();
writeBars();
writeLegend();
drawAll();

document.querySelectorAll("input[name=direction]").forEach((input) =>
  input.addEventListener("change", () => {
    direction = input.value;
    drawAll();
  }),
);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

let width = window.innerWidth;
window.addEventListener("resize", () => {
  // Phones report a resize whenever their address bar comes or goes.
  if (window.innerWidth !== width) {
    width = window.innerWidth;
    drawAll();
  }
});

// A map-like sketch of Kutai Timur: drawn from memory, good for pointing at and for nothing else.

import { draw } from "/web/dom.js";

const WEST = 115.9, EAST = 119.2, NORTH = 1.95, SOUTH = -0.1;
const COAST = [
  [117.46, -0.1], [117.5, 0.1], [117.58, 0.28], [117.62, 0.45], [117.6, 0.58], [117.72, 0.74], [117.86, 0.76],
  [117.95, 0.86], [118.05, 0.84], [118.1, 0.95], [118.02, 1.02], [118.25, 0.93], [118.5, 0.83], [118.78, 0.83],
  [119.0, 1.02], [118.85, 1.13], [118.55, 1.22], [118.35, 1.35], [118.1, 1.42], [117.95, 1.6],
];
const RIVERS = [
  [[116.3, 0.75], [116.62, 0.42], [116.75, 0.2], [116.68, -0.1]],
  [[116.35, 1.35], [116.7, 1.15], [116.85, 1.1], [116.9, 0.8], [116.8, 0.45], [116.75, 0.2]],
  [[117.1, 0.55], [117.35, 0.48], [117.5, 0.42], [117.62, 0.4]],
  [[117.2, 1.25], [117.5, 1.0], [117.65, 0.85], [117.72, 0.74]],
];
const ROADS = [
  [[117.48, 0.0], [117.5, 0.25], [117.54, 0.51], [117.63, 0.76], [117.35, 0.95], [116.85, 1.1], [116.6, 1.4]],
  [[117.63, 0.76], [117.9, 0.9], [118.0, 0.98]],
];

// Towns as a person would name them: [name, latitude, longitude]; some names stand lower, beside no other.
export const PLACES = [
  ["Sangatta Utara", 0.5147, 117.5419],
  ["Sangatta Selatan", 0.4419, 117.5533, 4],
  ["Teluk Pandan", 0.19, 117.49],
  ["Bengalon", 0.7647, 117.6275],
  ["Kaliorang", 0.9, 117.83, 5],
  ["Sangkulirang", 0.99, 118.0],
  ["Muara Wahau", 1.1236, 116.8417],
  ["Muara Bengkal", 0.42, 116.78],
];

const x = (longitude) => (longitude - WEST) * 100;
const y = (latitude) => (NORTH - latitude) * 100;
const line = (points) => points.map(([longitude, latitude], n) => `${n ? "L" : "M"}${x(longitude).toFixed(1)} ${y(latitude).toFixed(1)}`).join(" ");

export const WIDTH = (EAST - WEST) * 100;
export const HEIGHT = (NORTH - SOUTH) * 100;
export const pointAt = (px, py) => ({ latitude: NORTH - py / 100, longitude: WEST + px / 100 });

function land() {
  return `M0 0 L${x(117.95)} 0 L${x(117.95)} ${y(1.6)} ${line([...COAST].reverse()).replace("M", "L")} L0 ${HEIGHT} Z`;
}

function ground(scale = 1) {
  const town = ([name, latitude, longitude, low = 0]) => draw(
    "g", { transform: `translate(${x(longitude)} ${y(latitude)}) scale(${scale})` },
    draw("circle", { r: 2.6, class: "town" }),
    draw("text", { x: 5, y: 3 + low, class: "label" }, name),
  );
  return [
    draw("rect", { width: "100%", height: "100%", x: 0, y: 0, class: "sea" }),
    draw("path", { d: land(), class: "land" }),
    ...RIVERS.map((points) => draw("path", { d: line(points), class: "river" })),
    ...ROADS.map((points) => draw("path", { d: line(points), class: "road" })),
    ...PLACES.map(town),
  ];
}

export function nearest({ latitude, longitude }) {
  const far = ([, north, east]) => Math.hypot(north - latitude, east - longitude) * 111;
  const found = PLACES.reduce((best, place) => (far(place) < far(best) ? place : best));
  return { name: found[0], km: far(found) };
}

// The whole regency, to point at.
export function chart(attributes) {
  return draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "sketch", ...attributes }, ...ground());
}

// The surroundings of one pin.
export function pinned({ latitude, longitude }) {
  const [px, py, half] = [x(longitude), y(latitude), 30];
  const view = `${px - half * 1.6} ${py - half} ${half * 3.2} ${half * 2}`;
  const backdrop = draw("rect", { x: px - 500, y: py - 500, width: 1000, height: 1000, class: "sea" });
  const drop = draw("path", { d: "M0 0c-5-6-7-8.500-7-12a7 7 0 0 1 14 0c0 3.500-2 6-7 12z", class: "drop", transform: `translate(${px} ${py})` });
  const dot = draw("circle", { cx: px, cy: py - 12, r: 2.6, class: "eye" });
  return draw("svg", { viewBox: view, class: "sketch", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" }, backdrop, ...ground(0.55).slice(1), drop, dot);
}

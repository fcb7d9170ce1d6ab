// Draws the circle on the street map and moves it where somebody taps. The page works without: by the middle, and by names.

const form = document.querySelector("form[data-circle]");
const target = form && document.getElementById(form.dataset.circle);
const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const value = (name) => Number(form.elements[name].value);

/** The circle as a polygon, and its middle. */
function drawn() {
  const [lon, lat, metres] = ["lon", "lat", "metres"].map(value);
  const up = metres / 111320;
  const aside = up / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: 65 }, (_, n) => {
    const turn = (n / 64) * 2 * Math.PI;
    return [lon + aside * Math.cos(turn), lat + up * Math.sin(turn)];
  });
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
      { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [lon, lat] } },
    ],
  };
}

function place(map, { lng, lat }) {
  form.elements.lon.value = lng.toFixed(5);
  form.elements.lat.value = lat.toFixed(5);
  map.getSource("circle").setData(drawn());
  const said = form.querySelector("[data-said]");
  if (said) said.hidden = false;
}

target?.addEventListener("street-map", ({ detail: { map } }) => {
  map.addSource("circle", { type: "geojson", data: drawn() });
  map.addLayer({ id: "circle-area", source: "circle", type: "fill", paint: { "fill-color": paint("--accent"), "fill-opacity": 0.18 } });
  map.addLayer({ id: "circle-edge", source: "circle", type: "line", paint: { "line-color": paint("--accent"), "line-width": 3 } });
  map.addLayer({
    id: "circle-middle", source: "circle", type: "circle", filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-color": paint("--accent"), "circle-radius": 6, "circle-stroke-color": paint("--card"), "circle-stroke-width": 2 },
  });
  map.on("click", (event) => place(map, event.lngLat));
  form.elements.metres.addEventListener("change", () => map.getSource("circle").setData(drawn()));
  const middle = form.querySelector("[data-middle]");
  if (middle) {
    middle.hidden = false;
    middle.addEventListener("click", () => place(map, map.getCenter()));
  }
});

// What the form for saying something gains with a script: what is there already while one types, places by name, the point on the map.

const SOON = 350;

/** Wait until somebody stops typing. */
function later(act) {
  let wait;
  return () => {
    clearTimeout(wait);
    wait = setTimeout(act, SOON);
  };
}

/** Ask the server for a part of the page; "" where it does not answer. The question before is dropped. */
function asker() {
  let asked;
  return async (address) => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: asked.signal });
      return answer.ok ? await answer.text() : "";
    } catch (fault) {
      return fault.name === "AbortError" ? null : "";
    }
  };
}

/** Three decimals are a hundred metres: enough to look around, too little to say where somebody stands. */
const rough = (value) => (value ? Number(value).toFixed(3) : "");

function showAlike(form) {
  const list = form.querySelector("[data-alike-list]");
  const ask = asker();
  let last = "";
  const look = async () => {
    const box = form.elements;
    const words = box.title.value.trim();
    const told = new URLSearchParams({ words: words.slice(0, 110), lon: rough(box.lon.value), lat: rough(box.lat.value), place: placeOf(form) });
    if (words.length < 4 || told.toString() === last) return;
    last = told.toString();
    const part = await ask(`${form.dataset.alike}?${told}`);
    if (part === null) return;
    list.innerHTML = part.trim() ? `<div class="card">${part}</div>` : "";
    if (!box.seen) {
      const seen = document.createElement("input");
      seen.type = "hidden";
      seen.name = "seen";
      seen.value = "1";
      form.append(seen);
    }
  };
  const soon = later(look);
  form.elements.title.addEventListener("input", soon);
  form.addEventListener("placed", soon);
}

const placeOf = (form) => form.querySelector("input[name=place][type=hidden]")?.value ?? form.querySelector("input[name=place]:checked")?.value ?? "";

/** Places by name, chosen from a short list. Typing again forgets the choice and the point. */
function findPlaces(form) {
  const list = form.querySelector("[data-places-list]");
  const words = form.elements.place_words;
  const chosen = form.querySelector("input[name=place][type=hidden]");
  if (!chosen) return;
  const ask = asker();
  const soon = later(async () => {
    if (words.value.trim().length < 2) {
      list.hidden = true;
      return;
    }
    const part = await ask(`${form.dataset.places}?q=${encodeURIComponent(words.value.trim().slice(0, 80))}`);
    if (part === null) return;
    list.innerHTML = part;
    list.hidden = !list.querySelector("button");
  });
  words.addEventListener("input", () => {
    chosen.value = "";
    place(form, "", "", "");
    soon();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-value]");
    if (!button) return;
    chosen.value = button.dataset.value;
    words.value = button.dataset.label;
    list.hidden = true;
    place(form, "", "", "");
    words.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "ArrowDown" && event.target === words && !list.hidden) {
      event.preventDefault();
      list.querySelector("button")?.focus();
    }
  });
}

/** Note the point, say so, and let the rest of the page know. */
function place(form, lon, lat, said) {
  form.elements.lon.value = lon;
  form.elements.lat.value = lat;
  form.querySelector("[data-place-said]").textContent = said;
  form.dispatchEvent(new Event("placed"));
}

function whereAmI(form) {
  const button = form.querySelector("[data-locate]");
  if (!button || !("geolocation" in navigator)) return;
  button.hidden = false;
  const say = form.querySelector("[data-place-said]");
  button.addEventListener("click", () => {
    button.disabled = true;
    say.textContent = form.dataset.searching;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        place(form, coords.longitude.toFixed(5), coords.latitude.toFixed(5), form.dataset.located);
      },
      () => {
        button.disabled = false;
        say.textContent = form.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}

/** Tap on the map: the point moves there. */
function pinOnMap(form) {
  const button = form.querySelector("[data-pin-map]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { open } = await import(button.dataset.module);
      const { map, Marker } = await open(button);
      let pin;
      const put = (at) => {
        pin ??= new Marker({ color: getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() });
        pin.setLngLat(at).addTo(map);
      };
      if (form.elements.lon.value) {
        const at = [Number(form.elements.lon.value), Number(form.elements.lat.value)];
        put(at);
        map.jumpTo({ center: at, zoom: Math.max(map.getZoom(), 15) });
      }
      const say = form.querySelector("[data-place-said]");
      const inside = button.dataset.inside;
      let near = !inside;
      say.textContent = near ? button.dataset.tap : button.dataset.tapFirst;
      map.on("click", async ({ lngLat, point }) => {
        if (!near) {
          const code = map.queryRenderedFeatures(point, { layers: ["about-area"] })[0]?.properties?.code;
          if (!code) return;
          const answer = await fetch(inside.replace("CODE", encodeURIComponent(code)));
          if (answer.ok) map.getSource("about").setData(await answer.json());
          near = true;
          say.textContent = button.dataset.tap;
          map.flyTo({ center: lngLat, zoom: 15.5, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
          return;
        }
        put(lngLat);
        place(form, lngLat.lng.toFixed(6), lngLat.lat.toFixed(6), form.dataset.pinned);
      });
    } catch (fault) {
      console.warn(fault);
      document.getElementById(button.dataset.target)?.setAttribute("hidden", "");
      button.textContent = button.dataset.failed;
    }
  });
}

for (const form of document.querySelectorAll("[data-say-form]")) {
  showAlike(form);
  findPlaces(form);
  whereAmI(form);
  pinOnMap(form);
}

// The screen of a room: the counts and the statement come anew every few seconds, without a flicker.

const wall = document.querySelector("[data-wall]");
const again = async () => {
  try {
    const answer = await fetch(wall.dataset.wall);
    if (answer.ok) wall.innerHTML = await answer.text();
  } catch {
    // the line is away: what stands there stays, until it is back
  }
  setTimeout(again, 5000);
};
if (wall) setTimeout(again, 5000);

// Talks to the simulator: acts as people, turns its knobs, and learns what changed.

async function post(path, asked) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

// What people do: say, tap, edit, photo, album, document, voice, location, contact.
export const act = (verb, asked) => post(`/sim/${verb}`, asked);

// What only whoever plays everyone can do: network, turn, commands.
export const knob = (verb, asked) => post(`/stage/${verb}`, asked);

export async function cast() {
  return (await fetch("/stage/cast")).json();
}

export const fileOf = (file) => `/sim/file/${encodeURIComponent(file.id)}`;

// Calls back with what changed, for ever; `lost` when the simulator cannot be reached any more.
export async function watch(chats, changed, lost) {
  let after = 0;
  for (;;) {
    try {
      const told = await knob("watch", { chats: chats(), after, wait: after ? 25 : 0 });
      after = Math.max(told.at, 1);
      changed(told);
    } catch {
      lost();
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

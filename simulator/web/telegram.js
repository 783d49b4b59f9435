// Talks to the simulator: acts as people and learns what changed.

// Where a person may say to be: seats of kecamatan.
export const PLACES = [
  ["Sangatta Utara", 0.5147, 117.5419],
  ["Sangatta Selatan", 0.4419, 117.5533],
  ["Bengalon", 0.7647, 117.6275],
  ["Muara Wahau", 1.1236, 116.8417],
];

export async function act(verb, asked) {
  const answer = await fetch(`/sim/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

export async function cast() {
  return (await fetch("/sim/cast")).json();
}

// Calls back with changed messages, for ever; `chats` says which chats are of interest.
export async function watch(chats, changed) {
  let after = 0;
  for (;;) {
    try {
      const told = await act("look", { chats: chats(), after, wait: after ? 25 : 0 });
      after = Math.max(told.at, 1);
      if (told.messages.length) changed(told.messages);
    } catch {
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

// A made-up picture, different each time, as the base64 of a JPEG.
export function samplePicture() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const paint = canvas.getContext("2d");
  const hue = Math.floor(Math.random() * 360);
  paint.fillStyle = `hsl(${hue} 45% 80%)`;
  paint.fillRect(0, 0, 640, 220);
  paint.fillStyle = `hsl(${(hue + 100) % 360} 25% 55%)`;
  paint.fillRect(0, 220, 640, 260);
  paint.fillStyle = "#666";
  paint.beginPath();
  paint.moveTo(270, 220);
  paint.lineTo(370, 220);
  paint.lineTo(600, 480);
  paint.lineTo(40, 480);
  paint.fill();
  paint.fillStyle = "#2e2a26";
  for (let hole = 0; hole < 3; hole += 1) {
    const [x, y] = [240 + Math.random() * 160, 300 + hole * 55];
    paint.beginPath();
    paint.ellipse(x, y, 25 + hole * 12, 8 + hole * 5, 0, 0, 7);
    paint.fill();
  }
  return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
}

export function readPicture(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

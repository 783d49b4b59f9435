// Made-up things to send, different each time: pictures, a voice, a letter. All as base64.

const base64 = (canvas) => canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
const some = (least, most) => least + Math.random() * (most - least);

function backdrop(paint) {
  const hue = some(190, 220);
  const sky = paint.createLinearGradient(0, 0, 0, 220);
  sky.addColorStop(0, `hsl(${hue} 55% 62%)`);
  sky.addColorStop(1, `hsl(${hue} 45% 88%)`);
  paint.fillStyle = sky;
  paint.fillRect(0, 0, 640, 220);
  for (let hill = 0; hill < 4; hill += 1) {
    paint.fillStyle = `hsl(${some(100, 140)} 30% ${some(32, 48)}%)`;
    paint.beginPath();
    paint.ellipse(some(0, 640), 235, some(120, 260), some(30, 80), 0, 0, 7);
    paint.fill();
  }
  paint.fillStyle = `hsl(${some(85, 110)} 32% 45%)`;
  paint.fillRect(0, 215, 640, 265);
}

function road(paint) {
  const lean = some(-60, 60);
  paint.fillStyle = "#6d6a66";
  paint.beginPath();
  for (const [x, y] of [[285 + lean, 215], [355 + lean, 215], [620, 480], [20, 480]]) paint.lineTo(x, y);
  paint.fill();
  paint.strokeStyle = "#e8e2cf";
  paint.lineWidth = 5;
  paint.setLineDash([26, 22]);
  paint.beginPath();
  paint.moveTo(320 + lean, 220);
  paint.lineTo(320, 480);
  paint.stroke();
}

function hole(paint, x, y, size, shade) {
  paint.fillStyle = shade;
  paint.beginPath();
  paint.ellipse(x, y, size * 2.2, size * 0.8, some(-0.1, 0.1), 0, 7);
  paint.fill();
}

// A road with holes, or the same `mended`.
export function picture(mended = false) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const paint = canvas.getContext("2d");
  backdrop(paint);
  road(paint);
  for (let n = 0; n < 3; n += 1) {
    const [x, y, size] = [some(250, 400), 285 + n * 62, 12 + n * 9];
    hole(paint, x, y, size, mended ? "#4a4845" : "#8a8177");
    if (!mended) hole(paint, x, y + 2, size * 0.75, "#3b3029");
  }
  return base64(canvas);
}

// Two seconds of a humming voice as a WAV file.
export function voice() {
  const rate = 8000;
  const samples = rate * 2;
  const bytes = new DataView(new ArrayBuffer(44 + samples));
  const text = (at, said) => [...said].forEach((letter, n) => bytes.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  bytes.setUint32(4, 36 + samples, true);
  text(8, "WAVEfmt ");
  [[16, 16], [24, rate], [28, rate], [40, samples]].forEach(([at, value]) => bytes.setUint32(at, value, true));
  [[20, 1], [22, 1], [32, 1], [34, 8]].forEach(([at, value]) => bytes.setUint16(at, value, true));
  text(36, "data");
  const pitch = some(140, 220);
  for (let n = 0; n < samples; n += 1) {
    const loud = Math.abs(Math.sin((n / rate) * 9)) * Math.min(1, (samples - n) / 2000) * 40;
    bytes.setUint8(44 + n, 128 + loud * Math.sin((n / rate) * pitch * 6.283));
  }
  return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)));
}

// A letter of one line as a PDF.
export function letter() {
  const words = `BT /F1 18 Tf 60 740 Td (Surat contoh ${Math.floor(some(1000, 9999))}) Tj ET`;
  const parts = [
    "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${words.length}>>stream\n${words}\nendstream`, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let body = "%PDF-1.4\n";
  const places = parts.map((part, n) => {
    const place = body.length;
    body += `${n + 1} 0 obj${part}endobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  return btoa(`${body}xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`);
}

export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

import type { Bytes } from './bytes.ts';
import type { Carriage } from './carried.ts';

const comment = 0xfe;
const [app0, app1, app2, app13, app14] = [0xe0, 0xe1, 0xe2, 0xed, 0xee];
const exif = 'Exif\0';
const xmp = ['http://ns.adobe.com/xap/1.0/\0', 'http://ns.adobe.com/xmp/extension/\0'];

/** Notes what a comment, or a segment of an application, carries beside the image. */
export function noteSegment(code: number, data: Bytes, carriage: Carriage): void {
  if (code === comment) carriage.words();
  else if (code === app1 && data.has(0, exif)) carriage.exif(data.from(Math.min(6, data.length)), true);
  else if (code === app1 && xmp.some((name) => data.has(0, name))) carriage.xmp(data);
  else if (code === app13) carriage.iptc(data);
  else if (!isHarmless(code, data)) carriage.unknown();
}

/** Says only how the pixels are meant: JFIF without a small image, a color profile, Adobe's color transform. */
function isHarmless(code: number, data: Bytes): boolean {
  if (code === app0) return data.has(0, 'JFIF\0') && data.length === 14;
  if (code === app2) return data.has(0, 'ICC_PROFILE\0');
  return code === app14 && data.has(0, 'Adobe') && data.length === 12;
}

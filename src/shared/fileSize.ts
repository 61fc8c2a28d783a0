/**
 * The size of a file as people read it, in their language: "45 kB", "10.5 MB".
 *
 * @param language a BCP 47 tag, such as `es`
 */
export function fileSize(bytes: number, language: string): string {
  const [value, unit, maximumFractionDigits] =
    bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kilobyte', 0] : [bytes / 1_000_000, 'megabyte', 1];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value);
}

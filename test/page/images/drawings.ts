/** Drawings of every way in which an SVG can give its size, or not. */

const namespace = 'xmlns="http://www.w3.org/2000/svg"';
/** Nothing in it is symmetric: what is shifted, mirrored, cut or stretched looks different. Its middle is never empty. */
const face = `
  <rect width="100%" height="100%" fill="#cbd5e0"/>
  <ellipse cx="44%" cy="41%" rx="21%" ry="26%" fill="#2b6cb0"/>
  <rect x="58%" y="61%" width="19%" height="9%" fill="#276749"/>
  <circle cx="9" cy="10" r="7" fill="#f6ad55"/>
  <path d="M2 22 L22 16 L20 23 Z" fill="#276749"/>
  <rect x="18" y="2" width="4" height="7" fill="#c53030"/>`;

const drawing = (attributes: string, content = face) => `<svg ${namespace} ${attributes}>${content}</svg>`;

export const drawings: Readonly<Record<string, string>> = {
  'a viewBox only': drawing('viewBox="0 0 24 24"'),
  'a wide viewBox only': drawing('viewBox="0 0 48 24"'),
  'a tall viewBox only': drawing('viewBox="0 0 24 96"'),
  percent: drawing('width="100%" height="100%" viewBox="0 0 24 24"'),
  'percent of no viewBox': drawing('width="100%" height="100%"'),
  'half the width': drawing('width="50%" height="25%" viewBox="0 0 24 24"'),
  'a width only': drawing('width="64"'),
  'a width and a viewBox': drawing('width="64" viewBox="0 0 24 48"'),
  'a height only': drawing('height="64"'),
  'a height and a viewBox': drawing('height="64" viewBox="0 0 24 48"'),
  millimetres: drawing('width="20.3mm" height="20.3mm" viewBox="0 0 24 24"'),
  'em and rem': drawing('width="3em" height="4rem" viewBox="0 0 24 24"'),
  'points and inches': drawing('width="30pt" height="0.4in" viewBox="0 0 24 24"'),
  'preserveAspectRatio none': drawing('width="200" height="80" preserveAspectRatio="none" viewBox="0 0 24 24"'),
  'preserveAspectRatio none, a viewBox only': drawing('preserveAspectRatio="none" viewBox="0 0 24 24"'),
  'preserveAspectRatio slice': drawing('width="200" height="80" preserveAspectRatio="xMidYMid slice" viewBox="0 0 24 24"'),
  'preserveAspectRatio xMin': drawing('width="200" height="80" preserveAspectRatio="xMinYMin" viewBox="0 0 24 24"'),
  portrait: drawing('width="60" height="200" viewBox="0 0 24 80"'),
  wide: drawing('width="2000" height="100" viewBox="0 0 480 24"'),
  'a viewBox of 0.4 units': drawing(
    'viewBox="0 0 0.4 0.4"',
    '<rect width="0.2" height="0.3" fill="#c53030"/><circle cx="0.3" cy="0.3" r="0.1"/>',
  ),
  'a size of half a pixel': drawing('width="0.5" height="0.5" viewBox="0 0 24 24"'),
  'commas in its viewBox': drawing('viewBox="0,0,24,24"'),
  'tabs, newlines and signs in its viewBox': drawing('viewBox="\n+0\t-0  \n 2.4e1\t+24"'),
  'a viewBox away from zero': drawing('viewBox="-12 -6 24 24"', `<g transform="translate(-12 -6)">${face}</g>`),
  'a drawing inside': drawing('viewBox="0 0 48 48"', `<svg x="12" y="6" width="24" height="36" viewBox="0 0 24 24">${face}</svg>`),
  'no size at all': drawing(''),
  'a fraction of a pixel': drawing('width="37.5" height="150.25" viewBox="0 0 24 96"'),
  'a prefix on its root': `<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><s:circle cx="9" cy="10" r="7" fill="#f6ad55"/></s:svg>`,
  'a style of its own': drawing('viewBox="0 0 24 24"', `<style>svg { background: #e2e8f0 } circle { fill: #805ad5 }</style>${face}`),
  'an image in it': drawing(
    'viewBox="0 0 24 24"',
    `${face}<image width="9" height="9" x="14" y="3" href="data:image/svg+xml,${encodeURIComponent(drawing('viewBox="0 0 24 24"'))}"/>`,
  ),
};

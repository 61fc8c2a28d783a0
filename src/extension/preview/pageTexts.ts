import { l10n } from 'vscode';
import type { PageTexts } from '../../shared/pageTexts.ts';

/** The page's words in the person's language. */
export function pageTexts(): PageTexts {
  return { ...generalTexts(), ...cropTexts(), ...previewTexts(), ...outputTexts(), ...sentTexts() };
}

function generalTexts() {
  return {
    loading: l10n.t('Loading the avatar…'),
    emptyTitle: l10n.t('No avatar is being prepared'),
    fromComputer: l10n.t('From This Computer…'),
    chooseImage: l10n.t('Choose Image…'),
    chooseAnother: l10n.t('Choose Another Image…'),
    changeAgent: l10n.t('Change Agent…'),
    pasteHint: l10n.t('You can also paste an image here, or drop one (hold Shift when you drag it from the Explorer).'),
    dropHere: l10n.t('Drop the image to prepare it as an avatar.'),
    draftTitle: l10n.t('New avatar for {0}', '{0}'),
    fileFacts: l10n.t('{0} × {1} pixels', '{0}', '{1}'),
    broken: l10n.t('“{0}” cannot be shown: it is damaged, or its format is not supported here. Choose another image.', '{0}'),
    tookTooLong: l10n.t('“{0}” takes too long to draw. Choose a simpler image, or export this one as PNG.', '{0}'),
    setAvatar: l10n.t('Set Avatar'),
    discard: l10n.t('Discard'),
    cancel: l10n.t('Cancel'),
    dismiss: l10n.t('Dismiss'),
  };
}

function cropTexts() {
  return {
    cropHeading: l10n.t('Crop'),
    stageLabel: l10n.t('Crop: the image under the widget’s circle'),
    stageHelp: l10n.t('Drag or use the arrow keys to move, scroll or press + and − to zoom.'),
    zoomIn: l10n.t('Zoom In'),
    zoomOut: l10n.t('Zoom Out'),
    zoomPercent: l10n.t('Zoom in percent'),
    zoomPercentHint: l10n.t('At 100 percent, the image just fills the square around the circle.'),
    rotateLeft: l10n.t('Rotate Left'),
    rotateRight: l10n.t('Rotate Right'),
    flip: l10n.t('Flip Horizontally'),
    fit: l10n.t('Fit'),
    fitHint: l10n.t('Fit: zoom out until the whole image is inside the square'),
    fill: l10n.t('Fill'),
    fillHint: l10n.t('Fill: take the largest square from the middle of the image'),
    reset: l10n.t('Reset Crop'),
    resetHint: l10n.t('Reset Crop: undo all moving, zooming, turning and flipping'),
    zoomSaid: l10n.t('Zoom {0} percent', '{0}'),
    turnSaid: l10n.t('Turned by {0} degrees', '{0}'),
    flippedSaid: l10n.t('Flipped'),
    unflippedSaid: l10n.t('Not flipped'),
    placeSaid: l10n.t('Center at {0} percent from the left, {1} percent from the top', '{0}', '{1}'),
  };
}

function previewTexts() {
  return {
    previewHeading: l10n.t('In the widget'),
    onLight: l10n.t('Light page'),
    onDark: l10n.t('Dark page'),
    open: l10n.t('open'),
    collapsed: l10n.t('collapsed'),
    transcript: l10n.t('transcript'),
    pixels: l10n.t('{0} pixels', '{0}'),
    speaking: l10n.t('Show it speaking'),
    speakingHint: l10n.t('While the agent speaks, the widget shows its avatar at 60 to 100 percent of its size.'),
    compareHeading: l10n.t('Compare'),
    current: l10n.t('Current'),
    currentOrb: l10n.t('Current: the default orb'),
    currentNotShown: l10n.t('Current avatar cannot be shown'),
    currentUnknown: l10n.t('Current avatar not known'),
    fresh: l10n.t('New'),
    warningsHeading: l10n.t('Warnings'),
    oneWarning: l10n.t('1 warning'),
    severalWarnings: l10n.t('{0} warnings', '{0}'),
    warnings: {
      small: l10n.t('This part of the image is less than 200 pixels wide and will look blurred.'),
      notSquare: l10n.t('The file is not square: the widget crops its sides and squeezes it in the transcript.'),
      unusualFormat: l10n.t('The file is neither PNG, JPEG nor WebP, and the server may refuse it.'),
      place: l10n.t('The file says where the image was made, and everyone who sees the avatar could read it.'),
      metadata: l10n.t('The file contains metadata, such as camera or author, that would become public.'),
      unread: l10n.t('Parts of the file cannot be read. They may say where and by whom it was made, and would become public.'),
      firstFrameOnly: l10n.t('The image is animated: only its first frame is kept, unless it is sent as it is.'),
      cutDetail: l10n.t('Much of the detail lies near the corners, where the circle cuts it off.'),
      transparent: l10n.t('More than half of the circle is transparent and shows the page behind it.'),
      whiteInJpeg: l10n.t('JPEG has no transparency: what is transparent becomes white.'),
      heavy: l10n.t('The avatar is larger than 2 MB and will load slowly.'),
    },
  };
}

function outputTexts() {
  return {
    outputHeading: l10n.t('Output'),
    asItIs: l10n.t('Send the file as it is'),
    asItIsHint: l10n.t('Otherwise the crop is sent as a new image, without metadata.'),
    background: l10n.t('Background'),
    backgroundKeep: l10n.t('Transparent'),
    backgroundWhite: l10n.t('White'),
    backgroundBlack: l10n.t('Black'),
    backgroundColor: l10n.t('Color'),
    color: l10n.t('Background color'),
    side: l10n.t('Size'),
    sideOption: l10n.t('{0} × {0}', '{0}'),
    format: l10n.t('Format'),
    quality: l10n.t('Quality'),
    result: l10n.t('{0} × {1} {2}, {3}', '{0}', '{1}', '{2}', '{3}'),
    resultPending: l10n.t('Preparing…'),
    encodingFailed: l10n.t('The image cannot be prepared. Choose a smaller size, or send the file as it is.'),
  };
}

function sentTexts() {
  return {
    visibility: {
      checking: l10n.t('Checking…'),
      live: l10n.t('Live'),
      notVisibleYet: l10n.t('Accepted, not visible yet'),
      notAsked: l10n.t('Accepted'),
    },
    visibilityHint: {
      checking: l10n.t('Checking whether the public URL shows the new avatar.'),
      live: l10n.t('The public URL shows this avatar.'),
      notVisibleYet: l10n.t('The server has the avatar, but its public URL does not show it yet.'),
      notAsked: l10n.t('The server has the avatar.'),
    },
    checkAgain: l10n.t('Check Again'),
    checkNow: l10n.t('Check Whether It Is Live'),
    sentTitle: l10n.t('Avatar of {0}', '{0}'),
    agentId: l10n.t('Agent ID'),
    copyAgentId: l10n.t('Copy Agent ID'),
    avatarUrl: l10n.t('Avatar URL'),
    noUrl: l10n.t('The server gave no public URL for it.'),
    copyUrl: l10n.t('Copy Avatar URL'),
    openUrl: l10n.t('Open in Browser'),
    embedTag: l10n.t('Embed tag'),
    copyEmbedTag: l10n.t('Copy Embed Tag'),
    file: l10n.t('File'),
    noImage: l10n.t('The image is no longer kept on this machine.'),
    setAnother: l10n.t('Set Another…'),
    undo: l10n.t('Undo'),
    restoreEarlier: l10n.t('Restore Earlier Avatar…'),
  };
}

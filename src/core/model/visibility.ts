/** The result of a look at an avatar's public address: that very avatar, or something else. */
export type Visibility = 'live' | 'notVisibleYet';
